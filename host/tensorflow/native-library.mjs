// Gets TensorFlow's native library for @tensorflow/tfjs-node: TensorFlow's own archive where its host answers, else (Linux x64, glibc) PyPI's
// wheel of TensorFlow 2.16.2. Either is checked against its SHA-256; the package's addon is then built against it.
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveOfPlatform, getArchive, getWheel } from './native-archives.mjs';
import { runCommand, SetUpError } from './run-command.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const room = 'check that the disk has 1.5 GB free';
const tools = 'install python3 with pip, make and g++ (Debian, Ubuntu: apt-get install python3 python3-pip make g++)';

/** Takes the members that the addon is built against and linked to out of a wheel: [wheel, folder]. */
const extractScript = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        if name in ('tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2') or name.startswith(
                tuple('tensorflow/include/' + part for part in ('tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/'))):
            wheel.extract(name, sys.argv[2])
`;

/**
 * Does nothing where the library works already.
 *
 * @param {string} tfjs the folder of @tensorflow/tfjs-node
 * @param {(line: string) => void} say
 * @param {{url: string, sha256: string} | undefined} archive another place, or digest, of TensorFlow's archive
 * @returns {Promise<boolean>} whether it was installed
 * @throws SetUpError, with what to install
 */
export async function installNativeLibrary(tfjs, say, archive = archiveOfPlatform()) {
  if (await isWorking()) return false;
  await checkTools();
  const unpack = (await findArchive(archive, say)) ?? (await findWheel(say));
  say("unpacking it and building the package's addon");
  const deps = join(tfjs, 'deps');
  const unpacked = `${deps}-unpacked`; // So that `deps` is whole or not there.
  for (const folder of [deps, unpacked, join(tfjs, 'lib')]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(unpacked);
  await unpack(unpacked);
  renameSync(unpacked, deps);
  await runCommand('npx', ['--no-install', 'node-pre-gyp', 'install', '--build-from-source'], {
    cwd: tfjs,
    env: { ...process.env, ...localHeaders() },
    advice: tools,
  });
  await checkTensorFlow(tools);
  return true;
}

async function isWorking() {
  try {
    await checkTensorFlow('');
    return true;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    return false;
  }
}

function checkTensorFlow(advice) {
  return runCommand(process.execPath, [join(here, 'check-tensorflow.mjs')], { advice });
}

async function checkTools() {
  for (const command of ['python3', 'make', 'g++']) await runCommand(command, ['--version'], { advice: tools });
}

/** @returns what unpacks TensorFlow's archive; `undefined` where the wheel has to serve */
async function findArchive(archive, say) {
  try {
    if (archive === undefined) throw new SetUpError(`there is none for ${process.platform}-${process.arch}`);
    const path = await getArchive(archive, say);
    return (folder) => runCommand('tar', ['-xzf', path, '-C', folder], { advice: room });
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    const wheelServes = process.platform === 'linux' && process.arch === 'x64' && hasGlibc();
    if (!wheelServes) throw new SetUpError(`TensorFlow's archive cannot be used: ${error.message}`);
    say(`TensorFlow's archive cannot be used (${error.message}); using PyPI's wheel`);
    return undefined;
  }
}

function hasGlibc() {
  return process.report.getReport().header.glibcVersionRuntime !== undefined;
}

/** @returns what unpacks PyPI's wheel */
async function findWheel(say) {
  await runCommand('python3', ['-m', 'pip', '--version'], { advice: tools });
  const path = await getWheel(say);
  return async (folder) => {
    await runCommand('python3', ['-c', extractScript, path, folder], { advice: room });
    arrangeAsTfjsExpects(folder);
  };
}

function arrangeAsTfjsExpects(folder) {
  const lib = join(folder, 'lib');
  mkdirSync(lib);
  for (const [library, ...links] of [
    ['libtensorflow_cc.so.2', 'libtensorflow.so', 'libtensorflow.so.2'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  ]) {
    renameSync(join(folder, 'tensorflow', library), join(lib, library));
    for (const link of links) symlinkSync(library, join(lib, link));
  }
  renameSync(join(folder, 'tensorflow', 'include'), join(folder, 'include'));
}

/** Node's own headers where they came with it, so that node-gyp need not download them. */
function localHeaders() {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include', 'node', 'common.gypi')) ? { npm_config_nodedir: prefix } : {};
}
