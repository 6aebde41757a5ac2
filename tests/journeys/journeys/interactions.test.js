// Gaps, pairs, orders, words to press and sliders: answered by keyboard alone, in every delivery; and their keys corrected.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { answerByKeyboard, forwardByKeyboard, interactionBanks, kindOf, MARK, tabTo } from '../lib/interactions.js';
import { begin, join, practise } from '../lib/learner.js';
import { Server } from '../lib/server.js';
import { beginSitting, openSitting, setUp } from '../lib/sitting.js';
import { anyWords, words } from '../lib/words.js';

let browser, forms, owner, room, server;

before(async () => {
  forms = interactionBanks();
  [server, browser] = [await Server.start(forms.banks), await launch()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (forms) rmSync(forms.banks, { recursive: true, force: true });
});

const count = 7;

// Answers all and comes to the look over them.
async function answerAll(page, keys, name) {
  for (let number = 1; number <= count; number += 1) {
    const kind = await kindOf(page);
    await answerByKeyboard(page, keys);
    if (name) await holds(page, `${name}-${kind}`);
    await forwardByKeyboard(page);
  }
  await page.locator('#overview-title').waitFor();
  assert.equal(await page.locator('.overview .open').count(), 0, 'every question is answered');
}

async function handIn(page) {
  await page.waitForFunction(() => document.querySelectorAll('.overview assay-form').length > 0);
  const button = page.getByRole('button', { name: anyWords('hand-in') });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: words('show-me') }).click();
  await page.getByRole('heading', { name: words('result-title'), level: 1 }).waitFor();
}

test('practice asks in every form, and shows what was right', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  const fetched = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto(`${server.origin}/practice/${forms.id}`);
  await page.getByRole('button', { name: words('practice-begin') }).waitFor();
  assert.ok(!fetched.some((url) => /forms-/.test(url)), 'the forms are not fetched before a question needs them');
  await practise(page, server.origin, forms.id);
  await answerAll(page, forms.keys.practice, 'form');
  await holds(page, 'form-overview');
  await handIn(page);
  const walk = page.locator('.walk-item');
  assert.equal(await walk.count(), count);
  assert.equal(await walk.locator('summary .mark-right').count(), count, 'every answer was right');
  for (let index = 0; index < count; index += 1) await walk.nth(index).locator('summary').click();
  await holds(page, 'form-result');
  isCalm(learner);
  await learner.close();
});

test('what is half filled is kept over a reload and asked for before it is handed in', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  await practise(page, server.origin, forms.id);
  while ((await kindOf(page)) !== 'inline') await forwardByKeyboard(page);
  const blanks = page.locator('assay-form .blank');
  await tabTo(page, blanks.nth(1));
  await page.keyboard.type('half a w');
  await page.reload();
  await page.locator('#item-title').waitFor();
  while ((await kindOf(page)) !== 'inline') await forwardByKeyboard(page);
  assert.equal(await blanks.nth(1).inputValue(), 'half a w');
  assert.equal(await blanks.nth(0).inputValue(), '');
  const here = page.locator('.step[aria-current]');
  await forwardByKeyboard(page);
  await page.locator('.step').last().click();
  await page.locator('#overview-title').waitFor();
  assert.equal(await page.locator('.overview .open').count(), count, 'no question is answered yet');
  assert.ok((await page.getByRole('button', { name: anyWords('hand-in') }).count()) === 0);
  assert.equal(await here.count(), 1);
  // "Not learned" empties the form, and an answer after all takes its place.
  await page.locator('.overview button').first().click();
  const kind = await kindOf(page);
  await answerByKeyboard(page, forms.keys.practice);
  await page.getByRole('button', { name: words('not-learned') }).click();
  await page.getByText(words('not-learned-said')).waitFor();
  if (kind === 'order') assert.equal(await page.getByRole('button', { name: words('form-right') }).getAttribute('aria-pressed'), 'false');
  else {
    const filled = () => [...document.querySelectorAll('assay-form :is(.blank, input[type=text])')].filter(({ value }) => value).length + document.querySelectorAll('assay-form [aria-pressed=true]').length;
    assert.equal(await page.evaluate(filled), 0);
  }
  await answerByKeyboard(page, forms.keys.practice);
  assert.equal(await page.getByText(words('not-learned-said')).count(), 0);
  isCalm(learner);
  await learner.close();
});

test('a sealed assessment asks in every form under names that tell nothing', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  const heard = [];
  learner.on('response', (response) => heard.push(response.text().catch(() => '')));
  await join(page, server.origin, await server.classCode(forms.title), { name: 'Ana Example', email: 'ana@example.org' });
  await begin(page);
  await page.waitForFunction(() => document.querySelector('assay-form:defined')?.childElementCount > 0);
  const sent = (await Promise.all(heard)).join('\n');
  assert.ok(!sent.includes(MARK), 'no key and no name of the bank was sent');
  assert.ok(!(await page.content()).includes(MARK));
  await answerAll(page, forms.keys.credit);
  await handIn(page);
  isCalm(learner);
  await learner.close();
});

