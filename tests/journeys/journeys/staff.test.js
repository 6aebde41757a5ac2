// Those who work here: invited, let in by a link, each with their own pages, and told of in the trail.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ID, TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Server } from '../lib/server.js';
import { OWNER, invite, setPassword, setUp } from '../lib/staff.js';
import { anyWords, words } from '../lib/words.js';

const JUDGE = { name: 'Jo Judge', email: 'jo@example.org', password: 'a judge reads it all' };
const ASSESSOR = { name: 'Ase Assessor', email: 'ase@example.org', password: 'an assessor lets in' };
const contexts = [];
let browser, owner, judge, assessor, server;

// A tab of somebody with a browser of their own.
async function tab() {
  const context = await person(browser);
  contexts.push(context);
  return context.newPage();
}

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  [owner, judge, assessor] = [await tab(), await tab(), await tab()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const heading = (page, name) => page.getByRole('heading', { name, level: 1, exact: true });
const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const pages = (page) => page.getByRole('navigation', { name: words('desk-label') });
const open = (page, title) => pages(page).getByRole('link', { name: words(title) }).click();
const dialog = (page) => page.getByRole('dialog');
const press = (place, name, options = {}) => place.getByRole('button', { name: words(name), ...options }).click();

test('an owner invites a judge and an assessor, each of whom chooses a password', async () => {
  await setUp(owner, server);
  await open(owner, 'people-title');
  await heading(owner, words('people-title')).waitFor();
  await press(owner, 'invite-do', { exact: true });
  await owner.getByText(words('invite-name-missing')).waitFor();
  await holds(owner, 'people-wrong');
  for (const [who, role, page] of [[JUDGE, 'role-judge', judge], [ASSESSOR, 'role-assessor', assessor]]) {
    const link = await invite(owner, who, [role]);
    await row(owner, who.name).getByText(words('people-invited'), { exact: true }).waitFor();
    assert.match(new URL(link).hash, /^#.{20,}/, 'the secret is in the fragment');
    await page.goto(link);
    await heading(page, words('password-title')).waitFor();
    await holds(page, 'password');
    await setPassword(page, who.password);
    assert.ok(!page.url().includes('#'));
  }
  await owner.reload();
  await row(owner, JUDGE.name).getByText(words('people-active'), { exact: true }).waitFor();
  await holds(owner, 'people');
});

test('a judge reads every question with its key, and sees nothing else', async () => {
  await holds(judge, 'desk-judge');
  assert.deepEqual(await pages(judge).getByRole('link').allInnerTexts(), [words('tutor-title'), words('banks-title'), words('account-title')]);
  await judge.getByRole('main').getByRole('link', { name: TITLE, exact: true }).click();
  await heading(judge, TITLE).waitFor();
  const questions = judge.getByRole('article');
  const all = await questions.count();
  await judge.getByText(words('questions-count', { shown: all, all })).waitFor();
  assert.equal(await judge.locator('article:not(:has(.is-key .mark))').count(), 0, 'every question has its key marked');
  await judge.getByLabel(words('questions-show')).selectOption('practice');
  await judge.getByText(words('questions-count', { all })).waitFor();
  const practice = await questions.count();
  assert.ok(practice > 0 && practice < all);
  const pictures = await judge.locator('article img').evaluateAll((all) => Promise.all(all.map((picture) => picture.decode().then(() => true, () => false))));
  assert.ok(pictures.every(Boolean), 'every picture is there');
  await holds(judge, 'questions');
  // Neither by its address.
  await judge.goto(`${server.origin}/tutor/people`);
  await heading(judge, words('failure-title-closed')).waitFor();
  await holds(judge, 'closed');
});

test('an assessor makes a code, and has no page of people', async () => {
  await assessor.getByRole('button', { name: words('code-make') }).click();
  const made = await assessor.getByText(words('code-made')).innerText();
  await row(assessor, /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(made)[0]).waitFor();
  assert.equal(await pages(assessor).getByRole('link', { name: words('people-title') }).count(), 0);
  await assessor.getByLabel(words('link-name')).fill('Lee Learner');
  await assessor.getByLabel(words('link-email')).fill('lee@example.org');
  await press(assessor, 'link-make');
  await assessor.getByText(words('card-made', { name: 'Lee Learner' })).waitFor();
  await holds(assessor, 'desk-assessor');
  await row(assessor, 'Lee Learner').getByRole('button', { name: words('card-new') }).click();
  await press(dialog(assessor), 'card-make');
  await dialog(assessor).getByText(words('card-old')).waitFor();
  await holds(assessor, 'new-card');
  await press(dialog(assessor), 'done');
  await dialog(assessor).waitFor({ state: 'hidden' });
  await assessor.goto(`${server.origin}/tutor/questions/${ID}`);
  await heading(assessor, words('failure-title-closed')).waitFor();
});

test('an owner gives a judge another role, which holds at once', async () => {
  await row(owner, JUDGE.name).getByRole('button', { name: words('people-change') }).click();
  await holds(owner, 'change-roles');
  await dialog(owner).getByLabel(words('role-judge'), { exact: true }).uncheck();
  await press(dialog(owner), 'change-do');
  await dialog(owner).getByText(words('roles-missing')).waitFor();
  await dialog(owner).getByLabel(words('role-moderator'), { exact: true }).check();
  await dialog(owner).getByLabel(words('roles-days', { role: words('role-moderator') })).fill('0');
  await press(dialog(owner), 'change-do');
  await dialog(owner).getByText(words('roles-days-wrong')).waitFor();
  await dialog(owner).getByLabel(words('roles-days', { role: words('role-moderator') })).fill('7');
  await press(dialog(owner), 'change-do');
  await owner.getByText(words('change-done', { name: JUDGE.name })).waitFor();
  await row(owner, JUDGE.name).getByText(words('role-until', { role: words('role-moderator') })).waitFor();
  // A moderator sees who works here and the classes, and has no button that would be refused.
  await judge.goto(`${server.origin}/tutor`);
  await judge.getByRole('heading', { name: words('codes-title') }).waitFor();
  assert.equal(await judge.getByRole('main').getByRole('button').count(), 1, 'to sign out');
  await holds(judge, 'desk-moderator');
  await open(judge, 'people-title');
  await row(judge, ASSESSOR.name).waitFor();
  assert.equal(await judge.getByRole('main').getByRole('button').count(), 1, 'to sign out');
});

test('somebody changes their password, and forgets it', async () => {
  await assessor.goto(`${server.origin}/tutor/account`);
  await assessor.getByLabel(words('account-old'), { exact: true }).fill('not the old one');
  await assessor.getByLabel(words('password-new'), { exact: true }).fill('another long password');
  await press(assessor, 'account-do');
  await assessor.getByRole('alert').waitFor();
  await holds(assessor, 'account');
  await assessor.getByLabel(words('account-old'), { exact: true }).fill(ASSESSOR.password);
  await press(assessor, 'account-do');
  await assessor.getByText(words('account-done')).waitFor();

  await row(owner, ASSESSOR.name).getByRole('button', { name: words('people-link') }).click();
  await press(dialog(owner), 'password-link-do');
  await dialog(owner).getByText(words('password-link-made')).waitFor();
  await holds(owner, 'password-link');
  const link = await dialog(owner).locator('.secret').innerText();
  await owner.keyboard.press('Escape');
  await dialog(owner).waitFor({ state: 'hidden' });
  const back = await tab();
  await back.goto(link);
  await setPassword(back, 'a third long password');
  // The sessions of before have ended.
  await assessor.reload();
  await heading(assessor, words('failure-title-closed')).waitFor();
  await assessor.goto(link);
  await assessor.getByLabel(words('password-new')).fill('a fourth long password');
  await press(assessor, 'password-set');
  await assessor.getByRole('alert').waitFor();
});

test('an account is closed after a question, and not by Escape', async () => {
  await row(owner, ASSESSOR.name).getByRole('button', { name: words('people-close') }).click();
  await holds(owner, 'close-account');
  await owner.keyboard.press('Escape');
  await dialog(owner).waitFor({ state: 'hidden' });
  assert.equal(await owner.evaluate(() => document.activeElement.innerText.includes('Ase')), true, 'the focus comes back');
  await row(owner, ASSESSOR.name).getByRole('button', { name: words('people-close') }).click();
  await press(dialog(owner), 'close-yes');
  await owner.getByText(words('close-done', { name: ASSESSOR.name })).waitFor();
  await row(owner, ASSESSOR.name).getByText(words('people-closed'), { exact: true }).waitFor();
  // Somebody has to run this server.
  await row(owner, OWNER.name).getByRole('button', { name: words('people-close') }).click();
  await press(dialog(owner), 'close-yes');
  await dialog(owner).getByRole('alert').waitFor();
  await press(dialog(owner), 'close-no');
});

test('the trail tells all of it', async () => {
  await open(owner, 'trail-title');
  await heading(owner, words('trail-title')).waitFor();
  await owner.getByText(anyWords('trail-count')).waitFor();
  const told = await owner.getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => [...row.cells].slice(1, 4).map((cell) => cell.innerText)));
  const did = (who, what, about = '') => [who.name, words(what), about];
  assert.deepEqual(told.reverse(), [
    did(OWNER, 'did-set-up', OWNER.institution),
    did(OWNER, 'did-invited', JUDGE.name),
    did(JUDGE, 'did-password-set'),
    did(OWNER, 'did-invited', ASSESSOR.name),
    did(ASSESSOR, 'did-password-set'),
    did(ASSESSOR, 'did-code-made', TITLE),
    did(ASSESSOR, 'did-learner-made', 'Lee Learner'),
    did(ASSESSOR, 'did-card-reissued', 'Lee Learner'),
    did(OWNER, 'did-roles-changed', JUDGE.name),
    did(ASSESSOR, 'did-password-changed'),
    did(OWNER, 'did-password-link-made', ASSESSOR.name),
    did(ASSESSOR, 'did-password-set'),
    did(OWNER, 'did-account-closed', ASSESSOR.name),
  ]);
  await holds(owner, 'trail');
});

test('no page threw anything or was refused anything', () => {
  for (const context of contexts) isCalm(context);
});
