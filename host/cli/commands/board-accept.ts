// `retort board accept URL`: the acceptance run of a board, with a report that can be attached to an issue.

import { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { integer } from '../settings/options.ts';
import type { AcceptanceCheck } from '../steps/accept-board.ts';
import { table } from '../text/format.ts';

interface AcceptFlags {
  readonly json?: boolean;
  readonly seed: number;
  readonly programs: number;
  readonly rates: readonly number[];
  readonly report?: string;
}

export function boardAcceptCommand(): Command {
  return new Command('accept')
    .description(
      "tests a board's identity, memory, arithmetic, cycle counts and serial line at every rate; replaces its image",
    )
    .argument('<url>', 'the board: usb:ulx3s, serial:PATH, virtual:up5k, mqtt://HOST/GROUP/BRIDGE/BOARD')
    .option('--programs <n>', 'number of random networks to trace', integer(1, 10_000), 20)
    .option('--rates <list>', 'baud rates to test', parseRates, [115_200, 460_800, 921_600, 3_000_000])
    .option('--seed <n>', 'seed of the random networks and inputs', integer(0, 0x7fff_ffff), 1)
    .option('--report <file>', 'also write the result to this file, as Markdown')
    .addHelpText('after', '\nExample:\n  retort board accept usb:ulx3s --report acceptance.md')
    .action((url: string, flags: AcceptFlags) =>
      runCommand(flags.json === true, (context) => accept(url, flags, context)),
    );
}

const parseRate = integer(115_200, 12_000_000);

function parseRates(text: string): number[] {
  return text.split(',').map((rate) => parseRate(rate));
}

async function accept(
  url: string,
  { seed, programs, rates, report }: AcceptFlags,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { requirePhysical, requireSingle } = await import('../steps/connect.ts');
  const { acceptBoard } = await import('../steps/accept-board.ts');
  const { buildText, describeBuild } = await import('../steps/board-identity.ts');
  const { urlForPeople } = await import('../../../device-bridge/mqtt/url-for-people.ts');
  const target = requireSingle(url, requirePhysical(url));
  const { identity, checks } = await acceptBoard(target, { seed, programs, rates }, context);
  const board = urlForPeople(url);
  const build = describeBuild(identity);
  const accepted = checks.every(({ passed }) => passed);
  if (report !== undefined) {
    const { writeFileAtomically } = await import('../../artifact/write-file.ts');
    const { version } = await import('../version.ts');
    const text = reportOf(board, `retort ${version}, seed ${seed}`, buildText(build), checks);
    await writeFileAtomically(report, new TextEncoder().encode(text));
  }
  const failed = checks.filter(({ passed }) => !passed).length;
  const verdict = accepted
    ? `${board} is accepted`
    : `${board} is NOT accepted: ${failed} of ${checks.length} checks failed`;
  const rows = checks.map(({ name, passed, detail }) => [name, `${passed ? 'passed' : 'FAILED'}  ${detail}`] as const);
  return {
    json: { board, accepted, seed, programs, identity, build, checks },
    text: `${table(rows)}\n\n${verdict}`,
    exitCode: accepted ? EXIT_CODES.ok : EXIT_CODES.comparisonFailed,
  };
}

function reportOf(board: string, made: string, build: string, checks: readonly AcceptanceCheck[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = checks.map(
    ({ name, passed, detail }) => `| ${cell(name)} | ${passed ? 'passed' : '**failed**'} | ${cell(detail)} |`,
  );
  const head = [
    `# Acceptance of ${board}`,
    '',
    `Board: ${build}. Made by ${made}; ${process.platform} ${process.arch}.`,
    '',
  ];
  return [...head, '| check | result | seen |', '|---|---|---|', ...rows, ''].join('\n');
}
