// A taker that knows the keys: it has read the bank's files, and recognises an item by what the page shows of it.

import { readdirSync, readFileSync } from 'node:fs';
import { path } from './project.js';

const unquoted = (text) => JSON.parse(text.startsWith("'") ? JSON.stringify(text.slice(1, -1)) : text);

function readItem(text) {
  const [, front, body] = /^\+\+\+\n([\s\S]*?)\n\+\+\+\n([\s\S]*)$/.exec(text);
  const field = (name) => new RegExp(`^${name} = (.*)$`, 'm').exec(front)?.[1];
  const first = body.search(/^- \[[ x]\] \{/m);
  const options = [...body.matchAll(/^- \[([ x])\] \{\w+\} (.*(?:\n(?!- \[|\s*>).*)*)/gm)].map(([, mark, text]) => ({ right: mark === 'x', text }));
  const accept = field('accept');
  return {
    id: unquoted(field('id')),
    type: unquoted(field('type')),
    prompt: first < 0 ? body : body.slice(0, first),
    options,
    choose: Number(field('choose') ?? 1),
    typed: accept === undefined ? field('value') : unquoted(/("(?:[^"\\]|\\.)*"|'[^']*')/.exec(accept)[1]),
  };
}

// Letters and digits only: marks of Markdown, TeX and HTML differ between file and page.
function bare(text) {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '')
    .replace(/^```\w*$/gm, '')
    .replace(/\\[a-z]+/gi, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}<>=+*/-]+/gu, '');
}

function pairs(text) {
  const counts = new Map();
  for (let index = 0; index + 1 < text.length; index += 1) {
    const pair = text.slice(index, index + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** How alike two texts are, 0 to 1: Dice's coefficient of their pairs of characters. */
export function alike(one, other) {
  const [a, b] = [bare(one), bare(other)];
  if (a === b) return 1;
  const [left, right] = [pairs(a), pairs(b)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const all = Math.max(a.length - 1, 0) + Math.max(b.length - 1, 0);
  return all === 0 ? 0 : (2 * shared) / all;
}

const best = (shown, candidates, text) =>
  candidates.map((candidate) => ({ candidate, score: alike(shown, text(candidate)) })).sort((a, b) => b.score - a.score)[0];

// The option of the item behind each one shown, each used once: two may have the same pairs of characters in another order.
function paired(shown, options) {
  const closest = shown
    .flatMap((text, index) => options.map((option) => ({ index, option, score: alike(text, option.text), same: bare(text) === bare(option.text) })))
    .sort((a, b) => Number(b.same) - Number(a.same) || b.score - a.score);
  const pairs = new Map();
  const used = new Set();
  for (const { index, option } of closest) {
    if (pairs.has(index) || used.has(option)) continue;
    pairs.set(index, option);
    used.add(option);
  }
  return shown.map((_, index) => pairs.get(index));
}

export class Keys {
  #items;

  constructor(bank = 'item-banks/software-development') {
    const folder = path(`${bank}/items`);
    this.#items = readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => readItem(readFileSync(`${folder}/${name}`, 'utf8')));
  }

  /** The item of which this prompt, and these options if it has any, are shown. */
  item(prompt, options) {
    const all = (item) => `${item.prompt} ${item.options.map((option) => option.text).sort().join(' ')}`;
    const { candidate, score } = best(`${prompt} ${options.join(' ')}`, this.#items, all);
    if (score < 0.75) throw new Error(`no item of the bank looks like: ${prompt} (${candidate.id} comes nearest, ${score.toFixed(2)})`);
    return candidate;
  }

  /** What answers it rightly or wrongly: positions among the options shown, or a text. */
  answer(prompt, options, right) {
    const item = this.item(prompt, options);
    if (item.options.length === 0) return { text: right ? item.typed : 'no idea' };
    const keys = paired(options, item.options).map((option) => option.right);
    if (right) return { positions: keys.flatMap((key, index) => (key ? [index] : [])) };
    // An item that asks for two options can only be handed in with two: a wrong one first, then whatever comes.
    const wrongFirst = keys.map((_, index) => index).sort((a, b) => Number(keys[a]) - Number(keys[b]));
    return { positions: wrongFirst.slice(0, item.choose) };
  }
}
