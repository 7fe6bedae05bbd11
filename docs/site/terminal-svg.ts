// Screens of a terminal as one animated SVG without a script: each row of text is there once for each time that it is on the screen, and CSS
// shows it for that long. Follows the reader's colour scheme, and stands still where motion is unwanted.

export interface Cell {
  /** One character; empty behind one of double width. */
  readonly text: string;
  /** Of the terminal's palette, 0 to 255. */
  readonly colour?: number;
  /** `b` for bold, `d` for dim. */
  readonly style: string;
}

/** The screen from `at` milliseconds on: [rows][columns]. */
export interface Frame {
  readonly at: number;
  readonly lines: readonly (readonly Cell[])[];
}

interface Size {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds of one round, the last frame's time included. */
  readonly lasts: number;
}

const cell = { width: 7.8, height: 17 };
const border = 12;

export function renderRecording(frames: readonly Frame[], { columns, rows, lasts }: Size): string {
  const groups = new Map<string, string[]>();
  for (let row = 0; row < rows; row++) {
    for (const { text, from, to } of timesOf(frames, row, lasts)) {
      const key = `${from} ${to}`;
      const line = `<text y="${border + cell.height * (row + 0.75)}">${text}</text>`;
      groups.set(key, [...(groups.get(key) ?? []), line]);
    }
  }
  const width = Math.ceil(columns * cell.width) + 2 * border;
  const height = rows * cell.height + 2 * border;
  const share = (time: number) => `${+((100 * time) / lasts).toFixed(2)}%`;
  const keyframes: string[] = [];
  const shown = [...groups].map(([key, lines], index) => {
    const [from, to] = key.split(' ').map(Number);
    const start = from === 0 ? '' : '0%{visibility:hidden}';
    const end = to >= lasts ? '' : `${share(to)}{visibility:hidden}`;
    keyframes.push(`@keyframes k${index}{${start}${share(from)}{visibility:visible}${end}}`);
    const still = to >= lasts ? ' class="still"' : '';
    return `<g${still} style="animation-name:k${index}">${lines.join('')}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal: retort demo, then retort monitor">
<style>${style}g{visibility:hidden;animation-duration:${lasts / 1000}s;animation-iteration-count:infinite;animation-timing-function:step-end}
${keyframes.join('\n')}
@media (prefers-reduced-motion:reduce){g{animation:none}.still{visibility:visible}}</style>
<rect width="${width}" height="${height}" rx="8"/>
<svg x="${border}" overflow="visible">
${shown.join('\n')}
</svg>
</svg>
`;
}

const style = `text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#1f2328}
rect{fill:#f6f8fa;stroke:#d1d9e0}.b{font-weight:bold}.d{opacity:.65}
.c1,.c9{fill:#cf222e}.c2,.c10{fill:#116329}.c3,.c11{fill:#7d4e00}.c4,.c12{fill:#0969da}.c5,.c13{fill:#8250df}.c6,.c14{fill:#1b7c83}.c8{fill:#59636e}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#0d1117;stroke:#3d444d}
.c1,.c9{fill:#ff7b72}.c2,.c10{fill:#3fb950}.c3,.c11{fill:#d29922}.c4,.c12{fill:#58a6ff}.c5,.c13{fill:#bc8cff}.c6,.c14{fill:#39c5cf}.c8{fill:#9198a1}}
`;

/** What stands in a row, and from when to when. Empty rows are left out. */
function timesOf(frames: readonly Frame[], row: number, lasts: number) {
  const times: { text: string; from: number; to: number }[] = [];
  let text = '';
  let from = 0;
  for (const [index, { at, lines }] of frames.entries()) {
    const next = rowText(lines[row]);
    if (next === text) continue;
    if (text !== '') times.push({ text, from, to: at });
    text = next;
    from = index === 0 ? 0 : at;
  }
  if (text !== '') times.push({ text, from, to: lasts });
  return times.filter((one) => one.to > one.from);
}

/** As SVG: one `tspan` for each stretch of one colour and style. */
function rowText(line: readonly Cell[]): string {
  const last = line.findLastIndex(({ text }) => text.trim() !== '');
  const parts: { text: string; look: string }[] = [];
  for (const { text, colour, style } of line.slice(0, last + 1)) {
    const look = [...style, ...(colour === undefined ? [] : [`c${colour}`])].join(' ');
    const part = parts.at(-1);
    if (part?.look === look) part.text += text;
    else parts.push({ text, look });
  }
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return parts
    .map(({ text, look }) => (look === '' ? escaped(text) : `<tspan class="${look}">${escaped(text)}</tspan>`))
    .join('');
}
