// The whole way by keyboard alone: a spreadsheet with nine mistakes becomes a bank, a pass mark from three judges, a simulated and
// signed-off assessment; a learner takes it and appeals; the appeal is decided by another person, and a key is corrected.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { MISTAKES, keyOf, mistaken, sound } from '../lib/birds.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { BOXES, LINES } from '../lib/definition.js';
import { attach, choose, pick, press, reach, slide, type } from '../lib/keyboard.js';
import { shown } from '../lib/player.js';
import { program } from '../lib/project.js';
import { Server } from '../lib/server.js';
import { OWNER } from '../lib/staff.js';
import { anyWords, words } from '../lib/words.js';

const TITLE = 'Birds of the bush';
const BANK = 'birds-of-the-bush';
const SECOND = { name: 'Sefa Second', email: 'sefa@example.org', password: 'a second pair of eyes' };
const LEARNER = { name: 'Lou Learner', email: 'lou@example.org' };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const contexts = [];
let browser, code, learner, owner, second, server;

async function tab(options) {
  const context = await person(browser, options);
  contexts.push(context);
  return context.newPage();
}

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  [owner, second, learner] = [await tab(), await tab(), await tab()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// One step after another: what comes after one that failed would only wait for what is not there.
let broken = false;
const step = (name, run) => test(name, async (context) => {
  if (broken) return context.skip('a step before it failed');
  broken = true;
  await run();
  broken = false;
});

const field = (page, name) => page.getByLabel(words(name), { exact: true });
const button = (page, name, values) => page.getByRole('button', { name: words(name, values), exact: true });
const heading = (page, name) => page.getByRole('heading', { name: words(name), exact: true }).first();
const said = (page, name, values) => page.getByText(words(name, values)).first().waitFor();
const folded = (page, name) => page.locator('summary').filter({ hasText: words(name) });

/** Follows a link of the desk, or of a bank, by its words. */
const go = (page, nav, title) => press(page, page.getByRole('navigation', { name: words(nav), exact: true }).getByRole('link', { name: words(title), exact: true }));

/** What is typed into these fields. */
async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await type(page, field(page, name), value);
}

step('a tutor sets the server up, invites a second one, and begins a bank', async () => {
  await owner.goto(await server.setupLink());
  await heading(owner, 'setup-title').waitFor();
  await fill(owner, {
    'setup-name': OWNER.name,
    'setup-email': OWNER.email,
    'setup-password': OWNER.password,
    'setup-institution': OWNER.institution,
    'setup-country': 'NZ',
    'setup-contact': 'help@example.org',
  });
  await owner.keyboard.press('Enter');
  await heading(owner, 'tutor-title').waitFor();

  await go(owner, 'desk-label', 'people-title');
  await heading(owner, 'people-title').waitFor();
  await fill(owner, { 'invite-name': SECOND.name, 'invite-email': SECOND.email });
  for (const role of ['role-author', 'role-assessor']) await press(owner, field(owner, role), 'Space');
  await press(owner, button(owner, 'invite-do'));
  await said(owner, 'invite-made', { name: SECOND.name });
  await holds(owner, 'whole-people');
  await second.goto(await owner.locator('.secret').innerText());
  await type(second, field(second, 'password-new'), SECOND.password);
  await press(second, button(second, 'password-set'));
  await heading(second, 'tutor-title').waitFor();

  await go(owner, 'desk-label', 'banks-title');
  await heading(owner, 'banks-title').waitFor();
  await fill(owner, { 'begin-name': TITLE });
  await type(owner, field(owner, 'begin-outcomes'), 'B-1: Says where a bird of the bush lives\nB-2: Counts the eggs of birds');
  await fill(owner, { 'begin-body': 'Bush School', 'begin-country': 'NZ' });
  await owner.keyboard.press('Enter');
  await heading(owner, 'bank-questions').waitFor();
  assert.equal(new URL(owner.url()).pathname, `/tutor/banks/${BANK}`);
});

step('the definition says what a listing asks for', async () => {
  await go(owner, 'bank-nav', 'definition-title');
  await heading(owner, 'definition-what').waitFor();
  await fill(owner, LINES);
  for (const name of BOXES) await press(owner, field(owner, name), 'Space');
  await choose(owner, field(owner, 'definition-of-assured'), 'internal');
  await said(owner, 'definition-sound');
  await holds(owner, 'whole-definition');
  await press(owner, button(owner, 'definition-save'));
  await said(owner, 'definition-saved');
});

