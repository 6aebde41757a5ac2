// The first steps of a learner.

import { words } from './words.js';

/** Joins with the code, as this person. */
export async function join(page, origin, code, { name, email }) {
  await page.goto(`${origin}/join`);
  await page.getByLabel(words('join-code')).fill(code);
  await page.getByLabel(words('join-name')).fill(name);
  await page.getByLabel(words('join-email')).fill(email);
  await page.getByRole('button', { name: words('join-do') }).click();
  await page.getByRole('heading', { name: words('me-title'), level: 1 }).waitFor();
}

/** Begins the assessment of the only seat; resolves when its first item is there. */
export async function begin(page) {
  await page.getByRole('button', { name: words('begin'), exact: true }).click();
  await page.locator('#item-title').waitFor();
}

/** Goes from the micro-credential's page into practice; resolves when the first item is there. */
export async function practise(page, origin, id) {
  await page.goto(`${origin}/practice/${id}`);
  await page.getByRole('button', { name: words('practice-begin') }).click();
  await page.locator('#item-title').waitFor();
}
