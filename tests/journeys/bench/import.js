// 5,000 items from a workbook and from a QTI 3 package: from the drop to the review, and the longest frame on the way. Run by
// `cargo xtask bench`; by hand: ASSAY=… CHROMIUM=… node bench/import.js

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, person } from '../lib/browser.js';
import { Server } from '../lib/server.js';
import { setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const ITEMS = 5000;
const SYLLABLES = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'to', 've', 'wi'];

// A number generator of its own: the same items each time.
let state = 12345;
const draw = (below) => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * below);
};
const word = () => SYLLABLES[draw(14)] + SYLLABLES[draw(14)] + SYLLABLES[draw(14)];
const say = (count) => Array.from({ length: count }, word).join(' ');

function table() {
  const columns = ['id', 'type', 'stem', 'option_a', 'option_b', 'option_c', 'option_d', 'correct', 'points', 'feedback_a', 'feedback_b', 'outcome', 'difficulty_b'];
  const row = (_, index) => [`q${index}`, 'choice', `What does ${say(9)} mean to ${say(4)}?`, say(4), say(4), say(4), say(4), 'ABCD'[index % 4], 1, say(5), say(5), 'B-1', (draw(400) / 100 - 2).toFixed(2)];
  return [columns, ...Array.from({ length: ITEMS }, row)].map((cells) => cells.join(',')).join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'assay-import-'));
writeFileSync(join(folder, 'items.csv'), table());
for (const name of ['items.xlsx', 'items.qti.zip']) {
  execFileSync(process.env.ASSAY, ['bank', 'convert', join(folder, 'items.csv'), join(folder, name)], { stdio: 'ignore' });
}

const [server, browser] = [await Server.start(), await launch()];
try {
  const context = await person(browser);
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await setUp(page, server);
  await page.goto(`${server.origin}/tutor/banks`);
  const fields = { 'begin-name': 'Large', 'begin-outcomes': 'B-1: Says what words mean', 'begin-body': 'Bench', 'begin-country': 'nz' };
  for (const [name, value] of Object.entries(fields)) await page.getByLabel(words(name), { exact: true }).fill(value);
  await page.getByRole('button', { name: words('begin-do'), exact: true }).click();
  await page.waitForURL('**/tutor/banks/large');
  for (const name of ['items.xlsx', 'items.qti.zip']) {
    let best = { time: Infinity, frame: Infinity };
    for (let run = 0; run < 3; run += 1) {
      await page.goto(`${server.origin}/tutor/banks/large/import`);
      await page.locator('#file').waitFor();
      await page.evaluate(() => {
        globalThis.frames = { last: performance.now(), longest: 0, from: performance.now() };
        const frame = (now) => {
          frames.longest = Math.max(frames.longest, now - frames.last);
          frames.last = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      const begun = performance.now();
      await page.locator('#file').setInputFiles(join(folder, name));
      await page.getByRole('heading', { name: words('review-title'), exact: true }).waitFor();
      const time = (performance.now() - begun) / 1000;
      const frame = await page.evaluate(() => frames.longest);
      if (time < best.time) best = { time, frame };
    }
    const part = (value, limit) => (value / limit).toFixed(2);
    console.log(`  ${name}: ${best.time.toFixed(2)} s to the review, ${part(best.time, 3)} of the limit of 3 s; the longest frame ${best.frame.toFixed(0)} ms, ${part(best.frame, 100)} of the limit of 100 ms`);
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
}
