// In sealed delivery no browser is ever sent a key, a parameter, or a name by which an item could be looked up.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { isCalm, launch, person } from '../lib/browser.js';
import { canaryBanks, DIGITS, MARK } from '../lib/canary.js';
import { begin, join } from '../lib/learner.js';
import { takeAll } from '../lib/player.js';
import { Server } from '../lib/server.js';

let browser, canary, server;

before(async () => {
  canary = canaryBanks();
  [server, browser] = [await Server.start(canary.banks), await launch()];
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (canary) rmSync(canary.banks, { recursive: true, force: true });
});

// Chooses the first option, types the same words everywhere.
const guesser = { answer: (_, options) => (options.length > 0 ? { positions: [0] } : { text: 'no idea' }) };

// Everything that a browser was sent: addresses, headers, bodies.
function listen(context) {
  const heard = [];
  context.on('response', (response) => {
    heard.push(
      (async () => {
        const body = response.status() >= 300 && response.status() < 400 ? '' : (await response.body().catch(() => '')).toString('latin1');
        return { url: response.url(), text: `${response.url()}\n${JSON.stringify(await response.allHeaders())}\n${body}` };
      })(),
    );
  });
  return async () => Promise.all(heard);
}

const leaks = (heard) => heard.filter(({ text }) => text.includes(MARK) || text.includes(DIGITS)).map(({ url }) => url);

test('a learner is sent no secret from joining to the result', async () => {
  const learner = await person(browser);
  const heard = listen(learner);
  const page = await learner.newPage();
  await join(page, server.origin, await server.classCode(canary.title), { name: 'Ana Example', email: 'ana@example.org' });
  await begin(page);
  await takeAll(page, guesser);
  await page.waitForLoadState('networkidle');
  const all = await heard();
  assert.ok(all.some(({ url }) => /\/api\/attempts\/[^/]+\/result$/.test(url)), 'the result was fetched');
  assert.ok(all.filter(({ url }) => url.endsWith('/events')).length >= 10, 'the answers were sent');
  assert.deepEqual(leaks(all), []);
  isCalm(learner);
  await learner.close();
});

test('an outsider is sent no secret, whatever is asked for', async () => {
  const outsider = await person(browser);
  const page = await outsider.newPage();
  const heard = listen(outsider);
  await page.goto(server.origin);
  const practice = await page.evaluate(async (id) => {
    const asked = [
      '/api/catalogue', `/api/micro-credentials/${id}`, '/api/openapi.json', '/api/me', '/api/tutor', '/api/attempts/1', '/api/attempts/1/result',
      '/api/attempts/1/credential', '/api/shared/1', `/items/${id}.md`, '/item-banks', '/canary/bank.toml', '/../canary/bank.toml',
    ];
    for (const path of asked) await (await fetch(path)).text();
    return (await fetch(`/api/practice/${id}`, { method: 'POST' })).text();
  }, canary.id);
  assert.match(practice, /p-\d+/, 'practice is open, with its own items');
  assert.deepEqual(leaks(await heard()), []);
  assert.ok(!practice.includes(MARK) && !practice.includes(DIGITS));
  await outsider.close();
});
