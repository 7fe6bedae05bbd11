import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { listCommands } from '../../host/cli/completion/command-tree.ts';
import { completionScript, shells } from '../../host/cli/completion/scripts.ts';
import { createProgram } from '../../host/cli/program.ts';

const commands = listCommands(createProgram(false));

/** What bash offers for the last of `words`; the function falls back to files where it offers nothing. */
function complete(...words: string[]): string[] {
  const script = `${completionScript('bash', commands)}
COMP_WORDS=(retort "$@"); COMP_CWORD=$#; _retort; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', ['--norc', '-c', script, 'bash', ...words], { encoding: 'utf8' });
  return said.split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it('names the commands that begin so', () => {
    expect(complete('fl')).toEqual(['flash']);
    expect(complete('')).toEqual(commands[0].subcommands.map(({ name }) => name));
  });

  it('names a command’s own options, and the subcommands of a command that has some', () => {
    expect(complete('flash', '--f')).toEqual(['--force']);
    expect(complete('monitor', '--no')).toEqual(['--noise', '--no-history']);
    expect(complete('board', 'l')).toEqual(['list']);
    expect(complete('board', 'build', '--')).toContain('--check');
  });

  it('names the values of an option that lists them, and the shells', () => {
    expect(complete('pack', '--board', 'ulx3s')).toEqual(['ulx3s-25f', 'ulx3s-45f', 'ulx3s-85f']);
    expect(complete('completion', '')).toEqual([...shells]);
  });

  it('leaves files to bash', () => {
    expect(complete('flash', 'retort-out/')).toEqual([]);
    expect(complete('validate', '--report', '--')).toEqual([]);
  });
});

describe.each(['zsh', 'fish'] as const)('the script for %s', (shell) => {
  const script = completionScript(shell, commands);

  it('names every command and every long option, each with its description', () => {
    for (const { subcommands, options } of commands) {
      for (const { name, description } of subcommands) {
        const plain = description.replaceAll("'", '’');
        expect(script).toContain(shell === 'zsh' ? `'${name}:${plain}'` : `-a ${name} -d '${plain}'`);
      }
      for (const { flags } of options) {
        expect(script).toContain(shell === 'zsh' ? `'${flags[0]}:` : ` -l ${flags[0].slice(2)} `);
      }
    }
  });

  it('closes each quote that it opens on the same line', () => {
    for (const line of script.split('\n').filter((one) => !one.startsWith('#'))) {
      expect((line.match(/'/g)?.length ?? 0) % 2, line).toBe(0);
    }
  });
});
