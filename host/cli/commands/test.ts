// `retort test`: the project's suite on one board, or on each board of a pool at the same time.

import { Command, Option } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import type { BoardOutcome } from '../../hil/suite/outcome.ts';
import type { BoardRun } from '../../hil/suite/run-boards.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { runStep } from '../output.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addBoardOption, integer } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { columns } from '../text/format.ts';
import { hideSecrets, revealSecrets } from '../text/secret-urls.ts';

interface TestOptions extends SettingsFlags {
  readonly pool?: string;
  readonly class?: string;
  readonly tag?: string;
  readonly wait: number;
  readonly retries: number;
  readonly updateBaselines?: boolean;
  readonly student?: string;
  readonly bisect?: readonly string[];
  readonly record?: string;
  readonly replay?: string;
  readonly junit?: string;
  readonly report?: string;
  readonly vitestConfig?: string;
}

export function testCommand(): Command {
  return addBoardOption(new Command('test'))
    .description("runs the project's vitest suite on a board, or on each board of a pool at the same time")
    .argument('[filters...]', 'only test files whose path contains one of these')
    .addOption(
      new Option('--pool <pool>', 'boards from this file, or of the bridge mqtt://HOST/GROUP/BRIDGE').conflicts('on'),
    )
    .option('--class <name>', 'only boards of the pool of this kind, such as up5k')
    .option('--tag <tag>', 'only boards of the pool with this tag')
    .option('--wait <seconds>', 'how long to wait for a board that others have', integer(0, 86_400), 0)
    .option(
      '--retries <n>',
      'run a failed test again; if it passes then, it is flaky, which is not a pass',
      integer(0, 10),
      0,
    )
    .option('--update-baselines', 'record accuracy baselines instead of comparing with them')
    .option('--student <file>', 'test this image instead of the one that the suite names')
    .addOption(
      new Option(
        '--bisect <files...>',
        'find the first of these images, oldest first, with which the suite fails',
      ).conflicts(['student', 'pool', 'updateBaselines']),
    )
    .option('--record <folder>', 'keep every byte of the link, with direction and time')
    .addOption(
      new Option('--replay <folder>', 'answer from such a record instead of a board').conflicts([
        'on',
        'pool',
        'record',
      ]),
    )
    .option('--junit <file>', 'write JUnit XML: the class of a failure is its type')
    .option('--report <file>', 'write an HTML report')
    .option('--vitest-config <file>', "vitest's configuration (default: the one that vitest finds)")
    .addHelpText(
      'after',
      `
Example:
  retort test --on serial:/dev/ttyUSB0 --junit hil-report.xml --report hil-report.html
  retort test --pool boards.json --class up5k --wait 300
  retort test --bisect students/*.retort

Exit code 0: everything passed; 6: everything that failed is infrastructure (the way to the board); 1: anything else failed, or was flaky.`,
    )
    .action((filters: string[], options: TestOptions) =>
      runCommand(options.json === true, (context) => test(filters, options, context)),
    );
}

async function test(
  filters: readonly string[],
  options: TestOptions,
  context: CommandContext,
): Promise<CommandOutcome> {
  const runs = await runsFor(options);
  if (options.bisect) return bisectStudents(options.bisect, filters, options, context, runs);
  const boards = await run(runs, filters, options, context);
  return outcomeOf(boards, await writeReports(boards, options));
}

/** What the fixtures of each board's run are told (host/hil/settings.ts). */
async function runsFor(options: TestOptions): Promise<BoardRun[]> {
  const shared = {
    RETORT_HIL_WAIT_SECONDS: String(options.wait),
    RETORT_HIL_UPDATE: options.updateBaselines ? '1' : '',
    RETORT_HIL_STUDENT: options.student ?? '',
  };
  const { recordedBoards, recordFolderOf } = await import('../../hil/record/record-folders.ts');
  const recordOf = (board: string) => ({
    RETORT_HIL_RECORD: options.record === undefined ? '' : recordFolderOf(options.record, board),
  });
  if (options.replay !== undefined) {
    return recordedBoards(options.replay).map((folder) => ({
      board: `the record ${folder}`,
      env: { ...shared, RETORT_HIL_REPLAY: folder, RETORT_HIL_RECORD: '' },
    }));
  }
  const pool = options.pool ?? (options.on === undefined ? process.env.RETORT_POOL : undefined);
  if (pool) {
    const { openPool } = await import('../../hil/lease/open-pool.ts');
    const { chooseBoards } = await import('../../hil/lease/pool.ts');
    const chosen = chooseBoards(await openPool(pool), { class: options.class, tag: options.tag });
    return chosen.map(({ name }) => ({
      board: name,
      env: { ...shared, ...recordOf(name), RETORT_POOL: revealSecrets(pool), RETORT_BOARD: name },
    }));
  }
  if (options.class !== undefined || options.tag !== undefined) throw new NoPoolError();
  const { on } = await resolveSettings({ ...options, on: options.on ?? (process.env.RETORT_BOARD || undefined) });
  const board = hideSecrets(on);
  return [{ board, env: { ...shared, ...recordOf(board), RETORT_BOARD: revealSecrets(on), RETORT_POOL: '' } }];
}

