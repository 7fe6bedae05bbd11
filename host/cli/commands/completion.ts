// `retort completion SHELL`: a script that completes commands, options and their values.

import { Argument, Command } from 'commander';
import { type Shell, shells } from '../completion/scripts.ts';
import { runCommand } from '../run-command.ts';
import type { CommonOptions } from '../settings/options.ts';

export function completionCommand(): Command {
  return new Command('completion')
    .description('prints a script that completes commands, options and their values in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      '\nExample:\n  retort completion bash > ~/.local/share/bash-completion/completions/retort\n  retort completion zsh > ~/.zfunc/_retort\n  retort completion fish > ~/.config/fish/completions/retort.fish',
    )
    .action((shell: Shell, options: CommonOptions, command: Command) =>
      runCommand(options.json === true, async () => {
        const { listCommands } = await import('../completion/command-tree.ts');
        const { completionScript } = await import('../completion/scripts.ts');
        const script = completionScript(shell, listCommands(command.parent!));
        return { json: { shell, script }, text: script.trimEnd() };
      }),
    );
}
