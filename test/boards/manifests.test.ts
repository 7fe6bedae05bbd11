// The bitstreams that are checked in, held against their manifests, the sources, and what the host takes those boards to be.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bitstreamPath,
  boardsFolder,
  boardsWithRecipe,
  readManifest,
  readParameters,
  readRecipe,
} from '../../firmware-artifacts/boards/board-folder.ts';
import { digestSources } from '../../firmware-artifacts/boards/build-bitstream.ts';
import { routedBoards } from '../../host/cli/options.ts';
import { boards } from '../../host/image/core-description.ts';

/** Of each clock, between what the routed design allows and what it is given. */
const leastMargin = 0.1;
const oscillatorHz = 25_000_000;

it('every board that the host calls routed has a recipe, and the other way round', () => {
  expect([...routedBoards].sort()).toEqual(boardsWithRecipe());
});

describe.each(boardsWithRecipe())('%s', (name) => {
  const manifest = readManifest(name);
  const parameters = readParameters(name);

  it('has a bitstream of the sources as they are, unchanged since it was made', async () => {
    const bitstream = readFileSync(bitstreamPath(name));
    expect(createHash('sha256').update(bitstream).digest('hex')).toBe(manifest.bitstream);
    const { digest } = await digestSources(name);
    expect(manifest.sourceDigest, "make it again: 'retort board build'").toBe(digest);
    expect(manifest.build).toBe(digest.slice(0, 8));
  });

  it('was routed for a clock a tenth faster than its own, and fits', () => {
    expect(manifest.clockHz).toBe(parameters.CLOCK_HZ);
    expect(1e6 * manifest.fmaxMHz).toBeGreaterThanOrEqual((1 + leastMargin) * manifest.clockHz);
    expect(manifest.cells).toBeLessThanOrEqual(manifest.cellsAvailable);
    expect(manifest.blockRams).toBeLessThanOrEqual(manifest.blockRamsAvailable);
  });

  it('gets from its PLL the clock that it is told to have, within the PLL’s range', () => {
    const { PLL_FEEDBACK, PLL_OUTPUT } = readRecipe(name).pll;
    const oscillation = oscillatorHz * PLL_FEEDBACK;
    // ECP5 and ECP5-5G data sheet (FPGA-DS-02012), "sysCLOCK PLL timing": the oscillator of the PLL runs at 400 to 800 MHz.
    expect(oscillation).toBeGreaterThanOrEqual(400e6);
    expect(oscillation).toBeLessThanOrEqual(800e6);
    expect(Math.round(oscillation / PLL_OUTPUT)).toBe(parameters.CLOCK_HZ);
  });

  it.each([115_200, 460_800, 921_600, 3_000_000])('divides its clock to %d baud, within a fiftieth', (baud) => {
    const cycles = Math.round(parameters.CLOCK_HZ / baud);
    expect(Math.abs(parameters.CLOCK_HZ / cycles / baud - 1)).toBeLessThan(0.02);
  });

  it('is to the host what its parameters make of it', () => {
    const { MEMORY_WORDS, INPUTS, REQUANTIZE_CYCLES, WEIGHT_ENTRIES_LOG2, CLOCK_HZ } = parameters;
    expect(boards.find((board) => board.name === name)).toMatchObject({
      core: 0x0002_0100 + INPUTS,
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
      ...readFileSync(join(boardsFolder, pins), 'utf8').matchAll(/^LOCATE COMP "([^"]+)" SITE "(\w+)"/gm),
    ];
    expect(located.map(([, port]) => port).sort()).toEqual(wanted.sort());
    expect(new Set(located.map(([, , site]) => site)).size).toBe(located.length);
  });
});
