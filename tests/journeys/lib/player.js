// Taking a test as a person would: reading what is shown, choosing or typing, handing in.

import { words, anyWords } from './words.js';

const title = (page) => page.locator('#item-title');
const overview = (page) => page.locator('#overview-title');
const showMe = (page) => page.getByRole('button', { name: words('show-me') });

/** What the page shows of the item: its heading, its prompt, what to do, its options. */
export async function shown(page) {
  await title(page).waitFor();
  const options = page.getByRole('main').locator('fieldset label').filter({ has: page.locator('input[name=answer]') });
  return {
    title: await title(page).innerText(),
    instruction: await page.locator('fieldset legend').innerText(),
    prompt: await page.locator('#prompt').innerText(),
    options: await options.evaluateAll((labels) => labels.map((label) => [...label.children].at(-1).innerText)),
  };
}

/** Answers the item in view. */
export async function answer(page, keys, right = true) {
  const { prompt, options } = await shown(page);
  const { positions, text } = keys.answer(prompt, options, right);
  if (text !== undefined) {
    await page.getByLabel(words('your-answer')).fill(text);
    return;
  }
  const inputs = page.locator('fieldset input[name=answer]');
  for (const [position] of options.entries()) {
    const input = inputs.nth(position);
    if (positions.includes(position)) await input.check();
    else if ((await input.getAttribute('type')) === 'checkbox') await input.uncheck();
  }
}

/** To the next item of the set, or to the look over it. */
export async function forward(page) {
  const before = await title(page).innerText();
  await page.getByRole('button', { name: words('next'), exact: true }).or(page.getByRole('button', { name: words('review'), exact: true })).click();
  await page.waitForFunction((before) => document.getElementById('item-title')?.innerText !== before, before);
}

/** Answers what is left of the set and hands it in. */
export async function takeSet(page, keys, right = () => true) {
  for (;;) {
    await title(page).or(overview(page)).waitFor();
    if (await overview(page).isVisible()) break;
    await answer(page, keys, right());
    await forward(page);
  }
  await page.getByRole('button', { name: anyWords('hand-in') }).click();
  await overview(page).waitFor({ state: 'detached' });
}

/** Resolves to `true` when there is another set, to `false` when the result is ready. */
export async function another(page) {
  await title(page).or(overview(page)).or(showMe(page)).first().waitFor();
  return !(await showMe(page).isVisible());
}

/** Takes the test to its end and opens the result. */
export async function takeAll(page, keys, right) {
  while (await another(page)) await takeSet(page, keys, right);
  await showMe(page).click();
  await page.getByRole('heading', { name: words('result-title'), level: 1 }).waitFor();
}
