// A bank with an item of every form but the plain ones, in both pools, and how to answer each by keyboard alone.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedWords } from './canary.js';
import { path } from './project.js';
import { words } from './words.js';

/** What no learner may be sent of an award's items. */
export const MARK = 'zzsecret';

const KINDS = ['inline', 'shared', 'match', 'order', 'hottext', 'single', 'slider'];

// Front matter and body of an item; what is right is written into `keys`.
function item(kind, pool, text, keys) {
  const secret = pool === 'credit' ? MARK : 'open';
  const some = (count) => Array.from({ length: count }, text).join(' ');
  const [a, b, c, d] = [some(2), some(2), some(2), some(2)];
  const task = `Task ${kind} of ${some(9)}.`;
  const made = {
    inline: () => {
      keys[kind] = { choose: [a, undefined, undefined, b], type: [undefined, `${secret}word`, '42'] };
      const code = '```rust\n'.concat(`let ${text()} = {{g4: ${c} | *${b}}};\n`, '```\n');
      return ['gaps', 0, '', `${task} It is {{g1: *${a} | ${b} | ${c}}}, said {{g2: = ${secret}word | ${secret} word}} of {{g3: # 42 +- 1}}.\n\n${code}`];
    },
    shared: () => {
      keys[kind] = { choose: [a, b] };
      return ['gaps', 0.1111, '', `${task} First {{g1: *${secret}a}}, then {{g2: *${secret}b}}.\n\n- [ ] {${secret}a} ${a}\n- [ ] {${secret}b} ${b}\n- [ ] {${secret}c} ${c}\n`];
    },
    match: () => {
      keys[kind] = { choose: [a, b, a] };
      return ['match', 0.037, '', `${task}\n\n- ${some(2)} and $x^2$ => ${a}\n- ${some(2)} => ${b}\n- ${some(30)} => ${a}\n- => ${c}\n`];
    },
    order: () => {
      keys[kind] = { order: [a, b, c, d] };
      return ['order', 0.0417, '', `${task}\n\n1. ${a}\n2. ${b}\n3. ${c}\n4. ${d}\n`];
    },
    hottext: () => {
      keys[kind] = { press: [a, c] };
      return ['hottext', 0.0625, '', `${task} There is [[*${a}]], ${some(3)} [[${b}]], ${some(12)} [[*${c}]] and \`[[${d}]]\`.\n`];
    },
    single: () => {
      keys[kind] = { press: [b] };
      return ['hottext', 0.3333, 'choose = 1', `${task} Not [[${a}]] and not [[${c}]], but [[*${b}]].\n`];
    },
    slider: () => {
      keys[kind] = { set: 40 };
      return ['slider', 0.1429, '', `${task}\n`];
    },
  };
  const [type, chance, choose, body] = made[kind]();
  const slider = type === 'slider' ? ['value = 40', 'tolerance = 5', 'unit = "%"'] : [];
  const scale = type === 'slider' ? ['[scale]', 'min = 0', 'max = 100', 'step = 5', ''] : [];
  return [
    '+++', `id = "${secret}-${kind}"`, `type = "${type}"`, `pool = "${pool}"`, 'status = "operational"', 'outcomes = ["I-1"]', choose, '',
    '[answer]', ...slider, `feedback = "${secret} ${some(3)}"`, '', ...scale,
    '[irt]', 'model = "3PL"', 'b = 0.0', `c = ${chance}`, 'b_sd = 0.5', 'source = "a guess"', '+++', body,
  ].join('\n');
}

const blueprint = (id, delivery, pool) => `format = "blueprint/1"
id = "${id}"
title = "${id}"
delivery = "${delivery}"
pool = "${pool}"
block = ${KINDS.length}

[length]
minimum = ${KINDS.length}
maximum = ${KINDS.length}

[standard]
cut = 0.0
rationale = "for a journey"
`;

