// `retort board list`: which boards there are, and what is known of each.

import { Command } from 'commander';
import type { Manifest } from '../../../firmware-artifacts/boards/board-folder.ts';
import { boards, type CoreDescription } from '../../image/core-description.ts';
import { columns, shareOf } from '../format.ts';
import { routedBoards } from '../options.ts';
import { runCommand } from '../run-command.ts';

export function boardListCommand(): Command {
  return new Command('list')
    .description('lists the boards: size, clock, and how each has been verified')
    .addHelpText('after', '\nExample:\n  retort board list --json')
    .action(({ json }: { readonly json?: boolean }) =>
      runCommand(json === true, async () => {
        const { readManifest, readRecipe } = await import('../../../firmware-artifacts/boards/board-folder.ts');
        const known = boards.map((board) => {
          const routed = routedBoards.includes(board.name) ? readManifest(board.name) : undefined;
          const { memoryBytes, clockHz, macsPerCycle } = board;
          const title = routed ? readRecipe(board.name).title : 'iCE40 UP5K';
          return {
            ...{ name: board.name, title, lanes: macsPerCycle, memoryBytes, clockHz },
            ...{ routed: routed ?? null, simulated: true, onSilicon: false, verified: verifiedBy(board, routed) },
          };
        });
        const headings = [
          'board',
          'FPGA board',
          'lanes',
          'memory',
          'clock',
          'routed for',
          'cells',
          'block RAMs',
          'verified',
        ];
        const rows = known.map(({ name, title, lanes, memoryBytes, clockHz, routed, verified }) => [
          name,
          title,
          String(lanes),
          `${memoryBytes / 1024} KB`,
          `${(clockHz / 1e6).toFixed(2)} MHz`,
          routed ? `${routed.fmaxMHz.toFixed(2)} MHz` : '–',
          routed ? shareOf(routed.cells, routed.cellsAvailable) : '–',
          routed ? shareOf(routed.blockRams, routed.blockRamsAvailable) : '–',
          verified,
        ]);
        return { json: { boards: known }, text: columns(headings, rows, new Set([2, 3, 4, 5, 6, 7])) };
      }),
    );
}

/** How far, in words: nothing here has run on an FPGA yet. */
function verifiedBy({ noBitstream }: CoreDescription, routed: Manifest | undefined): string {
  return routed ? 'in simulation; placed and routed; on no FPGA yet' : `in simulation; ${noBitstream}`;
}
