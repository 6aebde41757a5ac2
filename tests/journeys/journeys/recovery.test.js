// Nothing is lost: not by the server's sudden end, not by the tab's, not by the network's.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ID, TITLE } from '../lib/bank.js';
import { isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { begin, join, practise } from '../lib/learner.js';
import { answer, forward, shown, takeAll, takeSet } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { words } from '../lib/words.js';

let browser, server;
const keys = new Keys();

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// What the server holds of the attempt in view: its sequence number, block, answers and progress.
const held = (page) => page.evaluate(async () => (await fetch(`/api${location.pathname}`)).json());
const saved = (page) => page.getByText(words('saving-saved'), { exact: true }).waitFor();

test('a sealed assessment goes on at the same item after kill -9 of the server and of the tab', async () => {
  const learner = await person(browser);
  let page = await learner.newPage();
  await join(page, server.origin, await server.classCode(TITLE), { name: 'Kim Example', email: 'kim@example.org' });
  await begin(page);
  await takeSet(page, keys);
  await page.locator('#item-title').waitFor();
  await answer(page, keys);
  await forward(page);
  await saved(page);
  const [before, item] = [await held(page), await shown(page)];

  await server.kill();
  await server.restart();
  assert.deepEqual(await held(page), before, 'the server holds what it had acknowledged');
  await page.reload();
  assert.deepEqual(await shown(page), item, 'the same item');

  const address = page.url();
  await page.goto('chrome://crash').catch(() => undefined);
  page = await learner.newPage();
  await page.goto(address);
  assert.deepEqual(await shown(page), item, 'the same item in a new tab');
  assert.deepEqual(await held(page), before);

  // The estimate is the server's secret; that it was the same shows in what follows: replay refuses a log whose choices differ.
  await takeAll(page, keys);
  await page.getByText(words('verdict-achieved'), { exact: true }).first().waitFor();
  isCalm(learner);
  await learner.close();
});

test('practice goes on at the same item after the tab crashed, and replays to the same result', async () => {
  const learner = await person(browser);
  let page = await learner.newPage();
  await practise(page, server.origin, ID);
  await takeSet(page, keys);
  await page.locator('#item-title').waitFor();
  await answer(page, keys);
  await forward(page);
  const item = await shown(page);
  const address = page.url();
  await page.goto('chrome://crash').catch(() => undefined);
  page = await learner.newPage();
  await page.goto(address);
  const goOn = page.getByRole('button', { name: words('continue-attempt'), exact: true });
  await page.locator('#item-title').or(goOn).first().waitFor();
  if (await goOn.isVisible()) await goOn.click();
  assert.deepEqual(await shown(page), item);
  await takeAll(page, keys);
  // The server replays the whole log and compares every bit.
  await page.getByText(words('practice-sent')).waitFor();
  isCalm(learner);
  await learner.close();
});

test('an answer given without a network is kept, said to be unsaved, and saved when the network is back', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  await join(page, server.origin, await server.classCode(TITLE), { name: 'Rui Example', email: 'rui@example.org' });
  await begin(page);
  const before = await held(page);
  await learner.setOffline(true);
  await answer(page, keys);
  await forward(page);
  await page.getByText(words('saving-retrying')).waitFor();
  await answer(page, keys);
  await forward(page);
  const third = await shown(page);
  await page.getByRole('button', { name: words('try-now') }).click();
  await page.getByText(words('saving-retrying')).waitFor();
  // The page notices by itself that the network is back.
  await learner.setOffline(false);
  await saved(page);
  const now = await held(page);
  assert.ok(now.seq >= before.seq + 2);
  assert.deepEqual(now.block.items.map(({ answer }) => Boolean(answer)), [true, true, false, false, false]);
  await page.reload();
  assert.deepEqual(await shown(page), third, 'the first item without an answer');
  isCalm(learner);
  await learner.close();
});
