// Lets one set-up work at a time: a lock file with a heartbeat, so that one left behind by a killed process is taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 1000;
const abandonedMs = 10_000;
const pollMs = 250;

/**
 * Waits for the lock at `path` and takes it; throws the signal's reason when aborted.
 * @returns {Promise<() => void>} gives it back
 */
export async function holdLock(path, say, signal) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waiting = false; !tryToTake(path); waiting = true) {
    if (!waiting) say('another set-up of this folder is running; waiting for it');
    removeIfAbandoned(path);
    await sleep(pollMs);
    signal.throwIfAborted();
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {} // Somebody has deleted the lock; what it guards is still complete once this set-up ends.
  }, heartbeatMs);
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}

function tryToTake(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** By renaming, so that of several who find it abandoned one removes it. */
function removeIfAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs < abandonedMs) return;
    const owner = readFileSync(path, 'utf8');
    const aside = `${path}.${process.pid}`;
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') === owner) rmSync(aside);
    else renameSync(aside, path); // Somebody was faster and holds a new one: theirs.
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
