// `retort board list`: the supported boards and what is known about each.

import { Command } from 'commander';
import {
  boardsWithBitstream,
  boardsWithRecipe,
  kindOf,
  type Manifest,
  type PackedManifest,
  readManifest,
  readPackedManifest,
  readRecipe,
} from '../../../firmware-artifacts/boards/board-folder.ts';
import { listOverfull } from '../../../firmware-artifacts/boards/design-too-large.ts';
import { coreNamed } from '../../image/core-description.ts';
import { runCommand } from '../run-command.ts';
import { columns, shareOf } from '../text/format.ts';

export function boardListCommand(): Command {
  return new Command('list')
    .description('lists all supported boards: size, clock and how each was verified')
    .addHelpText('after', '\nExample:\n  retort board list --json')
    .action(({ json }: { readonly json?: boolean }) =>
      runCommand(json === true, async () => {
        const known = describeBoards();
        const headings = ['board', 'FPGA board', 'simulated as', 'lanes', 'memory', 'clock', 'routed for', 'cells'];
        const rows = known.map(({ name, title, virtual, lanes, memoryBytes, clockHz, routed, packed, verified }) => {
          const used = routed ?? packed!;
          return [
            ...[name, title, `virtual:${virtual}`, String(lanes), `${memoryBytes / 1024} KB`],
            ...[`${(clockHz / 1e6).toFixed(2)} MHz`, routed ? `${routed.fmaxMHz.toFixed(2)} MHz` : '–'],
            ...[shareOf(used.cells, used.cellsAvailable), shareOf(used.blockRams, used.blockRamsAvailable), verified],
          ];
        });
        const text = columns([...headings, 'block RAMs', 'verified'], rows, new Set([3, 4, 5, 6, 7, 8]));
        return { json: { boards: known }, text };
      }),
    );
}

interface KnownBoard {
  readonly name: string;
  readonly title: string;
  /** The virtual board with its parameters, and the name of its kind for `--board`. */
  readonly virtual: string;
  readonly lanes: number;
  readonly memoryBytes: number;
  /** A target if the design is not routed. */
  readonly clockHz: number;
  /** One of the two is null. */
  readonly routed: Manifest | null;
  readonly packed: PackedManifest['packed'] | null;
  readonly simulated: true;
  /** Nothing here has run on an FPGA yet. */
  readonly onSilicon: false;
  readonly verified: string;
}

function describeBoards(): KnownBoard[] {
  const withBitstream = boardsWithBitstream();
  return boardsWithRecipe().map((name) => {
    const { memoryBytes, clockHz, macsPerCycle: lanes } = coreNamed(kindOf(name));
    const routed = withBitstream.includes(name) ? readManifest(name) : null;
    const packed = routed ? null : readPackedManifest(name).packed;
    const state = packed
      ? `does not fit: ${listOverfull(packed).join(', ')}`
      : 'placed and routed; not yet run on an FPGA';
    return {
      ...{ name, title: readRecipe(name).title, virtual: kindOf(name), lanes, memoryBytes, clockHz, routed, packed },
      ...{ simulated: true, onSilicon: false, verified: `in simulation; ${state}` },
    };
  });
}
