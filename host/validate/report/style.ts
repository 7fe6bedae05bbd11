// The report's one style sheet: system fonts, tabular figures, light and dark.

export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d1c1a; --quiet: #6b6862; --rule: #dedad1; --tint: #f1eee7;
  --first: #b4541f; --second: #2b6a8f; --bad: #b3261e; --good: #2d6a3f; --heat: 180 84 31;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #e9e6df; --quiet: #a09b91; --rule: #3a3733; --tint: #22201d;
    --first: #e58a55; --second: #7ab8db; --bad: #f2857d; --good: #86c99a; --heat: 229 138 85;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 3.5rem 2rem 5rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .5rem; font-weight: 650; }
h2 { font-size: 1.25rem; letter-spacing: -.01em; margin: 3.5rem 0 .5rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); font-weight: 650; }
p { max-width: 42rem; margin: .5rem 0 1.25rem; }
a { color: var(--second); }
.quiet { color: var(--quiet); }
.verdict { font-size: 1.125rem; max-width: none; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
table { border-collapse: collapse; }
th { font-weight: 500; color: var(--quiet); text-align: left; }
.figures { min-width: 46rem; }
.figures td:first-child { white-space: nowrap; }
.figures th, .figures td { padding: .45rem 1.25rem .45rem 0; border-bottom: 1px solid var(--rule); vertical-align: baseline; }
.figures td.number, .figures th.number { text-align: right; white-space: nowrap; }
.figures tr.total td { font-weight: 650; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .3rem 1.5rem; margin: 1.25rem 0; align-content: start; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.mono dd { font: 13px/1.7 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.scroll { overflow-x: auto; }
.confusion { font-size: .875rem; }
.confusion td, .confusion th { min-width: 3.1rem; height: 2.1rem; padding: 0 .5rem; text-align: right; }
.confusion thead th { vertical-align: bottom; padding-bottom: .35rem; }
.confusion tbody th { padding-right: .9rem; white-space: nowrap; }
.confusion td { border: 1px solid var(--paper); background: rgb(var(--heat) / var(--share)); }
.confusion td.zero { color: var(--rule); }
.confusion td.diagonal { background: var(--tint); color: var(--quiet); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.5rem 1.75rem; margin-top: 1.5rem; }
.card { display: grid; grid-template-columns: 84px 1fr; gap: 1rem; align-items: start; margin: 0; }
.card img, .soft img, .small img { width: 84px; height: 84px; object-fit: contain; image-rendering: pixelated; background: #000; border-radius: 3px; }
.features { font-size: .75rem; line-height: 1.35; width: 100%; }
svg.features { width: auto; max-width: 100%; }
.features tr { background: linear-gradient(to right, rgb(var(--heat) / .22) var(--share), transparent var(--share)); border-bottom: 1px solid var(--paper); }
.features td { padding: 0 .3rem; overflow-wrap: anywhere; }
.features td.number { text-align: right; white-space: nowrap; padding: 0 .3rem; }
.card:has(.features) { grid-template-columns: 1fr; align-content: start; }
.soft:has(.features) { grid-template-columns: 13rem 1fr; }
.small:has(.features) { grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.card figcaption { font-size: .875rem; line-height: 1.4; }
.card table { width: 100%; }
.question { font-size: .8125rem; line-height: 1.3; }
.card td { padding: 0 .75rem 0 0; }
.card td.number { text-align: right; padding: 0; }
.small { display: grid; grid-template-columns: repeat(auto-fill, minmax(84px, 1fr)); gap: .75rem; }
.small figure { margin: 0; font-size: .8125rem; }
.found { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1.25rem; margin-top: 1.5rem; }
.found figure { margin: 0; font-size: .8125rem; }
.found svg { display: block; width: 100%; height: auto; background: #000; border-radius: 3px; }
.found image { image-rendering: pixelated; }
.soft { display: grid; grid-template-columns: 7rem 1fr; gap: 1.5rem; align-items: start; margin: 1.75rem 0; }
.soft figcaption { font-size: .8125rem; line-height: 1.4; margin-top: .5rem; }
.soft figure { margin: 0; }
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(21rem, 1fr)); gap: 2rem; }
.key { display: inline-block; width: .7em; height: .7em; border-radius: 2px; margin-right: .4em; }
footer { margin-top: 4rem; color: var(--quiet); font-size: .875rem; }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } .card, .soft { break-inside: avoid; } }
`;