// What the page says of the spreadsheet with mistakes.
async function isReviewed() {
  await heading(owner, 'review-title').waitFor();
  const told = await owner.locator('.problem').allInnerTexts();
  for (const [cell, value] of Object.entries(MISTAKES)) {
    const its = told.filter((one) => new RegExp(`cell ${cell}\\b`).test(one));
    assert.equal(its.length, 1, `one message names ${cell}: ${told.join('\n')}`);
    assert.ok(its[0].includes(` = ${value === '' ? 'nothing' : value}, expected `), its[0]);
  }
  assert.equal(told.filter((one) => /cell [A-Z]+\d/.test(one)).length, 9, told.join('\n'));
}

step('a spreadsheet with nine mistakes is dropped, and nine messages name their cells', async () => {
  await go(owner, 'bank-nav', 'import-title');
  await heading(owner, 'import-title').waitFor();
  const file = { name: 'birds.xlsx', mimeType: XLSX, buffer: mistaken() };
  // Dropped, which no keyboard can; then chosen, which gives the same.
  const dropped = await owner.evaluateHandle(([name, type, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))], name, { type }));
    return data;
  }, [file.name, file.mimeType, file.buffer.toString('base64')]);
  await owner.locator('.drop').dispatchEvent('drop', { dataTransfer: dropped });
  await isReviewed();
  await holds(owner, 'whole-mistakes');
  await press(owner, button(owner, 'review-again'));
  await attach(owner, owner.locator('#file'), file);
  await isReviewed();
});

step('the corrected spreadsheet is imported', async () => {
  await press(owner, button(owner, 'review-again'));
  await attach(owner, owner.locator('#file'), { name: 'birds.xlsx', mimeType: XLSX, buffer: sound() });
  await heading(owner, 'review-title').waitFor();
  await owner.getByText(words('plan-added', { count: 34 })).waitFor();
  assert.equal(await owner.locator('.problem-error').count(), 0);
  await holds(owner, 'whole-sound');
  await press(owner, owner.locator('#store'));
  await owner.getByText(words('import-done', { items: 34 })).first().waitFor();
  await holds(owner, 'whole-stored');
});

step('the blueprint is chosen', async () => {
  await go(owner, 'bank-nav', 'design-blueprint');
  await heading(owner, 'blueprint-length').waitFor();
  await choose(owner, field(owner, 'design-assessment'), 'award');
  await fill(owner, { 'blueprint-minimum': '6', 'blueprint-maximum': '12', 'blueprint-block': '3' });
  await pick(owner, owner.getByLabel(words('blueprint-sure'), { exact: true }));
  await type(owner, owner.getByLabel(words('blueprint-least-of', { id: 'B-1' }), { exact: true }), '2');
  await type(owner, owner.getByLabel(words('blueprint-least-of', { id: 'B-2' }), { exact: true }), '2');
  await said(owner, 'blueprint-sound');
  await owner.locator('.file-preview', { hasText: 'maximum = 12' }).waitFor();
  await holds(owner, 'whole-blueprint');
  await press(owner, button(owner, 'blueprint-save'));
  await said(owner, 'blueprint-saved');
});

step('three judges rate every question through their links', async () => {
  await go(owner, 'bank-nav', 'design-pass-mark');
  await heading(owner, 'pass-mark-how').waitFor();
  await choose(owner, field(owner, 'design-assessment'), 'award');
  await type(owner, field(owner, 'pass-mark-borderline'), 'Somebody who has just begun to know the birds around them.');
  await press(owner, button(owner, 'pass-mark-begin'));
  for (const [number, name] of ['Ana', 'Ben', 'Cleo'].entries()) {
    await type(owner, field(owner, 'study-name'), name);
    await press(owner, button(owner, 'study-invite-do'));
    await said(owner, 'study-link-made', { name });
    const judge = await tab({ viewport: { width: 360, height: 740 } });
    await judge.goto(await owner.locator('.once code', { hasText: '/judge#' }).innerText());
    await type(judge, field(judge, 'study-qualifications'), 'Watches birds every day');
    await press(judge, button(judge, 'judge-begin'));
    for (let place = 1; place <= 24; place += 1) {
      await judge.getByRole('heading', { name: words('judge-question', { place, count: 24 }) }).waitFor();
      await press(judge, button(judge, 'judge-reveal'));
      await judge.locator('.judge-key').waitFor();
      await slide(judge, field(judge, 'judge-rate'), 50 + 5 * number + 5 * (place % 4));
      if (number === 0 && place === 2) await holds(judge, 'whole-judge');
      await press(judge, button(judge, 'judge-keep'));
      await judge.getByText(words('judge-rated', { rated: place, all: 24 })).waitFor();
    }
    await press(judge, button(judge, 'judge-finish'));
    await said(judge, 'judge-finished');
    if (number === 0) await holds(judge, 'whole-judge-finished');
    await judge.close();
  }
});

