// The page that verifies: every form from any issuer, nothing fetched without being asked, and a reason for every answer.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { path } from '../lib/project.js';
import { Server } from '../lib/server.js';
import { words } from '../lib/words.js';

const ISSUER = 'https://institute.example';
const sample = (name) => path(`tests/reference/credentials/generated/${name}`);
let browser, context, folder, page, server;
let asked = [];
let published = {};
let offline = false;

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  folder = mkdtempSync(join(tmpdir(), 'assay-verify-'));
  context = await person(browser);
  // The issuer's own server, which lets pages of other hosts read what it publishes.
  await context.route(`${ISSUER}/**`, async (route) => {
    // What is answered here would be answered without a network, too.
    if (offline) return route.abort('internetdisconnected');
    const request = route.request();
    asked.push({ url: request.url(), headers: await request.allHeaders() });
    const file = published[request.url()];
    const headers = { 'access-control-allow-origin': '*' };
    if (file === undefined) return route.fulfill({ status: 404, headers, body: '' });
    if (file === null) return undefined;
    return route.fulfill({ headers, contentType: 'application/json', body: readFileSync(sample(file)) });
  });
  page = await context.newPage();
  // The samples are of the year 2026.
  await page.clock.setFixedTime('2026-06-01T00:00:00Z');
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  [asked, published] = [[], {}];
  await network(true);
  await page.goto(`${server.origin}/verify`);
  await page.getByRole('heading', { name: words('verify-title'), level: 1 }).waitFor();
});

async function network(on) {
  offline = !on;
  await context.setOffline(offline);
}

const verdict = (key) => page.getByRole('heading', { name: words(`verdict-${key}`), level: 2, exact: true });
const choose = (...names) => page.locator('input[type=file]').setInputFiles(names.map(sample));
const step = (outcome, key) => page.locator(`.look-${outcome} .look-title`).filter({ hasText: words(key) });
const press = (key) => page.getByRole('button', { name: words(key) }).first().click();

async function comesTo(name, key) {
  await choose(name);
  await page.getByText(words('checked-of', { name }), { exact: false }).waitFor();
  await verdict(key).waitFor();
}

test('badges in every form are valid, and nobody is asked about those whose issuer is a key', async () => {
  for (const name of ['rdfc-plain.json', 'jcs-plain.json', 'baked-png.png', 'baked-svg.svg']) {
    await comesTo(name, 'valid');
    const said = page.locator('p[role=status]');
    assert.equal(await said.innerText(), words('verify-said', { name, verdict: words('verdict-valid') }));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'verdict', 'the focus is on the verdict');
  }
  await page.getByText(words('limit-picture')).waitFor();
  await page.getByText(words('step-proof-about')).waitFor();
  assert.equal(await page.locator('.look-failed, .look-unknown').count(), 0);
  assert.deepEqual(asked, []);
  await holds(page, 'verify-valid');
});

test('the page opens without a network once it was seen, and verifies', async () => {
  const context = await person(browser);
  const desk = await context.newPage();
  await desk.clock.setFixedTime('2026-06-01T00:00:00Z');
  await desk.goto(`${server.origin}/verify`);
  await desk.waitForFunction(async () => (await navigator.serviceWorker.getRegistration('/verify'))?.active?.state === 'activated');
  await desk.close();
  await context.setOffline(true);
  const page = await context.newPage();
  await page.clock.setFixedTime('2026-06-01T00:00:00Z');
  await page.goto(`${server.origin}/verify`);
  await page.locator('input[type=file]').setInputFiles(sample('rdfc-plain.json'));
  await page.getByRole('heading', { name: words('verdict-valid'), level: 2, exact: true }).waitFor();
  isCalm(context);
  await context.close();
});

test('keys of another host are looked up only at a press, with nothing of the reader, and remembered', async () => {
  published[`${ISSUER}/.well-known/did.json`] = 'did-EdDSA.json';
  await comesTo('jwt-eddsa.jwt', 'unverifiable');
  await page.getByText(words('needs-told-there', { host: 'institute.example' })).waitFor();
  assert.deepEqual(asked, []);
  await holds(page, 'verify-missing');
  await press('needs-look-up');
  await verdict('valid').waitFor();
  await page.getByText(words('used-title')).waitFor();
  assert.deepEqual(asked.map(({ url }) => url), [`${ISSUER}/.well-known/did.json`]);
  assert.ok(!('cookie' in asked[0].headers) && !('referer' in asked[0].headers), JSON.stringify(asked[0].headers));
  await comesTo('jwt-eddsa-payload-changed.jwt', 'invalid');
  assert.equal(asked.length, 1, 'the keys were remembered');
  await page.reload();
  await comesTo('jwt-eddsa.jwt', 'unverifiable');
});

test('a changed and an expired badge are invalid and the report says where', async () => {
  await comesTo('tampered-result.json', 'invalid');
  await step('failed', 'step-proof').waitFor();
  await holds(page, 'verify-invalid');
  await comesTo('expired.json', 'invalid');
  await step('failed', 'step-validity').waitFor();
  assert.equal(await step('passed', 'step-proof').count(), 1, 'the other steps are told as well');
});

