// A room: whoever runs it, and learners in it.

import { forward, answer, takeSet } from './player.js';
import { words, anyWords } from './words.js';

/** Sets the server up by its printed link, as its first owner. */
export async function setUp(page, link) {
  await page.goto(link);
  for (const [field, value] of Object.entries({
    'setup-name': 'Toni Owner',
    'setup-email': 'toni@example.org',
    'setup-password': 'correct horse battery',
    'setup-institution': 'Example Polytechnic',
    'setup-country': 'NZ',
    'setup-contact': 'help@example.org',
  })) {
    await page.getByLabel(words(field), { exact: true }).fill(value);
  }
  await page.getByRole('button', { name: words('setup-do') }).click();
  await page.getByRole('heading', { name: words('tutor-title'), level: 1 }).waitFor();
}

/** Opens a sitting of this name and gives back its code. */
export async function openSitting(page, name) {
  await page.getByLabel(words('sitting-title'), { exact: true }).fill(name);
  await page.getByRole('button', { name: words('sitting-open-do') }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  return page.locator('.room-code strong').innerText();
}

/** Begins at one's seat; resolves when the first item is there. */
export async function beginSitting(page) {
  await page.getByRole('link', { name: words('begin-sitting') }).click();
  await page.locator('#item-title').waitFor();
}

const finished = (page) => page.getByRole('heading', { name: words('hand-in-title'), level: 1 });

/** Takes the sitting to its end. */
export async function finishSitting(page, keys) {
  for (;;) {
    await page.locator('#item-title').or(page.locator('#overview-title')).or(finished(page)).first().waitFor();
    if (await finished(page).isVisible()) return;
    await takeSet(page, keys);
  }
}

/** Answers the item in view and goes on to the next. */
export async function answerOne(page, keys) {
  await answer(page, keys);
  await forward(page);
}

/** The row of a learner in the room. */
export const rowOf = (page, name) => page.getByRole('row').filter({ hasText: name });

/** Every answer is on the server's disk. */
export const saved = (page) => page.getByText(words('saving-saved'), { exact: true }).waitFor();

/** The log is on the server. */
export const handedIn = (page) => page.getByText(words('hand-in-done')).waitFor();

export const isRefused = (page) => page.getByText(anyWords('hand-in-refused')).waitFor();
