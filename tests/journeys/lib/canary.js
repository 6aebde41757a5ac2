// A bank whose secrets carry a mark, so that the mark can be searched for in everything that a browser is sent.

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path } from './project.js';

/** In every id, key, feedback, author and source of a credit item. */
export const MARK = 'zzcanary';

/** In every parameter of a credit item: more digits than chance puts in a row. */
export const DIGITS = '839264715038';

/** Words that no two questions share, so that none is taken for another. */
export function* inventedWords() {
  const [starts, ends] = ['b d f g k l m n p r s t v w z'.split(' '), 'a e i o u an en in on un ar er ir or ur'.split(' ')];
  for (let number = 1; ; number += 1) {
    let [word, rest] = ['', number * 7919];
    for (let syllable = 0; syllable < 3; syllable += 1) {
      word += starts[rest % starts.length];
      rest = Math.floor(rest / starts.length) + 31 * number;
      word += ends[rest % ends.length];
      rest = Math.floor(rest / ends.length) + 17 * number;
    }
    yield word;
  }
}

function item({ id, kind, pool, mark, b, text }) {
  const typed = kind === 'choice' ? [] : ['[answer]', `accept = ["${mark} ${text()}"]`, 'case = false', `feedback = "${mark} ${text()}"`];
  const options = kind === 'choice' ? ['a', 'b', 'c', 'd'].flatMap((letter, index) => [
    `- [${index === 0 ? 'x' : ' '}] {${mark}${letter}} ${text()} ${text()}`,
    `  > ${mark} ${text()} ${text()}`,
  ]) : [];
  return [
    '+++', `id = "${id}"`, `type = "${kind}"`, `pool = "${pool}"`, 'status = "operational"', 'outcomes = ["C-1"]', `author = "${mark} author"`, ...typed, '',
    '[irt]', 'model = "3PL"', 'a = 1.0', `b = ${b}`, `c = ${kind === 'choice' ? '0.25' : '0.0'}`, 'b_sd = 0.8', `source = "${mark} rating"`, 'on = "2026-11-24"',
    '+++', `What ${Array.from({ length: 9 }, text).join(' ')}?`, '', ...options, '',
  ].join('\n');
}

// What items share: a text of invented words with a picture. A testlet's number of right answers is one response.
function set({ id, items, mark, testlet, text }) {
  const b = mark === MARK ? DIGITS : '5';
  return [
    '+++', `id = "${id}"`, `items = [${items.map((item) => `"${item}"`).join(', ')}]`,
    ...(testlet ? ['order = "any"', '', '[irt]', 'model = "PCM"', `thresholds = [-0.${b}, 0.${b}]`, `source = "${mark} study"`] : []),
    '+++', `${Array.from({ length: 60 }, text).join(' ')}.`, '', `![A ${text()}](media/${mark}.svg)`, '',
  ].join('\n');
}

const blueprint = (id, delivery, pool, first = []) => `format = "blueprint/1"
id = "${id}"
title = "${id}"
delivery = "${delivery}"
pool = "${pool}"
block = 5

[length]
minimum = 10
maximum = 15

[start]
items = [${first.map((item) => `"${item}"`).join(', ')}]

[[content]]
outcome = "C-1"
minimum = 5

[stop]
certainty = 0.95

[standard]
cut = 0.0
rationale = "for a journey"
`;

/** Writes the banks folder and returns it, with the micro-credential's title. Tests may open with its two sets. */
export function canaryBanks({ opensWithSets = false } = {}) {
  const banks = mkdtempSync(join(tmpdir(), 'assay-canary-'));
  const folder = join(banks, 'canary');
  mkdirSync(join(folder, 'items'), { recursive: true });
  for (const name of ['blueprints', 'media', 'sets']) mkdirSync(join(folder, name));
  const words = inventedWords();
  const text = () => words.next().value;
  for (let number = 0; number < 44; number += 1) {
    const kind = number % 4 === 3 ? 'text' : 'choice';
    const credit = number < 24;
    const id = `${credit ? `${MARK}-` : 'p-'}${number}`;
    const b = `${((number % 9) - 4) / 2 < 0 ? '-' : ''}${Math.abs((number % 9) - 4) % 3}.${credit ? DIGITS : '5'}`;
    const made = item({ id, kind, pool: credit ? 'credit' : 'practice', mark: credit ? MARK : 'open', b, text });
    writeFileSync(join(folder, 'items', `${id}.md`), made);
  }
  for (const [mark, prefix, first] of [[MARK, `${MARK}-`, 0], ['open', 'p-', 24]]) {
    const named = (numbers) => numbers.map((number) => `${prefix}${first + number}`);
    const sets = [{ id: `${prefix}text`, items: named([0, 1, 3]) }, { id: `${prefix}testlet`, items: named([4, 5]), testlet: true }];
    for (const one of sets) writeFileSync(join(folder, 'sets', `${one.id}.md`), set({ ...one, mark, text }));
    const colour = mark === MARK ? '#2a7' : '#27a';
    writeFileSync(join(folder, 'media', `${mark}.svg`), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M2 10h50m-8-6 8 6-8 6" fill="none" stroke="${colour}" stroke-width="2"/></svg>`);
  }
  const [credit, practice] = opensWithSets ? [[`${MARK}-0`, `${MARK}-4`], ['p-24', 'p-28']] : [[], []];
  writeFileSync(join(folder, 'bank.toml'), `format = "bank/1"
id = "nz.example.canary"
title = "Canary"
version = "1.0.0"
lang = "en"
licence = "CC0-1.0"
D = 1.0
bank_sd = 0.3

[[outcome]]
id = "C-1"
text = "Finds what leaks"
`);
  writeFileSync(join(folder, 'blueprints', 'award.toml'), blueprint('award', 'sealed', 'credit', credit));
  writeFileSync(join(folder, 'blueprints', 'practice.toml'), blueprint('practice', 'open', 'practice', practice));
  writeFileSync(join(folder, 'blueprints', 'sitting.toml'), blueprint('sitting', 'sitting', 'credit', credit));
  const credential = readFileSync(path('item-banks/software-development/credential.toml'), 'utf8')
    .replace(/^id = .*$/m, 'id = "canary"')
    .replace(/^title = .*$/m, 'title = "Canary"')
    .replace(/^outcomes = \[[^\]]*\]/m, 'outcomes = ["C-1"]');
  writeFileSync(join(folder, 'credential.toml'), credential);
  writeFileSync(join(folder, 'PROVENANCE.md'), 'Made for a journey.\n');
  return { banks, id: 'canary', title: 'Canary' };
}
