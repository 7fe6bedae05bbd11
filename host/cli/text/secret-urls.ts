// Keeps user, password and tokens of URLs apart from the URLs: what the command line and the configuration hold is replaced at the start by
// what may be shown, and only whoever connects asks for the rest. So no message, file or child process can give them away.
import { urlForPeople } from '../../../device-bridge/mqtt/url-for-people.ts';

/** What is shown → what was given. */
const given = new Map<string, string>();

/** `url` as it may be shown; connect with what revealSecrets makes of it. */
export function hideSecrets(url: string): string {
  const shown = urlForPeople(url);
  if (shown !== url) given.set(shown, url);
  return shown;
}

/** A URL as it was given. */
export function revealSecrets(shown: string): string {
  return given.get(shown) ?? shown;
}

/** In process.argv, and in the list of processes where the system shows this process's title there. */
export function hideSecretsOfCommandLine(): void {
  const shown = process.argv.map((argument) => (/[@?]/.test(argument) ? hideIfUrl(argument) : argument));
  if (shown.every((argument, i) => argument === process.argv[i])) return;
  process.argv = shown;
  process.title = shown.join(' ');
}

/** Also `--on=URL` and `NAME=URL`; a file's name, which may hold an at sign, stays. */
function hideIfUrl(argument: string): string {
  const [, option = '', value] = /^(--[\w-]+=)?(.*)$/s.exec(argument) ?? [];
  return /^(?:[\w.-]+=)?(?:[a-z][a-z0-9+.-]*:\/\/|(?:mqtt|ws)s?:)/i.test(value)
    ? `${option}${hideSecrets(value)}`
    : argument;
}
