// Where things are.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { delimiter, isAbsolute, resolve } from 'node:path';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A path in the workspace. */
export const path = (relative) => resolve(root, relative);

/** The server's program: the one that `cargo xtask test` has built, or the one of a plain `cargo build`. */
export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? 'target';
  const file = process.env.ASSAY ?? resolve(root, target, 'debug/assay');
  if (!existsSync(file)) throw new Error(`${file} is not there: run \`cargo xtask test\`, or \`cargo build --bin assay\` first`);
  return file;
}

/** Chromium: the one that `cargo xtask test` has found, or one on the PATH. */
export function chromiumProgram() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'chrome']) {
      const file = resolve(folder, name);
      if (isAbsolute(folder) && existsSync(file)) return file;
    }
  }
  throw new Error('no Chromium on the PATH: name one in CHROMIUM');
}
