// Questions that share a text: it stands once above each of them, wherever the test runs.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { canaryBanks, MARK } from '../lib/canary.js';
import { begin, join, practise } from '../lib/learner.js';
import { answer, forward, takeAll } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { beginSitting, openSitting, setUp } from '../lib/sitting.js';
import { words } from '../lib/words.js';

let browser, canary, server;

before(async () => {
  canary = canaryBanks({ opensWithSets: true });
  [server, browser] = [await Server.start(canary.banks), await launch()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (canary) rmSync(canary.banks, { recursive: true, force: true });
});

// Chooses the first option, types the same words everywhere.
const guesser = { answer: (_, options) => (options.length > 0 ? { positions: [0] } : { text: 'no idea' }) };

const text = (page) => page.locator('.stimulus .rich');
const focused = (page) => page.evaluate(() => document.activeElement.id);

// The five questions of the first block: three about one text, two about another.
async function readsBothTexts(page, name) {
  const title = (first, last) => page.getByRole('heading', { name: words('stimulus-title', { count: 2, first, last }) });
  const region = (first, last) => page.getByRole('region', { name: words('stimulus-title', { count: 2, first, last }) });
  let read = '';
  for (let number = 1; number <= 5; number += 1) {
    const [first, last] = number <= 3 ? [1, 3] : [4, 5];
    await title(first, last).waitFor();
    assert.equal(await page.locator('.stimulus').count(), 1, 'it is there once');
    const group = region(first, last);
    assert.equal(await group.locator('#item-title').count(), 1, 'text and question are one region under its heading');
    const order = await page.evaluate(() => document.querySelector('.stimulus').compareDocumentPosition(document.getElementById('item-title')));
    assert.equal(order, 4, 'it comes before the question');
    const now = await text(page).innerText();
    assert.equal(now === read, number !== 1 && number !== 4, 'it stays for its questions');
    read = now;
    await page.waitForFunction(() => document.querySelector('.stimulus img').naturalWidth > 0);
    if (number > 1) assert.equal(await focused(page), number === 4 ? 'stimulus-title' : 'item-title', 'what is new has the focus');
    if (number === 2) await holds(page, name);
    await answer(page, guesser);
    await forward(page);
  }
  await page.locator('#overview-title').waitFor();
  // Back to a question: its text is known, so that the question has the focus.
  await page.locator('.overview button').last().click();
  await page.locator('#item-title').waitFor();
  assert.equal(await focused(page), 'item-title');
  assert.equal(await text(page).innerText(), read);
}

test('practice shows a text once above its questions, and again with the result', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  await practise(page, server.origin, canary.id);
  await readsBothTexts(page, 'set');
  await takeAll(page, guesser);
  const walk = page.locator('.walk-item');
  await walk.nth(1).locator('summary').click();
  await walk.nth(1).locator('.stimulus').waitFor();
  await holds(page, 'set-result');
  isCalm(learner);
  await learner.close();
});

test('a sealed assessment shows a text under names that tell nothing', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  await join(page, server.origin, await server.classCode(canary.title), { name: 'Ana Example', email: 'ana@example.org' });
  await begin(page);
  await readsBothTexts(page, 'set-sealed');
  assert.ok(!(await page.content()).includes(MARK));
  isCalm(learner);
  await learner.close();
});

test('a text can be read on a telephone, above its question', async () => {
  const learner = await person(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const page = await learner.newPage();
  await practise(page, server.origin, canary.id);
  const box = await text(page).boundingBox();
  const question = await page.locator('#item-title').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= question.y, 'whole, and above');
  await answer(page, guesser);
  await forward(page);
  const { y } = await page.locator('#item-title').boundingBox();
  assert.ok(y >= 0 && y < 740, 'the next question of the same text is in view');
  isCalm(learner);
  await learner.close();
});

test('a sitting has the text and its picture without a network, and its owner sees both with the question', async () => {
  const room = await person(browser);
  const owner = await room.newPage();
  await setUp(owner, await server.setupLink());
  const code = await openSitting(owner, 'Room 1');
  const learner = await person(browser);
  const page = await learner.newPage();
  await join(page, server.origin, code, { name: 'Rui Example', email: 'rui@example.org' });
  await beginSitting(page);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready) && (await caches.has('assay-sitting-pictures')));
  await page.waitForFunction(async () => (await (await caches.open('assay-sitting-pictures')).keys()).length > 0);
  await learner.setOffline(true);
  await page.reload();
  await readsBothTexts(page, 'set-sitting');
  isCalm(learner);
  await learner.close();

  await owner.goto(`${server.origin}/tutor/questions/${canary.id}`);
  const question = owner.getByRole('article').filter({ has: owner.getByText(`${MARK}-1`, { exact: true }) });
  await question.getByText(words('question-set', { count: 3, id: `${MARK}-text` })).waitFor();
  assert.equal(await question.locator('.stimulus img').count(), 1);
  await holds(owner, 'set-questions');
  isCalm(room);
  await room.close();
});
