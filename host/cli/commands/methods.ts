// `retort methods`: the methods of distillation and compression, each option with its range, default and the paper's
// value.

import { Command } from 'commander';
import type { OptionDescription } from '../../lab/describe-methods.ts';
import { runCommand } from '../run-command.ts';

export function methodsCommand(): Command {
  return new Command('methods')
    .description('describes the methods of distill and compare, and their options')
    .argument('[name]', 'show only this method')
    .addHelpText('after', '\nExample:\n  retort methods soft-targets')
    .action((name: string | undefined, flags: { readonly json?: boolean }) =>
      runCommand(flags.json === true, async () => {
        const { describeMethods } = await import('../../lab/describe-methods.ts');
        const described = describeMethods(name);
        const text = described.map(({ name, title, source, listens, options }) =>
          [
            `${name}: ${title}`,
            `  source: ${source}`,
            ...(listens ? [] : ['  uses no teacher']),
            ...options.flatMap((option) => describeOption(option, '  ')),
          ].join('\n'),
        );
        return { json: { methods: described }, text: text.join('\n\n') };
      }),
    );
}

function describeOption({ name, range, otherwise, meaning, fields = [] }: OptionDescription, indent: string): string[] {
  const line = `${indent}${name} (${range}${otherwise}): ${meaning}`;
  return [line, ...fields.flatMap((field) => describeOption(field, `${indent}  `))];
}
