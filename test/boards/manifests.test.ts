// What is checked in for each board, held against its manifest, the sources, and what the host takes the board to be.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bitstreamPath,
  boardsFolder,
  boardsWithBitstream,
  boardsWithRecipe,
  kindOf,
  readManifest,
  readPackedManifest,
  readParameters,
  readRecipe,
} from '../../firmware-artifacts/boards/board-folder.ts';
import { digestSources } from '../../firmware-artifacts/boards/build-bitstream.ts';
import { listOverfull } from '../../firmware-artifacts/boards/design-too-large.ts';
import { boards } from '../../host/image/core-description.ts';

/** Of each clock, between what the routed design allows and what it is given. */
const leastMargin = 0.1;

it('every kind of board that the host knows is that of one board with a recipe', () => {
  expect(boardsWithRecipe().map(kindOf).sort()).toEqual(boards.map(({ name }) => name).sort());
});

it('the host gives the same reason as the manifest for a board without a bitstream, and none for the others', () => {
  for (const name of boardsWithRecipe()) {
    const { noBitstream } = boards.find((board) => board.name === kindOf(name))!;
    if (boardsWithBitstream().includes(name)) expect(noBitstream).toBe(undefined);
    else
      expect(noBitstream).toBe(`too large for its FPGA: ${listOverfull(readPackedManifest(name).packed).join(', ')}`);
  }
});

describe.each(boardsWithBitstream())('%s', (name) => {
  const manifest = readManifest(name);

  it('has a bitstream that is unchanged since it was made', () => {
    const bitstream = readFileSync(bitstreamPath(name));
    expect(createHash('sha256').update(bitstream).digest('hex')).toBe(manifest.bitstream);
  });

  it('was routed for a clock a tenth faster than its own, and fits', () => {
    expect(1e6 * manifest.fmaxMHz).toBeGreaterThanOrEqual((1 + leastMargin) * manifest.clockHz);
    expect(listOverfull(manifest)).toEqual([]);
  });
});

describe.each(boardsWithRecipe())('%s', (name) => {
  const manifest = boardsWithBitstream().includes(name) ? readManifest(name) : readPackedManifest(name);
  const parameters = readParameters(name);

  it('was made of the sources as they are, for its clock', async () => {
    const { digest } = await digestSources(name);
    expect(manifest.sourceDigest, "make it again: 'retort board build'").toBe(digest);
    expect(manifest.build).toBe(digest.slice(0, 8));
    expect(manifest.clockHz).toBe(parameters.CLOCK_HZ);
  });

  it('gets from its PLL the clock that it is told to have, within the PLL’s range', () => {
    const { oscillation, lowest, highest, clockHz } = pllOf(name);
    expect(oscillation).toBeGreaterThanOrEqual(lowest);
    expect(oscillation).toBeLessThanOrEqual(highest);
    expect(Math.round(clockHz)).toBe(parameters.CLOCK_HZ);
  });

  it.each([115_200, 460_800, 921_600, 3_000_000])('divides its clock to %d baud, within a fiftieth', (baud) => {
    const cycles = Math.round(parameters.CLOCK_HZ / baud);
    expect(Math.abs(parameters.CLOCK_HZ / cycles / baud - 1)).toBeLessThan(0.02);
  });

  it('is to the host what its parameters make of it', () => {
    const { MEMORY_WORDS, INPUTS, REQUANTIZE_CYCLES, WEIGHT_ENTRIES_LOG2, CLOCK_HZ } = parameters;
    expect(boards.find((board) => board.name === kindOf(name))).toMatchObject({
      core: 0x0003_0100 + INPUTS,
      memoryBytes: 8 * MEMORY_WORDS,
      inputs: INPUTS,
      weightEntries: 2 ** WEIGHT_ENTRIES_LOG2,
      requantizeCycles: REQUANTIZE_CYCLES,
      clockHz: CLOCK_HZ,
      macsPerCycle: 8 * INPUTS,
    });
  });

  it('gives a pin to each port of its top', () => {
    const { top, pins } = readRecipe(name);
    const ports = [
      ...readFileSync(join(boardsFolder, top), 'utf8').matchAll(/^ {4}(?:in|out)put +wire +(?:\[(\d+):0\])? *(\w+)/gm),
    ];
    const wanted = ports.flatMap(([, high, port]) =>
      high === undefined ? [port] : Array.from({ length: Number(high) + 1 }, (_, i) => `${port}[${i}]`),
    );
    const located = [
      ...readFileSync(join(boardsFolder, pins), 'utf8').matchAll(
        /^(?:LOCATE COMP|set_io) "?([^" ]+)"? (?:SITE )?"?(\w+)"?/gm,
      ),
    ];
    expect(located.map(([, port]) => port).sort()).toEqual(wanted.sort());
    expect(new Set(located.map(([, , site]) => site)).size).toBe(located.length);
  });
});

/** In hertz: what the PLL's oscillator runs at and may run at, and what comes out. */
function pllOf(board: string) {
  const { pll, device } = readRecipe(board);
  if (device === 'up5k') {
    // iCE40 UltraPlus data sheet (FPGA-DS-02008), "sysCLOCK PLL Timing": 533 to 1,066 MHz.
    const oscillation = (12_000_000 * (pll.PLL_DIVF + 1)) / (pll.PLL_DIVR + 1);
    return { oscillation, lowest: 533e6, highest: 1066e6, clockHz: oscillation / 2 ** pll.PLL_DIVQ };
  }
  // ECP5 and ECP5-5G data sheet (FPGA-DS-02012), "sysCLOCK PLL timing": 400 to 800 MHz.
  const oscillation = 25_000_000 * pll.PLL_FEEDBACK;
  return { oscillation, lowest: 400e6, highest: 800e6, clockHz: oscillation / pll.PLL_OUTPUT };
}
