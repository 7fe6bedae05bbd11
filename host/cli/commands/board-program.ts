// `retort board program NAME`: programs an FPGA with a bitstream through openFPGALoader.

import { Argument, Command, Option } from 'commander';
import { runCommand } from '../run-command.ts';

interface ProgramFlags {
  readonly json?: boolean;
  readonly to: 'sram' | 'flash';
  readonly bitstream?: string;
}

/** @param names those of `boardsWithRecipe()` */
export function boardProgramCommand(names: readonly string[]): Command {
  return new Command('program')
    .description('programs a board with a bitstream through openFPGALoader')
    .addArgument(new Argument('<name>', 'the board').choices(names))
    .addOption(
      new Option('--to <memory>', 'where to write it: sram is lost at power-off, flash is kept')
        .choices(['sram', 'flash'])
        .default('sram'),
    )
    .option('--bitstream <file>', 'the bitstream (default: the one that ships with retort)')
    .addHelpText('after', '\nExample:\n  retort board program ulx3s-25f --to flash')
    .action((name: string, { to, bitstream, json }: ProgramFlags) =>
      runCommand(json === true, async ({ signal }) => {
        const { bitstreamPath } = await import('../../../firmware-artifacts/boards/board-folder.ts');
        const { programBoard } = await import('../../../firmware-artifacts/boards/program-board.ts');
        const path = bitstream ?? bitstreamPath(name);
        await programBoard(name, path, to, signal);
        return { json: { board: name, bitstream: path, to }, text: `Wrote ${path} to the ${to} of the ${name}` };
      }),
    );
}
