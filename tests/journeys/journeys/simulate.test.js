// Simulated learners sit an assessment: asked for on a page, run in its worker, cancelled, and the same figures as from the command line.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ID, TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { path, program } from '../lib/project.js';
import { Server } from '../lib/server.js';
import { setUp } from '../lib/staff.js';
import { anyWords, words } from '../lib/words.js';

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
const start = () => page.getByRole('button', { name: words('simulation-start'), exact: true });
const cancel = () => page.getByRole('button', { name: words('cancel'), exact: true });
const heading = (name) => page.getByRole('heading', { name: words(name), exact: true });
const results = () => heading('simulation-results');

async function ask(values) {
  for (const [name, value] of Object.entries(values)) await field(name).fill(String(value));
}

// The figures as the command line prints them.
async function commandLine(blueprint, { takers, replicates, seed, population }) {
  const options = ['--blueprint', blueprint, '--takers', takers, '--replicates', replicates, '--seed', seed, '--population', population];
  const { stdout } = await promisify(execFile)(program(), ['simulate', path('item-banks/software-development'), '--json', ...options.map(String)], { maxBuffer: 1 << 26 });
  return stdout.trimEnd();
}

async function downloaded() {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: words('simulation-download') }).click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('a page for each assessment, found from the desk', async () => {
  await setUp(page, server);
  await page.getByRole('main').getByRole('link', { name: `${words('simulation-do')} ${TITLE}` }).click();
  await heading('simulation-asked').waitFor();
  assert.equal(new URL(page.url()).pathname, `/tutor/simulation/${ID}`);
  await holds(page, 'simulation');
});

test('what cannot be simulated is said at its field', async () => {
  await ask({ 'simulation-takers': 0, 'simulation-own-mean': 'cut' });
  await start().click();
  assert.equal(await field('simulation-takers').evaluate((input) => input === document.activeElement), true);
  await page.getByText(words('simulation-own-wrong')).waitFor();
  await holds(page, 'simulation-wrong');
  await ask({ 'simulation-own-mean': '' });
});

test('it runs beside the page, and stops at once when it is cancelled', async () => {
  await ask({ 'simulation-takers': 10_000, 'simulation-replicates': 100 });
  await start().click();
  const bar = page.getByRole('progressbar');
  await bar.waitFor();
  await page.waitForFunction(() => document.querySelector('progress').value > 0);
  const done = await bar.evaluate((bar) => bar.value);
  assert.ok(done > 0 && done < await bar.evaluate((bar) => bar.max));
  await page.waitForFunction((done) => document.querySelector('progress').value > done, done);
  // The page answers while the worker works.
  const longest = await page.evaluate(() => new Promise((told) => {
    let [longest, frames, last] = [0, 0, performance.now()];
    const frame = (now) => {
      longest = Math.max(longest, now - last);
      last = now;
      if (++frames < 60) requestAnimationFrame(frame); else told(longest);
    };
    requestAnimationFrame(frame);
  }));
  assert.ok(longest < 1000, `a frame took ${longest} ms`);
  await holds(page, 'simulation-running');
  const [worker] = page.workers();
  const gone = new Promise((done) => worker.once('close', done));
  await cancel().focus();
  await page.keyboard.press('Enter');
  await page.getByText(anyWords('simulation-cancelled')).waitFor();
  assert.equal(await bar.count(), 0);
  await gone;
  assert.equal(await start().evaluate((button) => button === document.activeElement), true, 'the focus is not lost');
  await holds(page, 'simulation-cancelled');
});

test('what comes of it is what comes of it on the command line', async () => {
  const settings = { takers: 30, replicates: 4, seed: 7, population: 'N(0.2,0.8)' };
  await ask({ 'simulation-takers': 30, 'simulation-replicates': 4, 'simulation-seed': 7, 'simulation-own-mean': '0.2', 'simulation-own-sd': '0.8' });
  await page.getByText(words('simulation-in-all', { all: 480 })).waitFor();
  await field('simulation-seed').press('Enter');
  await results().waitFor({ timeout: 120_000 });
  await page.getByText(words('simulation-finished')).waitFor();
  await holds(page, 'simulation-results');
  const file = await downloaded();
  assert.equal(file.name, 'simulation-award.json');
  const told = await commandLine('award', settings);
  const [ours, theirs] = [JSON.parse(file.text), JSON.parse(told)];
  assert.deepEqual(ours.settings, theirs.settings);
  assert.equal(ours.populations.length, 4);
  for (const [place, population] of ours.populations.entries()) assert.deepEqual(population, theirs.populations[place]);
  assert.ok(file.text === told, 'the same text to the last bit');
});

test('each population has its own words and pictures', async () => {
  const list = page.locator('.simulation-words');
  const first = await list.innerText();
  await field('simulation-population').selectOption({ index: 3 });
  await page.waitForFunction((first) => document.querySelector('.simulation-words').innerText !== first, first);
  for (const name of ['simulation-curve', 'simulation-lengths']) {
    const picture = page.getByRole('img', { name: words(name), exact: true });
    await picture.waitFor();
    assert.notEqual((await picture.locator('desc').textContent()).trim(), '');
  }
  for (const summary of await page.locator('details > summary').all()) await summary.click();
  await page.getByRole('row').nth(3).waitFor();
  await holds(page, 'simulation-opened');
});

test('another assessment of the bank', async () => {
  await field('simulation-blueprint').selectOption('practice');
  await ask({ 'simulation-takers': 20, 'simulation-replicates': 1, 'simulation-own-mean': '', 'simulation-own-sd': '' });
  await start().click();
  await page.getByRole('progressbar').or(results()).first().waitFor();
  await page.waitForFunction((title) => document.getElementById('results')?.parentElement.innerText.includes(title), 'replicates: 1,', { timeout: 120_000 });
  const report = JSON.parse((await downloaded()).text);
  assert.deepEqual([report.settings.takers, report.settings.replicates, report.populations.length], [20, 1, 3]);
  await holds(page, 'simulation-one-replicate');
});

test('no page threw anything or was refused anything', () => isCalm(context));
