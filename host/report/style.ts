// The pages' one style sheet: system fonts, tabular figures; light and dark, for phones and for paper.

/** Lines that can be told apart; see `--line-0` and on. */
export const lineCount = 8;

/** Of every page of Retort, the monitor's too. */
export const colours = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d1c1a; --quiet: #65625c; --rule: #dedad1; --tint: #f1eee7;
  --first: #a8481a; --second: #2b6a8f; --bad: #b3261e; --good: #2d6a3f; --heat: 180 84 31; --cool: 43 106 143;
  --line-0: #b4541f; --line-1: #2b6a8f; --line-2: #4a7a2b; --line-3: #8a4d9e;
  --line-4: #94700a; --line-5: #c03a6b; --line-6: #2f7a74; --line-7: #6b6862;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #e9e6df; --quiet: #a8a399; --rule: #3a3733; --tint: #22201d;
    --first: #e58a55; --second: #7ab8db; --bad: #f2857d; --good: #86c99a; --heat: 229 138 85; --cool: 122 184 219;
    --line-0: #e58a55; --line-1: #7ab8db; --line-2: #9ccc7a; --line-3: #c79be0;
    --line-4: #dcb84a; --line-5: #f08aae; --line-6: #7fc2bd; --line-7: #a09b91;
  }
}
`;

export const style = `
${colours}* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 3.5rem 2rem 5rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .5rem; font-weight: 650; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; letter-spacing: -.01em; margin: 3.5rem 0 .5rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); font-weight: 650; }
h3 { font-size: 1rem; margin: 2rem 0 .25rem; font-weight: 600; }
p { max-width: 42rem; margin: .5rem 0 1.25rem; }
a { color: var(--second); }
.quiet { color: var(--quiet); }
.verdict { font-size: 1.125rem; max-width: none; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--second); outline-offset: 4px; }
.narrow { display: none; }
table { border-collapse: collapse; }
th { font-weight: 500; color: var(--quiet); text-align: left; }
.figures { min-width: 42rem; }
.figures td, .figures tbody th { white-space: nowrap; }
.figures tbody th, .figures tfoot th { color: var(--ink); }
.figures th, .figures td { padding: .45rem 1.25rem .45rem 0; border-bottom: 1px solid var(--rule); vertical-align: baseline; }
.figures thead th { white-space: nowrap; vertical-align: bottom; }
.figures .number { text-align: right; white-space: nowrap; }
.figures tr.total > * { font-weight: 650; }
.figures .bar { background: linear-gradient(to left, rgb(var(--heat) / .24) var(--share), transparent var(--share)) no-repeat; }
.figures .barred { padding-left: .5rem; padding-right: .5rem; }
.figures .barred + * { padding-left: 1.25rem; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
th button:hover, th[aria-sort]:not([aria-sort=none]) { color: var(--ink); }
th[aria-sort=ascending] button::after { content: " ↑"; }
th[aria-sort=descending] button::after { content: " ↓"; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .3rem 1.5rem; margin: 1.25rem 0; align-content: start; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.mono dd { font: 13px/1.7 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.chart { margin: 0 0 1rem; }
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 2rem; }
.key { display: inline-block; width: .7em; height: .7em; border-radius: 2px; margin-right: .4em; outline: 1px solid var(--rule); }
.keys { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: .75rem 0; font-size: .875rem; }
.keys li { display: flex; align-items: center; gap: .5rem; }
details { margin-top: 1.5rem; }
summary { font-weight: 600; cursor: pointer; }
footer { margin-top: 4rem; color: var(--quiet); font-size: .875rem; }
@media (max-width: 44rem) {
  body { padding: 2rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .wide { display: none; }
  .narrow { display: block; }
  .mono dd { margin-bottom: .5rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd + dt { margin-top: .5rem; }
}
@media print {
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; margin-top: 2rem; }
  figure, tr, .chart, .keys { break-inside: avoid; }
  .scroll { overflow: visible; }
  .scroll table { min-width: 0; font-size: 8.5pt; }
  .figures th, .figures td, .figures .number, .figures thead th { white-space: normal; padding-right: .5rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