step('their pass mark is taken', async () => {
  await owner.reload();
  await heading(owner, 'study-next').waitFor();
  await press(owner, button(owner, 'study-close-first'));
  await said(owner, 'round-mark');
  await type(owner, field(owner, 'study-note'), 'We agreed on most.');
  await press(owner, button(owner, 'study-close-without'));
  await field(owner, 'adopt-cut').waitFor();
  await holds(owner, 'whole-study');
  await press(owner, button(owner, 'adopt-do'));
  await said(owner, 'adopt-done');
  await holds(owner, 'whole-adopted');
});

step('the simulation runs', async () => {
  await go(owner, 'bank-nav', 'design-simulate');
  await heading(owner, 'feasible-title').waitFor();
  await choose(owner, owner.locator('#blueprint'), 'award');
  await fill(owner, { 'simulation-takers': '40', 'simulation-replicates': '2' });
  await press(owner, button(owner, 'simulation-start'));
  await heading(owner, 'simulation-results').waitFor({ timeout: 120_000 });
  await said(owner, 'simulation-finished');
  await holds(owner, 'whole-simulation');
});

step('it is proposed, and a second tutor signs it off', async () => {
  await go(owner, 'bank-nav', 'publish-title');
  await heading(owner, 'readiness-title').waitFor();
  await said(owner, 'ready-sound');
  await fill(owner, { 'propose-version': '1.0.0', 'propose-note': 'The first edition.' });
  await press(owner, button(owner, 'propose-do'));
  await said(owner, 'waits-own');
  // The second one finds it at the top of their desk.
  await second.reload();
  const waiting = second.getByRole('region', { name: words('today-title') }).getByRole('listitem').filter({ hasText: words('today-publication', { name: TITLE }) });
  await waiting.waitFor();
  await holds(second, 'whole-second-desk');
  await press(second, waiting.getByRole('link'));
  await heading(second, 'waits-title').waitFor();
  await holds(second, 'whole-waits');
  await press(second, button(second, 'decide-yes'));
  await second.getByText(words('publication-published'), { exact: true }).waitFor();
  await holds(second, 'whole-published');
});

step('a learner joins by a code and takes the sealed assessment', async () => {
  await go(owner, 'desk-label', 'tutor-title');
  await heading(owner, 'codes-title').waitFor();
  const list = owner.locator('#code-for');
  const id = await list.locator('option', { hasText: TITLE }).getAttribute('value');
  await choose(owner, list, id);
  await press(owner, button(owner, 'code-make'));
  code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(await owner.getByText(words('code-made')).innerText())[0];

  await learner.goto(`${server.origin}/join`);
  await fill(learner, { 'join-code': code, 'join-name': LEARNER.name, 'join-email': LEARNER.email });
  await learner.keyboard.press('Enter');
  await heading(learner, 'me-title').waitFor();
  await holds(learner, 'whole-me');
  await press(learner, button(learner, 'begin'));
  const [title, overview, done] = [learner.locator('#item-title'), learner.locator('#overview-title'), button(learner, 'show-me')];
  let first = true;
  for (;;) {
    await title.or(overview).or(done).first().waitFor();
    if (await done.isVisible()) break;
    if (await overview.isVisible()) {
      await press(learner, learner.getByRole('button', { name: anyWords('hand-in') }));
      await overview.waitFor({ state: 'detached' });
      continue;
    }
    await answerWrongly(first);
    first = false;
  }
  await press(learner, done);
  await heading(learner, 'result-title').waitFor();
  await learner.getByText(words('verdict-not-yet'), { exact: true }).first().waitFor();
  await holds(learner, 'whole-result');
});

// A wrong option by its number, or a wrong number typed; then to what comes next.
async function answerWrongly(look) {
  const { title, prompt, options } = await shown(learner);
  const key = keyOf(prompt);
  if (key.typed === undefined) {
    const wrong = options.findIndex((option) => option.trim() !== key.option);
    await learner.keyboard.press(String(wrong + 1));
    await learner.waitForFunction((id) => document.getElementById(id).checked, `option-${wrong + 1}`);
  } else {
    await type(learner, field(learner, 'your-answer'), '1');
  }
  if (look) await holds(learner, 'whole-item');
  await press(learner, learner.locator('main form button[type=submit]'));
  await learner.waitForFunction((title) => document.getElementById('item-title')?.innerText !== title, title);
}

// Unfolds what an appeal is written in, and sends one.
async function appeals(why) {
  await press(learner, folded(learner, 'appeal-do'));
  await type(learner, field(learner, 'appeal-why'), why);
  await press(learner, button(learner, 'appeal-send'));
  await learner.getByText(why).first().waitFor();
}

