// Gets TensorFlow's native library for @tensorflow/tfjs-node: by the package's own install where its host answers, else (Linux x64, glibc) from
// PyPI's wheel of TensorFlow 2.16.2, against which the package's addon builds and runs as well.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runCommand, SetUpError } from './run-command.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Where the package's own install downloads from. */
const hosted = 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz';
const hostPatienceMs = 4000;
const installPatienceMs = 15 * 60_000;

const wheel = {
  requirement: 'tensorflow-cpu==2.16.2',
  file: 'tensorflow_cpu-2.16.2-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  sha256: 'c855cb6bf05d32dd5928086b03a5f6b4189b63c22b95e017703cbee4291023ca',
  megabytes: 214,
  // The wheel of any Python version serves: only its native parts are taken.
  selection: ['--no-deps', '--only-binary=:all:', '--python-version=3.11', '--platform=manylinux2014_x86_64'],
};

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
 * @param {string} tfjs the folder of @tensorflow/tfjs-node
 * @param {(line: string) => void} say
 * @throws SetUpError, with what to install
 */
export async function installNativeLibrary(tfjs, say) {
  if (await isWorking()) return;
  const wheelServes = process.platform === 'linux' && process.arch === 'x64' && hasGlibc();
  if (!wheelServes || (await doesHostAnswer())) {
    say("installing TensorFlow's native library by the package's own script (100 to 400 MB to download)");
    const failure = await installAsPackaged(tfjs);
    if (!failure) return;
    if (!wheelServes) throw failure;
    say('that did not work');
  }
  await installFromWheel(tfjs, say);
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

function hasGlibc() {
  return process.report.getReport().header.glibcVersionRuntime !== undefined;
}

async function doesHostAnswer() {
  try {
    return (await fetch(hosted, { method: 'HEAD', signal: AbortSignal.timeout(hostPatienceMs) })).ok;
  } catch {
    return false; // Whatever the reason is, the wheel is next.
  }
}

/** @returns {Promise<SetUpError | undefined>} why it did not work */
async function installAsPackaged(tfjs) {
  const advice = `the package's own install is the only one for ${process.platform}-${process.arch}; see its README`;
  try {
    await runCommand(process.execPath, ['scripts/install.js'], { cwd: tfjs, timeoutMs: installPatienceMs, advice });
    await checkTensorFlow(advice);
    return undefined;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    return error;
  }
}

async function installFromWheel(tfjs, say) {
  for (const [command, args] of [
    ['python3', ['-m', 'pip', '--version']],
    ['make', ['--version']],
    ['g++', ['--version']],
  ]) {
    await runCommand(command, args, { advice: tools });
  }
  const path = await getWheel(say);
  say("unpacking it and building the package's addon");
  await unpackWheel(path, join(tfjs, 'deps'));
  rmSync(join(tfjs, 'lib'), { recursive: true, force: true });
  await runCommand('npx', ['--no-install', 'node-pre-gyp', 'install', '--build-from-source'], {
    cwd: tfjs,
    env: { ...process.env, ...localHeaders() },
    advice: tools,
  });
  await checkTensorFlow(tools);
}

/** The wheel, from the cache folder or downloaded into it; there it serves other clones and later versions of the lock file. */
async function getWheel(say) {
  const folder = join(process.env.RETORT_CACHE || join(homedir(), '.cache', 'retort'), 'tensorflow');
  const path = join(folder, wheel.file);
  if (existsSync(path) && (await sha256OfFile(path)) === wheel.sha256) return path;
  say(
    `downloading TensorFlow's native library, ${wheel.megabytes} MB, from PyPI (${wheel.requirement}); kept in ${folder}`,
  );
  const partial = join(folder, `partial-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  try {
    const advice = `check the connection to PyPI, or put ${wheel.file} into ${folder}`;
    await runCommand('python3', ['-m', 'pip', 'download', ...wheel.selection, '--dest', partial, wheel.requirement], {
      advice,
    });
    const digest = await sha256OfFile(join(partial, wheel.file));
    if (digest !== wheel.sha256) {
      throw new SetUpError(`${wheel.file} has SHA-256 ${digest} instead of ${wheel.sha256}; ${advice}`);
    }
    renameSync(join(partial, wheel.file), path);
    return path;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function sha256OfFile(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Into a folder beside `deps` first, so that `deps` is whole or not there. */
async function unpackWheel(path, deps) {
  const unpacked = `${deps}-unpacked`;
  for (const folder of [deps, unpacked]) rmSync(folder, { recursive: true, force: true });
  await runCommand('python3', ['-c', extractScript, path, unpacked], { advice: 'check that the disk has 1.5 GB free' });
  const lib = join(unpacked, 'lib');
  mkdirSync(lib);
  for (const [library, ...links] of [
    ['libtensorflow_cc.so.2', 'libtensorflow.so', 'libtensorflow.so.2'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  ]) {
    renameSync(join(unpacked, 'tensorflow', library), join(lib, library));
    for (const link of links) symlinkSync(library, join(lib, link));
  }
  renameSync(join(unpacked, 'tensorflow', 'include'), join(unpacked, 'include'));
  renameSync(unpacked, deps);
}

/** Node's own headers where they came with it, so that node-gyp need not download them. */
function localHeaders() {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include', 'node', 'common.gypi')) ? { npm_config_nodedir: prefix } : {};
}
