// docs/reference/commands.md, made of the definitions that the command line itself is made of: what `retort COMMAND --help` says, as a page.
import type { Command, Option } from 'commander';
import { createProgram } from '../../host/cli/program.ts';
import { toCell, toText, withoutEmphasis } from './markdown.ts';

/** Rows of the table of shared options that every command takes. */
const common = ['--json', '--config', '--out', '--help'];

export function renderCommandsPage(): string {
  const program = createProgram(false);
  const commands = program.commands.filter((command) => command.name() !== 'help');
  const shared = commands[0].createHelp().visibleOptions(commands[0]);
  return [
    '# Commands',
    '',
    'Generated from the code by `npm run docs:references`; `retort COMMAND --help` prints the same.',
    '',
    `${program.description()}`,
    '',
    'In a clone, `retort` is `npm run retort --`; in a project that has installed the package, `npx retort`.',
    '',
    '| command | |',
    '| --- | --- |',
    ...commands.map(
      (command) =>
        `| [\`${command.name()}\`](#${command.name()}) | ${cell(command.summary() || command.description())} |`,
    ),
    '',
    'Every command takes these:',
    '',
    ...optionTable(shared.filter((option) => common.includes(option.long ?? ''))),
    '',
    ...commands.flatMap((command) => renderCommand(command, 'retort', 2)),
  ].join('\n');
}

function renderCommand(command: Command, parent: string, level: number): string[] {
  const name = `${parent} ${command.name()}`;
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).filter((each) => each.name() !== 'help');
  const own = help.visibleOptions(command).filter((option) => !isCommon(option));
  const taken = help.visibleArguments(command);
  return [
    `${'#'.repeat(level)} ${name.replace(/^retort /, '')}`,
    '',
    `${sentence(command.description())}`,
    '',
    '```text',
    `${parent} ${command.name()} ${command.usage()}`.trimEnd(),
    '```',
    '',
    ...(taken.length > 0
      ? [
          '| argument | |',
          '| --- | --- |',
          ...taken.map((one) => `| \`${one.name()}\` | ${cell(help.argumentDescription(one))} |`),
          '',
        ]
      : []),
    ...(own.length > 0 ? [...optionTable(own), ''] : []),
    ...notesOf(command),
    ...subcommands.flatMap((each) => renderCommand(each, name, level + 1)),
  ];
}

/** A few commands have an `--out` of their own, with other flags. */
function isCommon({ long, flags }: Option): boolean {
  return common.includes(long ?? '') && (long !== '--out' || flags === '-o, --out <folder>');
}

function optionTable(options: readonly Option[]): string[] {
  const rows = options.map((option) => `| \`${option.flags.replaceAll('|', '\\|')}\` | ${cell(describe(option))} |`);
  return ['| option | |', '| --- | --- |', ...rows];
}

function describe({ description, argChoices, defaultValue, defaultValueDescription }: Option): string {
  const choices = argChoices ? [`choices: ${argChoices.join(', ')}`] : [];
  const otherwise = defaultValueDescription ?? (defaultValue === undefined ? undefined : JSON.stringify(defaultValue));
  const notes = [...choices, ...(otherwise === undefined ? [] : [`default: ${otherwise}`])];
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}

/** What a command's help has behind its options: examples as code, everything else as text. */
function notesOf(command: Command): string[] {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  const notes = text.split(/\n\n(?=Example)/)[1];
  if (notes === undefined) return [];
  return notes
    .trim()
    .split('\n\n')
    .flatMap((part) => {
      const [title, ...lines] = part.split('\n');
      const isExample = title.startsWith('Example');
      return isExample
        ? ['```sh', ...lines.map((line) => line.trim()), '```', '']
        : [toText(withoutEmphasis(part.replaceAll('\n', ' '))), ''];
    });
}

function sentence(text: string): string {
  return `${toText(withoutEmphasis(text[0].toUpperCase() + text.slice(1)))}.`;
}

function cell(text: string): string {
  return toCell(withoutEmphasis(text));
}