test('a sitting asks in every form without a network, and its owner sees what is right', async () => {
  room = await person(browser);
  owner = await room.newPage();
  await setUp(owner, await server.setupLink());
  const code = await openSitting(owner, 'Room 1');
  const learner = await person(browser);
  const page = await learner.newPage();
  await join(page, server.origin, code, { name: 'Rui Example', email: 'rui@example.org' });
  await beginSitting(page);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready) && (await caches.has('assay-sitting-pages')));
  await learner.setOffline(true);
  await page.reload();
  await page.locator('#item-title').waitFor();
  await answerAll(page, forms.keys.credit);
  isCalm(learner);
  await learner.close();
  await owner.goto(`${server.origin}/tutor/questions/${forms.id}`);
  await owner.getByText(`${MARK}-inline`, { exact: true }).waitFor();
  await holds(owner, 'form-questions');
});

// Another key in the form that is open, by keyboard.
const otherKey = {
  async order(form) {
    const moved = form.locator('.option-edit').first();
    const name = (await moved.locator('.option-head > span').first().innerText()).replace('1. ', '');
    await moved.getByRole('button').last().focus();
    await owner.keyboard.press('Enter');
    await form.getByText(words('correction-moved', { what: name, place: 2, of: 4 })).waitFor();
    await owner.waitForFunction((label) => document.activeElement?.ariaLabel === label, words('correction-down', { what: name }));
    await owner.keyboard.press('Enter');
    await form.getByText(words('correction-moved', { what: name, place: 3, of: 4 })).waitFor();
  },
  async slider(form) {
    await form.getByLabel(words('correction-value'), { exact: true }).focus();
    await owner.keyboard.press('Control+A');
    await owner.keyboard.type('60');
  },
  async ticks(form) {
    const boxes = form.locator('fieldset.checks').first().getByRole('checkbox');
    const ticked = await boxes.evaluateAll((all) => all.map((one) => one.checked));
    await boxes.nth(ticked.indexOf(true)).focus();
    await owner.keyboard.press('Space');
    if (ticked.filter(Boolean).length === 1) {
      await press(form, 'correction-look');
      await form.getByText(words('correction-none')).waitFor();
    }
    await boxes.nth(ticked.indexOf(false)).focus();
    await owner.keyboard.press('Space');
  },
};

const press = async (place, name) => {
  await place.getByRole('button', { name: words(name) }).first().focus();
  await owner.keyboard.press('Enter');
};

test('the key of every form is corrected, and what was answered is scored again', async () => {
  for (const kind of ['inline', 'shared', 'match', 'order', 'hottext', 'single', 'slider']) {
    await owner.goto(`${server.origin}/tutor/questions/${forms.id}/statistics`);
    await owner.getByRole('row').filter({ hasText: `${MARK}-${kind}` }).getByRole('button').focus();
    await owner.keyboard.press('Enter');
    const item = owner.getByRole('region', { name: `${MARK}-${kind}`, exact: true });
    await item.locator('summary').filter({ hasText: words('correction-do') }).focus();
    await owner.keyboard.press('Enter');
    const form = item.locator('form');
    await form.getByLabel(words('concern-reason')).focus();
    await owner.keyboard.type('The sheet had been read upside down.');
    await press(form, 'correction-look');
    await form.getByText(words('correction-same')).waitFor();
    await (otherKey[kind] ?? otherKey.ticks)(form);
    await holds(owner, `correct-${kind}`);
    await press(form, 'correction-look');
    const told = owner.getByRole('region', { name: words('correction-of', { item: `${MARK}-${kind}` }) });
    await told.getByText(words('correction-effect', { answered: 1, rescored: 1 })).waitFor();
    await press(told, 'correction-apply');
    await told.getByText(words('correction-applied'), { exact: true }).waitFor();
  }
  await holds(owner, 'corrected-forms');
  isCalm(room);
  await room.close();
});

test('every form can be used on a telephone', async () => {
  const learner = await person(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const page = await learner.newPage();
  await practise(page, server.origin, forms.id);
  for (let number = 1; number <= count; number += 1) {
    const kind = await kindOf(page);
    const small = await page.evaluate(() => [...document.querySelectorAll('assay-form :is(select, input, button)')].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width < 44 || height < 43.9;
    }).map((one) => one.outerHTML));
    assert.deepEqual(small, [], `${kind}: nothing is too small for a finger`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${kind} is ${wide} px wide`);
    await answerByKeyboard(page, forms.keys.practice);
    await forwardByKeyboard(page);
  }
  isCalm(learner);
  await learner.close();
});
