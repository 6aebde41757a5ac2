// What a micro-credential is: a definition before its bank, the ten principles with what is not met, and the form with its alignments.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ID, TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { choose, press as hit, type } from '../lib/keyboard.js';
import { path } from '../lib/project.js';
import { Server } from '../lib/server.js';
import { setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const BANK = /^id = "(.*)"$/m.exec(readFileSync(path('item-banks/software-development/bank.toml'), 'utf8'))[1];
const CASE = path('interchange/tests/case/package-1.1.json');
const ESCO = 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000';

let browser, context, page, server;

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  context = await person(browser);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const field = (name) => page.getByLabel(words(name), { exact: true });
const heading = (name) => page.getByRole('heading', { name, exact: true });
const button = (name, values) => page.getByRole('button', { name: words(name, values) });

test('a definition before its bank says that nothing is offered yet', async () => {
  await page.goto(server.origin);
  const card = page.locator('.study').filter({ hasText: 'Leading People Through Change' });
  await card.getByText(words('not-offered'), { exact: true }).waitFor();
  await card.getByRole('link').click();
  await page.getByText(words('not-offered-text')).waitFor();
  assert.equal(await page.locator('.way').count(), 0);
  await holds(page, 'planned');
  await page.getByRole('link', { name: words('to-principles') }).click();
  await page.getByText(words('principles-planned')).waitFor();
  await holds(page, 'principles-planned');
});

test('ten principles stand beside the facts that meet them, and those that do not say what would', async () => {
  await page.goto(`${server.origin}/micro-credentials/${ID}`);
  await page.getByRole('link', { name: words('to-principles') }).press('Enter');
  await heading(TITLE).waitFor();
  assert.equal(await page.locator('.principle').count(), 10);
  const fact = (name) => page.locator('.principle-fact').filter({ has: page.locator('strong', { hasText: new RegExp(`^${words(name).replace(/[()]/g, '\\$&')}$`) }) });
  for (const name of ['fact-of-elements', 'fact-of-standard', 'fact-of-practice']) {
    assert.match(await fact(name).getAttribute('class'), /\bmet\b/, name);
  }
  for (const [name, would] of [['fact-of-external', 'would-external'], ['fact-of-secret', 'would-secret'], ['fact-of-issuer', 'would-issuer']]) {
    assert.match(await fact(name).getAttribute('class'), /unmet/, name);
    await fact(name).getByText(words(would)).waitFor();
  }
  for (const [name, standing] of [['fact-of-accuracy', /measured/], ['fact-of-need', /stated/]]) {
    assert.match(await fact(name).getAttribute('class'), standing, name);
  }
  await page.locator('.principles-nav a').last().press('Enter');
  assert.match(page.url(), /#principle-10$/);
  await holds(page, 'principles');
});

test('a form has the checks of the file, each problem beside its field', async () => {
  await setUp(page, server);
  const taken = await page.evaluate(async (address) => (await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status, `/api/tutor/banks/${BANK}/take`);
  assert.equal(taken, 201);
  await page.goto(`${server.origin}/tutor/banks/${BANK}/definition`);
  await page.getByText(words('definition-sound')).waitFor();
  await holds(page, 'definition');
  await type(page, field('definition-of-title'), 'Diploma of Software');
  await page.locator('#of-title-error').waitFor();
  await type(page, field('definition-of-developer'), '');
  await page.locator('#of-developer-error').waitFor();
  await type(page, field('definition-of-hours'), 'many');
  await page.locator('#of-workload-hours-error').waitFor();
  await holds(page, 'definition-wrong');
  await type(page, field('definition-of-title'), TITLE);
  await type(page, field('definition-of-developer'), 'The School of Software');
  await type(page, field('definition-of-hours'), '150');
  await page.getByText(words('definition-sound')).waitFor();
  await page.locator('.file-preview', { hasText: 'The School of Software' }).waitFor();
  await hit(page, button('definition-save'));
  await page.getByText(words('definition-saved')).waitFor();
});

test('an outcome is linked to an item of a CASE file and to an ESCO skill', async () => {
  await choose(page, field('align-outcome'), 'SD-2');
  await field('align-esco').fill('https://example.org/skill');
  await page.getByRole('button', { name: `${words('align-with', { outcome: 'SD-2' })} ${words('align-esco')}` }).click();
  await page.locator('#esco-uri-error').waitFor();
  await field('align-esco').fill(ESCO);
  await field('align-esco-name').fill('test software');
  await page.getByRole('button', { name: `${words('align-with', { outcome: 'SD-2' })} ${words('align-esco')}` }).click();
  await page.locator(`a[href="${ESCO}"]`).waitFor();
  await page.locator('#case-file').setInputFiles(CASE);
  await heading('Skills of running services').waitFor();
  await field('align-search').fill('queue LOAD');
  await page.getByText(words('align-found', { shown: 1, count: 1 })).waitFor();
  await holds(page, 'alignments');
  await page.locator('.case-items').getByRole('button').first().press('Enter');
  await page.locator('a[href="https://example.org/case/items/2"]').waitFor();
  isCalm(context);
});
