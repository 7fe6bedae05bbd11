// The command line as a whole: its commands, its help, its usage errors.

import { Command, CommanderError } from 'commander';
import { RetortError } from '../../proto/retort-error.ts';
import { boardCommand } from './commands/board.ts';
import { boardsCommand } from './commands/boards.ts';
import { bridgeCommand } from './commands/bridge.ts';
import { compareCommand } from './commands/compare.ts';
import { completionCommand } from './commands/completion.ts';
import { dataCommand } from './commands/data.ts';
import { demoCommand } from './commands/demo.ts';
import { distillCommand } from './commands/distill.ts';
import { doctorCommand } from './commands/doctor.ts';
import { feedCommand } from './commands/feed.ts';
import { flashCommand } from './commands/flash.ts';
import { historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { inferCommand } from './commands/infer.ts';
import { initCommand } from './commands/init.ts';
import { inputsCommand } from './commands/inputs.ts';
import { inspectCommand } from './commands/inspect.ts';
import { methodsCommand } from './commands/methods.ts';
import { monitorCommand } from './commands/monitor.ts';
import { packCommand } from './commands/pack.ts';
import { planCommand } from './commands/plan.ts';
import { quantizeCommand } from './commands/quantize.ts';
import { setUpCommand } from './commands/set-up.ts';
import { studentsCommand } from './commands/students.ts';
import { teacherCommand } from './commands/teacher.ts';
import { testCommand } from './commands/test.ts';
import { traceCommand } from './commands/trace.ts';
import { treeCommand } from './commands/tree.ts';
import { validateCommand } from './commands/validate.ts';
import { EXIT_CODES, EXIT_CODES_HELP } from './exit-codes.ts';
import { reportError } from './report-error.ts';
import { addCommonOptions } from './settings/options.ts';
import { version } from './version.ts';

const COMMANDS = [
  demoCommand,
  dataCommand,
  teacherCommand,
  distillCommand,
  compareCommand,
  methodsCommand,
  studentsCommand,
  inputsCommand,
  treeCommand,
  quantizeCommand,
  packCommand,
  importCommand,
  planCommand,
  inspectCommand,
  flashCommand,
  inferCommand,
  validateCommand,
  traceCommand,
  boardCommand,
  boardsCommand,
  bridgeCommand,
  monitorCommand,
  historyCommand,
  feedCommand,
  initCommand,
  testCommand,
  setUpCommand,
  doctorCommand,
  completionCommand,
];

/** An invalid command line, for --json. */
class UsageError extends RetortError {
  readonly code = 'CLI_USAGE';
  readonly category = 'usage';
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(`${message.replace(/\.$/, '')}; 'retort help' lists the commands`);
  }
}

/** Runs the words behind `retort` and sets the process's exit code. */
export async function runCommandLine(words: readonly string[], json: boolean): Promise<void> {
  try {
    await createProgram(json).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) process.exitCode = EXIT_CODES.ok;
    // Without --json, commander has already written its message to stderr.
    else if (json) reportError(new UsageError(error.message.replace(/^error: /, '')), json);
    else process.exitCode = EXIT_CODES.usage;
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Throws CommanderError instead of exiting; with `json` its words are left to the caller. */
export function createProgram(json: boolean): Command {
  const program = new Command('retort')
    .description(
      'Distils a classifier into a small int8 student and runs it on an FPGA board, with every prediction checked against the reference.',
    )
    .version(version)
    .enablePositionalOptions() // So that a subcommand's options are not its parent's of the same name.
    .showHelpAfterError("Add '--help' for its options.")
    .addHelpText('after', `\nExample:\n  retort demo --data mnist\n\n${EXIT_CODES_HELP}`);
  for (const create of COMMANDS) program.addCommand(create());
  for (const command of withSubcommands(program)) {
    if (command !== program) addCommonOptions(command);
    command
      .exitOverride()
      .configureOutput({ outputError: (text, write) => !json && write(text.replace(/^error: /, 'retort: ')) });
  }
  return program;
}
