// Completion scripts for bash, zsh and fish. Anything but a command, an option or a listed value is completed as a file.
import type { CompletedCommand } from './command-tree.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return { bash, zsh, fish }[shell](commands);
}

/** In single quotes; a quote within becomes a typographic one, since the three shells escape it in three ways. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '’').replaceAll(/\\(?!:)/g, '/')}'`;
}

/** `case` branches that lead from a command's path and the next word to the subcommand's path. */
function walk(commands: readonly CompletedCommand[]): string {
  const paths = commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => {
      const at = path.lastIndexOf(' ');
      return quote(`${path.slice(0, Math.max(0, at))}/${path.slice(at + 1)}`);
    });
  return paths.join('|');
}

/** `case` branches for the options that take a value, by the command's path and the option; `complete` says what is done there. */
function valueBranches(
  commands: readonly CompletedCommand[],
  complete: (choices: readonly string[]) => string,
): string {
  const branches = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices }) => {
        const words = flags.map((flag) => quote(`${path}/${flag}`)).join('|');
        return `    ${words}) ${complete(choices)} ;;`;
      }),
  );
  return branches.join('\n');
}

function bash(commands: readonly CompletedCommand[]): string {
  const values = valueBranches(commands, (choices) => `words=${quote(choices.join(' '))}; values=1`);
  const words = commands.map(({ path, subcommands, options, choices }) => {
    const flags = options.flatMap((option) => option.flags).join(' ');
    const others = [...subcommands.map(({ name }) => name), ...choices].join(' ');
    return `      ${quote(path)}) if [[ $word == -* ]]; then words=${quote(flags)}; else words=${quote(others)}; fi ;;`;
  });
  return `# Completion of retort for bash: eval "$(retort completion bash)"
_retort() {
  local word=\${COMP_WORDS[COMP_CWORD]} at='' words='' values='' each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at/$each" in
      ${walk(commands)}) at="\${at:+$at }$each" ;;
    esac
  done
  case "$at/\${COMP_WORDS[COMP_CWORD-1]}" in
${values}
  esac
  if [[ -z $values ]]; then
    case "$at" in
${words.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _retort retort
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const described = (name: string, description: string) => quote(`${name.replaceAll(':', '\\:')}:${description}`);
  const values = valueBranches(commands, (choices) =>
    choices.length === 0 ? '_files; return' : `compadd -- ${choices.map(quote).join(' ')}; return`,
  );
  const words = commands.map(({ path, subcommands, options, choices }) => {
    const flags = options.flatMap((option) => option.flags.map((flag) => described(flag, option.description)));
    const others = [
      ...subcommands.map(({ name, description }) => described(name, description)),
      ...choices.map((choice) => described(choice, '')),
    ];
    return `    ${quote(path)}) options=(${flags.join(' ')}); others=(${others.join(' ')}) ;;`;
  });
  return `#compdef retort
# Completion of retort for zsh: source <(retort completion zsh)
_retort() {
  local at='' each
  local -a options others
  for each in "\${(@)words[2,CURRENT-1]}"; do
    case "$at/$each" in
      ${walk(commands)}) at="\${at:+$at }$each" ;;
    esac
  done
  case "$at/\${words[CURRENT-1]}" in
${values}
  esac
  case "$at" in
${words.join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then _describe -o option options; return; fi
  (( $#others )) && _describe command others && return
  _files
}
compdef _retort retort
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ path, subcommands, options, choices }) => {
    const seen = path
      .split(' ')
      .filter(Boolean)
      .map((word) => `__fish_seen_subcommand_from ${word}`);
    const names = subcommands.map(({ name }) => name).join(' ');
    const none = names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`];
    const when = quote([...seen, ...none].join('; and '));
    return [
      ...subcommands.map(
        ({ name, description }) => `complete -c retort -f -n ${when} -a ${name} -d ${quote(description)}`,
      ),
      ...choices.map((choice) => `complete -c retort -f -n ${when} -a ${quote(choice)}`),
      ...options.map(({ flags, description, takesValue, choices: values }) => {
        const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        const value = values.length > 0 ? [`-x -a ${quote(values.join(' '))}`] : takesValue ? ['-r'] : [];
        return ['complete -c retort', `-n ${when}`, ...names, ...value, `-d ${quote(description)}`].join(' ');
      }),
    ];
  });
  return `# Completion of retort for fish: retort completion fish | source\n${lines.join('\n')}\n`;
}
