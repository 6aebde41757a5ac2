// Two verifiers that share no code with the issuer. Each says 'valid', 'invalid' or, where it is not on this machine, 'absent'.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
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

/** Digital Bazaar's libraries, called by our own `tests/credential`. */
export const independentVerdict = (file) => run(path('tests/credential'), 'verify.mjs', [file]);

/** The project's shared verifier, where it and its packages are there. */
export async function sharedVerdict(file, email) {
  const folder = path('../shared/tools/verify-credential');
  if (!existsSync(`${folder}/verify.mjs`) || !existsSync(`${folder}/node_modules`)) return 'absent';
  return run(folder, 'verify.mjs', [file, '--expect', 'achievement', '--known-identifier', `emailAddress=${email}`]);
}
