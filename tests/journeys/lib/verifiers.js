// Two verifiers that share no code with the issuer. Each says 'valid', 'invalid' or, where it is not on this machine, 'absent'.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { path } from './project.js';

function run(folder, file, args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', failed);
    child.on('exit', (code) => (code === 0 || code === 1 ? done(code === 0 ? 'valid' : 'invalid') : failed(new Error(output))));
  });
}

// The lists that a badge names, fetched from the server that signed it, as arguments of both verifiers.
async function lists(file) {
  const named = [...readFileSync(file, 'utf8').matchAll(/"statusListCredential": ?"([^"]+)"/g)].map(([, url]) => url);
  const each = async (url, number) => {
    const list = `${file}.list-${number}.json`;
    writeFileSync(list, await (await fetch(url)).text());
    return ['--url', `${url}=${list}`];
  };
  return (await Promise.all([...new Set(named)].map(each))).flat();
}

/** Digital Bazaar's libraries, called by our own `tests/credential`. */
export const independentVerdict = async (file) => run(path('tests/credential'), 'verify.mjs', [file, ...(await lists(file))]);

/** The verifier that lies beside this repository, where it does, run with the packages of `tests/credential`. */
export async function sharedVerdict(file, email) {
  const program = path('../shared/tools/verify-credential/verify.mjs');
  if (!existsSync(program)) return 'absent';
  const known = ['--expect', 'achievement', '--known-identifier', `emailAddress=${email}`];
  return run(path('tests/credential'), '--import', ['./packages.mjs', program, file, ...(await lists(file)), ...known]);
}
