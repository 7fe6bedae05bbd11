// Downloads that TensorFlow's native library can come from, kept in the cache folder. Whatever comes is checked against its SHA-256.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { interruptSignal, runCommand, SetUpError } from './run-command.mjs';
import { cacheFolder } from './tfjs-package.mjs';

const host = 'https://storage.googleapis.com/';
const hostPatienceMs = 4000;

/** What tfjs-node's own install script downloads, by platform; it does not check what comes. */
const archives = {
  'linux-x64': {
    path: 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    sha256: '7f510d2546e3db5e10b1d119463689003d587842892ad3c95bca51cf82820173',
  },
  'linux-arm64': {
    path: 'tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
    sha256: '9395d1ff39f5b6847f5121e679ff4e599dc7061a2a7f87ceac061c78e908e6e3',
  },
  'darwin-x64': {
    path: 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz',
    sha256: '56f83d3320ba0f69aaafd6c058645e1b7fbc75fb9a3fc36d6be98de1291ca226',
  },
  'darwin-arm64': {
    path: 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
    sha256: '13ab22b97e2af06e431aaeb7b42fb89981965dd01aa16da035d8210aa4183d79',
  },
};

const wheel = {
  requirement: 'tensorflow-cpu==2.16.2',
  file: 'tensorflow_cpu-2.16.2-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  sha256: 'c855cb6bf05d32dd5928086b03a5f6b4189b63c22b95e017703cbee4291023ca',
  megabytes: 214,
  // The wheel of any Python version serves: only its native parts are taken.
  selection: ['--no-deps', '--only-binary=:all:', '--python-version=3.11', '--platform=manylinux2014_x86_64'],
};

/**
 * TensorFlow's archive for this platform.
 * @returns {{url: string, sha256: string} | undefined}
 */
export function archiveOfPlatform() {
  const archive = archives[`${process.platform}-${process.arch}`];
  return archive && { url: `${process.env.RETORT_TENSORFLOW_HOST || host}${archive.path}`, sha256: archive.sha256 };
}

/**
 * The path of TensorFlow's archive.
 * @throws SetUpError where its host does not answer, or with something else
 */
export async function getArchive({ url, sha256 }, say) {
  return keepDownload(
    basename(new URL(url).pathname),
    sha256,
    'run this again, or check what answers there',
    async (partial) => {
      const response = await connect(url);
      const bytes = Number(response.headers.get('content-length'));
      say(`downloading TensorFlow's native library, ${Math.round(bytes / 1e6)} MB, from ${new URL(url).host}`);
      try {
        await pipeline(response.body, createWriteStream(partial), { signal: interruptSignal });
      } catch (error) {
        interruptSignal.throwIfAborted();
        throw new SetUpError(`${url} stopped sending (${error.message})`);
      }
    },
  );
}

/** The host has to answer soon; its file may then take its time. */
async function connect(url) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), hostPatienceMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([patience.signal, interruptSignal]) });
    if (response.ok) return response;
    throw new SetUpError(`${url} answered ${response.status}`);
  } catch (error) {
    interruptSignal.throwIfAborted();
    if (error instanceof SetUpError) throw error;
    throw new SetUpError(`${new URL(url).host} does not answer`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The path of PyPI's wheel.
 * @throws SetUpError
 */
export function getWheel(say) {
  const folder = join(cacheFolder, 'tensorflow');
  const advice = `check the connection to PyPI, or put ${wheel.file} into ${folder}`;
  return keepDownload(wheel.file, wheel.sha256, advice, async (partial) => {
    const source = `from PyPI (${wheel.requirement}); kept in ${folder}`;
    say(`downloading TensorFlow's native library, ${wheel.megabytes} MB, ${source}`);
    const into = `${partial}-pip`;
    try {
      await runCommand('python3', ['-m', 'pip', 'download', ...wheel.selection, '--dest', into, wheel.requirement], {
        advice,
      });
      renameSync(join(into, wheel.file), partial);
    } finally {
      rmSync(into, { recursive: true, force: true });
    }
  });
}

/**
 * A file from the cache, or downloaded into it, where it serves other clones and later versions. Its digest is checked either way.
 * @throws SetUpError
 */
async function keepDownload(name, sha256, advice, download) {
  const folder = join(cacheFolder, 'tensorflow');
  const path = join(folder, name);
  if (existsSync(path) && (await sha256OfFile(path)) === sha256) return path;
  mkdirSync(folder, { recursive: true });
  const partial = join(folder, `partial-${process.pid}`);
  try {
    await download(partial);
    const digest = await sha256OfFile(partial);
    if (digest !== sha256) throw new SetUpError(`${name} has SHA-256 ${digest} instead of ${sha256}; ${advice}`);
    renameSync(partial, path);
    return path;
  } finally {
    rmSync(partial, { force: true });
  }
}

async function sha256OfFile(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