// From the top of the desk to the appeal.
async function toAppeal(page) {
  await page.goto(`${server.origin}/tutor`);
  const waiting = page.getByRole('region', { name: words('today-title') }).getByRole('listitem').filter({ hasText: words('today-appeal', { name: LEARNER.name }) });
  await press(page, waiting.getByRole('link'));
  return page.locator('.concern').filter({ has: page.getByRole('heading', { name: words('concern-appeal') }) }).first();
}

step('the learner appeals, and a tutor reads the trail and declines', async () => {
  await appeals('I know these birds by other names.');
  await holds(learner, 'whole-appealed');
  const appeal = await toAppeal(owner);
  await appeal.getByText('I know these birds by other names.').waitFor();
  await press(owner, appeal.getByRole('link', { name: words('concern-trail') }));
  await heading(owner, 'trail-course').waitFor();
  const why = folded(owner, 'trail-why-show').first();
  await press(owner, why);
  await owner.getByText('that could be given').first().waitFor();
  await holds(owner, 'whole-trail');
  const again = await toAppeal(owner);
  await type(owner, again.getByLabel(words('concern-reason')), 'The names are those of the course.');
  await press(owner, button(again, 'concern-decline'));
  await again.getByText(words('concern-declined'), { exact: true }).first().waitFor();
});

step('a second appeal is decided by another person than who decided the first', async () => {
  await learner.reload();
  await press(learner, button(learner, 'show-me'));
  await learner.getByText('The names are those of the course.').waitFor();
  await appeals('One of the questions has a wrong key.');
  const mine = await toAppeal(owner);
  await mine.getByText('One of the questions has a wrong key.').waitFor();
  assert.equal(await mine.getByLabel(words('concern-reason')).count(), 0, 'who decided before decides no more');
  await mine.getByText(/somebody else has to decide this one/).waitFor();
  await holds(owner, 'whole-not-mine');
  const theirs = await toAppeal(second);
  await type(second, theirs.getByLabel(words('concern-reason')), 'You are right; the key is corrected and your answers are scored again.');
  await press(second, button(theirs, 'concern-uphold'));
  await theirs.getByText(words('concern-upheld'), { exact: true }).first().waitFor();
  await holds(second, 'whole-upheld');
});

step('a key is corrected, answers are scored again, and the learner is told', async () => {
  await press(second, second.getByRole('link', { name: words('concern-trail') }).first());
  await heading(second, 'trail-course').waitFor();
  await second.goto(`${server.origin}/tutor/questions/${BANK}/statistics`);
  await choose(second, field(second, 'statistics-order'), 'answers');
  await press(second, second.getByRole('row').nth(1).getByRole('button'));
  const item = second.getByRole('region').filter({ has: second.locator('#item') });
  await press(second, folded(item, 'correction-do'));
  const choices = await item.locator('#right input').evaluateAll((all) => all.map((one) => one.checked));
  if (choices.length > 0) await pick(second, item.locator('#right input').nth(choices.indexOf(false)));
  else await type(second, item.getByLabel(words('correction-value'), { exact: true }), '1');
  await type(second, item.getByLabel(words('concern-reason')), 'The key had been copied from the line above.');
  await holds(second, 'whole-key');
  await press(second, button(item, 'correction-look'));
  await second.getByText(words('correction-effect', { answered: 1 })).waitFor();
  await holds(second, 'whole-correction');
  // Its name says of which question it is.
  await press(second, second.getByRole('button', { name: words('correction-apply') }));
  await second.getByText(words('correction-applied'), { exact: true }).waitFor();
  await learner.reload();
  await press(learner, button(learner, 'show-me'));
  await learner.getByText('The key had been copied from the line above.').waitFor();
  await learner.getByText('You are right; the key is corrected and your answers are scored again.').waitFor();
  await holds(learner, 'whole-corrected');
});

step('the bank is taken away for another program, with what was found of its questions', async () => {
  await owner.goto(`${server.origin}/tutor/banks/${BANK}`);
  await button(owner, 'format-qti3').waitFor();
  const [file] = await Promise.all([owner.waitForEvent('download'), press(owner, button(owner, 'format-qti3'))]);
  const { stdout } = await promisify(execFile)(program(), ['bank', 'check', await file.path(), '--json'], { maxBuffer: 50_000_000 });
  const { items } = JSON.parse(stdout);
  const found = items.flatMap((item) => item.statistics ?? []).filter(({ context }) => context === 'assessment');
  assert.ok(found.some(({ name, value }) => name === 'n' && value === 1), stdout.slice(0, 400));
  assert.ok(found.some(({ name }) => name === 'p'));
});

test('no page threw anything or was refused anything', () => contexts.forEach(isCalm));
