// A bank's assessment before anybody takes it: its blueprint, its pictures, what would come of it, sitting it oneself, and a pass mark
// from judges who have links and no accounts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { path } from '../lib/project.js';
import { Server } from '../lib/server.js';
import { setUp } from '../lib/staff.js';
import { anyWords, words } from '../lib/words.js';

const BANK = /^id = "(.*)"$/m.exec(readFileSync(path('item-banks/software-development/bank.toml'), 'utf8'))[1];

let browser, context, page, server;
const judges = [];

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  context = await person(browser);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const field = (name, on = page) => on.getByLabel(words(name), { exact: true });
const press = (name, on = page) => on.getByRole('button', { name: words(name), exact: true });
const heading = (name) => page.getByRole('heading', { name: words(name), exact: true });
const visit = (tab) => page.goto(`${server.origin}/tutor/banks/${BANK}/${tab}`);

async function ask(on, method, address, body) {
  return on.evaluate(async ([method, address, body]) => {
    const answer = await fetch(address, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  }, [method, address, body]);
}

test('a blueprint in words, with what is wrong beside its fields and the file below', async () => {
  await setUp(page, server);
  assert.equal((await ask(page, 'POST', `/api/tutor/banks/${BANK}/take`, {})).status, 201);
  await visit('blueprint');
  await heading('blueprint-length').waitFor();
  await page.locator('.file-preview', { hasText: 'maximum = 40' }).waitFor();
  await holds(page, 'blueprint');
  const shortest = field('blueprint-minimum');
  await shortest.fill('50');
  await page.locator('#length-minimum-error').waitFor();
  await holds(page, 'blueprint-wrong');
  await shortest.fill('few');
  await press('blueprint-save').click();
  assert.equal(await shortest.evaluate((input) => input === document.activeElement), true);
  await shortest.fill('26');
  await page.getByText(words('blueprint-sound')).waitFor();
  await page.locator('.file-preview', { hasText: 'minimum = 26' }).waitFor();
  // Comments of the author stay.
  assert.match(await page.locator('.file-preview').innerText(), /# 24 items are four on each outcome/);
  await press('blueprint-save').press('Enter');
  await page.getByText(words('blueprint-file-same')).waitFor();
});

test('pictures that say in words what they show', async () => {
  await visit('pictures');
  await heading('pictures-wright').waitFor();
  for (const name of ['pictures-error-title', 'pictures-information-title', 'pictures-wright']) {
    const picture = page.getByRole('img', { name: words(name), exact: true });
    assert.notEqual((await picture.locator('desc').textContent()).trim(), '');
  }
  await press('pictures-exposure-do').click();
  await page.locator('.bars li').first().waitFor({ timeout: 120_000 });
  await holds(page, 'pictures');
});

test('what the bank can carry, and what other lengths would come to at once', async () => {
  await visit('simulate');
  await heading('feasible-title').waitFor();
  await field('feasible-attempts').selectOption('5');
  await page.getByText(words('feasible-lacks')).waitFor();
  await press('what-if-do').click();
  const slider = field('blueprint-maximum');
  await slider.waitFor({ timeout: 180_000 });
  const said = page.locator('#what-if').locator('..').getByRole('status');
  await said.waitFor();
  const first = await said.innerText();
  const took = await page.evaluate(async () => {
    const slider = document.getElementById('what-maximum');
    const status = document.querySelector('#what-if').parentElement.querySelector('[role="status"]');
    const before = status.innerText;
    const begun = performance.now();
    slider.value = '30';
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (status.innerText === before && performance.now() - begun < 5000) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });
  assert.ok(took < 1000, `an answer took ${took} ms`);
  assert.notEqual(await said.innerText(), first);
  await slider.press('ArrowRight');
  await page.getByText('31', { exact: true }).first().waitFor();
  await holds(page, 'what-if');
});

test('the tutor sits the test, or watches somebody of a chosen ability sit it', async () => {
  await visit('try');
  await press('try-start').click();
  await page.locator('#question').waitFor();
  await holds(page, 'try');
  await page.getByRole('group').getByRole('button', { name: words('not-learned') }).press('Enter');
  await press('try-next').press('Enter');
  await field('try-ability').fill('2.5');
  await press('try-block').click();
  await page.getByText(anyWords('told-after')).first().waitFor();
  await press('try-finish').click();
  await heading('try-ended').waitFor();
  await page.getByText(words('told-nothing-kept')).waitFor();
  await holds(page, 'tried');
});

test('judges get links and rate alone, one question at a time on a telephone', async () => {
  await visit('pass-mark');
  await field('pass-mark-borderline').fill('A graduate developer who can just be left alone with a small service.');
  await press('pass-mark-begin').press('Enter');
  for (const name of ['Ana', 'Ben', 'Cleo']) {
    await field('study-name').fill(name);
    await press('study-invite-do').press('Enter');
    await page.getByText(words('study-link-made', { name })).waitFor();
    const url = await page.locator('.once code', { hasText: '/judge#' }).innerText();
    judges.push({ name, url });
  }
  await holds(page, 'study');
  const phone = await person(browser, { viewport: { width: 360, height: 740 } });
  const judge = await phone.newPage();
  await judge.goto(judges[0].url);
  await field('study-qualifications', judge).fill('Ten years of reviews');
  await holds(judge, 'judge-self');
  await press('judge-begin', judge).press('Enter');
  await judge.getByRole('heading', { name: words('judge-question', { place: 1, count: 30 }) }).waitFor();
  assert.equal(await judge.locator('.judge-key').count(), 0, 'the key is not there before an answer');
  await press('judge-reveal', judge).press('Enter');
  await judge.locator('.judge-key').waitFor();
  await press('judge-keep', judge).press('Enter');
  await judge.getByText(words('judge-untouched')).waitFor();
  await holds(judge, 'judge');
  await field('judge-rate', judge).fill('65');
  await press('judge-keep', judge).press('Enter');
  await judge.getByText(words('judge-rated', { rated: 1, all: 30 })).waitFor();
  // A reload half-way loses nothing.
  await judge.reload();
  await judge.getByText(words('judge-rated', { rated: 1, all: 30 })).waitFor();
  await judge.getByRole('heading', { name: words('judge-question', { place: 2, count: 30 }) }).waitFor();
  for (const [number, { name, url }] of judges.entries()) {
    const token = url.split('#')[1];
    await ask(judge, 'POST', '/api/judge/self', { token, name, qualifications: 'Ten years of it' });
    const { body } = await ask(judge, 'POST', '/api/judge', { token });
    for (const [place, item] of body.items.entries()) {
      if (item.rating === null) assert.equal((await ask(judge, 'POST', '/api/judge/rate', { token, item: item.id, rating: 45 + 6 * number + (place % 7) * 5 })).status, 204);
    }
  }
  await judge.reload();
  await press('judge-finish', judge).click();
  await judge.getByText(words('judge-finished')).waitFor();
  await holds(judge, 'judge-finished');
  isCalm(phone);
});

test('their mean becomes the pass mark, moved a little with a reason, and stays on record', async () => {
  await visit('pass-mark');
  await press('study-close-first').click();
  await page.getByText(anyWords('round-mark')).waitFor();
  await field('study-note').fill('Question by question where we differed most.');
  await press('study-open-second').click();
  await press('study-close-second').click();
  const mark = field('adopt-cut');
  await mark.waitFor();
  await holds(page, 'study-closed');
  await mark.fill('5');
  await press('adopt-do').click();
  await page.locator('#adopt-cut-error').waitFor();
  const low = Number(/(−?[\d.]+) to/.exec(await page.locator('#adopt-cut-hint').innerText())[1].replace('−', '-'));
  await mark.fill(String(low + 0.02));
  await field('adopt-reason').fill('The committee wants no one turned away who can just do it.');
  await press('adopt-do').click();
  await page.getByText(anyWords('adopt-done')).waitFor();
  await holds(page, 'adopted');
  await visit('blueprint');
  await page.getByText(anyWords('blueprint-mark-judged')).waitFor();
  assert.match(await page.locator('.file-preview').innerText(), /cut_se = 0\.\d+/);
});

test('no page threw anything or was refused anything', () => isCalm(context));
