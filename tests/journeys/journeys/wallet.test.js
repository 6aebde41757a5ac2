// A learner's wallet: what a credential proves, its public page and paper, what is kept, and having it erased.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { begin, join } from '../lib/learner.js';
import { takeAll } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { confirmSeat, setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const RENAMED = 'Hana Renamed';
const LEARNER = { name: 'Hana Holder', email: 'hana@example.org' };
const contexts = [];
let browser, learner, link, owner, server;

async function tab() {
  const context = await person(browser);
  contexts.push(context);
  return context.newPage();
}

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  [owner, learner] = [await tab(), await tab()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const heading = (page, name, level = 1) => page.getByRole('heading', { name, level, exact: true });
const press = (page, name) => page.getByRole('button', { name: words(name), exact: true }).click();

// Goes with the Tab key to what has the focus when this holds, as somebody without a mouse does.
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((text) => document.activeElement?.innerText?.trim() === text, wanted)) return;
  }
  assert.fail(`"${wanted}" is not reached by the Tab key`);
}

test('a wallet is empty until something is earned and confirmed', async () => {
  await setUp(owner, server);
  await learner.goto(`${server.origin}/wallet`);
  await heading(learner, words('wallet-nobody-title')).waitFor();
  await join(learner, server.origin, await server.classCode(TITLE), LEARNER);
  await learner.goto(`${server.origin}/wallet`);
  await learner.getByText(words('wallet-empty')).waitFor();
  await holds(learner, 'wallet-empty');
  await learner.goto(`${server.origin}/me`);
  await begin(learner);
  await takeAll(learner, new Keys());
  await owner.goto(`${server.origin}/tutor`);
  await confirmSeat(owner, LEARNER.name);
  await learner.goto(`${server.origin}/wallet`);
  await learner.getByRole('link', { name: TITLE }).waitFor();
  await learner.getByText(words('wallet-private')).waitFor();
  await holds(learner, 'wallet');
});

test('its page says what it proves and gives it in every form', async () => {
  await learner.getByRole('link', { name: TITLE }).click();
  await heading(learner, words('badge-page-title')).waitFor();
  await learner.getByText(words('standing-active')).waitFor();
  await heading(learner, words('proves-title'), 2).waitFor();
  await learner.getByText(words('says-title')).first().waitFor();
  assert.equal(await learner.locator('.downloads a').count(), 5);
  assert.ok(!(await learner.locator('img').evaluateAll((all) => all.some((one) => one.complete && one.naturalWidth === 0))), 'every picture is there');
  await holds(learner, 'held');
  for (const form of ['json', 'jwt', 'png', 'svg', 'elm']) {
    const [file] = await Promise.all([learner.waitForEvent('download'), learner.getByRole('link', { name: words(`form-${form}`), exact: true }).click()]);
    const bytes = Buffer.concat(await (await file.createReadStream()).toArray());
    assert.ok(bytes.length > 200, form);
    if (form === 'png') assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  }
});

test('what it says is chosen, and it is signed again', async () => {
  const before = learner.url();
  await learner.getByLabel(words('says-mastery'), { exact: true }).check();
  await learner.getByText(words('says-again')).waitFor();
  await press(learner, 'says-sign');
  await learner.waitForURL((url) => url.href !== before);
  await learner.getByLabel(words('says-mastery'), { exact: true }).waitFor();
  assert.ok(await learner.getByLabel(words('says-mastery'), { exact: true }).isChecked());
  await learner.goto(before);
  await heading(learner, words('held-gone-title')).waitFor();
  await learner.getByRole('link', { name: words('to-wallet') }).click();
  await learner.getByRole('link', { name: TITLE }).first().waitFor();
  assert.equal(await learner.getByRole('link', { name: TITLE }).count(), 1, 'it is there once');
  await learner.getByRole('link', { name: TITLE }).click();
});

