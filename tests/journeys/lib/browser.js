// A real Chromium, and what every page must hold.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { chromiumProgram, path } from './project.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

// The pages whose pictures are kept in docs/screenshots; SCREENSHOTS=1 renews them.
const PICTURES = ['catalogue', 'micro-credential', 'player', 'practice-result', 'result', 'tutor', 'credential', 'verify', 'room', 'sitting-offline'];

/** A browser without a window. */
export const launch = () => chromium.launch({ executablePath: chromiumProgram(), args: FLAGS });

/** A person's own browser profile: what a page throws, and what its content security policy refuses, fails the journey. */
export async function person(browser, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1200, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  context.complaints = [];
  context.on('weberror', (error) => context.complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|panicked/.test(message.text())) context.complaints.push(message.text());
  });
  return context;
}

/** Nothing was thrown or refused in this profile. */
export const isCalm = (context) => assert.deepEqual(context.complaints, []);

/** Nothing for axe to find in light and dark, and nothing wider than a narrow telephone. */
export async function holds(page, name) {
  const size = page.viewportSize();
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`);
    assert.deepEqual(found, [], `axe on "${name}" (${colorScheme})`);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  const culprits = () => page.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 320 && !one.parentElement.closest('pre, table, .table, math')).slice(0, 6).map((one) => one.outerHTML.slice(0, 120)));
  assert.ok(wide <= 320, `"${name}" is ${wide} px wide on a screen of 320 px: ${wide <= 320 ? '' : (await culprits()).join('\n')}`);
  await page.setViewportSize(size);
  // LOOK=DIR keeps every page as it is held, wide and narrow, light and dark, for whoever wants to look.
  for (const colorScheme of process.env.LOOK ? ['dark', 'light'] : []) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1040, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${process.env.LOOK}/${name}-${width}-${colorScheme}.png`, fullPage: await page.evaluate(() => document.documentElement.scrollHeight < 9000) });
    }
    await page.setViewportSize(size);
  }
  if (process.env.SCREENSHOTS === '1' && PICTURES.includes(name)) {
    mkdirSync(path('docs/screenshots'), { recursive: true });
    await page.setViewportSize({ width: 1040, height: name === 'room' ? 1120 : 720 });
    await page.evaluate(() => globalThis.scrollTo(0, 0));
    await page.screenshot({ path: path(`docs/screenshots/${name}.png`) });
    await page.setViewportSize(size);
  }
}
