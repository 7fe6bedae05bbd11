// Who may talk to the page's server: whoever has its token, through the address that it was started with. Pure functions of a request's headers.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface AccessRules {
  readonly token: string;
  /** Names and addresses that the server answers to, without the port. */
  readonly hosts: readonly string[];
  readonly port: number;
}

export type Refusal = 'host' | 'origin' | 'token';

/** Cookies do not tell ports apart, so the port is in the name. */
export function cookieName(port: number): string {
  return `retort-monitor-${port}`;
}

/**
 * Why a request is refused; undefined where it is not. A foreign Host is a name rebound to this machine (DNS rebinding), a foreign Origin another
 * site's page. The token comes as a cookie, or from a program as `Authorization: Bearer`.
 * @param needsOrigin of what changes something, or listens on
 */
export function refusalOf(headers: IncomingHttpHeaders, rules: AccessRules, needsOrigin = false): Refusal | undefined {
  if (!isOwnHost(headers.host, rules)) return 'host';
  const { origin } = headers;
  if (origin === undefined && needsOrigin) return 'origin';
  if (origin !== undefined && !(URL.canParse(origin) && isOwnHost(new URL(origin).host, rules))) return 'origin';
  return tokensOf(headers, rules.port).some((token) => isToken(token, rules)) ? undefined : 'token';
}

/** In a time that does not depend on where they differ. */
export function isToken(given: string, { token }: Pick<AccessRules, 'token'>): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function isOwnHost(given: string | undefined, { hosts, port }: AccessRules): boolean {
  return given !== undefined && hosts.some((host) => given === `${host}:${port}` || (port === 80 && given === host));
}

function tokensOf({ cookie = '', authorization = '' }: IncomingHttpHeaders, port: number): string[] {
  const cookies = cookie.split(';').map((part) => part.trim().split('='));
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  return [
    ...cookies.flatMap(([name, value]) => (name === cookieName(port) && value !== undefined ? [value] : [])),
    ...(bearer === undefined ? [] : [bearer]),
  ];
}
