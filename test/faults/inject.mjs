// Fails the n-th file operation below a folder: patches node:fs and node:fs/promises of this process. As a preload (node --import) it takes
// its orders from RETORT_FAULT, such as {"root":"/tmp/x","at":3,"code":"KILL"}, and ends the process there as a power cut would.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const asynchronous = [
  ...[
    'access',
    'copyFile',
    'link',
    'lstat',
    'mkdir',
    'open',
    'readFile',
    'readdir',
    'realpath',
    'rename',
    'rm',
    'stat',
  ],
  ...['statfs', 'unlink', 'writeFile'],
];
const synchronous = ['openSync', 'readFileSync', 'readdirSync', 'realpathSync', 'rmSync', 'statSync'];
const ofHandles = ['close', 'read', 'readFile', 'stat', 'sync', 'write', 'writeFile'];

let plan;
let count = 0;

/** From now on the `at`-th operation below `root` fails with `code`; none where `at` is 0. @returns a function that tells how many there were */
export function injectFault(root, at, code) {
  plan = { root, at, code };
  count = 0;
  return () => {
    plan = undefined;
    return count;
  };
}

function step(operation, path) {
  if (plan === undefined || !isBelow(path, plan.root)) return;
  count += 1;
  if (count !== plan.at) return;
  if (plan.code === 'KILL') process.kill(process.pid, 'SIGKILL');
  throw Object.assign(new Error(`${plan.code}: injected, ${operation} '${path}'`), {
    code: plan.code,
    syscall: operation,
    path: String(path),
  });
}

function isBelow(path, root) {
  const text = path instanceof URL ? fileURLToPath(path) : String(path);
  return text === root || text.startsWith(root + sep);
}

for (const name of asynchronous) {
  const original = fs.promises[name];
  fs.promises[name] = async (path, ...rest) => {
    step(name, path);
    const result = await original.call(fs.promises, path, ...rest);
    return name === 'open' ? watch(result, path) : result;
  };
}
for (const name of synchronous) {
  const original = fs[name];
  const patched = (path, ...rest) => {
    step(name, path);
    return original.call(fs, path, ...rest);
  };
  fs[name] = Object.assign(patched, original);
}
syncBuiltinESMExports();

/** A closed file stays closed although closing has failed, as with the operating system. */
function watch(handle, path) {
  for (const name of ofHandles) {
    const original = handle[name].bind(handle);
    handle[name] = async (...parameters) => {
      if (name === 'close') await original();
      step(`FileHandle.${name}`, path);
      return name === 'close' ? undefined : original(...parameters);
    };
  }
  return handle;
}

if (process.env.RETORT_FAULT) {
  const { root, at, code } = JSON.parse(process.env.RETORT_FAULT);
  injectFault(root, at, code);
}
