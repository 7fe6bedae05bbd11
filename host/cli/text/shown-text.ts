// Everything that a command writes to a terminal, a pipe or a log passes here: control characters escaped, and no user, password or token of
// a URL, whoever said it.
import { textForPeople } from '../../../device-bridge/mqtt/url-for-people.ts';
import { escapeControl } from './escape-control.ts';

export function shownText(text: string): string {
  return escapeControl(textForPeople(text));
}

/** One line; JSON escapes control characters itself. */
export function shownJson(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value, (_, field) => (typeof field === 'string' ? textForPeople(field) : field));
}