test('a public page is made by the keyboard, shows a name by choice, and can be printed and verified', async () => {
  await heading(learner, words('badge-page-title')).waitFor();
  await tabTo(learner, words('share'));
  await learner.keyboard.press('Enter');
  await learner.getByText(words('shared-now')).waitFor();
  await learner.getByRole('img', { name: words('share-qr') }).waitFor();
  await holds(learner, 'held-shared');
  link = await learner.locator('.secret a').getAttribute('href');
  assert.match(new URL(link).hash, /^#.{20,}/, 'the secret is in the fragment');
  const profile = new URL(await learner.getByRole('link', { name: words('add-to-profile') }).getAttribute('href'));
  assert.equal(profile.origin + profile.pathname, 'https://www.linkedin.com/profile/add');
  assert.deepEqual([profile.searchParams.get('name'), profile.searchParams.get('certUrl')], [`${TITLE} (specimen)`, link]);
  assert.match(profile.searchParams.get('certId'), /^urn:uuid:/);

  const visitor = await tab();
  const answer = await visitor.goto(link);
  assert.equal(answer.headers()['x-robots-tag'], 'noindex');
  await heading(visitor, words('shared-title')).waitFor();
  assert.ok(!(await visitor.getByRole('main').innerText()).includes(LEARNER.name), 'no name unless chosen');
  await holds(visitor, 'shared');
  await learner.getByLabel(words('share-name'), { exact: true }).check();
  await press(learner, 'share-again');
  await learner.getByText(words('shared-now')).waitFor();
  await visitor.reload();
  await visitor.getByText(words('badge-held-by', { name: LEARNER.name })).waitFor();
  await visitor.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await visitor.getByText(words('paper-proves-nothing')).waitFor();
  assert.ok(!(await visitor.getByRole('button', { name: words('print-certificate') }).isVisible()));
  if (process.env.LOOK) await visitor.pdf({ path: `${process.env.LOOK}/certificate.pdf`, preferCSSPageSize: true, printBackground: true });
  await visitor.emulateMedia({ media: 'screen' });
  await press(visitor, 'check-yourself');
  await visitor.waitForURL('**/verify');
  await visitor.getByRole('heading', { name: words('verdict-valid'), level: 2, exact: true }).waitFor();
});

test('a page without the name gives no file that says it, and both sides are told', async () => {
  const before = learner.url();
  await learner.getByLabel(words('says-name', { name: LEARNER.name }), { exact: true }).check();
  await press(learner, 'says-sign');
  await learner.waitForURL((url) => url.href !== before);
  await learner.getByLabel(words('share-name'), { exact: true }).uncheck();
  await learner.getByText(words('share-no-file')).waitFor();
  await press(learner, 'share-again');
  await learner.getByText(words('shared-now')).waitFor();
  await holds(learner, 'held-no-file');
  const visitor = await tab();
  await visitor.goto(link);
  await visitor.getByText(words('shared-no-file')).waitFor();
  assert.ok(!(await visitor.getByRole('main').innerText()).includes(LEARNER.name), 'the name is nowhere');
  assert.equal(await visitor.getByRole('button', { name: words('check-yourself') }).count(), 0);
  await holds(visitor, 'shared-no-file');
});

test('another name is asked for, declined in words, asked for again and given', async () => {
  const ask = async () => {
    await learner.getByText(words('name-ask'), { exact: true }).click();
    await learner.getByLabel(words('name-new'), { exact: true }).fill(RENAMED);
    await learner.getByLabel(words('name-reason'), { exact: true }).fill('I married.');
    await holds(learner, 'name-ask');
    await press(learner, 'name-send');
    await learner.getByText(words('name-waits', { name: RENAMED })).waitFor();
  };
  await learner.goto(`${server.origin}/wallet`);
  await ask();
  await owner.goto(`${server.origin}/tutor`);
  const task = owner.getByRole('listitem').filter({ hasText: words('today-name', { name: LEARNER.name }) });
  await task.waitFor();
  await holds(owner, 'today-name');
  await task.getByRole('link').click();
  await heading(owner, words('names-title'), 2).waitFor();
  const decline = owner.getByRole('button', { name: words('names-decline') });
  await decline.click();
  await owner.getByText(words('names-words-missing')).waitFor();
  await owner.getByLabel(words('names-words'), { exact: true }).fill('Show us a passport.');
  await holds(owner, 'names');
  await decline.click();
  await owner.getByText(words('names-declined')).waitFor();
  await learner.reload();
  await learner.getByText('Show us a passport.').waitFor();
  await holds(learner, 'name-declined');
  await ask();
  await owner.reload();
  const wishes = owner.getByRole('region', { name: words('names-title'), exact: true });
  await wishes.getByRole('button', { name: words('names-grant') }).click();
  await owner.getByText(words('names-granted')).waitFor();
  await learner.reload();
  await learner.getByText(words('name-granted', { name: RENAMED })).waitFor();
  await holds(learner, 'name-granted');
});

test('all that is kept is listed and downloaded', async () => {
  await learner.goto(`${server.origin}/kept`);
  await heading(learner, words('kept-title')).waitFor();
  await learner.getByText(words('kept-awarded', { count: 1 })).first().waitFor();
  await learner.getByText(words('erase-why')).waitFor();
  await holds(learner, 'kept');
  const [file] = await Promise.all([learner.waitForEvent('download'), learner.getByRole('link', { name: words('kept-download') }).click()]);
  const data = JSON.parse((await (await file.createReadStream()).toArray()).join(''));
  assert.deepEqual([data.name, data.email], [RENAMED, LEARNER.email]);
  assert.equal(data.credentials.at(-1).shared.url, link);
});

test('it is erased when its learner asks twice, and the public page goes with it', async () => {
  await tabTo(learner, words('erase-ask'));
  await learner.keyboard.press('Enter');
  const dialog = learner.getByRole('dialog', { name: words('erase-sure-title') });
  await dialog.waitFor();
  await holds(learner, 'erase-sure');
  await learner.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await press(learner, 'erase-ask');
  await press(learner, 'erase-do');
  await learner.getByText(words('erase-done')).waitFor();
  await holds(learner, 'erased');
  const visitor = await tab();
  await visitor.goto(link);
  await heading(visitor, words('shared-gone-title')).waitFor();
  await learner.goto(`${server.origin}/wallet`);
  await heading(learner, words('wallet-nobody-title')).waitFor();
  for (const context of contexts) isCalm(context);
});
