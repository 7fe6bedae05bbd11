// Generated mutants of the RTL, each in a build in which it alone is awake: the suite kills it, or it is explained.
import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestSamples } from '../../host/api/hil.ts';
import { expectEveryLayer, expectFullQueue } from './every-layer.ts';
import { expectRefusals } from './header-probe.ts';
import { type Found, found, judge, onVirtualBoard, templateSamples } from './judge.ts';
import { expectMemoryToBeReadable } from './memory-probe.ts';
import { buildMutants, type MutantBoards } from './mutants/build-mutants.ts';
import { survivors } from './mutants/survivors.ts';

const count = Number(process.env.RETORT_HIL_MUTANTS ?? 24);
const seed = 1;
/** For a build to keep between runs. */
const kept = process.env.RETORT_HIL_MUTANT_FOLDER;
/** Where each verdict is written down. */
const log = process.env.RETORT_HIL_MUTANT_LOG;
/** By the board's clock, so that a mutant that is busy for ever is found however slow this computer is. */
const timing = { silentMs: 800, inferenceMs: 1000 };
const verilator = spawnSync('verilator', ['--version']).status === 0;

/** What board.hil.ts asks, in its order. A board that does not even answer is a verdict too. */
async function judgeMutant(wasmPath: string, samples: TestSamples): Promise<Found> {
  let result: Found | undefined;
  const opened = await found(() =>
    onVirtualBoard({ wasmPath, timing }, async (board) => {
      result = await judge(board, samples);
      for (const probe of [expectEveryLayer, expectFullQueue, expectMemoryToBeReadable, expectRefusals])
        if (result.class === undefined) result = await found(() => probe(board));
    }),
  );
  return result ?? opened;
}

describe.skipIf(!verilator)(`${count} mutants of the RTL${verilator ? '' : ' (skipped: needs verilator)'}`, () => {
  let folder: string;
  let boards: MutantBoards;
  let samples: TestSamples;
  beforeAll(async () => {
    folder = kept ?? (await mkdtemp(join(tmpdir(), 'retort-mutants-')));
    boards = buildMutants(folder, count, seed);
    samples = await templateSamples();
  });
  afterAll(async () => {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  });

  it('the build with every mutant asleep passes', async () => {
    expect(await judgeMutant(boards.wasmOf(0), samples)).toEqual({ class: undefined, message: '' });
  });

  it.each(Array.from({ length: count }, (_, i) => i + 1))('mutant %i is killed, or explained', async (number) => {
    const { file, line, original, mutated } = boards.mutants[number - 1];
    const { class: killed, message } = await judgeMutant(boards.wasmOf(number), samples);
    const where = `${file}: ${original} → ${mutated}`;
    if (log)
      await appendFile(
        log,
        `${number}\t${killed ?? 'SURVIVED'}\t${file}:${line}\t${where}\t${message.split('\n')[0]}\n`,
      );
    if (killed !== undefined) return;
    expect(Object.keys(survivors), `it survived: ${where} (line ${line})`).toContain(where);
  });
});
