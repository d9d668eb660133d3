// The browsers' processes: when they are ready, and that none of them stays behind.

import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';

/** How long a process may take to say that it is ready; only a failure ever takes so long. */
export const READY_WITHIN = 60_000;

/** Waits until a process has said `pattern` on its output, and gives the match. */
export function saidBy(child, pattern) {
  return new Promise((found, failed) => {
    let text = '';
    const fail = (why) => failed(new Error(`${child.spawnfile} ${why}; it said:\n${text}`));
    const timer = setTimeout(() => fail(`never said ${pattern}`), READY_WITHIN);
    const listen = (data) => {
      text += data;
      const match = pattern.exec(text);
      if (!match) return;
      clearTimeout(timer);
      found(match);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

/** A port that is free and stays so until a program takes it: below those that the system gives to whoever asks for any. */
export async function freePort() {
  for (;;) {
    const port = randomInt(20_000, 28_000);
    const server = createServer();
    const free = await new Promise((done) => server.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true)));
    if (!free) continue;
    await new Promise((closed) => server.close(closed));
    return port;
  }
}

/** However the tests end, the process and what it started end with them (it leads a group of its own), and its folder goes. */
export function clearAtExit(child, folder) {
  process.once('exit', () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 40, retryDelay: 50 });
  });
}
