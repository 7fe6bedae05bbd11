// What a comparison's page adds to the style sheet of a validation's report.
import { style } from '../style.ts';

export const labStyle = `${style}
.methods { min-width: 72rem; font-size: .9375rem; }
.methods th, .methods td { padding-right: 1rem; }
.methods thead th { white-space: normal; line-height: 1.3; }
.methods tbody th { color: var(--ink); font-weight: 500; border-bottom: 1px solid var(--rule); padding: .45rem 1rem .45rem 0; }
.methods tr > .name { position: sticky; left: 0; background: var(--paper); min-width: 13rem; max-width: 18rem; text-wrap: pretty; }
.methods .interval { color: var(--quiet); font-size: .8125rem; }
.figures.methods td:first-child { white-space: normal; }
.methods td { white-space: nowrap; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 1.5rem 1.75rem; margin-top: 1rem; }
.panels figure { margin: 0; }
.panels figcaption { font-size: .875rem; line-height: 1.4; margin-bottom: .35rem; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .methods tr > .name { min-width: 8.5rem; max-width: 9.5rem; font-size: .875rem; overflow-wrap: anywhere; }
}
`;
