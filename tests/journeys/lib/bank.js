// What the project's own micro-credential is called.

import { readFileSync } from 'node:fs';
import { path } from './project.js';

const credential = readFileSync(path('item-banks/software-development/credential.toml'), 'utf8');
const field = (name) => JSON.parse(new RegExp(`^${name} = (".*")$`, 'm').exec(credential)[1]);

export const ID = field('id');
export const TITLE = field('title');
