// The interface's words, read from its Fluent files, so that a journey finds things by what a person reads.

import { readdirSync, readFileSync } from 'node:fs';
import { path } from './project.js';

const messages = new Map();
const folder = path('web/locales/en');
for (const file of readdirSync(folder)) {
  let key;
  for (const line of readFileSync(`${folder}/${file}`, 'utf8').split('\n')) {
    const start = /^([a-z][a-z0-9-]*) = ?(.*)$/.exec(line);
    if (start) {
      key = start[1];
      messages.set(key, start[2]);
    } else if (key && /^\s+\S/.test(line)) {
      messages.set(key, `${messages.get(key)}\n${line.trim()}`);
    } else {
      key = undefined;
    }
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// The variant of `{ $name -> … }` that these values choose.
function chosen(pattern, values) {
  const select = /^\{ \$([a-z]+) ->\n([\s\S]*)\n\}$/.exec(pattern);
  if (!select) return pattern;
  const variants = select[2].split('\n').map((line) => /^(\*?)\[(\w+)\] (.*)$/.exec(line));
  const value = values[select[1]];
  const wanted = [String(value), ...(value === 1 ? ['one'] : [])];
  const found = variants.find(([, , name]) => wanted.includes(name)) ?? variants.find(([, star]) => star);
  return found[3];
}

/** The text of a message. A value that is not given may be anything: then it is a pattern for the whole text. */
export function words(key, values = {}) {
  const message = messages.get(key);
  if (message === undefined) throw new Error(`no message "${key}" in web/locales/en`);
  const parts = chosen(message, values).split(/\{ \$([a-z]+) \}/);
  if (parts.every((part, index) => index % 2 === 0 || part in values)) {
    return parts.map((part, index) => (index % 2 === 0 ? part : String(values[part]))).join('');
  }
  return new RegExp(`^${parts.map((part, index) => (index % 2 === 0 ? escaped(part) : part in values ? escaped(String(values[part])) : '.+')).join('')}$`);
}

/** A pattern for any variant of a message and any values. */
export function anyWords(key) {
  const message = messages.get(key);
  if (message === undefined) throw new Error(`no message "${key}" in web/locales/en`);
  const select = /^\{ \$[a-z]+ ->\n([\s\S]*)\n\}$/.exec(message);
  const variants = select ? select[1].split('\n').map((line) => /^\*?\[\w+\] (.*)$/.exec(line)[1]) : [message];
  return new RegExp(variants.map((variant) => `^${variant.split(/\{ \$[a-z]+ \}/).map(escaped).join('.+')}$`).join('|'));
}
