// A bank from nothing to what learners take: begun, filled from a table with mistakes in it, edited, proposed, signed off by another.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { define } from '../lib/definition.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Server } from '../lib/server.js';
import { invite, setPassword, setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const AUTHOR = { name: 'Awa Author', email: 'awa@example.org', password: 'an author answers for it' };
const BANK = 'birds-of-the-bush';
const contexts = [];
let browser, owner, author, server;

async function tab() {
  const context = await person(browser);
  contexts.push(context);
  return context.newPage();
}

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  [owner, author] = [await tab(), await tab()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const NAMES = ['Bellbird', 'Fantail', 'Kingfisher', 'Morepork', 'Pigeon', 'Rifleman', 'Robin', 'Saddleback', 'Stilt', 'Takahe', 'Tomtit', 'Weka', 'Whitehead', 'Wrybill'];
const KEYS = ['feathers', 'berries', 'rivers', 'forests', 'islands', 'burrows', 'beaches', 'marshes', 'cliffs', 'gardens', 'meadows', 'lagoons', 'estuaries', 'valleys'];

// Rows of the table: each bird has a question of its own. One row names an option that is not there.
function table(pool, mistake) {
  const rows = NAMES.map((name, index) => {
    const place = (step) => `${KEYS[(index + step * 3) % KEYS.length]}${pool === 'credit' ? '' : ' in winter'}`;
    const stem = pool === 'credit' ? `Where would somebody in a hurry look for the ${name} of picture ${index + 1} first?` : `One ${name} was ringed in year ${index + 1}: name its usual home.`;
    const correct = mistake && index === 4 ? 'F' : 'A';
    return [`${pool}-${name.toLowerCase()}`, stem, ...[0, 1, 2, 3].map(place), correct, 'B-1', ((index - 7) / 4).toFixed(2)];
  });
  return [['id', 'stem', 'option_a', 'option_b', 'option_c', 'option_d', 'correct', 'outcome', 'difficulty_b'], ...rows].map((row) => row.join(',')).join('\n');
}

const heading = (page, name) => page.getByRole('heading', { name: words(name), exact: true });
const field = (page, name) => page.getByLabel(words(name), { exact: true });
const press = (page, name, options = {}) => page.getByRole('button', { name: words(name), exact: true, ...options }).click();
const there = (page, title) => page.getByRole('navigation', { name: words('bank-nav') }).getByRole('link', { name: words(title), exact: true }).click();
const fits = (page, name, values) => page.getByText(words(name, values)).first();

async function importFile(page, name, text, { pool }) {
  await there(page, 'import-title');
  await heading(page, 'import-title').waitFor();
  await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await heading(page, 'review-title').waitFor();
  await page.locator('#import-pool').selectOption(pool);
  await page.locator('#import-status').selectOption('operational');
}

test('a bank is begun with its outcomes', async () => {
  await setUp(owner, server);
  await owner.getByRole('navigation', { name: words('desk-label') }).getByRole('link', { name: words('people-title') }).click();
  const link = await invite(owner, AUTHOR, ['role-author']);
  await author.goto(link);
  await setPassword(author, AUTHOR.password);

  await owner.getByRole('navigation', { name: words('desk-label') }).getByRole('link', { name: words('banks-title') }).click();
  await heading(owner, 'banks-title').waitFor();
  await press(owner, 'begin-do');
  await owner.getByText(words('begin-outcomes-wrong')).waitFor();
  await holds(owner, 'banks');
  await field(owner, 'begin-name').fill('Birds of the bush');
  await field(owner, 'begin-outcomes').fill('B-1: Says where a bird of the bush lives');
  await field(owner, 'begin-body').fill('Bush School');
  await field(owner, 'begin-country').fill('nz');
  // The form is sent by the keyboard.
  await field(owner, 'begin-country').press('Enter');
  await heading(owner, 'bank-questions').waitFor();
  assert.equal(new URL(owner.url()).pathname, `/tutor/banks/${BANK}`);
  await holds(owner, 'bank-empty');
});

test('the definition says what a listing asks for', async () => {
  await there(owner, 'definition-title');
  await heading(owner, 'definition-what').waitFor();
  await define(owner);
});

test('a table is looked over before anything is stored, and its mistake is named by its cell', async () => {
  await importFile(owner, 'birds.csv', table('credit', true), { pool: 'credit' });
  await owner.locator('.problem-error').first().waitFor();
  const wrong = await owner.locator('.problem-error').first().innerText();
  assert.match(wrong, /G6/, 'the cell of the mistake');
  assert.match(wrong, /correct = F/);
  await holds(owner, 'import-review');
  const row = owner.getByRole('row').filter({ hasText: 'credit-bellbird' });
  await row.getByRole('button', { name: words('plan-look') }).click();
  await heading(owner, 'preview-title').waitFor();
  await owner.locator('.preview').getByText('feathers', { exact: true }).waitFor();
  await holds(owner, 'import-open');
  // Nothing is stored yet.
  const files = await owner.evaluate(async (path) => (await (await fetch(path)).json()).files.length, `/api/tutor/banks/${BANK}`);
  assert.equal(files, 5);
  await owner.locator('#store').click();
  await fits(owner, 'import-done', { items: 13 }).waitFor();
});

test('the corrected table changes nothing but what was left out', async () => {
  await importFile(owner, 'birds.csv', table('credit', false), { pool: 'credit' });
  await owner.getByText(words('plan-added', { count: 1 })).waitFor();
  await owner.getByText(words('plan-same', { count: 13 })).waitFor();
  await owner.locator('#store').click();
  await fits(owner, 'import-done', { items: 14 }).waitFor();
  await importFile(owner, 'practice.csv', table('practice', false), { pool: 'practice' });
  await owner.locator('#store').click();
  await fits(owner, 'import-done', { items: 28 }).waitFor();
});

test('questions are found by words and by what is known of them', async () => {
  await there(owner, 'bank-questions');
  await fits(owner, 'rows-shown', { from: 1, to: 28, all: 28 }).waitFor();
  await field(owner, 'bank-search').fill('takahe');
  await fits(owner, 'rows-shown', { from: 1, to: 2, all: 2 }).waitFor();
  await owner.locator('#pool').selectOption('credit');
  await fits(owner, 'rows-shown', { from: 1, to: 1, all: 1 }).waitFor();
  await holds(owner, 'bank');
  await owner.getByRole('row').filter({ hasText: 'credit-takahe' }).getByRole('link').click();
  await heading(owner, 'edit-title').waitFor();
});

test('a question is edited beside what learners see of it, and can go back to how it was', async () => {
  const prompt = field(owner, 'item-prompt');
  const before = await prompt.inputValue();
  await prompt.fill('Where does **not** one takahe live?');
  await owner.locator('.preview strong').getByText('not', { exact: true }).waitFor();
  await prompt.fill('Which of these is not a home of the takahe?');
  await owner.getByText(/flaw|turned round/).first().waitFor();
  await field(owner, 'item-b').fill('hard');
  await owner.locator('#item-b-error').waitFor();
  await holds(owner, 'item-wrong');
  await field(owner, 'item-b').fill('0.75');
  await owner.locator('#item-b-error').waitFor({ state: 'detached' });
  await prompt.fill('Which of these is a home of the takahe?');
  await field(owner, 'edit-why').fill('asked for what is so');
  await press(owner, 'edit-store');
  await owner.getByText(words('edit-stored')).waitFor();
  const entry = owner.locator('.versions summary').filter({ hasText: 'asked for what is so' });
  await entry.click();
  await owner.locator('.versions ins').first().waitFor();
  await holds(owner, 'item');
  await press(owner, 'history-back');
  await owner.waitForFunction((before) => document.querySelector('#item-prompt').value === before, before);
});

test('what is typed and not stored is not left without a word', async () => {
  // Going back to how it was is not stored yet.
  const prompt = field(owner, 'item-prompt');
  const typed = 'What is half of a question?';
  await prompt.fill(typed);
  const asked = [];
  const answers = (choice) => owner.once('dialog', (dialog) => {
    asked.push(dialog.type());
    return dialog[choice]();
  });
  answers('dismiss');
  await there(owner, 'bank-questions');
  await owner.waitForFunction((typed) => document.querySelector('#item-prompt')?.value === typed, typed);
  assert.match(new URL(owner.url()).pathname, /credit-takahe$/, 'whoever stays is still there');
  answers('accept');
  await there(owner, 'bank-questions');
  await heading(owner, 'bank-questions').waitFor();
  assert.deepEqual(asked, ['beforeunload', 'beforeunload']);
  // Whoever leaves finds what was stored, and is not asked about what is as it was loaded.
  await owner.goto(`${server.origin}/tutor/banks/${BANK}/items/credit-takahe`);
  await prompt.waitFor();
  assert.equal(await prompt.inputValue(), 'Which of these is a home of the takahe?');
  await there(owner, 'bank-questions');
  await heading(owner, 'bank-questions').waitFor();
  assert.equal(asked.length, 2);
});

test('somebody else who changed the bank in the meantime is not overwritten in silence', async () => {
  await author.goto(`${server.origin}/tutor/banks/${BANK}/items/credit-weka`);
  await field(author, 'item-prompt').waitFor();
  await owner.goto(`${server.origin}/tutor/banks/${BANK}/items/credit-robin`);
  await field(owner, 'item-prompt').fill('In which of these places does one robin number seven live?');
  await press(owner, 'edit-store');
  await owner.getByText(words('edit-stored')).waitFor();
  await field(author, 'item-prompt').fill('In which of these places does one weka number twelve live?');
  await press(author, 'edit-store');
  await author.getByText(words('edit-stale')).waitFor();
  await holds(author, 'item-stale');
  await press(author, 'edit-stale-mine');
  await author.getByText(words('edit-stored')).waitFor();
});

test('the tests are set as text, with the same checks', async () => {
  await there(owner, 'files-title');
  await heading(owner, 'files-edit').waitFor();
  for (const [file, minimum, maximum] of [['blueprints/award.toml', 4, 8], ['blueprints/practice.toml', null, 5]]) {
    await owner.locator('#file').selectOption(file);
    const area = field(owner, 'files-text');
    let text = (await area.inputValue()).replace(/maximum = \d+/, `maximum = ${maximum}`);
    if (minimum) text = text.replace(/minimum = \d+/, `minimum = ${minimum}`);
    await area.fill(text.replace('block', 'blok'));
    await owner.locator('.problem-error').first().waitFor();
    if (minimum) await holds(owner, 'files-wrong');
    await area.fill(text);
    await press(owner, 'edit-store');
    await owner.getByText(words('edit-stored')).waitFor();
  }
});

test('what one proposes another signs off, and learners find it', async () => {
  await there(owner, 'publish-title');
  await heading(owner, 'readiness-title').waitFor();
  await owner.getByText(words('ready-sound')).waitFor();
  await holds(owner, 'publish-ready');
  await field(owner, 'propose-version').fill('1.0.0');
  await field(owner, 'propose-note').fill('The first edition.');
  await press(owner, 'propose-do');
  await owner.getByText(words('waits-own')).waitFor();
  await author.goto(`${server.origin}/tutor/banks/${BANK}/publish`);
  await heading(author, 'waits-title').waitFor();
  await author.getByText('The first edition.').first().waitFor();
  await press(author, 'decide-no');
  await author.getByText(words('decide-note-missing')).waitFor();
  await holds(author, 'publish-waits');
  await press(author, 'decide-yes');
  await author.getByText(words('publication-published'), { exact: true }).waitFor();
  await holds(author, 'publish-done');
  const offered = await owner.evaluate(async () => (await (await fetch('/api/catalogue')).json()));
  assert.ok(JSON.stringify(offered).includes('Birds of the bush'));
});

test('nothing was thrown or refused', () => contexts.forEach(isCalm));
