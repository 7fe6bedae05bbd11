// Sets a bare clone up: npm packages, then TensorFlow's native library, then a check that it computes. Plain Node, for nothing is installed yet.
// Does nothing, silently, where all is done; can be interrupted and run again; of two at once, one waits. Speaks on stderr only.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNativeLibrary } from './native-library.mjs';
import { InterruptedError, interruptCommands, runCommand, SetUpError } from './run-command.mjs';
import { holdLock } from './set-up-lock.mjs';

const environmentExitCode = 7;
const signalExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stampPath = join(modules, '.retort-set-up.json');
/** Stands in node_modules while npm works there. */
const unfinishedPath = join(modules, '.retort-unfinished');

function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetUpError(`Node ${process.versions.node} is too old; install Node 20.19 or newer`);
}

/** What a finished set-up depends on; a stamp that says otherwise is out of date. */
function describeSetUp() {
  return JSON.stringify({
    lock: createHash('sha256')
      .update(readFileSync(join(root, 'package-lock.json')))
      .digest('hex'),
    platform: `${process.platform}-${process.arch}`,
  });
}

function isDone() {
  const addons = join(modules, '@tensorflow', 'tfjs-node', 'lib');
  return existsSync(stampPath) && existsSync(addons) && readFileSync(stampPath, 'utf8') === describeSetUp();
}

/** Whether npm has already put the very versions of package-lock.json into node_modules; packages for other platforms may be absent. */
function arePackagesInstalled() {
  if (existsSync(unfinishedPath)) return false;
  const installedPath = join(modules, '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' ||
      (optional && !(path in installed)) ||
      (installed[path]?.version === version && existsSync(join(root, path, 'package.json'))),
  );
}

/** Not `npm ci`, which would throw a built TensorFlow away; `--no-save` installs the locked versions and leaves the lock file alone. */
async function installPackages() {
  say('installing the npm packages of package-lock.json (about 250 MB to download)');
  if (existsSync(unfinishedPath)) rmSync(modules, { recursive: true }); // npm would take half-written packages for whole ones.
  mkdirSync(modules, { recursive: true });
  writeFileSync(unfinishedPath, '');
  const isWindows = process.platform === 'win32';
  await runCommand(isWindows ? 'npm.cmd' : 'npm', ['install', '--no-save', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    shell: isWindows,
    advice: 'check the connection to the npm registry',
  });
  rmSync(unfinishedPath);
  if (arePackagesInstalled()) return;
  writeFileSync(unfinishedPath, '');
  throw new SetUpError('npm left packages out; run this again');
}

async function setUp() {
  checkNode();
  if (isDone()) return;
  const release = await holdLock(join(root, '.cache', 'set-up.lock'), say);
  for (const [signal, exitCode] of Object.entries(signalExitCodes)) {
    process.once(signal, () => interruptCommands(exitCode));
  }
  try {
    if (isDone()) return;
    const startedAt = Date.now();
    if (!arePackagesInstalled()) await installPackages();
    await installNativeLibrary(join(modules, '@tensorflow', 'tfjs-node'), say);
    writeFileSync(`${stampPath}.tmp`, describeSetUp());
    renameSync(`${stampPath}.tmp`, stampPath);
    say(`ready after ${Math.round((Date.now() - startedAt) / 1000)} s`);
  } finally {
    release();
  }
}

try {
  await setUp();
} catch (error) {
  if (error instanceof InterruptedError) {
    process.exitCode = error.exitCode;
  } else if (error instanceof SetUpError) {
    say(error.message);
    process.exitCode = environmentExitCode;
  } else {
    throw error;
  }
}
