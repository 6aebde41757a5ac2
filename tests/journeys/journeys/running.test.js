// Running it: simulated learners on a fresh install, a cohort from a table to its progress, a report and an appeal with their
// decision, and a corrected key.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ID, TITLE } from '../lib/bank.js';
import { holds, isCalm, launch, person } from '../lib/browser.js';
import { Keys } from '../lib/keys.js';
import { begin } from '../lib/learner.js';
import { takeAll } from '../lib/player.js';
import { Server } from '../lib/server.js';
import { setUp } from '../lib/staff.js';
import { words } from '../lib/words.js';

const contexts = [];
let browser, learner, owner, server;

// A tab of somebody with a browser of their own.
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
const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const press = (place, name, options = {}) => place.getByRole('button', { name: words(name), ...options }).click();
const open = (page, title) => page.getByRole('navigation', { name: words('desk-label') }).getByRole('link', { name: words(title) }).click();
const today = (page) => page.getByRole('region', { name: words('today-title') });

// Goes with the Tab key to what has the focus when this holds, as somebody without a mouse does.
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((text) => document.activeElement?.innerText?.trim() === text, wanted)) return;
  }
  assert.fail(`"${wanted}" is not reached by the Tab key`);
}

test('a fresh install shows what it is like with simulated learners', async () => {
  await setUp(owner, server);
  await holds(owner, 'today-fresh');
  await press(owner, 'demo-make');
  await today(owner).getByText(words('today-appeal')).waitFor();
  await today(owner).getByText(words('today-stuck')).waitFor();
  await holds(owner, 'today');
  await open(owner, 'cohorts-title');
  await owner.getByRole('link', { name: 'Demo cohort' }).waitFor();
  await holds(owner, 'cohorts');
  await owner.getByRole('link', { name: 'Demo cohort' }).click();
  await heading(owner, 'Demo cohort').waitFor();
  await row(owner, 'Demo ').first().getByText(words('cohort-stuck'), { exact: true }).waitFor();
  await holds(owner, 'cohort-demo');
  await row(owner, words('run-achieved')).first().getByRole('link').click();
  await owner.getByRole('heading', { name: words('trail-course') }).waitFor();
  const why = owner.locator('summary').filter({ hasText: words('trail-why-show') }).first();
  await why.focus();
  await owner.keyboard.press('Enter');
  await owner.getByText('that could be given').first().waitFor();
  await holds(owner, 'trail');
  await open(owner, 'concerns-title');
  await owner.getByRole('heading', { name: words('concern-appeal') }).waitFor();
  await holds(owner, 'concerns');
  for (const [page, name] of [[`questions/${ID}/statistics`, 'statistics'], [`micro-credentials/${ID}/pack`, 'pack']]) {
    await owner.goto(`${server.origin}/tutor/${page}`);
    await owner.getByRole('heading', { level: 1 }).filter({ hasText: TITLE }).waitFor();
    await owner.getByText(words('run-simulated')).waitFor();
    await holds(owner, name);
  }
  // LOOK keeps the pack as it comes out of a printer.
  if (process.env.LOOK) await owner.pdf({ path: `${process.env.LOOK}/pack.pdf`, preferCSSPageSize: true });
});

test('one click is rid of them', async () => {
  await owner.goto(`${server.origin}/tutor`);
  await press(owner, 'demo-remove');
  await today(owner).getByText(words('today-empty')).waitFor();
  assert.equal(await row(owner, 'Demo ').count(), 0);
  await open(owner, 'cohorts-title');
  await owner.getByText(words('cohorts-empty')).waitFor();
});

test('a table becomes a cohort, and its tutor sees a learner at work without a reload', async () => {
  await owner.getByLabel(words('cohort-name'), { exact: true }).fill('Evening class');
  await owner.getByLabel(words('cohort-minutes'), { exact: true }).fill('four');
  await press(owner, 'cohort-make');
  await owner.getByText(words('cohort-minutes-wrong')).waitFor();
  await holds(owner, 'cohort-wrong');
  await owner.getByLabel(words('cohort-minutes'), { exact: true }).fill('60');
  await press(owner, 'cohort-make');
  await heading(owner, 'Evening class').waitFor();
  await owner.getByText(words('cohort-empty')).waitFor();
  const paste = owner.getByLabel(words('table-paste'), { exact: true });
  await paste.fill('First name,Surname,Email address,Extra time\nCy,Case,cy@example.org,25%\nBen,Best,ben,\nCy,Case,cy@example.org,\n');
  await press(owner, 'table-look');
  await owner.getByText('C3', { exact: true }).waitFor();
  await owner.getByText('C4', { exact: true }).waitFor();
  await holds(owner, 'table-problems');
  // Who can be taken is taken, and the other rows stay in the box.
  await owner.getByRole('button', { name: words('table-take-good', { count: 1 }) }).click();
  await owner.getByRole('heading', { name: words('table-part-title', { count: 1 }) }).waitFor();
  await holds(owner, 'table-part');
  await owner.getByRole('button', { name: words('table-take', { count: 1 }), exact: true }).click();
  await owner.getByText(words('links-made', { count: 1 })).waitFor();
  await owner.waitForFunction((rest) => document.querySelector('#table').value === rest, 'First name,Surname,Email address,Extra time\nBen,Best,ben\nCy,Case,cy@example.org\n');
  await paste.fill('name,email,extra time\nAna Able,ana@example.org,1.5\nBen Best,ben@example.org,\n');
  await press(owner, 'table-look');
  await owner.getByRole('button', { name: words('table-take', { count: 2 }) }).click();
  await owner.getByText(words('links-made', { count: 2 })).waitFor();
  await holds(owner, 'links');
  const [saved] = await Promise.all([owner.waitForEvent('download'), press(owner, 'links-take')]);
  const csv = (await (await saved.createReadStream()).toArray()).join('');
  const link = /"Ana Able","ana@example\.org","([^"]+)"/.exec(csv)[1];

  await learner.goto(link);
  await learner.getByRole('heading', { name: words('me-title'), level: 1 }).waitFor();
  await row(owner, 'Ana Able').getByText(words('cohort-waiting'), { exact: true }).waitFor();
  await begin(learner);
  // 60 minutes, and half as long again.
  await learner.getByText(/1:(29|30):\d\d/).waitFor();
  await row(owner, 'Ana Able').getByText(words('cohort-working'), { exact: true }).waitFor();
  await holds(owner, 'cohort');
});

