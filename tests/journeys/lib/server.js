// A real server on a port of its own, with its data in a folder of its own.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path, program } from './project.js';

async function freePort() {
  const socket = createServer();
  await new Promise((done) => socket.listen(0, '127.0.0.1', done));
  const { port } = socket.address();
  await new Promise((done) => socket.close(done));
  return port;
}

export class Server {
  #banks;
  #child;
  #port;

  /** A server that is ready, on these banks. */
  static async start(banks = path('item-banks')) {
    const server = new Server();
    server.data = mkdtempSync(join(tmpdir(), 'assay-journey-'));
    server.#port = await freePort();
    server.#banks = banks;
    server.origin = `http://localhost:${server.#port}`;
    await server.#run();
    return server;
  }

  /** Runs it and resolves when it says that it listens. */
  async #run() {
    const child = spawn(
      program(),
      ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.#port}`, '--public-url', this.origin, '--banks', this.#banks],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    this.output = '';
    await new Promise((done, failed) => {
      const hear = (chunk) => {
        this.output += chunk;
        if (/listening on http/.test(this.output) && /\n$/.test(this.output)) done();
      };
      child.stdout.setEncoding('utf8').on('data', hear);
      child.stderr.setEncoding('utf8').on('data', hear);
      child.on('error', failed);
      child.on('exit', (code) => failed(new Error(`assay serve ended with ${code}:\n${this.output}`)));
    });
  }

  /** The class code printed for the micro-credential with this title. */
  async classCode(title) {
    const pattern = new RegExp(`class code for ${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}: (\\S+)`);
    return (await this.#printed(pattern))[1];
  }

  /** The one-time link of the first tutor, which is in a file because stdout is no terminal. */
  async setupLink() {
    await this.#printed(/class code for /);
    return readFileSync(join(this.data, 'setup-link.txt'), 'utf8').trim();
  }

  async #printed(pattern) {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      await new Promise((done) => this.#child.stdout.once('data', done));
    }
  }

  /** As a power cut would. */
  async kill() {
    const child = this.#child;
    child.removeAllListeners('exit');
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  /** On the same data and the same port. */
  async restart() {
    await this.#run();
  }

  /** Ends it and removes its data. */
  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
