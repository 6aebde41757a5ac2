// What a definition of a micro-credential must say, beyond what is said when a bank is begun.

import { words } from './words.js';

/** By the names of the form's fields. */
export const LINES = {
  'definition-of-description': 'Its holder knows the birds of the bush.',
  'definition-of-purpose': 'For those who walk there and want to show what they know.',
  'definition-of-developer': 'Bush School',
  'definition-of-ask': 'The tutor who gave you your code.',
  'definition-of-next': 'Walk, and look up.',
  'definition-of-need': 'Twenty walkers asked for it.',
  'definition-of-prerequisites': 'None',
  'definition-of-stackability': 'Stands alone.',
  'definition-of-review': '2030-01-01',
  'definition-of-nzsced': '050901',
  'definition-of-framework': 'NZQCF',
  'definition-of-level': '3',
  'definition-of-hours': '10',
  'definition-of-assessment': 'Adaptive test by computer',
  'definition-of-participation': 'Online',
  'definition-of-quality': 'Questions and pass mark are signed off by a second person.',
};

/** Boxes to tick. */
export const BOXES = ['definition-self-directed'];

/** Fills the form in, with the mouse. */
export async function define(page) {
  for (const [name, value] of Object.entries(LINES)) await page.getByLabel(words(name), { exact: true }).fill(value);
  for (const name of BOXES) await page.getByLabel(words(name), { exact: true }).check();
  await page.getByLabel(words('definition-of-assured'), { exact: true }).selectOption('internal');
  await page.getByText(words('definition-sound')).waitFor();
  await page.getByRole('button', { name: words('definition-save'), exact: true }).click();
  await page.getByText(words('definition-saved')).waitFor();
}