test('a learner reports a question and appeals, and reads what was decided and why', async () => {
  const keys = new Keys();
  const attempt = learner.url();
  const report = await learner.context().newPage();
  await report.goto(`${attempt}/report`);
  await heading(report, words('report-title')).waitFor();
  await press(report, 'report-send');
  await report.getByText(words('report-which-missing')).waitFor();
  await report.getByLabel(words('report-which'), { exact: true }).selectOption(words('report-question', { number: 2 }));
  await press(report, 'report-send');
  await report.getByText(words('say-missing')).waitFor();
  await report.getByLabel(words('report-what')).fill('Two of the options say the same.');
  await press(report, 'report-send');
  await report.getByText('Two of the options say the same.').first().waitFor();
  await holds(report, 'report');
  await report.close();
  await takeAll(learner, keys);
  await learner.locator('summary').filter({ hasText: words('appeal-do') }).click();
  await learner.getByLabel(words('appeal-why')).fill('The network failed in the second set.');
  await press(learner, 'appeal-send');
  await learner.getByText('The network failed in the second set.').first().waitFor();
  await holds(learner, 'result-appeal');

  // Two clicks from the desk, and all of it by keyboard.
  await owner.goto(`${server.origin}/tutor`);
  await today(owner).getByText(words('today-report')).waitFor();
  await today(owner).getByText(words('today-confirm', { name: 'Ana Able' })).waitFor();
  await today(owner).getByRole('listitem').filter({ hasText: words('today-appeal', { name: 'Ana Able' }) }).getByRole('link').focus();
  await owner.keyboard.press('Enter');
  const appeal = owner.getByRole('article', { name: words('concern-appeal') });
  await appeal.getByText('The network failed in the second set.').waitFor();
  await appeal.getByLabel(words('concern-reason')).focus();
  await owner.keyboard.type('The log shows no gap; what you answered counts.');
  await tabTo(owner, words('concern-decline'));
  await owner.keyboard.press('Enter');
  await appeal.getByText(words('concern-declined'), { exact: true }).first().waitFor();
  await holds(owner, 'concerns-decided');
  await learner.reload();
  await learner.getByRole('button', { name: words('show-me') }).click();
  await learner.getByText('The log shows no gap; what you answered counts.').waitFor();
});

test('a corrected key is looked at, applied by a person, and told to the learner', async () => {
  await owner.goto(`${server.origin}/tutor/questions/${ID}/statistics`);
  await owner.getByLabel(words('statistics-order')).selectOption('answers');
  await owner.getByRole('row').nth(1).getByRole('button').click();
  const item = owner.getByRole('region').filter({ has: owner.locator('#item') });
  await item.locator('summary').filter({ hasText: words('correction-do') }).click();
  const choices = item.locator('#right input');
  if (await choices.count() > 0) {
    await item.locator('#right input:not(:checked)').first().check();
  } else if (await item.getByLabel(words('correction-value')).count() > 0) {
    await item.getByLabel(words('correction-value'), { exact: true }).fill('987');
  } else {
    await item.getByLabel(words('correction-texts')).fill('something else');
  }
  await press(item, 'correction-look');
  await item.getByText(words('correction-reason-missing')).waitFor();
  await item.getByLabel(words('concern-reason')).fill('The key had been copied from the line above.');
  await holds(owner, 'statistics-item');
  await press(item, 'correction-look');
  await owner.getByText(words('correction-effect', { answered: 1, rescored: 1 })).waitFor();
  await holds(owner, 'correction');
  await press(owner, 'correction-apply');
  await owner.getByText(words('correction-applied'), { exact: true }).waitFor();
  await learner.reload();
  await learner.getByRole('button', { name: words('show-me') }).click();
  await learner.getByText('The key had been copied from the line above.').waitFor();
  await holds(learner, 'result-corrected');
  const [mine] = await Promise.all([learner.waitForEvent('download'), learner.goto(`${server.origin}/me`).then(() => learner.getByRole('link', { name: words('my-data') }).click())]);
  const data = JSON.parse((await (await mine.createReadStream()).toArray()).join(''));
  assert.equal(data.name, 'Ana Able');
  assert.ok(data.seats[0].attempts[0].answers.length > 0);
});

test('no page threw anything', () => contexts.forEach(isCalm));
