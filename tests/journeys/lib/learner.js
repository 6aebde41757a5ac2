// The first steps of a learner.

import { words } from './words.js';

export const TITLE = 'item-banks/software-development/credential.toml';

/** Joins with the code, as this person, and keeps the personal link. */
export async function join(page, origin, code, { name, email }) {
  await page.goto(`${origin}/join`);
  await page.getByLabel(words('join-code')).fill(code);
  await page.getByLabel(words('join-name')).fill(name);
  await page.getByLabel(words('join-email')).fill(email);
  await page.getByRole('button', { name: words('join-do') }).click();
  await page.getByRole('heading', { name: words('me-title') }).waitFor();
}

/** Begins the assessment of the only seat and resolves when its first item is there. */
export async function begin(page) {
  await page.getByRole('button', { name: words('begin'), exact: true }).click();
  await page.locator('#item-title').waitFor();
}
