// What a validation's report adds to the pages' style sheet: the strip, pictures in cards, confusion, bars.
import { style } from '../style.ts';

export const reportStyle = `${style}
.strip { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1.75rem; padding: 0; margin: 1.75rem 0; }
.strip li { position: relative; border: 1px solid var(--rule); border-radius: 6px; padding: .9rem 1rem; background: var(--tint); }
.strip li:not(:last-child)::after { content: "→"; position: absolute; right: -1.35rem; top: 50%; translate: 0 -50%; color: var(--quiet); }
.strip .name { font-weight: 600; }
.strip .large { font-size: 1.6rem; line-height: 1.25; letter-spacing: -.02em; font-weight: 650; display: block; }
.strip .quiet { font-size: .875rem; display: block; }
.confusion { font-size: .875rem; }
.confusion td, .confusion th { min-width: 3.1rem; height: 2.1rem; padding: 0 .5rem; text-align: right; }
.confusion thead th { vertical-align: bottom; padding-bottom: .35rem; white-space: nowrap; }
.confusion.long thead th { writing-mode: vertical-rl; rotate: 180deg; text-align: left; padding: .5rem 0; height: auto; }
.confusion tbody th { padding-right: .9rem; white-space: nowrap; position: sticky; left: 0; background: var(--paper); }
.confusion td { border: 1px solid var(--paper); background: rgb(var(--heat) / var(--share)); }
.confusion td.zero { color: var(--quiet); background: none; }
.confusion td.diagonal { background: var(--tint); color: var(--quiet); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1.5rem 1.75rem; margin-top: 1.5rem; }
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
.small { display: grid; grid-template-columns: repeat(auto-fill, minmax(104px, 1fr)); gap: 1rem .75rem; margin: 1rem 0; }
.small figure { margin: 0; font-size: .8125rem; line-height: 1.35; overflow-wrap: anywhere; }
.found { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1.25rem; margin-top: 1.5rem; }
.found figure { margin: 0; font-size: .8125rem; }
.found svg { display: block; width: 100%; height: auto; background: #000; border-radius: 3px; }
.found image { image-rendering: pixelated; }
.soft { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 1.5rem; align-items: start; margin: 1.75rem 0; }
.soft figcaption { font-size: .8125rem; line-height: 1.4; margin-top: .5rem; }
.soft figure { margin: 0; }
.targets { font-size: .8125rem; min-width: 34rem; width: 100%; }
.targets th { padding: .15rem .9rem .15rem 0; white-space: nowrap; }
.targets thead th { padding-left: .3rem; }
.targets td { width: 17%; padding: .15rem .3rem; border-left: 6px solid var(--paper); background: linear-gradient(to right, rgb(var(--heat) / .3) var(--share), transparent var(--share)) no-repeat; }
.targets tr.label td { background: linear-gradient(to right, rgb(var(--cool) / .34) var(--share), transparent var(--share)) no-repeat; }
.targets tr.label th { color: var(--ink); font-weight: 600; }
@media (max-width: 44rem) {
  .strip { grid-template-columns: 1fr; gap: 1.6rem; }
  .strip li:not(:last-child)::after { content: "↓"; right: auto; left: 50%; top: auto; bottom: -1.6rem; translate: -50% 0; }
  .soft { grid-template-columns: 1fr; }
}
@media print {
  .strip { grid-template-columns: repeat(4, 1fr); }
  .card, .soft { break-inside: avoid; }
  .targets { min-width: 0; }
}
`;
