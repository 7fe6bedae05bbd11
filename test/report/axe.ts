// axe-core on a page, in jsdom: every rule but those that need a layout (colour contrast, scrolling), which jsdom does not have.
import axe from 'axe-core';
import { JSDOM } from 'jsdom';

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds wrong with the page, one line for each rule and the first element that breaks it. */
export async function findViolations(page: string): Promise<string[]> {
  // Without style sheets and the insides of drawings, none of which these rules read: jsdom takes minutes over them.
  const bare = page.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/(<svg[^>]*>)[\s\S]*?<\/svg>/g, '$1</svg>');
  const { window } = new JSDOM(bare, { runScripts: 'outside-only' });
  window.eval(axe.source);
  const rules = { 'color-contrast': { enabled: false }, 'scrollable-region-focusable': { enabled: false } };
  const { violations } = (await window.axe.run(window.document, { rules })) as { violations: readonly Violation[] };
  window.close();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
}
