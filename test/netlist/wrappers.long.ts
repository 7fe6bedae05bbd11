// What yosys makes of the wrappers of multipliers and memory blocks, for each board with an ECP5, beside their behavioural twins.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardsWithRecipe, readParameters, readRecipe } from '../../firmware-artifacts/boards/board-folder.ts';
import { missingVerilator } from '../rtl/link/board-process.ts';
import { synthesizeNetlist } from './ecp5-netlist.ts';
import { runBench } from './run-bench.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const rtl = at('../../firmware-artifacts/rtl/');
const ecp5Boards = boardsWithRecipe().filter((board) => readRecipe(board).device !== 'up5k');

/** As retort_board.v gives them to its memory. */
function memoryOf(board: string) {
  const { MEMORY_WORDS: WORDS, READ_LATENCY } = readParameters(board);
  return { WORDS, LATENCY: Math.max(1, READ_LATENCY - 1) };
}

/** The netlist of `wrapper` for a board beside `twin`, in the bench that is named for it. @returns what the bench printed */
async function compare(
  board: string,
  wrapper: 'multiplier' | 'memory',
  twin: string,
  parameters: Readonly<Record<string, number>> = {},
): Promise<string> {
  const module = `retort_${wrapper}`;
  const { sources } = await synthesizeNetlist(board, { module, parameters, name: `${module}_netlist`, alone: true });
  return runBench(`${wrapper}_bench`, [at(`${wrapper}_bench.v`), twin, ...sources], parameters);
}

describe.skipIf(missingVerilator)(`netlists${missingVerilator ? ` (${missingVerilator})` : ''}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'retort-mutant-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** `twin` with `exact`, which it has once, replaced. Its path. */
  async function mutate(twin: string, exact: string, wrong: string): Promise<string> {
    const source = await readFile(twin, 'utf8');
    expect(source.split(exact)).toHaveLength(2);
    const path = join(folder, 'mutant.v');
    await writeFile(path, source.replace(exact, wrong));
    return path;
  }

  describe.each(ecp5Boards)('of %s', (board) => {
    it('multiply all pairs of operands as their twin does', async () => {
      expect(await compare(board, 'multiplier', `${rtl}core/retort_multiplier.v`)).toContain('81921 vectors');
    });

    it('answer for every word of memory as their twin does', async () => {
      const memory = memoryOf(board);
      const printed = await compare(board, 'memory', `${rtl}memory/retort_memory.v`, memory);
      expect(Number(/(\d+) answers/.exec(printed)?.[1])).toBeGreaterThan(4 * memory.WORDS + 100_000);
    });
  });

  it('differ from a multiplier that is wrong for one pair', async () => {
    const wrong = "<= r_a0 == -8'sd128 && r_b0 == -8'sd128 ? 16'sd16383 : r_a0 * r_b0";
    const mutant = await mutate(`${rtl}core/retort_multiplier.v`, '<= r_a0 * r_b0', wrong);
    await expect(compare(ecp5Boards[0], 'multiplier', mutant)).rejects.toThrow(
      /-128 \* -128 and .*: netlist 16384 .*, twin 16383 /,
    );
  });

  it('differ from a memory that overlooks one strobe of its last word', async () => {
    const memory = memoryOf(ecp5Boards[0]);
    const last = memory.WORDS - 1;
    const exact = 'if (i_strobe[byte_index])';
    const wrong = `if (i_strobe[byte_index] || byte_index == 7 && i_address == ${last})`;
    const mutant = await mutate(`${rtl}memory/retort_memory.v`, exact, wrong);
    await expect(compare(ecp5Boards[0], 'memory', mutant, memory)).rejects.toThrow(
      new RegExp(`word ${last}.*: netlist (\\w\\w)(\\w+), twin (?!\\1)\\w\\w\\2\\b`),
    );
  });
});
