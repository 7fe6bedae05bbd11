// The one place where a URL is made fit to be shown: without user, password and tokens. Whatever prints a URL, or text of others that may
// hold one, goes through here.

/** Parameters of Retort's own URLs; the value of any other may be a token. */
const shownParameters = new Set('baud pace drop corrupt latency seed wasm client credentials'.split(' '));

/** `url` without user information and with `…` for what may be a token; also where it is malformed. */
export function urlForPeople(url: string): string {
  const [, scheme = '', rest = ''] = /^((?:[\w.-]+=)?[a-z][a-z0-9+.-]*:\/*)?(.*)$/is.exec(url) ?? [];
  if (/^(?:[\w.-]+=)?(?:serial|virtual):/i.test(scheme)) return url;
  const place = rest.slice(rest.lastIndexOf('@') + 1);
  return `${scheme}${place.replaceAll(/([?&#])([^&#]+)/g, hideValue)}`;
}

/** `text` with every URL in it as urlForPeople shows it. */
export function textForPeople(text: string): string {
  return text.replaceAll(/[a-z][a-z0-9+.-]*:\/\/\S+/gi, urlForPeople);
}

/** Of `NAME=VALUE`, or of what has no name. */
function hideValue(whole: string, mark: string, parameter: string): string {
  const [name, value] = parameter.split('=', 2);
  if (value === undefined) return `${mark}…`;
  return shownParameters.has(name) ? whole : `${mark}${name}=…`;
}
