// A room with three learners and an invigilator: the network fails, a tab dies, a log is tampered with, and two badges are earned.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joined } from 'node:path';
import { after, before, test } from 'node:test';
import { TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { join } from '../lib/learner.js';
import { shown, takeSet } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { answerOne, beginSitting, finishSitting, handedIn, isRefused, openSitting, rowOf, saved, setUp } from '../lib/sitting.js';
import { independentVerdict, sharedVerdict } from '../lib/verifiers.js';
import { words } from '../lib/words.js';

const ROOM = 'Room 12, Friday morning';
const ANA = { name: 'Ana Example', email: 'ana@example.org' };
const RUI = { name: 'Rui Example', email: 'rui@example.org' };
const KIM = { name: 'Kim Example', email: 'kim@example.org' };
const keys = new Keys();
let browser, code, folder, room, server;
// Each learner's browser and page.
const [ana, rui, kim] = [{}, {}, {}];

before(async () => {
  [server, browser] = [await Server.start(), await launch()];
  folder = mkdtempSync(joined(tmpdir(), 'assay-sitting-'));
  room = { context: await person(browser) };
  room.page = await room.context.newPage();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function sitDown(learner, who, options) {
  learner.context = await person(browser, options);
  learner.page = await learner.context.newPage();
  await join(learner.page, server.origin, code, who);
}

// The code of the return card in view.
const cardOf = (page) => page.locator('.return-code').evaluate((element) => element.lastChild.textContent.trim());

// What this browser keeps: names in its storage, and addresses in its caches.
const kept = (page) => page.evaluate(async () => ({
  stored: Object.keys(localStorage),
  cached: (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat(),
}));

test('an invigilator opens a sitting and shows its code', async () => {
  await setUp(room.page, await server.setupLink());
  code = await openSitting(room.page, ROOM);
  assert.match(code, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  await holds(room.page, 'room-empty');
});

test('three learners join, each with a return card, and begin', async () => {
  await sitDown(ana, ANA);
  await holds(ana.page, 'return-card');
  // Where the browser keeps no pages either, a sitting runs as long as its page stays open.
  await sitDown(rui, RUI, { serviceWorkers: 'block' });
  await sitDown(kim, KIM);
  kim.card = await cardOf(kim.page);
  assert.match(kim.card, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  for (const { page } of [ana, rui, kim]) await beginSitting(page);
  await holds(ana.page, 'sitting-player');
  for (const { page } of [ana, rui, kim]) {
    await takeSet(page, keys);
    await answerOne(page, keys);
    await saved(page);
  }
  await rowOf(room.page, ANA.name).getByText(words('room-working', { items: 5 })).waitFor();
});

test('the network is cut for two of them, and they go on, also from a page that is opened anew', async () => {
  // The page and the pictures of the questions are in this browser by now.
  await ana.page.waitForFunction(async () => (await navigator.serviceWorker.ready) && (await caches.has('assay-sitting-pictures')));
  await ana.page.waitForFunction(async () => (await (await caches.open('assay-sitting-pictures')).keys()).length > 0);
  await ana.context.setOffline(true);
  await rui.context.setOffline(true);
  await answerOne(ana.page, keys);
  await ana.page.getByText(words('saving-kept')).waitFor();
  await holds(ana.page, 'sitting-offline');
  const item = await shown(ana.page);
  await ana.page.reload();
  assert.deepEqual(await shown(ana.page), item, 'the same item without a network');
  await finishSitting(ana.page, keys);
  await ana.page.getByText(words('hand-in-waiting')).waitFor();
  await holds(ana.page, 'handed-in-offline');
  await finishSitting(rui.page, keys);
  await rui.page.getByText(words('hand-in-waiting')).waitFor();
  for (const { page } of [ana, rui]) {
    const { stored, cached } = await kept(page);
    assert.ok(!stored.some((name) => name.endsWith('/start')), 'bank and keys are gone from the browser');
    assert.ok(!cached.some((url) => url.includes('/media/')), 'and the pictures of its questions');
    assert.ok(stored.some((name) => name.endsWith('/log')), 'the log is not');
  }
});

test('a killed tab comes back by its return card, in another browser, at the same item', async () => {
  const item = await shown(kim.page);
  await kim.page.goto('chrome://crash').catch(() => undefined);
  const elsewhere = await person(browser);
  const page = await elsewhere.newPage();
  await page.goto(`${server.origin}/return`);
  await page.getByLabel(words('card-code'), { exact: true }).waitFor();
  await holds(page, 'come-back');
  await page.getByLabel(words('card-code'), { exact: true }).fill(kim.card.toLowerCase());
  await page.getByRole('button', { name: words('follow-do') }).click();
  await page.locator('#item-title').waitFor();
  assert.deepEqual(await shown(page), item, 'the same item on another device');
  isCalm(kim.context);
  await kim.context.close();
  [kim.context, kim.page] = [elsewhere, page];

  // The card is lost after that: the invigilator gives another, and the old one opens nothing.
  await rowOf(room.page, KIM.name).getByRole('button', { name: words('room-card') }).click();
  const fresh = await cardOf(room.page);
  await holds(room.page, 'room-card');
  const stranger = await person(browser);
  const door = await stranger.newPage();
  await door.goto(`${server.origin}/return`);
  await door.getByLabel(words('card-code'), { exact: true }).fill(kim.card);
  await door.getByRole('button', { name: words('follow-do') }).click();
  await door.getByRole('alert').waitFor();
  await stranger.close();
  // Whoever came in by the old card is out, and comes back by the new one.
  await page.goto(`${server.origin}/return`);
  await page.getByLabel(words('card-code'), { exact: true }).fill(fresh);
  await page.getByRole('button', { name: words('follow-do') }).click();
  await page.locator('#item-title').waitFor();
  assert.deepEqual(await shown(page), item);
  await finishSitting(page, keys);
  await handedIn(page);
  await rowOf(room.page, KIM.name).getByText(/^Finished/).waitFor();
});

test('a log that was tampered with is refused with its place, and an honest one arrives late', async () => {
  // The answers of a whole set, given without a network, are taken back, as a learner with a debugger might: one alone may have been
  // wrong anyway, and then nothing follows from it.
  let changed;
  await rui.page.route('**/api/attempts/*/log', async (route) => {
    const body = route.request().postDataJSON();
    const { events } = body.log;
    const [, second, third] = events.flatMap(({ action }, index) => (action === 'handed_in' ? [index] : []));
    for (const event of events.slice(second + 1, third)) {
      const { answered, revised } = event.action;
      event.action = { not_learned: { item: (answered ?? revised).item } };
    }
    changed = third;
    await route.continue({ postData: JSON.stringify(body) });
  });
  await rui.context.setOffline(false);
  await isRefused(rui.page);
  const said = await rui.page.getByRole('alert').innerText();
  const place = Number(/event (\d+)/.exec(said)[1]);
  assert.ok(place > changed, `the first difference, at event ${place}, follows from the set that was handed in at event ${changed + 1}`);
  await holds(rui.page, 'handed-in-refused');
  await rowOf(room.page, RUI.name).getByText(`event ${place}`).waitFor();

  await ana.context.setOffline(false);
  await handedIn(ana.page);
  await rowOf(room.page, ANA.name).getByText(/^Finished/).waitFor();
  await room.page.getByRole('button', { name: words('room-card-done'), exact: true }).click();
  await holds(room.page, 'room');
  const { stored } = await kept(ana.page);
  assert.ok(!stored.some((name) => name.startsWith('assay/sitting/')), 'nothing of the sitting stays');
});

test('the invigilator closes the sitting and signs it off, and two are awarded', async () => {
  await room.page.getByRole('button', { name: words('room-close') }).click();
  await room.page.getByRole('button', { name: words('room-close-yes') }).click();
  await room.page.getByRole('heading', { name: words('sign-off-title') }).waitFor();
  assert.ok(!(await rowOf(room.page, RUI.name).getByRole('checkbox').isChecked()), 'nobody is vouched for unasked who has not handed in');
  await holds(room.page, 'sign-off');
  await room.page.getByRole('button', { name: words('sign-off-do', { count: 2, all: 3 }) }).click();
  await room.page.getByText(words('room-signed-by', { name: 'Toni Owner' })).waitFor();
  for (const { name } of [ANA, KIM]) await rowOf(room.page, name).getByText(words('room-badge')).waitFor();
  await rowOf(room.page, RUI.name).getByText(words('room-not-vouched')).waitFor();
  await holds(room.page, 'signed-off');
});

test('the badge says that an invigilator watched, and verifies', async () => {
  for (const [learner, who] of [[ana, ANA], [kim, KIM]]) {
    await learner.page.getByRole('link', { name: words('see-result') }).click();
    await learner.page.getByRole('button', { name: words('show-me') }).click();
    await learner.page.getByRole('link', { name: words('see-badge') }).first().click();
    const [download] = await Promise.all([learner.page.waitForEvent('download'), learner.page.getByRole('link', { name: words('form-json'), exact: true }).click()]);
    const file = joined(folder, `${who.email}.json`);
    await download.saveAs(file);
    const text = readFileSync(file, 'utf8');
    assert.match(text, /supervised in person by an invigilator/);
    assert.match(text, /replayed the log of the session/);
    assert.equal(await independentVerdict(file), 'valid');
    assert.ok(['valid', 'absent'].includes(await sharedVerdict(file, who.email)));
    const changed = joined(folder, 'changed.json');
    writeFileSync(changed, text.replace('supervised in person', 'supervised on paper'));
    assert.equal(await independentVerdict(changed), 'invalid');
  }
});

test('an author accepts that the sealed assessment asks what was in browsers, and says why', async () => {
  const { page } = room;
  await page.goto(`${server.origin}/tutor`);
  await page.getByRole('link', { name: words('exposed-look') }).click();
  await page.getByLabel(words('exposure-reason'), { exact: true }).fill('It is a specimen: its keys are public.');
  await holds(page, 'exposure');
  await page.getByRole('button', { name: words('exposure-do') }).click();
  await page.getByText('It is a specimen: its keys are public.').first().waitFor();
  await page.goto(`${server.origin}/tutor/trail`);
  await page.getByText('135 items: It is a specimen: its keys are public.').waitFor();
});

test('whoever finishes and leaves a shared computer leaves nothing behind', async () => {
  const { page } = ana;
  await page.goto(`${server.origin}/me`);
  await page.getByRole('link', { name: words('leave') }).click();
  await page.getByRole('button', { name: words('leave-now') }).waitFor();
  await holds(page, 'leave');
  await page.getByRole('button', { name: words('leave-now') }).click();
  await page.getByRole('heading', { name: words('left-title'), level: 1 }).waitFor();
  assert.deepEqual(await kept(page), { stored: [], cached: [] });
  assert.equal(await page.evaluate(async () => (await fetch('/api/me')).status), 401);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});

// A second room, for what can go wrong at its end.
const [nia, ola, pia] = [{}, {}, {}];
const LOG = '**/api/attempts/*/log';

test('a log that waits goes up under its owner and nobody else', async () => {
  await room.page.goto(`${server.origin}/tutor`);
  code = await openSitting(room.page, 'Room 13');
  for (const [learner, name] of [[nia, 'Nia'], [ola, 'Ola'], [pia, 'Pia']]) {
    await sitDown(learner, { name: `${name} Example`, email: `${name.toLowerCase()}@example.org` });
    learner.card = await cardOf(learner.page);
    await beginSitting(learner.page);
    await takeSet(learner.page, keys);
    await saved(learner.page);
  }
  const { page } = pia;
  await page.route(LOG, (route) => route.abort());
  await page.getByText(words('options'), { exact: true }).click();
  await page.getByRole('button', { name: words('end-here') }).click();
  await page.getByRole('dialog').getByRole('button', { name: words('end-yes') }).click();
  await page.getByText(words('hand-in-waiting')).waitFor();
  await page.getByRole('link', { name: words('leave') }).click();
  await page.getByText(words('leave-unsent')).waitFor();
  await holds(page, 'leave-unsent');
  await page.getByRole('button', { name: words('leave-now') }).click();
  await page.getByRole('heading', { name: words('left-title'), level: 1 }).waitFor();
  const { stored } = await kept(page);
  assert.deepEqual(stored.map((name) => name.split('/')[3]).sort(), ['log', 'of', 'pass'], 'only what is not sent stays');

  // Whoever comes next at this computer is not taken for Pia, and sends nothing of hers.
  await page.unroute(LOG);
  let sent = 0;
  await page.route(LOG, (route) => {
    sent += 1;
    return route.continue();
  });
  await join(page, server.origin, await server.classCode(TITLE), { name: 'Next Example', email: 'next@example.org' });
  await page.goto(`${server.origin}/leave`);
  await page.getByRole('button', { name: words('leave-now') }).click();
  await page.getByRole('heading', { name: words('left-title'), level: 1 }).waitFor();
  assert.equal(sent, 0);

  // She comes back with her card, and what she answered is handed in.
  await page.goto(`${server.origin}/return`);
  await page.getByLabel(words('card-code'), { exact: true }).fill(pia.card);
  await page.getByRole('button', { name: words('follow-do') }).click();
  await handedIn(page);
  assert.deepEqual((await kept(page)).stored.filter((name) => name.startsWith('assay/sitting/')), []);
});

test('a sitting that is closed ends for whoever is at work, also on a page that is opened anew', async () => {
  // Nia is not told, because nothing of hers goes through.
  await nia.page.route(LOG, (route) => route.abort());
  await answerOne(nia.page, keys);
  await nia.page.getByText(words('saving-kept')).waitFor();
  await room.page.getByRole('button', { name: words('room-close') }).click();
  await room.page.getByRole('button', { name: words('room-close-yes') }).click();
  await handedIn(ola.page);
  await nia.page.unroute(LOG);
  await nia.page.reload();
  await handedIn(nia.page);
  for (const { page } of [nia, ola]) {
    const { stored, cached } = await kept(page);
    assert.ok(!stored.some((name) => name.startsWith('assay/sitting/')) && !cached.some((url) => url.includes('/media/')), 'bank and keys are gone');
  }
  for (const name of ['Nia', 'Ola', 'Pia']) await rowOf(room.page, `${name} Example`).getByText(/^Finished/).waitFor();
  isCalm(room.context);
  for (const { context } of [ana, rui, kim, nia, ola, pia]) isCalm(context);
});
