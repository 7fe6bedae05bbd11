// `retort board`: a virtual board on a pseudo-terminal, for any program that opens serial ports.

import { Argument, Command } from 'commander';
import { boardsWithRecipe } from '../../../firmware-artifacts/boards/board-folder.ts';
import { boards } from '../../image/core-description.ts';
import { untilAborted } from '../interrupt.ts';
import { runCommand } from '../run-command.ts';
import { decimal, integer } from '../settings/options.ts';
import { virtualBaud } from '../steps/board-url.ts';
import { boardAcceptCommand } from './board-accept.ts';
import { boardBuildCommand } from './board-build.ts';
import { boardListCommand } from './board-list.ts';
import { boardProgramCommand } from './board-program.ts';

interface BoardOptions {
  readonly json?: boolean;
  readonly pace?: boolean;
  readonly drop: number;
  readonly corrupt: number;
  readonly latency: number;
  readonly seed: number;
  readonly wasm?: string;
}

export function boardCommand(): Command {
  const names = boardsWithRecipe();
  return new Command('board')
    .description('runs a virtual board on a pseudo-terminal until Ctrl-C and prints its port')
    .addArgument(new Argument('[name]', 'the board').choices(boards.map(({ name }) => name)).default('up5k'))
    .enablePositionalOptions()
    .addCommand(boardListCommand())
    .addCommand(boardBuildCommand(names))
    .addCommand(boardProgramCommand(names))
    .addCommand(boardAcceptCommand())
    .option('--pace', 'keep to the baud rate instead of running at full speed')
    .option('--drop <share>', 'drop this share of the bytes, such as 0.0001', decimal(0, 1), 0)
    .option('--corrupt <share>', 'corrupt a byte in this share of the frames', decimal(0, 1), 0)
    .option(
      '--latency <ms>',
      'simulate an adapter that delays bytes by this long in each direction',
      decimal(0, 10_000),
      0,
    )
    .option('--seed <n>', 'seed for --drop and --corrupt', integer(0, 0xffff_ffff), 1)
    .option('--wasm <file>', 'the build of the board to run (default: the one that ships with retort)')
    .addHelpText(
      'after',
      '\nExample:\n  retort board --pace --drop 0.001\n\nThe port is printed first, with --json as {"port":…,"url":…}.',
    )
    .action((board: string, options: BoardOptions) =>
      runCommand(options.json === true, async ({ signal }) => {
        const { serveVirtualBoard } = await import('../../../firmware-artifacts/virtual-board/pseudo-terminal.ts');
        const { virtualBoardOptions } = await import('../steps/connect.ts');
        const pace = options.pace === true;
        const served = await serveVirtualBoard(virtualBoardOptions({ ...options, board, pace }));
        try {
          const url = `serial:${served.path}?baud=${virtualBaud(board)}`;
          process.stdout.write(
            options.json
              ? `${JSON.stringify({ port: served.path, url })}\n`
              : `${served.path}\nUse it with: --on '${url}'\n`,
          );
          await untilAborted(signal);
        } finally {
          await served.close();
        }
        throw signal.reason;
      }),
    );
}
