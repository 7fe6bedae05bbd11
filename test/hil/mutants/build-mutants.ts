// Builds one virtual board with all mutants in it, and makes copies in which one is awake.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutant, mutateRtl } from './mutate-rtl.ts';

const artifacts = fileURLToPath(new URL('../../../firmware-artifacts', import.meta.url));
const prelude = fileURLToPath(new URL('mutant.h', import.meta.url));
const mark = Buffer.from('RETORT MUTANT:  ');

export interface MutantBoards {
  readonly mutants: readonly Mutant[];
  /** The path of a build in which mutant `number` is awake; 0: none. */
  wasmOf(number: number): string;
}

/** Takes minutes. A folder that holds a build already, of the same mutants, is used as it is. */
export function buildMutants(folder: string, count: number, seed: number): MutantBoards {
  const rtl = join(folder, 'rtl');
  const wasm = join(folder, 'out', 'up5k.wasm');
  cpSync(join(artifacts, 'rtl'), rtl, { recursive: true });
  const names = readdirSync(rtl, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(core|link)\/.*[.]v$/.test(name),
  );
  const sources = new Map(names.sort().map((name) => [name, readFileSync(join(rtl, name), 'utf8')]));
  const { mutants, sources: mutated } = mutateRtl(sources, count, seed);
  const text = JSON.stringify([...mutated]);
  const kept = join(folder, 'sources.json');
  if (!existsSync(wasm) || !existsSync(kept) || readFileSync(kept, 'utf8') !== text) {
    for (const [name, content] of mutated) writeFileSync(join(rtl, name), content);
    const build = join(artifacts, 'virtual-board/build.mjs');
    mkdirSync(join(folder, 'out'), { recursive: true });
    const places = ['--rtl', rtl, '--out', join(folder, 'out'), '--prelude', prelude];
    execFileSync(process.execPath, [build, '--board', 'up5k', ...places], { stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(kept, text);
  }
  const module = readFileSync(wasm);
  const at = module.indexOf(mark);
  if (at < 0 || module.indexOf(mark, at + 1) >= 0) throw new Error('the build does not hold the mark exactly once');
  return {
    mutants,
    wasmOf(number) {
      const awake = Buffer.from(module);
      awake.writeInt32LE(number, at + mark.length);
      const path = join(folder, 'out', `mutant-${number}.wasm`);
      writeFileSync(path, awake);
      return path;
    },
  };
}
