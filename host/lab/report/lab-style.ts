// What a comparison's page adds to the style sheet of a validation's report: more colours, drawings for wide and for narrow screens.
import { style } from '../../validate/report/style.ts';

/** Lines that can be told apart; see `--line-0` and on. */
export const lineCount = 8;

export const labStyle = `${style}
:root {
  --line-0: #b4541f; --line-1: #2b6a8f; --line-2: #4a7a2b; --line-3: #8a4d9e;
  --line-4: #94700a; --line-5: #c03a6b; --line-6: #2f7a74; --line-7: #6b6862;
}
@media (prefers-color-scheme: dark) {
  :root {
    --line-0: #e58a55; --line-1: #7ab8db; --line-2: #9ccc7a; --line-3: #c79be0;
    --line-4: #dcb84a; --line-5: #f08aae; --line-6: #7fc2bd; --line-7: #a09b91;
  }
}
h3 { font-size: 1rem; margin: 2rem 0 .25rem; font-weight: 600; }
.scroll:focus-visible { outline: 2px solid var(--second); outline-offset: 4px; }
.methods { min-width: 72rem; font-size: .9375rem; }
.methods th, .methods td { padding-right: 1rem; }
.methods thead th { vertical-align: bottom; line-height: 1.3; }
.methods tbody th { color: var(--ink); font-weight: 500; border-bottom: 1px solid var(--rule); padding: .45rem 1rem .45rem 0; }
.methods tr > .name { position: sticky; left: 0; background: var(--paper); min-width: 13rem; max-width: 18rem; text-wrap: pretty; }
.methods .interval { color: var(--quiet); font-size: .8125rem; }
.figures.methods td:first-child { white-space: normal; }
.methods td { white-space: nowrap; }
.methods .difference svg { display: block; }
.methods .difference { padding-top: 0; padding-bottom: 0; vertical-align: middle; }
.narrow { display: none; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 1.5rem 1.75rem; margin-top: 1rem; }
.panels figure { margin: 0; }
.panels figcaption { font-size: .875rem; line-height: 1.4; margin-bottom: .35rem; overflow-wrap: anywhere; }
.keys { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: .75rem 0; font-size: .875rem; }
.keys li { display: flex; align-items: center; gap: .5rem; }
details { margin-top: 3.5rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); }
summary { font-size: 1.25rem; font-weight: 650; letter-spacing: -.01em; cursor: pointer; }
@media (max-width: 44rem) {
  body { padding: 2rem 1rem 3rem; }
  h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
  .wide { display: none; }
  .narrow { display: block; }
  .methods tr > .name { min-width: 8.5rem; max-width: 9.5rem; font-size: .875rem; overflow-wrap: anywhere; }
  .mono dd { margin-bottom: .5rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
}
`;
