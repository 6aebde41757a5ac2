// Somebody without a mouse: Tab, arrows, Enter and Space, and what they type. What cannot be reached by them fails the journey.

import assert from 'node:assert/strict';

// No page here has more places for the focus than this.
const FAR = 400;

const isFocused = (target) => target.evaluate((one) => one === document.activeElement);

/** Tabs until the focus is there. */
export async function reach(page, target) {
  await target.waitFor({ state: 'attached' });
  for (let step = 0; step < FAR; step += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key never comes to ${target}`);
}

/** Goes there and presses Enter, or another key. */
export async function press(page, target, key = 'Enter') {
  await reach(page, target);
  await page.keyboard.press(key);
}

/** Goes there and types this in place of what is there. */
export async function type(page, target, text) {
  await reach(page, target);
  await page.keyboard.press('ControlOrMeta+a');
  if (text === '') await page.keyboard.press('Delete');
  else await page.keyboard.type(text);
  assert.equal(await target.inputValue(), text);
}

/** Goes to a list and moves down it to the option of this value. */
export async function choose(page, list, value) {
  await reach(page, list);
  await page.keyboard.press('Home');
  const options = await list.locator('option').count();
  for (let step = 0; step < options && (await list.inputValue()) !== value; step += 1) await page.keyboard.press('ArrowDown');
  assert.equal(await list.inputValue(), value);
}

/** Tabs to the group of this radio button and moves in it to the button. */
export async function pick(page, radio) {
  await radio.waitFor({ state: 'attached' });
  const inGroup = () => radio.evaluate((one) => document.activeElement.type === 'radio' && document.activeElement.name === one.name);
  for (let step = 0; step < FAR && !(await inGroup()); step += 1) await page.keyboard.press('Tab');
  for (let step = 0; step < FAR && !(await isFocused(radio)); step += 1) await page.keyboard.press('ArrowDown');
  if (!(await radio.isChecked())) await page.keyboard.press('Space');
  assert.equal(await radio.isChecked(), true);
}

/** Goes to a slider and moves it to this value by its steps. */
export async function slide(page, slider, value) {
  await reach(page, slider);
  const now = async () => Number(await slider.inputValue());
  // Away and back, so that it is moved even where it stands right.
  await page.keyboard.press('ArrowRight');
  for (let step = 0; step < FAR && (await now()) !== value; step += 1) await page.keyboard.press((await now()) < value ? 'ArrowRight' : 'ArrowLeft');
  assert.equal(await now(), value);
}

// Pages whose file choosers are awaited for good: between two of them the browser would open the second one itself.
const awaited = new WeakSet();

/** Opens the file chooser of an input and gives it the file. */
export async function attach(page, input, file) {
  if (!awaited.has(page)) page.on('filechooser', () => awaited.add(page));
  await reach(page, input);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(file);
}
