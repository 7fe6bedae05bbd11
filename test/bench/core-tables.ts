// docs/boards.md, made of what `npm run bench -- core --json > evidence/core.json` found: `npx tsx test/bench/core-tables.ts` writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readPackedManifest } from '../../firmware-artifacts/boards/board-folder.ts';
import type { CoreBench } from './core.ts';
import { bridge } from './swap.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const boardsPage = at('docs/boards.md');
export const coreEvidence = (): CoreBench => JSON.parse(readFileSync(at('evidence/core.json'), 'utf8'));

const names: Readonly<Record<string, string>> = { kws_ref_model: 'DS-CNN', pretrainedResnet_quant: 'ResNet-8' };
/** Begin, what the board holds already (one for each 48 ranges of it), the last piece, and commit. */
const roundTrips = '4 to 5';
const whole = (value: number) => value.toLocaleString('en-US');

export function renderBoardsPage({ networks, swaps, layouts }: CoreBench): string {
  const { packed } = readPackedManifest('icebreaker');
  const layoutRows = layouts.map(
    ({ board, seed, fmaxMHz, clockMHz, cells, cellsAvailable, blockRams, blockRamsAvailable, sourceDigest }) =>
      `| \`${board}\` | ${whole(cells)} of ${whole(cellsAvailable)} | ${blockRams} of ${blockRamsAvailable} | ${fmaxMHz.toFixed(2)} MHz (seed ${seed}) | ${clockMHz.toFixed(2)} MHz | ${sourceDigest.slice(0, 8)} |`,
  );
  const networkRows = networks.map(
    ({ network, board, lanes, cycles, milliseconds, utilisation, bitExact, sourceDigest }) =>
      `| ${names[network]} | \`${board}\` | ${lanes} | ${whole(cycles)} | ${milliseconds.toFixed(2)} | ${(100 * utilisation).toFixed(1)} % | ${bitExact ? 'yes' : 'NO'} | ${sourceDigest.slice(0, 8)} |`,
  );
  const swapRows = swaps.map(
    ({ network, board, baud, adapterMilliseconds, bytes, lineMilliseconds, boardMilliseconds }) =>
      `| ${names[network]} | \`${board}\` | ${whole(baud)} | ${adapterMilliseconds} ms | ${whole(bytes)} | ${lineMilliseconds.toFixed(1)} | ${boardMilliseconds.toFixed(1)} |`,
  );
  const ours = networks.map(
    ({ network, board, lanes, cycles, milliseconds }) =>
      `| Retort, \`${board}\`, ${lanes} lanes | ${names[network]}: ${milliseconds.toFixed(2)} ms (${whole(cycles)} cycles) | seconds: weights and program are loaded over the line |`,
  );
  return `# Boards, and what others reach

Made of \`evidence/core.json\` (\`npm run bench -- core --json\`) by \`npx tsx test/bench/core-tables.ts\`. Cells, block RAMs and clocks are those of designs that were placed
and routed; cycles were counted by the virtual board, which is the same RTL, and milliseconds follow from the clock of the bitstream. **Nothing has
run on an FPGA yet.** What yosys makes of multipliers and memory of each ECP5 board is compared with the behavioural modules, for all pairs of operands and
every word; the netlist of the whole \`ulx3s-25f\`, simulated at its serial pins with models of the ECP5's cells, classifies five images with the
reference's logits and labels in the planned cycles (\`npm run test:long -- test/netlist\`). How to use a board is in [its page](../firmware-artifacts/boards/ulx3s/README.md).

| bitstream | cells | block RAMs | routed for | runs at | sources |
|---|---|---|---|---|---|
${layoutRows.join('\n')}

The [iCEBreaker](../firmware-artifacts/boards/icebreaker/README.md) (iCE40 UP5K) has no bitstream: packed, the design takes ${whole(packed.cells)} of its ${whole(packed.cellsAvailable)} logic
cells, the core alone ${whole(packed.coreCells)}.

| network (MLPerf Tiny, int8) | board | lanes | cycles | ms | busy | bit-exact to TFLM | sources |
|---|---|---|---|---|---|---|---|
${networkRows.join('\n')}

ResNet-8 needs more memory than \`ulx3s-25f\` has.

## Another student

How long it takes to put another network onto a board: from the first byte of the upload until the board has answered that the image is checked and
takes effect, in the board's time. Beside it the time that the image's bytes alone are on the line. The ULX3S's USB bridge, FTDI's FT231X, does
${whole(bridge.mostBaud)} baud at most, and holds back what it has received for ${bridge.idleMilliseconds} ms, or ${bridge.promptMilliseconds} ms where its driver is asked for that (data sheet FT_000565); Retort asks
for it on Linux. What is left beside the bytes is framing (27 bytes for each 1,024 of the image, and the stuffing), the questions about what the board
holds already (2.3 % of the line's time), the CRCs that it computes over its memory and over the image (1.75 cycles a byte each), and ${roundTrips} round trips.

| network | board | baud | adapter, both ways | bytes | their ms on the line | ms in all |
|---|---|---|---|---|---|---|
${swapRows.join('\n')}

## Beside others

Figures of others are as they published them (MLPerf Tiny's results, their papers and repositories); each was measured on other hardware, at another clock,
and most with another network of the same name. The last column is what a user waits for when the network changes.

| | reached | a new network takes |
|---|---|---|
${ours.join('\n')}
| FINN, Pynq-Z2 (MLPerf Tiny) | CNN with binary weights: 1.51 ms | a new bitstream: minutes to hours of synthesis |
| fpgaConvNet, Zybo and ZedBoard (MLPerf Tiny) | ResNet-8: 3.15 and 0.41 ms; keyword spotting 2.15 ms on Zybo | a new bitstream |
| hls4ml, Pynq-Z2 and Arty (MLPerf Tiny) | ResNet-like: 27.3 and 33.2 ms, newer 7.64 ms | a new bitstream |
| CFU-Playground, Arty A7 at 100 MHz | DS-CNN: 9.8 million cycles | a new gateware for what it was tuned to |
| CFU-Playground, Fomu (UP5K) | DS-CNN: 25.2 million cycles; 5,241 of 5,280 cells | the same |
| MARLANN (UP5K) | 16 multiplications per cycle, 80 % busy at 20 MHz | weights are loaded; no depthwise layers, sums or averages |
| Lattice CNN Compact IP (UP5K, closed) | engine alone: 2,430 LUTs, 11 block RAMs, 41 MHz | weights are loaded; binary weights or vendor fixed point, vendor tools |
| Microcontrollers (MLPerf Tiny) | ResNet-8 / DS-CNN: STM32L4R5 165 / 43 ms, STM32H7A3 40.8 / 11.3 ms, RA8D1 8.5 / 3.5 ms | seconds |

On \`ulx3s-85f\` ResNet-8 is faster than hls4ml's, and slower than FINN's (of another network, with binary weights) and fpgaConvNet's, which are
made for the one network that they run.
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(boardsPage, renderBoardsPage(coreEvidence()));
