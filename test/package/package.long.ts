// From nothing to a validated demo by the commands of docs/start, from the packed package, with nothing but registries reachable; and the types,
// for code that does not train. Needs npm, PyPI, python3, make and g++.

import { createHash } from 'node:crypto';
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InstalledPackage, installPackage, succeed } from './installed-package.ts';

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
});
afterAll(() => installed[Symbol.dispose]());

/** At `url`, each path, as what `send` writes. */
async function serve(send: (to: NodeJS.WritableStream) => void) {
  const server = createServer((_, response) => send(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

describe('the package without TensorFlow', () => {
  it('is small, and holds neither tests nor what only builds the WebAssembly modules', async () => {
    const { stdout } = await succeed(installed.run('tar', ['-tzf', installed.tarball]));
    const files = stdout.trim().split('\n');
    expect(files).toContain('package/dist/firmware-artifacts/virtual-board/up5k.wasm');
    expect(files).toContain('package/dist/host/reference/kernels/kernels.wasm');
    expect(files).toContain('package/dist/host/reference/crew-worker.js');
    expect(files).toContain('package/examples/tflite/make-model.mjs');
    const ours = files.filter((file) => !/^package\/examples\/.*\/retort[.]config[.]ts$/.test(file));
    expect(ours.filter((file) => /\/(test|toolchain)\/|[.]c(pp)?$|(?<![.]d)[.]m?ts$/.test(file))).toEqual([]);
    const { stdout: size } = await succeed(installed.run('du', ['-sm', 'node_modules']));
    expect(Number(size.split('\t')[0])).toBeLessThan(200);
  });

  it('is healthy, and names set-up where TensorFlow is needed', async () => {
    const { checks } = (await succeed(installed.retort('doctor', '--json'))).json();
    const detail = expect.stringContaining('run `retort set-up`');
    expect(checks).toContainEqual({ name: 'TensorFlow', state: 'optional', detail });
    const training = await installed.retort('teacher', '--data', 'glyphs', '--json');
    expect(training.status).toBe(7);
    expect(training.json().error).toMatchObject({ code: 'TENSORFLOW_MISSING' });
  });

  it.each([['methods'], ['--help'], ['monitor', '--help'], ['data', 'glyphs']])('runs retort %s', async (...words) => {
    await succeed(installed.retort(...words));
  });

  it('suggests methods by evidence that it carries itself', async () => {
    const { stdout } = await succeed(installed.retort('distill', '--suggest', '--data', 'digits'));
    const [, shown] = stdout.split('Worth trying, shown above scratch:\n');
    expect(shown).toMatch(/^ {2}'soft-targets\?temperature=4' \*: \+\d\.\d\d points/m);
  });

  it('has types for code that does not train, checked without skipLibCheck', async () => {
    await succeed(installed.run('npm', ['install', '--save-dev', 'typescript@5.9.3', '@types/node@20.19.43']));
    const check = (name: string, text: string) => {
      writeFileSync(join(installed.project, name), text);
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
      return installed.run('npx', ['--no-install', 'tsc', ...options, name]);
    };
    const use = await check(
      'use.mts',
      `import { defineConfig } from 'retort-fpga';
       import { openBoard } from 'retort-fpga/board';
       import { startBridge } from 'retort-fpga/bridge';
       import { createReference, loadQuantizedNetwork, readStudentImage } from 'retort-fpga/image';
       import { compareMethods } from 'retort-fpga/lab';
       import { loadDataset } from 'retort-fpga/train';
       export default defineConfig({ data: 'glyphs', distill: { temperature: 4 } });
       const { classes }: { readonly classes: readonly string[] } = await loadDataset('glyphs');
       const used = [compareMethods, createReference, loadQuantizedNetwork, openBoard, readStudentImage, startBridge];
       export { classes, used };`,
    );
    expect([use.stdout, use.status]).toEqual(['', 0]);
    const wrong = await check('wrong.mts', "import { defineConfig } from 'retort-fpga';\ndefineConfig({ data: 3 });");
    expect(wrong.stdout).toContain("TS2322: Type 'number' is not assignable to type 'string'");
  });
});

describe('set-up in a package', () => {
  it("refuses an archive that is not the published one, takes PyPI's wheel, and does nothing a second time", async () => {
    await using server = await serve((to) => to.end('not the archive'));
    const environment = { RETORT_TENSORFLOW_HOST: server.url };
    const first = await succeed(installed.run('npx', ['--no-install', 'retort', 'set-up', '--json'], environment));
    const digest = createHash('sha256').update('not the archive').digest('hex');
    expect(first.stderr).toContain(`libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz has SHA-256 ${digest} instead of`);
    expect(first.stderr).toContain("using PyPI's wheel");
    const again = await succeed(installed.retort('set-up', '--json'));
    expect([again.json().installed, again.stderr]).toEqual([false, '']);
    const { checks } = (await succeed(installed.retort('doctor', '--json'))).json();
    expect(checks).toContainEqual(expect.objectContaining({ name: 'TensorFlow', state: 'ok' }));
  });

  it('installs from an archive whose digest is right', async () => {
    const { folder: tfjs } = (await succeed(installed.retort('set-up', '--json'))).json();
    const archive = join(installed.cache, 'archive.tar.gz');
    await succeed(installed.run('tar', ['-I', 'gzip -1', '-cf', archive, '-C', join(String(tfjs), 'deps'), '.']));
    rmSync(join(String(tfjs), 'lib'), { recursive: true });
    await using server = await serve((to) => void createReadStream(archive).pipe(to));
    const library = join(installed.project, 'node_modules/retort-fpga/dist/host/tensorflow/native-library.mjs');
    const source = { url: `${server.url}archive.tar.gz`, sha256: await sha256OfFile(archive) };
    const script = `import { installNativeLibrary } from ${JSON.stringify(library)};
      console.log(await installNativeLibrary(${JSON.stringify(tfjs)}, console.error, ${JSON.stringify(source)}));`;
    const { stdout, stderr } = await succeed(installed.run('node', ['--input-type=module', '-e', script]));
    expect(stdout).toBe('true\n');
    expect(stderr).toMatch(/downloading TensorFlow's native library, \d+ MB, from 127\.0\.0\.1/);
    rmSync(archive);
  });
});

describe('the commands of docs/start, from the package', () => {
  it('go from nothing to a validated demo', async () => {
    const demo = (await succeed(installed.retort('demo', '--data', 'glyphs', '--json'))).json();
    expect(demo).toMatchObject({ total: 2000, bitExact: 2000 });
    expect(demo.boardAccuracy).toBeGreaterThan(0.98);
    await succeed(installed.retort('inspect', 'retort-out/student.retort'));
    await succeed(installed.retort('plan', 'retort-out/student.retort'));
    const { boards } = (await succeed(installed.retort('board', 'list', '--json'))).json() as { boards?: unknown[] };
    expect(boards).toHaveLength(4);
    await succeed(installed.retort('flash', '--on', 'virtual:up5k'));
    const validated = await succeed(installed.retort('validate', '--on', 'virtual:up5k', '--limit', '50', '--json'));
    expect(validated.json()).toMatchObject({ total: 50, bitExact: 50 });
  });

  it.each(['png', 'jpeg'] as const)('classify a picture: %s', async (format) => {
    const picture = join(installed.project, `picture.${format}`);
    const grey = { create: { width: 40, height: 40, channels: 3 as const, background: '#808080' } };
    await sharp(grey).toFormat(format).toFile(picture);
    const { logits } = (await succeed(installed.retort('infer', picture, '--on', 'virtual:up5k', '--json'))).json();
    expect(logits).toHaveLength(10);
  });

  it('read retort.config.ts', async () => {
    const config =
      "import { defineConfig } from 'retort-fpga';\nexport default defineConfig({ out: 'other' as string });\n";
    writeFileSync(join(installed.project, 'retort.config.ts'), config);
    const { stderr, status } = await installed.retort('pack');
    rmSync(join(installed.project, 'retort.config.ts'));
    expect([stderr.includes('other/student.int8.safetensors does not exist'), status]).toEqual([true, 3]);
  });
});
