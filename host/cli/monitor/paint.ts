// Colour for a monitor's frame, put on when the lines have their width: what is wrong in red, what is right in green.
import { styleText } from 'node:util';

type Look = Parameters<typeof styleText>[0];

const looks: readonly (readonly [RegExp, Look])[] = [
  [
    /LOGITS DIFFER$|DISAGREES$|✗ WRONG$|the board is offline.*|the bridge is offline|lost the broker.*/g,
    ['red', 'bold'],
  ],
  [/all logits equal$|✓ right$/g, 'green'],
  [/^retort monitor/g, 'bold'],
  [/[█▏▎▍▌▋▊▉]+|[▁▂▃▄▅▆▇█·]{8,}/g, 'cyan'],
  [/^(latest|predictions|reference|teacher|labels|latency|cycles|link|disagreed on)\b/g, 'dim'],
];

/** Whether to: only on a terminal, and not where the user or the terminal wants none (https://no-color.org). */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

export function paint(line: string): string {
  return looks.reduce(
    (text, [words, look]) => text.replace(words, (word) => styleText(look, word, { validateStream: false })),
    line,
  );
}
