// The first steps of those who work here.

import assert from 'node:assert/strict';
import { words } from './words.js';

/** Who sets the server up. */
export const OWNER = { name: 'Toni Tutor', email: 'toni@example.org', password: 'correct horse battery', institution: 'Example Polytechnic' };

/** Follows the printed link and sets the server up. */
export async function setUp(page, server) {
  await page.goto(await server.setupLink());
  await page.getByRole('heading', { name: words('setup-title') }).waitFor();
  await fillSetUp(page);
}

/** Fills in what is asked there; resolves at the desk. */
export async function fillSetUp(page) {
  for (const [field, value] of Object.entries({
    'setup-name': OWNER.name,
    'setup-email': OWNER.email,
    'setup-password': OWNER.password,
    'setup-institution': OWNER.institution,
    'setup-country': 'NZ',
    'setup-contact': 'help@example.org',
  })) {
    await page.getByLabel(words(field), { exact: true }).fill(value);
  }
  await page.getByRole('button', { name: words('setup-do') }).click();
  await page.getByRole('heading', { name: words('tutor-title'), level: 1 }).waitFor();
}

/** Invites somebody on the page of people and gives the link that is to be passed on. */
export async function invite(page, { name, email }, roles) {
  await page.getByLabel(words('invite-name'), { exact: true }).fill(name);
  await page.getByLabel(words('invite-email'), { exact: true }).fill(email);
  for (const role of roles) await page.getByLabel(words(role), { exact: true }).check();
  await page.getByRole('button', { name: words('invite-do'), exact: true }).click();
  await page.getByText(words('invite-made', { name })).waitFor();
  return page.locator('.secret').innerText();
}

/** Says that whoever has this name sat there, as the button on the desk does. */
export async function confirmSeat(page, name) {
  const status = await page.evaluate(async (name) => {
    const { seats } = await (await fetch('/api/tutor')).json();
    const seat = seats.find((one) => one.name === name);
    return (await fetch(`/api/tutor/seats/${seat.id}/confirm`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status;
  }, name);
  assert.equal(status, 200);
}

/** Chooses a password where a link has led; resolves at the desk. */
export async function setPassword(page, password) {
  await page.getByLabel(words('password-new'), { exact: true }).fill(password);
  await page.getByRole('button', { name: words('password-set') }).click();
  await page.getByRole('heading', { name: words('tutor-title'), level: 1 }).waitFor();
}
