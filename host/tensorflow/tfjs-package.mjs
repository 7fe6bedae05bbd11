// Where @tensorflow/tfjs-node lies: beside Retort, as npm puts the optional dependency, or in Retort's cache, where set-up puts it when
// npm could not (its install script downloads from a host that is not always reachable). Plain Node: set-up runs before anything is built.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Retort's folder for what is downloaded once: $RETORT_CACHE, or ~/.cache/retort. */
export const cacheFolder = process.env.RETORT_CACHE || join(homedir(), '.cache', 'retort');

/** The version that Retort is built against; package.json names the same. */
export const tfjsVersion = '4.22.0';

/** A folder of set-up's own, with a node_modules in it. */
export const ownFolder = join(
  cacheFolder,
  'tensorflow',
  `tfjs-node-${tfjsVersion}-${process.platform}-${process.arch}`,
);

/** The package's folder, one with its native addon before one without; `undefined` where there is neither. */
export function findTfjs() {
  const folders = [besideRetort(), join(ownFolder, 'node_modules', '@tensorflow', 'tfjs-node')].filter(
    (folder) => folder !== undefined && existsSync(join(folder, 'package.json')),
  );
  return folders.find((folder) => existsSync(join(folder, 'lib'))) ?? folders[0];
}

/** The package itself. @throws Error where it is not installed or its native library cannot be loaded */
export function requireTfjs() {
  const folder = findTfjs();
  if (folder === undefined) throw new Error('@tensorflow/tfjs-node is not installed');
  return createRequire(import.meta.url)(folder);
}

function besideRetort() {
  try {
    return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}
