// From the catalogue to a badge that anyone can verify, and that nobody can change.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joined } from 'node:path';
import { after, before, test } from 'node:test';
import { ID, TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { begin, join } from '../lib/learner.js';
import { answer, forward, shown, takeAll, takeSet } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { fillSetUp } from '../lib/staff.js';
import { independentVerdict, sharedVerdict } from '../lib/verifiers.js';
import { words } from '../lib/words.js';

const LEARNER = { name: 'Ana Example', email: 'ana@example.org' };
let browser, folder, learner, page, server, tutor;
const keys = new Keys();

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  folder = mkdtempSync(joined(tmpdir(), 'assay-badge-'));
  [learner, tutor] = [await person(browser), await person(browser)];
  page = await learner.newPage();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const heading = (name) => page.getByRole('heading', { name, level: 1 });

test('the catalogue says what a micro-credential is and leads to one', async () => {
  await page.goto(server.origin);
  await heading(words('catalogue-title')).waitFor();
  await page.getByRole('heading', { name: words('what-title') }).waitFor();
  await holds(page, 'catalogue');
  await page.getByRole('link', { name: TITLE }).first().click();
  await heading(TITLE).waitFor();
  await holds(page, 'micro-credential');
});

test('practice needs no sign-in and explains its result', async () => {
  await page.getByRole('link', { name: words('practise-now') }).click();
  await page.getByRole('button', { name: words('practice-begin') }).waitFor();
  await holds(page, 'practice');
  await page.getByRole('button', { name: words('practice-begin') }).click();
  await page.locator('#item-title').waitFor();
  await holds(page, 'player');
  // One wrong answer in four, so that there is something to explain.
  let given = 0;
  await takeAll(page, keys, () => (given += 1) % 4 !== 0);
  await page.getByText(words('practice-sent')).waitFor();
  await page.getByRole('heading', { name: words('walk-title') }).waitFor();
  await holds(page, 'practice-result');
  assert.ok(given >= 5);
});

test('a set of questions can be answered by keyboard alone', async () => {
  const typist = await person(browser);
  const desk = await typist.newPage();
  await desk.goto(`${server.origin}/practice/${ID}`);
  const press = (key) => desk.keyboard.press(key);
  // Tab until the focus is where it should be; a page has fewer than 60 places for it.
  const tabTo = async (matches) => {
    for (let step = 0; step < 60; step += 1) {
      if (await desk.evaluate(matches)) return;
      await press('Tab');
    }
    assert.fail(`Tab never came to ${matches}`);
  };
  await desk.getByRole('button', { name: words('practice-begin') }).waitFor();
  await tabTo(`document.activeElement.innerText === ${JSON.stringify(words('practice-begin'))}`);
  await press('Enter');
  await desk.locator('#item-title').waitFor();
  for (let number = 0; number < 5; number += 1) {
    const { title, instruction, options } = await shown(desk);
    if (options.length > 0) {
      // As many as are asked for: one, unless the instruction says otherwise.
      const asked = [2, 3, 4].find((count) => instruction === words('choose-some', { count })) ?? 1;
      for (let option = 1; option <= asked; option += 1) {
        await press(String(option));
        await desk.waitForFunction((id) => document.getElementById(id).checked, `option-${option}`);
      }
    } else {
      await tabTo('document.activeElement.id === "typed"');
      await desk.keyboard.type('1');
    }
    // Enter goes on from a field; elsewhere the button does.
    await tabTo('document.activeElement.type === "submit"');
    await press('Enter');
    await desk.waitForFunction((title) => document.getElementById('item-title')?.innerText !== title, title);
  }
  await desk.locator('#overview-title').waitFor();
  await holds(desk, 'look-over');
  await tabTo(`document.activeElement.innerText === ${JSON.stringify(words('hand-in', { count: 5 }))}`);
  await press('Enter');
  await desk.locator('#overview-title').waitFor({ state: 'detached' });
  await desk.locator('#item-title').waitFor();
  isCalm(typist);
  await typist.close();
});

test('a sealed assessment, joined with the printed code, is achieved', async () => {
  await page.goto(`${server.origin}/join`);
  await heading(words('join-title')).waitFor();
  await holds(page, 'join');
  await join(page, server.origin, await server.classCode(TITLE), LEARNER);
  await holds(page, 'my-assessments');
  await begin(page);
  await answer(page, keys);
  await forward(page);
  await page.getByRole('button', { name: words('pause') }).click();
  await page.getByRole('heading', { name: words('paused-title') }).waitFor();
  await holds(page, 'paused');
  await page.getByRole('button', { name: words('resume') }).click();
  await takeSet(page, keys);
  await takeAll(page, keys);
  await page.getByText(words('verdict-achieved'), { exact: true }).first().waitFor();
  await page.getByText(words('badge-awaiting')).first().waitFor();
  await holds(page, 'result');
});

test('a tutor sets the server up by the printed link and confirms the seat', async () => {
  const desk = await tutor.newPage();
  await desk.goto(await server.setupLink());
  await desk.getByRole('heading', { name: words('setup-title') }).waitFor();
  await holds(desk, 'set-up');
  await fillSetUp(desk);
  const seat = desk.getByRole('row').filter({ hasText: LEARNER.name });
  await seat.getByText(words('badge-waits')).waitFor();
  await holds(desk, 'tutor');
  await seat.getByRole('button', { name: words('seats-confirm') }).click();
  await seat.getByText(words('badge-signed')).waitFor();
  // The link was good for one tutor.
  const stranger = await person(browser);
  const door = await stranger.newPage();
  await door.goto(`${server.origin}/sign-in`);
  await door.getByRole('heading', { name: words('sign-in-title') }).waitFor();
  await holds(door, 'sign-in');
  isCalm(stranger);
  await stranger.close();
});

let badge;

test('the badge can be downloaded, and an independent verifier accepts it', async () => {
  await page.reload();
  await page.getByRole('button', { name: words('show-me') }).or(page.getByRole('link', { name: words('see-badge') })).first().waitFor();
  if (await page.getByRole('button', { name: words('show-me') }).isVisible()) {
    await page.getByRole('button', { name: words('show-me') }).click();
  }
  await page.getByRole('link', { name: words('see-badge') }).first().click();
  await heading(words('badge-page-title')).waitFor();
  await holds(page, 'credential');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: words('form-json'), exact: true }).click()]);
  badge = joined(folder, 'badge.json');
  await download.saveAs(badge);
  const text = readFileSync(badge, 'utf8');
  assert.ok(text.includes(TITLE) && !text.includes(LEARNER.email), 'the badge names the micro-credential and hides the e-mail');
  assert.equal(await independentVerdict(badge), 'valid');
  assert.ok(['valid', 'absent'].includes(await sharedVerdict(badge, LEARNER.email)));
});