class NoPoolError extends RetortError {
  readonly code = 'CLI_NO_POOL';
  readonly category = 'usage';
  override readonly name = 'NoPoolError';

  constructor() {
    super('--class and --tag choose among the boards of a pool: name one with --pool, or the board itself with --on');
  }
}

async function run(
  runs: readonly BoardRun[],
  filters: readonly string[],
  { retries, vitestConfig }: TestOptions,
  { output, signal }: CommandContext,
): Promise<BoardOutcome[]> {
  const { runBoards } = await import('../../hil/suite/run-boards.ts');
  const { verdictOf } = await import('../../hil/suite/verdict.ts');
  const title = runs.length === 1 ? `test ${runs[0].board}` : `test ${runs.length} boards`;
  return runStep(output, title, async (update) => {
    const onLine = (board: string, line: string) =>
      update(runs.length === 1 ? line.trim() : `${board}: ${line.trim()}`);
    const boards = await runBoards({ runs, filters, retries, vitestConfig, signal, onLine });
    return { result: boards, text: verdictOf(boards).text };
  });
}

async function writeReports(boards: readonly BoardOutcome[], { junit, report }: TestOptions): Promise<string[]> {
  const { writeFileAtomically } = await import('../../artifact/write-file.ts');
  const { junitXml } = await import('../../hil/suite/junit.ts');
  const { htmlReport } = await import('../../hil/suite/html-report.ts');
  if (junit !== undefined) await writeFileAtomically(junit, junitXml(boards));
  if (report !== undefined) await writeFileAtomically(report, htmlReport(boards, new Date()));
  return [junit, report].filter((path) => path !== undefined);
}

async function outcomeOf(boards: readonly BoardOutcome[], written: readonly string[]): Promise<CommandOutcome> {
  const { classOfTest, countStates, reportedClasses } = await import('../../hil/suite/outcome.ts');
  const { verdictOf } = await import('../../hil/suite/verdict.ts');
  const { text, good, onlyInfrastructure } = verdictOf(boards);
  const rows = boards.map(({ board, tests }) => {
    const { passed, failed, flaky, skipped } = countStates(tests);
    const classes = reportedClasses.filter((name) => tests.some((one) => classOfTest(one) === name));
    return [board, ...[passed, failed, flaky, skipped].map(String), classes.join(', ')];
  });
  const failures = boards.flatMap(({ board, tests }) =>
    tests.filter(classOfTest).map((one) => {
      const state = one.state === 'flaky' ? ` (flaky: passed after ${one.retries} retries)` : '';
      return `${board}: ${one.name}${state}\n${one.failures.map(({ message }) => message).join('\n')}`;
    }),
  );
  return {
    json: {
      passed: good,
      boards: boards.map(({ board, tests }) => ({ board, ...countStates(tests), tests })),
      written,
    },
    text: [
      columns(['board', 'passed', 'failed', 'flaky', 'skipped', 'classes'], rows, new Set([1, 2, 3, 4])),
      ...failures,
      ...(written.length > 0 ? [`written: ${written.join(', ')}`] : []),
      text,
    ].join('\n\n'),
    exitCode: good ? EXIT_CODES.ok : onlyInfrastructure ? EXIT_CODES.board : EXIT_CODES.comparisonFailed,
  };
}

async function bisectStudents(
  students: readonly string[],
  filters: readonly string[],
  options: TestOptions,
  context: CommandContext,
  [{ board, env }]: readonly BoardRun[],
): Promise<CommandOutcome> {
  const { bisect, BisectInterruptedError } = await import('../../hil/suite/bisect.ts');
  const { verdictOf } = await import('../../hil/suite/verdict.ts');
  const outcomes = new Map<string, readonly BoardOutcome[]>();
  const found = await bisect(students, async (student) => {
    const runs = [{ board, env: { ...env, RETORT_HIL_STUDENT: student } }];
    context.output.note(`student ${student}`);
    const boards = await run(runs, filters, options, context);
    outcomes.set(student, boards);
    const { good, onlyInfrastructure, text } = verdictOf(boards);
    if (!good && onlyInfrastructure) throw new BisectInterruptedError(student, text);
    return good;
  });
  const failed = outcomes.get(found.firstBad) ?? [];
  const written = await writeReports(failed, options);
  const { text } = await outcomeOf(failed, written);
  const sentence = `the first student with which the suite fails is ${found.firstBad}; with ${found.lastGood} it passes`;
  return {
    json: { ...found, verdict: verdictOf(failed).text, written },
    text: `${text}\n\n${sentence}`,
  };
}
