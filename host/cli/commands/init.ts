// `retort init`: a project with a suite for a board, vitest's configuration and a CI file.

import { Command } from 'commander';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { table } from '../text/format.ts';

interface InitOptions {
  readonly json?: boolean;
  readonly student?: string;
}

export function initCommand(): Command {
  return new Command('init')
    .description('creates a project that tests a board: a vitest suite, a student, a baseline and a CI file')
    .argument('[folder]', 'where; created if it does not exist', '.')
    .option(
      '--student <file>',
      "the image to test, with its teacher's outputs if they are beside it (default: a small one that comes along)",
    )
    .addHelpText(
      'after',
      '\nExample:\n  retort init board-tests\n  cd board-tests && npm install && npx retort test\n\nFiles that exist are left as they are.',
    )
    .action((folder: string, options: InitOptions) =>
      runCommand(options.json === true, (context) => init(folder, options, context)),
    );
}

async function init(folder: string, { student }: InitOptions, { output }: CommandContext): Promise<CommandOutcome> {
  const { writeProject } = await import('../../hil/init/write-project.ts');
  if (student !== undefined) {
    const { loadStudent } = await import('../../hil/student-under-test.ts');
    await loadStudent(student);
  }
  const project = await writeProject(folder, student);
  for (const name of project.kept) output.note(`kept: ${name} was there before`);
  const enter = folder === '.' ? '' : `cd ${folder} && `;
  const packages = project.kept.includes('package.json') ? 'npm install --save-dev retort-fpga vitest' : 'npm install';
  const test = project.hasBaseline ? 'npx retort test' : 'npx retort test --update-baselines';
  return {
    json: { folder, ...project },
    text: table([
      ...project.written.map((name) => ['wrote', name] as const),
      ['next', `${enter}${packages} && ${test}`],
    ]),
  };
}