/** Writes the banks folder; `keys` has for each pool what is right by kind. */
export function interactionBanks() {
  const banks = mkdtempSync(join(tmpdir(), 'assay-forms-'));
  const folder = join(banks, 'forms');
  for (const name of ['items', 'blueprints']) mkdirSync(join(folder, name), { recursive: true });
  const invented = inventedWords();
  const text = () => invented.next().value;
  const keys = { practice: {}, credit: {} };
  for (const pool of ['practice', 'credit']) {
    for (const kind of KINDS) {
      writeFileSync(join(folder, 'items', `${pool === 'credit' ? MARK : 'open'}-${kind}.md`), item(kind, pool, text, keys[pool]));
    }
  }
  writeFileSync(join(folder, 'bank.toml'), `format = "bank/1"
id = "nz.example.forms"
title = "Forms"
version = "1.0.0"
lang = "en"
licence = "CC0-1.0"
D = 1.0
bank_sd = 0.3

[[outcome]]
id = "I-1"
text = "Answers in every form"
`);
  for (const [id, delivery, pool] of [['practice', 'open', 'practice'], ['award', 'sealed', 'credit'], ['sitting', 'sitting', 'credit']]) {
    writeFileSync(join(folder, 'blueprints', `${id}.toml`), blueprint(id, delivery, pool));
  }
  const credential = readFileSync(path('item-banks/software-development/credential.toml'), 'utf8')
    .replace(/^id = .*$/m, 'id = "forms"')
    .replace(/^title = .*$/m, 'title = "Forms"')
    .replace(/^outcomes = \[[^\]]*\]/m, 'outcomes = ["I-1"]');
  writeFileSync(join(folder, 'credential.toml'), credential);
  writeFileSync(join(folder, 'PROVENANCE.md'), 'Made for a journey.\n');
  return { banks, id: 'forms', title: 'Forms', keys };
}

/** Which form the question in view has. */
export async function kindOf(page) {
  await page.waitForFunction(() => document.querySelector('assay-form:defined')?.childElementCount > 0);
  return /Task (\w+) of/.exec(await page.locator('#prompt').innerText())[1];
}

/** Goes on by the tabulator until this control has the focus. */
export async function tabTo(page, control, key = 'Tab') {
  for (let steps = 0; steps < 80; steps += 1) {
    if (await control.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`no way by keyboard to ${control}`);
}

async function choose(page, select, text) {
  await tabTo(page, select);
  for (let steps = 0; steps < 12; steps += 1) {
    if ((await select.evaluate((one) => one.selectedOptions[0].text)) === text) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`nothing to choose reads ${text}`);
}

/** Answers the question in view by keyboard, rightly. */
export async function answerByKeyboard(page, keys) {
  const key = keys[await kindOf(page)];
  const blanks = page.locator('assay-form .blank');
  for (let index = 0; index < (await blanks.count()); index += 1) {
    if (key.choose?.[index]) await choose(page, blanks.nth(index), key.choose[index]);
    if (key.type?.[index]) {
      await tabTo(page, blanks.nth(index));
      await page.keyboard.type(key.type[index]);
    }
  }
  for (const text of key.press ?? []) {
    await tabTo(page, page.getByRole('button', { name: text, exact: true }));
    await page.keyboard.press('Space');
  }
  if (key.set) {
    const range = page.locator('assay-form input[type=range]');
    await tabTo(page, range);
    while (Number(await range.inputValue()) > key.set) await page.keyboard.press('ArrowLeft');
  }
  if (key.order) {
    const shown = () => page.locator('.ordering .rich').allInnerTexts();
    for (const [place, text] of key.order.entries()) {
      while ((await shown()).indexOf(text) > place) {
        const before = (await shown()).indexOf(text);
        await tabTo(page, page.getByRole('button', { name: `${words('form-up')}: ${text}`, exact: true }), before === (await shown()).length ? 'Shift+Tab' : 'Tab');
        await page.keyboard.press('Enter');
        assert.equal((await shown()).indexOf(text), before - 1);
        const said = words('form-place').replace('#', before).replace('#', key.order.length);
        assert.equal(await page.locator('assay-form [role=status]').innerText(), said);
      }
    }
    const confirm = page.getByRole('button', { name: words('form-right'), exact: true });
    await tabTo(page, confirm);
    await page.keyboard.press('Enter');
    assert.equal(await confirm.getAttribute('aria-pressed'), 'true');
  }
}

/** Goes on to the next question, by keyboard. */
export async function forwardByKeyboard(page) {
  const before = await page.locator('#item-title').innerText();
  const next = page.getByRole('button', { name: words('next'), exact: true }).or(page.getByRole('button', { name: words('review'), exact: true }));
  await tabTo(page, next);
  await page.keyboard.press('Enter');
  await page.waitForFunction((before) => document.getElementById('item-title')?.innerText !== before, before);
}
