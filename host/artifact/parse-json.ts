// JSON from outside: nested no deeper than code that walks over it can follow.

/** Far more than a description of a network or a result needs. */
const deepest = 200;

/** @throws SyntaxError where it is not JSON, or is nested more than 200 deep */
export function parseJson(text: string): unknown {
  checkDepth(text);
  return JSON.parse(text);
}

/** Counts brackets outside strings; whether they match is JSON.parse's matter. */
function checkDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === ']' || character === '}') depth--;
    else if (character === '[' || character === '{') {
      if (++depth > deepest) throw new SyntaxError(`it is nested more than ${deepest} deep`);
    }
  }
}
