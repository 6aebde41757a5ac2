// What staff do with a credential: suspend it and lift that, give one by hand as two, change a name, use another key, revoke.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { begin, join } from '../lib/learner.js';
import { takeAll } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { OWNER, confirmSeat, invite, setPassword, setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const LEARNER = { name: 'Hana Holder', email: 'hana@example.org' };
const NEW_NAME = 'Hana Haumata';
const ASSESSOR = { name: 'Aroha Assessor', email: 'aroha@example.org', password: 'a second long password' };
const WHY = 'An appeal by another learner is being looked at.';
const contexts = [];
let assessor, browser, learner, owner, server;

async function tab() {
  const context = await person(browser);
  contexts.push(context);
  return context.newPage();
}

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  [owner, assessor, learner] = [await tab(), await tab(), await tab()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level, exact: true });
const signed = (page) => page.locator('section', { has: page.locator('#credentials') });
const row = (page, state) => signed(page).getByRole('row').filter({ hasText: words(state) });
const dialog = (page) => page.getByRole('dialog');

/** Opens the question of what is to be done, and answers it with a reason or a name. */
async function decide(page, state, deed, text, done) {
  await row(page, state).getByRole('button', { name: words(deed) }).first().click();
  await dialog(page).locator('#decide-words').fill(text);
  await dialog(page).getByRole('button', { name: words(deed), exact: true }).click();
  await page.getByText(words(done), { exact: true }).waitFor();
}

/** Drops the newest file of the wallet's only credential on the page that verifies. */
async function verdict(expected) {
  await learner.goto(`${server.origin}/wallet`);
  await learner.getByRole('link', { name: TITLE }).first().click();
  await heading(learner, words('badge-page-title')).waitFor();
  const [file] = await Promise.all([learner.waitForEvent('download'), learner.getByRole('link', { name: words('form-json'), exact: true }).click()]);
  await judged(await file.path(), expected);
}

async function judged(file, expected) {
  const visitor = await tab();
  await visitor.goto(`${server.origin}/verify`);
  await visitor.locator('input[type=file]').setInputFiles(file);
  await visitor.getByRole('heading', { name: words(expected), level: 2, exact: true }).waitFor();
  await visitor.close();
}

test('a page lists what was signed, with the keys that sign', async () => {
  await setUp(owner, server);
  await owner.getByRole('navigation', { name: words('desk-label') }).getByRole('link', { name: words('people-title') }).click();
  await assessor.goto(await invite(owner, ASSESSOR, ['role-assessor']));
  await setPassword(assessor, ASSESSOR.password);
  await owner.goto(`${server.origin}/tutor/credentials`);
  await heading(owner, words('awards-title')).waitFor();
  await owner.getByText(words('awards-empty')).waitFor();
  await holds(owner, 'awards-empty');

  await join(learner, server.origin, await server.classCode(TITLE), LEARNER);
  await begin(learner);
  await takeAll(learner, new Keys());
  await confirmSeat(owner, LEARNER.name);
  await owner.reload();
  await row(owner, 'awards-active').getByText(LEARNER.name, { exact: true }).waitFor();
  await holds(owner, 'awards');
});

test('one is suspended with a reason that its holder reads, and the suspension is lifted by the keyboard', async () => {
  await row(owner, 'awards-active').getByRole('button', { name: words('awards-suspend') }).click();
  await dialog(owner).getByRole('button', { name: words('awards-suspend'), exact: true }).click();
  await owner.getByText(words('awards-reason-missing')).waitFor();
  await holds(owner, 'awards-suspend');
  await owner.keyboard.press('Escape');
  await dialog(owner).waitFor({ state: 'hidden' });
  await decide(owner, 'awards-active', 'awards-suspend', WHY, 'awards-suspend-done');
  await row(owner, 'awards-suspended').getByText(WHY).waitFor();
  await verdict('verdict-invalid');
  await learner.getByText(words('standing-suspended')).waitFor();
  await learner.getByText(WHY).waitFor();
  await holds(learner, 'held-suspended');

  await row(owner, 'awards-suspended').getByRole('button', { name: words('awards-lift') }).focus();
  await owner.keyboard.press('Enter');
  await dialog(owner).locator('#decide-words').fill('The appeal was about somebody else.');
  await dialog(owner).getByRole('button', { name: words('awards-lift'), exact: true }).press('Enter');
  await owner.getByText(words('awards-lift-done'), { exact: true }).waitFor();
  await verdict('verdict-valid');
});

test('one is given by hand once a second person signs it off', async () => {
  await owner.getByLabel(words('hand-evidence'), { exact: true }).fill('A portfolio of three repositories, looked at by both of us.');
  await owner.getByRole('button', { name: words('hand-propose'), exact: true }).click();
  await owner.getByText(words('hand-own')).waitFor();
  await holds(owner, 'awards-proposed');
  await assessor.goto(`${server.origin}/tutor/credentials`);
  await assessor.getByText(words('hand-proposed', { name: OWNER.name })).waitFor();
  await assessor.getByRole('button', { name: words('hand-sign') }).click();
  await assessor.getByText(words('hand-signed', { name: ASSESSOR.name })).waitFor();
  await assessor.reload();
  await signed(assessor).getByText(words('awards-by-hand')).waitFor();
  await holds(assessor, 'awards-by-hand');
});

test('a name is changed, and the former one is shown nowhere', async () => {
  await owner.reload();
  await decide(owner, 'awards-active', 'awards-rename', NEW_NAME, 'awards-rename-done');
  await signed(owner).getByText(NEW_NAME).first().waitFor();
  assert.ok(!(await owner.getByRole('main').innerText()).includes(LEARNER.name));
  await learner.goto(`${server.origin}/wallet`);
  await heading(learner, words('wallet-title')).waitFor();
  assert.ok(!(await learner.locator('body').innerText()).includes(LEARNER.name));
});

test('one is revoked for good', async () => {
  await learner.getByRole('link', { name: TITLE }).first().click();
  const [file] = await Promise.all([learner.waitForEvent('download'), learner.getByRole('link', { name: words('form-png'), exact: true }).click()]);
  const before = await row(owner, 'awards-active').count();
  for (let number = 0; number < before; number += 1) {
    await decide(owner, 'awards-active', 'awards-revoke', 'It was given by mistake.', 'awards-revoke-done');
    await owner.reload();
    await signed(owner).waitFor();
  }
  assert.equal(await row(owner, 'awards-active').count(), 0);
  await holds(owner, 'awards-revoked');
  await judged(await file.path(), 'verdict-invalid');
  await learner.reload();
  await learner.getByText(words('standing-revoked')).waitFor();
  await holds(learner, 'held-revoked');
});

test('a new key is put in use after a question', async () => {
  await owner.getByRole('button', { name: words('keys-rotate'), exact: true }).click();
  await dialog(owner).getByText(words('keys-rotate-text')).waitFor();
  await holds(owner, 'awards-keys');
  await dialog(owner).getByRole('button', { name: words('keys-rotate'), exact: true }).click();
  await owner.getByText(words('keys-rotated')).waitFor();
  for (const context of contexts) isCalm(context);
});
