// `retort boards`: FPGA boards attached to this computer, found by USB identity, and what runs on them.

import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { columns } from '../text/format.ts';

export function boardsCommand(): Command {
  return new Command('boards')
    .description(
      "lists the FPGA boards attached over USB and the bitstream each one runs ('retort board list': all supported boards)",
    )
    .addHelpText('after', '\nExample:\n  retort boards\n  retort flash student.retort --on usb:ulx3s')
    .action(({ json }: { readonly json?: boolean }) =>
      runCommand(json === true, async ({ signal }) => {
        const { listAttachedBoards } = await import('../../../device-bridge/link/usb-boards.ts');
        const { askAttachedBoards } = await import('../steps/ask-attached-boards.ts');
        const { buildText } = await import('../steps/board-identity.ts');
        const boards = await askAttachedBoards(await listAttachedBoards(), signal);
        const rows = boards.map(({ board, path, vendorId, productId, serialNumber = '–', certain, build, problem }) => [
          board,
          path,
          `${vendorId}:${productId}`,
          serialNumber,
          certain ? 'its name' : 'only its USB adapter, which other devices use too',
          build ? buildText(build) : (problem ?? 'not queried'),
        ]);
        const none = 'no known board is attached; name any other board by its port, such as --on serial:/dev/ttyUSB0';
        const text = columns(['board', 'port', 'USB', 'serial number', 'recognized by', 'runs'], rows, new Set());
        return { json: { boards }, text: rows.length === 0 ? none : text };
      }),
    );
}
