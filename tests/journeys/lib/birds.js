// A spreadsheet of questions about birds: 24 that count, 10 to practise; and the same with nine mistakes.

import { workbook } from './xlsx.js';

const HEADER = ['id', 'type', 'stem', 'option_a', 'option_b', 'option_c', 'option_d', 'correct', 'tolerance', 'points', 'outcome', 'difficulty_b', 'pool', 'status'];
const NAMES = [
  'Bellbird', 'Fantail', 'Kingfisher', 'Morepork', 'Pigeon', 'Rifleman', 'Robin', 'Saddleback', 'Stilt', 'Takahe', 'Tomtit', 'Weka', 'Whitehead', 'Wrybill', 'Dotterel', 'Fernbird',
  'Gannet', 'Kakapo', 'Kea', 'Kokako', 'Petrel', 'Shag', 'Tern', 'Tui', 'Brolga', 'Coot', 'Falcon', 'Grebe', 'Harrier', 'Heron', 'Oystercatcher', 'Penguin', 'Plover', 'Teal',
];
const HOMES = ['feathers', 'berries', 'rivers', 'forests', 'islands', 'burrows', 'beaches', 'marshes', 'cliffs', 'gardens', 'meadows', 'lagoons', 'estuaries', 'valleys'];
const CREDIT = 24;

const home = (index, step) => HOMES[(index + step * 3) % HOMES.length];

// Two that are chosen, then one that is typed.
const ITEMS = NAMES.map((name, index) => {
  const id = name.toLowerCase();
  if (index >= CREDIT) return { id, pool: 'practice', stem: `One ${name} was ringed in year ${index + 1}: name its usual home.`, options: [0, 1, 2, 3].map((step) => `${home(index, step)} in winter`), correct: 'A' };
  if (index % 3 < 2) return { id, pool: 'credit', stem: `Where would somebody in a hurry look for the ${name} of picture ${index + 1} first?`, options: [0, 1, 2, 3].map((step) => home(index, step)), correct: 'A' };
  return { id, pool: 'credit', stem: `A ${name} lays ${index + 3} eggs a year. How many are those in ${index + 2} years?`, options: ['', '', '', ''], correct: String((index + 3) * (index + 2)) };
});

/** Of the item with this prompt: what is right among the options shown, or typed. */
export function keyOf(prompt) {
  const item = ITEMS.find(({ id }) => new RegExp(`\\b${id}\\b`, 'i').test(prompt));
  return item.options[0] === '' ? { typed: item.correct } : { option: item.options[0] };
}

const difficulty = (index) => Math.round(((index % CREDIT) - (CREDIT - 1) / 2) * 12) / 100;

const ROWS = ITEMS.map(({ id, pool, stem, options, correct }, index) => [
  id, options[0] === '' ? 'numeric' : 'choice', stem, ...options, correct, options[0] === '' ? '0' : '', '1', options[0] === '' ? 'B-2' : 'B-1', difficulty(index), pool, 'operational',
]);

/** Cells that are wrong, with what stands there. */
export const MISTAKES = {
  H2: 'F', // no such option
  H3: '', // nothing is right
  H4: 'about twelve', // no number
  B5: 'chioce', // no such type
  L6: 'hard', // no number
  I7: 'some', // no number
  C8: '', // nothing is asked
  J9: '0', // worth nothing
  A12: 'takahe', // the id of the row above
};

/** The spreadsheet as it should be. */
export const sound = () => workbook('Items', [HEADER, ...ROWS]);

/** The spreadsheet with its mistakes. */
export function mistaken() {
  const rows = [HEADER, ...ROWS].map((row) => [...row]);
  for (const [cell, value] of Object.entries(MISTAKES)) rows[Number(cell.slice(1)) - 1][cell.charCodeAt(0) - 65] = value;
  return workbook('Items', rows);
}