test('a revoked badge is invalid once the list is looked up, and one that is in force is valid', async () => {
  const list = `${ISSUER}/status/1`;
  published[list] = 'list-clean.json';
  await comesTo('rdfc-status-clean.json', 'unverifiable');
  await page.getByText(words('needs-list'), { exact: true }).first().waitFor();
  await press('needs-look-up');
  await verdict('valid').waitFor();
  await page.getByText(words('limit-moment')).waitFor();
  published[list] = 'list-revoked.json';
  await press('checked-again');
  await verdict('unverifiable').waitFor();
  await comesTo('status-revoked.json', 'unverifiable');
  await press('needs-look-up');
  await verdict('invalid').waitFor();
  await step('failed', 'step-status').waitFor();
});

test('a host that does not answer can be stopped, and its document put in by hand', async () => {
  const keys = `${ISSUER}/.well-known/did.json`;
  await comesTo('jwt-eddsa.jwt', 'unverifiable');
  await press('needs-look-up');
  await page.getByText(words('fetch-status', { host: 'institute.example', status: 404 })).waitFor();
  published[keys] = null;
  await press('needs-look-up');
  await press('needs-stop');
  await page.getByText(words('fetch-stopped')).waitFor();
  await page.getByText(words('needs-paste-title')).click();
  await page.getByLabel(words('needs-paste')).fill(readFileSync(sample('did-EdDSA.json'), 'utf8'));
  await press('needs-use');
  await verdict('valid').waitFor();
  await page.locator('#used ~ ul').getByText(words('used-by-hand')).waitFor();
});

test('without a network everything goes on that needs none, and the rest says what is missing', async () => {
  await network(false);
  await comesTo('baked-png.png', 'valid');
  await comesTo('rdfc-status-clean.json', 'unverifiable');
  await press('needs-look-up');
  await page.getByText(words('fetch-silent', { host: 'institute.example' })).waitFor();
  await comesTo('tampered-level.json', 'invalid');
});

test('several files are checked one after another, dropped anywhere on the page', async () => {
  const files = ['rdfc-plain.json', 'expired.json', 'png-no-chunk.png'].map((name) => [name, readFileSync(sample(name)).toString('base64')]);
  const dropped = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
    return data;
  }, files);
  await page.dispatchEvent('h1', 'drop', { dataTransfer: dropped });
  await page.getByRole('heading', { name: words('checked-title', { count: 3 }) }).waitFor();
  assert.deepEqual(await page.locator('.checked-one .mark').allInnerTexts(), ['valid', 'invalid', 'invalid'].map((key) => words(`verdict-${key}`)));
  await holds(page, 'verify-several');
  await page.getByRole('button', { name: 'rdfc-plain.json' }).click();
  await verdict('valid').waitFor();
});

test('50 MB are answered at once with a reason', async () => {
  const huge = join(folder, 'huge.png');
  writeFileSync(huge, '');
  truncateSync(huge, 50_000_000);
  await page.locator('input[type=file]').setInputFiles(huge);
  await page.getByRole('alert').getByText(words('verify-too-long', { name: 'huge.png', size: 50, most: 8 })).waitFor();
});

test('text is verified by keyboard alone, and an e-mail address is compared with the hash', async () => {
  const text = readFileSync(sample('rdfc-hashed-subject-only.json'), 'utf8');
  const tabTo = async (matches) => {
    for (let step = 0; step < 60; step += 1) {
      if (await page.evaluate(matches)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab never came to ${matches}`);
  };
  await tabTo(`document.activeElement.innerText === ${JSON.stringify(words('verify-paste-title'))}`);
  await page.keyboard.press('Enter');
  await tabTo('document.activeElement.id === "text"');
  await page.keyboard.insertText(text);
  await tabTo(`document.activeElement.innerText === ${JSON.stringify(words('verify-do'))}`);
  await page.keyboard.press('Enter');
  await verdict('valid').waitFor();
  await tabTo('document.activeElement.id === "whose-value"');
  await page.keyboard.insertText('Learner@Example.org ');
  await page.keyboard.press('Enter');
  await page.getByText(words('whose-same')).waitFor();
  await page.getByLabel(words('whose-email')).fill('other@example.org');
  await press('whose-do');
  await page.getByText(words('whose-other')).waitFor();
});

test('a record of several credentials shows each with its own facts', async () => {
  await comesTo('clr-pathway.json', 'valid');
  const parts = page.locator('.part');
  assert.ok((await parts.count()) >= 2);
  await parts.first().locator('summary').first().click();
  await parts.first().getByText(words('kind-achievement')).waitFor();
  await holds(page, 'verify-record');
});

test('the report can be printed without what is only for the screen', async () => {
  await comesTo('rdfc-plain.json', 'valid');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.intake', '.actions', '.whose', '.meaning']) assert.ok(await page.locator(hidden).first().isHidden(), hidden);
  for (const shown of ['#verdict', '#steps', '#says', '#limits']) assert.ok(await page.locator(shown).isVisible(), shown);
  await page.emulateMedia({ media: 'screen' });
});

test('the page threw nothing and its policy refused nothing', () => isCalm(context));
