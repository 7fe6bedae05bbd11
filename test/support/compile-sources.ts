// Vitest's global set-up: the sources as JavaScript, so that the commands that tests start begin as fast as those of the package; translating
// them in every process takes longer than most of them run. Types are not checked here.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache', 'compiled');
const sources = ['host', 'device-bridge', 'firmware-artifacts', 'proto'];
const leftOut = /toolchain|web[\\/]page[\\/](?!dist)|[.](d[.]ts|c|cpp|h|md)$/;
/** After which a folder of earlier sources is nobody's any more. */
const abandonedMs = 3_600_000;

export default function compileSources(): void {
  const files = sources
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !leftOut.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
  const folder = join(cache, nameOf(files));
  process.env.RETORT_COMPILED = folder; // for the workers, which are started later
  if (statSync(folder, { throwIfNoEntry: false })) return;
  removeAbandoned();
  const partial = `${folder}.${process.pid}`;
  for (const file of files) compile(file, join(partial, file));
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })) throw error;
    rmSync(partial, { recursive: true }); // Another run was faster.
  }
}

/** The same files, the same name. */
function nameOf(files: readonly string[]): string {
  const states = files.map((file) => {
    const { mtimeMs, size } = statSync(join(root, file));
    return [file, mtimeMs, size];
  });
  return createHash('sha256')
    .update(JSON.stringify([ts.version, states]))
    .digest('hex')
    .slice(0, 16);
}

function compile(file: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (!file.endsWith('.ts')) {
    cpSync(join(root, file), to);
    return;
  }
  const { outputText } = ts.transpileModule(readFileSync(join(root, file), 'utf8'), {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  // As in build-package.mjs: TypeScript 5.9 rewrites no import() in a function with `using`.
  writeFileSync(to.replace(/ts$/, 'js'), outputText.replaceAll(/(\bimport\(['"]\.[^'"]*\.)ts(['"]\))/g, '$1js$2'));
}

function removeAbandoned(): void {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const old = join(cache, name);
    if (Date.now() - statSync(old).mtimeMs > abandonedMs) rmSync(old, { recursive: true, force: true });
  }
}
