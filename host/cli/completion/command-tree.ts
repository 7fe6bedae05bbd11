// What can be completed, from commander's definitions: each command with its subcommands, options and values.
import type { Command, Option } from 'commander';

export interface CompletedOption {
  /** With their dashes: `--out` and, where it has one, `-o`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** What the value may be; empty where that is free. */
  readonly choices: readonly string[];
}

export interface CompletedCommand {
  /** The words behind `retort`, such as `board list`; empty for `retort` itself. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** Of its arguments, where a definition lists them. */
  readonly choices: readonly string[];
}

/** `program` and every command in it, `help` and hidden ones left out. */
export function listCommands(program: Command, path = ''): CompletedCommand[] {
  const help = program.createHelp();
  const subcommands = help.visibleCommands(program).filter((one) => one.name() !== 'help');
  const own: CompletedCommand = {
    path,
    subcommands: subcommands.map((one) => ({ name: one.name(), description: one.description() })),
    options: help.visibleOptions(program).map(describeOption),
    choices: program.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
  return [own, ...subcommands.flatMap((one) => listCommands(one, path === '' ? one.name() : `${path} ${one.name()}`))];
}

function describeOption({ short, long, description, required, optional, argChoices = [] }: Option): CompletedOption {
  const flags = [long, short].filter((flag) => flag !== undefined);
  return { flags, description, takesValue: required || optional, choices: argChoices };
}
