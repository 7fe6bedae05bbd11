// `npm run generate` writes host/image/boards.ts: what compiler and planner know of each board, out of the RTL's parameters (../boards.json), the
// core's id in retort_board.v and the boards' manifests. A test fails where the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { boardsFolder, boardsWithBitstream, boardsWithRecipe, kindOf, readPackedManifest } from './board-folder.ts';

export const descriptionsPath = join(boardsFolder, '../../host/image/boards.ts');

const bytesOfWord = 8;
/** A lane multiplies `INPUTS` channels for each of eight output channels. */
const lanes = 8;

export function renderDescriptions(): string {
  const boards: Record<string, Record<string, number>> = JSON.parse(
    readFileSync(join(boardsFolder, '../boards.json'), 'utf8'),
  );
  const idAboveInputs = readIdAboveInputs();
  const entries = Object.entries(boards).map(([name, parameters]) => {
    const { INPUTS: inputs } = parameters;
    const core = (idAboveInputs << 8) | inputs;
    const fields = {
      name: `'${name}'`,
      core: `0x${core
        .toString(16)
        .padStart(8, '0')
        .replace(/(....)$/, '_$1')}`,
      memoryBytes: digits(parameters.MEMORY_WORDS * bytesOfWord),
      inputs,
      weightEntries: 2 ** parameters.WEIGHT_ENTRIES_LOG2,
      requantizeCycles: parameters.REQUANTIZE_CYCLES,
      rescalers: parameters.RESCALERS,
      memoryPorts: parameters.MEMORY_PORTS,
      readLatency: parameters.READ_LATENCY,
      clockHz: digits(parameters.CLOCK_HZ),
      macsPerCycle: lanes * inputs,
      ...whyNoBitstream(name),
    };
    const lines = Object.entries(fields).map(([field, value]) => `    ${field}: ${value},\n`);
    return `  {\n${lines.join('')}  },\n`;
  });
  return [
    '// Written by `npm run generate` from firmware-artifacts/boards.json, the RTL and the manifests of the boards; do not edit.\n',
    `export const boards = [\n${entries.join('')}] as const;\n`,
  ].join('');
}

/** The core's id without its lowest byte, which is INPUTS (docs/core.md, "Core id"). */
function readIdAboveInputs(): number {
  const rtl = readFileSync(join(boardsFolder, '../rtl/retort_board.v'), 'utf8');
  const [, id] = /localparam \[31:0\] CORE = \{24'h([0-9a-f_]+), INPUTS\[7:0\]\}/.exec(rtl) ?? [];
  if (id === undefined) throw new Error('retort_board.v has no CORE made of 24 bits and INPUTS');
  return Number.parseInt(id.replace('_', ''), 16);
}

function whyNoBitstream(name: string): { noBitstream?: string } {
  const board = boardsWithRecipe().find((one) => kindOf(one) === name);
  if (board === undefined) throw new Error(`the board "${name}" of boards.json has no recipe`);
  if (boardsWithBitstream().includes(board)) return {};
  const { cells, cellsAvailable } = readPackedManifest(board).packed;
  const [taken, available] = [cells, cellsAvailable].map((count) => count.toLocaleString('en'));
  return { noBitstream: `'too large for its FPGA: ${taken} of ${available} logic cells'` };
}

/** 131072 as 131_072 */
function digits(count: number): string {
  return count.toLocaleString('en').replaceAll(',', '_');
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(descriptionsPath, renderDescriptions());
