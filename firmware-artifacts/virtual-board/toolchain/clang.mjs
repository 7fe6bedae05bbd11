// The pinned compiler to WebAssembly, and how a build's result is compared with the one checked in: for the builds of the virtual boards and of
// the reference's kernels.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Its version by its package's name. */
export const { dependencies: compiler } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

export const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Runs `command` (clang or clang++) on `files`, a tree of texts by name; installs it on first use. Returns the bytes of the file `output`. */
export async function compileToWasm(command, flags, files, output) {
  if (!existsSync(join(here, 'node_modules'))) {
    console.error('installing the pinned compiler (about 25 MB to download, 100 MB on disk)');
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const { commands } = await import(join(here, 'node_modules/@yowasp/clang/gen/bundle.js'));
  await commands[command](null, {}, { fetchProgress: () => {} }); // loads it without a word
  const messages = { stdout: null, stderr: (bytes) => bytes && process.stderr.write(bytes) };
  try {
    return (await commands[command]([...flags, '-o', output], files, messages))[output];
  } catch (error) {
    throw new Error('the compiler refused the sources; its messages are above', { cause: error });
  }
}

/**
 * Writes `built` (files by name) and manifest.json, which holds their digests, to `out`; with `check` compares them with those in `folder`
 * and sets the exit code. `command`: rebuilds them.
 */
export function settleBuild({ built, manifest, folder, out, check, command }) {
  if (!check) {
    mkdirSync(out, { recursive: true });
    for (const [name, bytes] of Object.entries(built)) {
      writeFileSync(join(out, name), bytes);
      console.log(`${relative('.', join(out, name))}: ${bytes.length} bytes, ${manifest[name]}`);
    }
    writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return;
  }
  let same =
    JSON.stringify(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))) === JSON.stringify(manifest);
  for (const name of Object.keys(built)) {
    const file = digest(readFileSync(join(folder, name)));
    same &&= file === manifest[name];
    console.log(`${name}: rebuilt ${manifest[name]}, checked in ${file}`);
  }
  console.log(same ? 'equal' : 'different');
  if (!same) console.error(`run "${command}" and commit the .wasm files and manifest.json`);
  process.exitCode = same ? 0 : 1;
}
