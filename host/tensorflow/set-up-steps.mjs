// Sets Retort up. In a clone: npm packages, then TensorFlow's native library, then a check that it computes. In an installed package:
// @tensorflow/tfjs-node where npm could not install it, then the same. Can be interrupted and run again; of two at once, one waits.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNativeLibrary } from './native-library.mjs';
import { interruptSignal, runCommand, SetUpError } from './run-command.mjs';
import { holdLock } from './set-up-lock.mjs';
import { findTfjs, ownFolder, tfjsVersion } from './tfjs-package.mjs';

const root = findRoot();
const modules = join(root, 'node_modules');
const stampPath = join(modules, '.retort-set-up.json');
/** Stands in node_modules while npm works there. */
const unfinishedPath = join(modules, '.retort-unfinished');
/** npm leaves lock files out of packages. */
const isClone = existsSync(join(root, 'package-lock.json'));

/** The sources and the built package lie at different depths below package.json. */
function findRoot() {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/**
 * @param {(line: string) => void} say announces each download and whatever takes long
 * @returns {Promise<boolean>} whether there was anything to do
 * @throws SetUpError, InterruptedError
 */
export async function setUp(say) {
  checkNode();
  if (isClone && isCloneDone()) return false;
  const lock = isClone ? join(root, '.cache', 'set-up.lock') : `${ownFolder}.lock`;
  const release = await holdLock(lock, say, interruptSignal);
  try {
    if (isClone && isCloneDone()) return false;
    const startedAt = Date.now();
    if (isClone && !arePackagesInstalled()) await installPackages(say);
    const installed = await installNativeLibrary(findTfjs() ?? (await installTfjs(say)), say);
    if (isClone) {
      writeFileSync(`${stampPath}.tmp`, describeSetUp());
      renameSync(`${stampPath}.tmp`, stampPath);
    }
    if (installed || isClone) say(`ready after ${Math.round((Date.now() - startedAt) / 1000)} s`);
    return installed || isClone;
  } finally {
    release();
  }
}

/** Into Retort's cache, for npm would remove it from a project that has not asked for it. @returns its folder */
async function installTfjs(say) {
  say(`installing @tensorflow/tfjs-node ${tfjsVersion} into ${ownFolder}`);
  mkdirSync(ownFolder, { recursive: true });
  writeFileSync(join(ownFolder, 'package.json'), '{ "private": true }\n');
  await runNpm(
    ['install', '--no-save', '--no-package-lock', '--ignore-scripts', `@tensorflow/tfjs-node@${tfjsVersion}`],
    ownFolder,
  );
  const folder = findTfjs();
  if (folder === undefined) throw new SetUpError(`npm left @tensorflow/tfjs-node out of ${ownFolder}; run this again`);
  return folder;
}

function runNpm(parameters, cwd) {
  const isWindows = process.platform === 'win32';
  return runCommand(isWindows ? 'npm.cmd' : 'npm', [...parameters, '--loglevel=error'], {
    cwd,
    shell: isWindows,
    advice: 'check the connection to the npm registry',
  });
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

function isCloneDone() {
  const tfjs = findTfjs();
  if (tfjs === undefined || !existsSync(join(tfjs, 'lib'))) return false;
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === describeSetUp();
}

/** Whether npm has already put the very versions of package-lock.json into node_modules; packages for other platforms may be absent. */
/** npm leaves it out where its install script fails; a clone needs its types even where the library itself is in Retort's cache. */
const tfjsPlace = 'node_modules/@tensorflow/tfjs-node';

function arePackagesInstalled() {
  if (existsSync(unfinishedPath)) return false;
  const installedPath = join(modules, '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' ||
      (optional && path !== tfjsPlace && !(path in installed)) ||
      (installed[path]?.version === version && existsSync(join(root, path, 'package.json'))),
  );
}

/** Not `npm ci`, which would throw a built TensorFlow away; `--no-save` installs the locked versions and leaves the lock file alone. */
async function installPackages(say) {
  say('installing the npm packages of package-lock.json (about 250 MB to download)');
  if (existsSync(unfinishedPath)) rmSync(modules, { recursive: true }); // npm would take half-written packages for whole ones.
  mkdirSync(modules, { recursive: true });
  writeFileSync(unfinishedPath, '');
  await runNpm(['install', '--no-save', '--ignore-scripts'], root);
  rmSync(unfinishedPath);
  if (arePackagesInstalled()) return;
  writeFileSync(unfinishedPath, '');
  throw new SetUpError('npm left packages out; run this again');
}
