// `retort board build NAME`: a board's bitstream, made with open tools.

import { Argument, Command } from 'commander';
import type { Manifest } from '../../../firmware-artifacts/boards/board-folder.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { shareOf } from '../format.ts';
import { integer, routedBoards } from '../options.ts';
import { type CommandOutcome, runCommand } from '../run-command.ts';

interface BuildFlags {
  readonly json?: boolean;
  readonly out?: string;
  readonly seed?: number;
  readonly check?: boolean;
}

export function boardBuildCommand(): Command {
  return new Command('build')
    .description("makes a board's bitstream with yosys and nextpnr, which it installs from PyPI on first use")
    .addArgument(new Argument('<name>', 'the board').choices(routedBoards))
    .option('-o, --out <folder>', 'where NAME.bit and manifest.json are written (default: NAME)')
    .option('--seed <n>', "nextpnr's seed (default: that of the board's recipe)", integer(0, 0x7fff_ffff))
    .option('--check', 'end with exit code 1 where the bitstream is not the one that comes with retort, byte for byte')
    .addHelpText(
      'after',
      '\nExample:\n  retort board build ulx3s-25f\n\nTakes 5 to 15 minutes and Python 3.9 or later.',
    )
    .action((name: string, flags: BuildFlags) =>
      runCommand(flags.json === true, async ({ output, signal }) => {
        const { buildBitstream } = await import('../../../firmware-artifacts/boards/build-bitstream.ts');
        const { bitstreamPath, readManifest } = await import('../../../firmware-artifacts/boards/board-folder.ts');
        const out = flags.out ?? name;
        const say = (step: string) => output.note(`${step} …`);
        const made = await buildBitstream(name, { out, seed: flags.seed, say, signal });
        const same = made.bitstream === readManifest(name).bitstream;
        return outcomeOf(name, bitstreamPath(name, out), made, same, flags.check === true);
      }),
    );
}

function outcomeOf(name: string, path: string, made: Manifest, same: boolean, check: boolean): CommandOutcome {
  const { clockHz, fmaxMHz, cells, cellsAvailable, blockRams, blockRamsAvailable, criticalPath } = made;
  const { nanoseconds, routingNanoseconds, from, to } = criticalPath;
  const lines = [
    `${path}: ${shareOf(cells, cellsAvailable)} cells, ${shareOf(blockRams, blockRamsAvailable)} block RAMs`,
    `clock ${(clockHz / 1e6).toFixed(2)} MHz, routed for ${fmaxMHz.toFixed(2)} MHz; longest path ${nanoseconds} ns, of which ${routingNanoseconds} ns of wires, from ${from} to ${to}`,
    same
      ? `the same bytes as the ${name}.bit that comes with retort`
      : `not the bytes of the ${name}.bit that comes with retort`,
  ];
  return {
    json: { board: name, path, same, ...made },
    text: lines.join('\n'),
    exitCode: check && !same ? EXIT_CODES.comparisonFailed : EXIT_CODES.ok,
  };
}
