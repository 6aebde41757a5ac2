// Two micro-credentials and a badge from elsewhere complete a pathway; what it brings is verified without a network, and rejected once it
// is revoked.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joined } from 'node:path';
import { after, before, test } from 'node:test';
import { ID, TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { begin, join } from '../lib/learner.js';
import { takeAll } from '../lib/player.js';
import { path } from '../lib/project.js';
import { Server } from '../lib/server.js';
import { setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const LEARNER = { name: 'Ana Example', email: 'ana@example.org' };
const SECOND = 'Software in Service: Looking After Reliable Systems';
// A badge of another issuer, written by a test of the server (ASSAY_WRITE_DOCS=1).
const ELSEWHERE = path('tests/journeys/fixtures/teaching.json');
const keys = new Keys();
let banks, browser, folder, learner, page, server, tutor, desk;

const replaced = (file, from, to) => {
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(from), `${file} holds ${from}`);
  writeFileSync(file, text.replace(from, () => to));
};

// Two banks with the same questions and names of their own, and a pathway over both.
function shelves() {
  const shelf = mkdtempSync(joined(tmpdir(), 'assay-banks-'));
  const [first, second] = ['first', 'second'].map((name) => joined(shelf, name));
  for (const copy of [first, second]) cpSync(path(`item-banks/${ID}`), copy, { recursive: true });
  replaced(joined(second, 'bank.toml'), /^id = ".*"$/m.exec(readFileSync(joined(second, 'bank.toml'), 'utf8'))[0], 'id = "second"');
  replaced(joined(second, 'credential.toml'), `id = "${ID}"`, 'id = "second"');
  replaced(joined(second, 'credential.toml'), TITLE, SECOND);
  mkdirSync(joined(shelf, 'pathways'));
  const badge = JSON.parse(readFileSync(ELSEWHERE, 'utf8'));
  writeFileSync(joined(shelf, 'pathways/whole.toml'), `format = "pathway/1"
id = "whole"
title = "Software and Teaching"
description = "Shows that its holder can build, look after and teach."
awarding_body = "Example Polytechnic"
country = "NZ"
lang = "en"
outcomes = ["Build, look after and teach."]
quality_assurance = "Internal."
level = { framework = "NZQCF", value = "8" }
workload = { hours = 350 }
assessment_type = { text = "By its parts" }
participation = { text = "By its parts" }
requires = "all"
[[requirement]]
id = "all"
title = "Software and teaching"
all_of = ["software", "teaching"]
[[requirement]]
id = "software"
title = "Both ends of software"
any_of = ["build", "serve"]
at_least = 2
[[requirement]]
id = "build"
title = "Building"
micro_credential = "${ID}"
[[requirement]]
id = "serve"
title = "Looking after"
micro_credential = "second"
[[requirement]]
id = "teaching"
title = "Teaching"
achievement = "${badge.credentialSubject.achievement.id}"
issuer = "${badge.issuer.id}"
`);
  return shelf;
}

before(async () => {
  banks = shelves();
  folder = mkdtempSync(joined(tmpdir(), 'assay-stacked-'));
  [server, browser] = [await Server.start(banks), await launch()];
  [learner, tutor] = [await person(browser), await person(browser)];
  [page, desk] = [await learner.newPage(), await tutor.newPage()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  for (const made of [folder, banks]) if (made) rmSync(made, { recursive: true, force: true });
});

const heading = (on, name) => on.getByRole('heading', { name, level: 1, exact: true });

async function earn(title) {
  await join(page, server.origin, await server.classCode(title), LEARNER);
  await begin(page);
  await takeAll(page, keys);
  await page.getByText(words('verdict-achieved'), { exact: true }).first().waitFor();
  await desk.goto(`${server.origin}/tutor`);
  const seat = desk.getByRole('row').filter({ hasText: LEARNER.name }).filter({ has: desk.getByRole('button', { name: words('seats-confirm') }) });
  await seat.getByRole('button', { name: words('seats-confirm') }).click();
  await desk.getByText(words('badge-signed')).first().waitFor();
}

test('anyone can read what a pathway takes', async () => {
  await page.goto(`${server.origin}/pathways`);
  await heading(page, words('pathways-title')).waitFor();
  await page.getByText(words('pathways-sign-in')).waitFor();
  await holds(page, 'pathways-offered');
  await page.getByRole('link', { name: 'Software and Teaching' }).click();
  await heading(page, 'Software and Teaching').waitFor();
  await page.getByText('Both ends of software').waitFor();
  await holds(page, 'pathway');
});

test('two micro-credentials are two parts of it', async () => {
  await setUp(desk, server);
  await earn(TITLE);
  await earn(SECOND);
  await page.goto(`${server.origin}/pathways`);
  await heading(page, words('pathways-title')).waitFor();
  await page.getByText(words('pathway-percent', { percent: 50 })).waitFor();
  await page.getByText(words('requirement-missing'), { exact: true }).waitFor();
  await holds(page, 'pathways-half');
});

test('a badge from elsewhere is verified at once, and counts when a person says so', async () => {
  await page.getByLabel(words('bring-choose')).first().setInputFiles(path('tests/journeys/package.json'));
  await page.getByRole('alert').waitFor();
  await page.locator('#badge-file').setInputFiles(ELSEWHERE);
  await page.getByText(words('imported-waiting')).waitFor();
  await holds(page, 'pathways-brought');
  await desk.goto(`${server.origin}/tutor/badges`);
  await heading(desk, words('imported-title')).waitFor();
  await desk.getByText(words('badges-waiting', { count: 1 })).waitFor();
  await holds(desk, 'tutor-badges');
  const recognise = desk.getByRole('button', { name: words('decide-recognise') });
  await recognise.focus();
  await desk.keyboard.press('Enter');
  await desk.getByText(words('decide-reason-missing')).waitFor();
  await desk.keyboard.type('Its outcomes are those of our own course.');
  await recognise.focus();
  await desk.keyboard.press('Enter');
  await desk.getByText(words('badges-waiting', { count: 0 })).waitFor();
  await holds(desk, 'tutor-badges-decided');
  await page.reload();
  await page.getByText('Its outcomes are those of our own course.').waitFor();
  await page.getByText(words('pathway-complete'), { exact: true }).waitFor();
  await page.getByRole('link', { name: words('pathway-credential') }).waitFor();
  await holds(page, 'pathways-complete');
});

let picture;

test('the larger credential is a picture that is verified without a network', async () => {
  const address = await page.getByRole('link', { name: words('pathway-credential') }).getAttribute('href');
  const id = address.split('/').at(-1);
  const file = await learner.request.get(`${server.origin}/api/me/credentials/${id}/document/png`);
  assert.equal(file.status(), 200);
  picture = joined(folder, 'stacked.png');
  writeFileSync(picture, await file.body());
  const text = await (await learner.request.get(`${server.origin}/api/me/credentials/${id}/document/json`)).text();
  const badge = JSON.parse(readFileSync(ELSEWHERE, 'utf8'));
  assert.ok(text.includes(badge.id) && !text.includes(LEARNER.email), 'it names its parts and hides the e-mail');
  const anyone = await person(browser);
  const visitor = await anyone.newPage();
  await visitor.goto(`${server.origin}/verify`);
  await heading(visitor, words('verify-title')).waitFor();
  await anyone.setOffline(true);
  await visitor.locator('input[type=file]').first().setInputFiles(picture);
  const verdict = (key) => visitor.getByRole('heading', { name: words(`verdict-${key}`), level: 2, exact: true });
  // Who signed is known without a network; whether it was revoked since is not, and the page says so.
  await verdict('unverifiable').waitFor();
  await holds(visitor, 'stacked-offline');
  await anyone.setOffline(false);
  await visitor.locator('input[type=file]').first().setInputFiles(picture);
  await verdict('valid').waitFor();
  await holds(visitor, 'stacked-valid');
  await anyone.close();
});

test('a part that is revoked flags the award, and a person revokes it: then it is rejected', async () => {
  const held = await (await learner.request.get(`${server.origin}/api/me/credentials`)).json();
  const part = held.find((one) => one.achievement === ID);
  const headers = { 'content-type': 'application/json' };
  const revoked = await tutor.request.post(`${server.origin}/api/tutor/credentials/${part.id}/status`, {
    headers, data: { state: 'revoked', code: 'misconduct', reason: 'Somebody else sat there.' },
  });
  assert.equal(revoked.status(), 200);
  await desk.goto(`${server.origin}/tutor/pathways`);
  await heading(desk, words('tutor-pathways')).waitFor();
  await desk.getByText(words('award-flagged')).waitFor();
  await holds(desk, 'tutor-pathways');
  await desk.getByLabel(words('decide-reason'), { exact: true }).fill('A part of it is gone.');
  await desk.getByRole('button', { name: words('award-revoke') }).click();
  await desk.getByText(words('award-not-in-force')).waitFor();
  const command = await tutor.request.get(`${server.origin}/api/tutor/pathways`);
  assert.equal((await command.json()).pathways[0].awards[0].in_force, false);

  const anyone = await person(browser);
  const visitor = await anyone.newPage();
  await visitor.goto(`${server.origin}/verify`);
  await heading(visitor, words('verify-title')).waitFor();
  await visitor.locator('input[type=file]').first().setInputFiles(picture);
  await visitor.getByRole('heading', { name: words('verdict-invalid'), level: 2, exact: true }).waitFor();
  await holds(visitor, 'stacked-revoked');
  await anyone.close();
  await page.reload();
  await page.getByText(words('requirement-missing'), { exact: true }).waitFor();
});

test('no page threw anything or was refused anything', () => {
  isCalm(learner);
  isCalm(tutor);
});
