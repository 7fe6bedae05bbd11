// `retort board build NAME`: a board's bitstream, made with open tools.

import { isDeepStrictEqual } from 'node:util';
import { Argument, Command } from 'commander';
import {
  bitstreamPath,
  boardsWithBitstream,
  type Manifest,
  type PackedManifest,
  readManifest,
  readPackedManifest,
} from '../../../firmware-artifacts/boards/board-folder.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandOutcome, runCommand } from '../run-command.ts';
import { integer } from '../settings/options.ts';
import { grouped, shareOf } from '../text/format.ts';

interface BuildFlags {
  readonly json?: boolean;
  readonly out?: string;
  readonly seed?: number;
  readonly check?: boolean;
  readonly setBudget?: boolean;
}

/** @param names those of `boardsWithRecipe()` */
export function boardBuildCommand(names: readonly string[]): Command {
  return new Command('build')
    .description("builds a board's bitstream with yosys and nextpnr, installed from PyPI on first use")
    .addArgument(new Argument('<name>', 'the board').choices(names))
    .option('-o, --out <folder>', 'output folder for NAME.bit and manifest.json (default: NAME)')
    .option('--seed <n>', "seed for nextpnr (default: from the board's recipe)", integer(0, 0x7fff_ffff))
    .option(
      '--check',
      'exit with code 1 if the bitstream is not byte for byte the one that ships with retort or, on a board too small for the design, if its resource use differs',
    )
    .option('--set-budget', "set the board's budget from this build instead of failing if the build exceeds it")
    .addHelpText(
      'after',
      '\nExample:\n  retort board build ulx3s-25f\n\nTakes 5 to 15 minutes and needs Python 3.9 or later.',
    )
    .action((name: string, flags: BuildFlags) =>
      runCommand(flags.json === true, async ({ output, signal }) => {
        const { buildBitstream } = await import('../../../firmware-artifacts/boards/build-bitstream.ts');
        const { out = name, seed, check = false, setBudget } = flags;
        const say = (step: string) => output.note(`${step} …`);
        const made = await buildBitstream(name, { out, seed, setBudget, say, signal });
        return 'packed' in made ? outcomeOfPacked(name, made, check) : outcomeOfRouted(name, out, made, check);
      }),
    );
}

function outcomeOfRouted(name: string, out: string, made: Manifest, check: boolean): CommandOutcome {
  const path = bitstreamPath(name, out);
  const same = boardsWithBitstream().includes(name) && made.bitstream === readManifest(name).bitstream;
  const { clockHz, fmaxMHz, cells, cellsAvailable, blockRams, blockRamsAvailable, criticalPath } = made;
  const { nanoseconds, routingNanoseconds, from, to } = criticalPath;
  const lines = [
    `${path}: ${shareOf(cells, cellsAvailable)} cells, ${shareOf(blockRams, blockRamsAvailable)} block RAMs`,
    `clock ${(clockHz / 1e6).toFixed(2)} MHz, routed for ${fmaxMHz.toFixed(2)} MHz; critical path ${nanoseconds} ns, of which ${routingNanoseconds} ns of wires, from ${from} to ${to}`,
    same
      ? `identical to the ${name}.bit that ships with retort`
      : `different from the ${name}.bit that ships with retort`,
  ];
  return {
    json: { board: name, path, same, ...made },
    text: lines.join('\n'),
    exitCode: check && !same ? EXIT_CODES.comparisonFailed : EXIT_CODES.ok,
  };
}

/** @throws DesignTooLargeError unless it is only to be checked that this is known */
async function outcomeOfPacked(name: string, made: PackedManifest, check: boolean): Promise<CommandOutcome> {
  const { DesignTooLargeError } = await import('../../../firmware-artifacts/boards/design-too-large.ts');
  const tooLarge = new DesignTooLargeError(name, made);
  if (!check) throw tooLarge;
  const same = !boardsWithBitstream().includes(name) && isDeepStrictEqual(made, readPackedManifest(name));
  const lines = [
    tooLarge.message,
    `the core alone takes ${grouped(made.packed.coreCells)} cells`,
    `${same ? 'matches' : 'differs from'} the manifest that ships with retort`,
  ];
  return {
    json: { board: name, same, ...made },
    text: lines.join('\n'),
    exitCode: same ? EXIT_CODES.ok : EXIT_CODES.comparisonFailed,
  };
}