test('the badge fails when one character is changed', async () => {
  const text = readFileSync(badge, 'utf8');
  const at = text.indexOf(TITLE);
  const changed = joined(folder, 'changed.json');
  writeFileSync(changed, `${text.slice(0, at)}${text[at] === 'X' ? 'Y' : 'X'}${text.slice(at + 1)}`);
  assert.ok(existsSync(changed));
  assert.equal(await independentVerdict(changed), 'invalid');
  assert.ok(['invalid', 'absent'].includes(await sharedVerdict(changed, LEARNER.email)));
  const verifying = await person(browser);
  const desk = await verifying.newPage();
  for (const [file, verdict, name] of [[badge, 'verdict-valid', 'verify'], [changed, 'verdict-invalid', 'verify-changed']]) {
    await desk.goto(`${server.origin}/verify`);
    await desk.getByRole('heading', { name: words('verify-title'), level: 1 }).waitFor();
    await desk.locator('input[type=file]').setInputFiles(file);
    await desk.getByRole('heading', { name: words(verdict), level: 2, exact: true }).waitFor();
    await holds(desk, name);
  }
  isCalm(verifying);
  await verifying.close();
});

test('a badge is public only where its holder made a page, and until it is withdrawn', async () => {
  await page.getByRole('button', { name: words('share'), exact: true }).click();
  await page.getByText(words('shared-now')).waitFor();
  const link = await page.locator('.secret a').getAttribute('href');
  assert.match(new URL(link).hash, /^#.{20,}/, 'the secret is in the fragment');
  const anyone = await person(browser);
  const visitor = await anyone.newPage();
  await visitor.goto(link);
  await visitor.getByRole('heading', { name: words('shared-title'), level: 1 }).waitFor();
  assert.ok(!(await visitor.getByRole('main').innerText()).includes(LEARNER.name), 'the name is shown only by choice');
  await holds(visitor, 'shared');
  await page.getByRole('button', { name: words('withdraw') }).click();
  await page.getByText(words('shared-withdrawn')).waitFor();
  await visitor.reload();
  await visitor.getByRole('heading', { name: words('shared-gone-title'), level: 1 }).waitFor();
  isCalm(anyone);
  await anyone.close();
});

test('no page threw anything or was refused anything', () => {
  isCalm(learner);
  isCalm(tutor);
});
