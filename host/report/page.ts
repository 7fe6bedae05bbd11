// The document around a page: one file whose policy forbids every request, and every script but the one that sorts tables.
import { createHash } from 'node:crypto';
import { type Html, html, trustedHtml } from './html.ts';

/** Columns are sorted by their cells' `data-value`, or by their text. Without it a table is as it is. */
const sortTables = `
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const ascending = head.getAttribute('aria-sort') === 'descending';
      const valueOf = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const order = (a, b) => valueOf(a).localeCompare(valueOf(b), 'en', { numeric: true });
      const byNumber = (a, b) => Number(valueOf(a)) - Number(valueOf(b));
      const isNumber = [...body.rows].every((row) => row.cells[column].dataset.value !== undefined);
      const rows = [...body.rows].sort(isNumber ? byNumber : order);
      body.append(...(ascending ? rows : rows.reverse()));
      for (const other of heads) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    });
  });
}
`;

const sha256Of = (text: string) => createHash('sha256').update(text).digest('base64');

export interface Page {
  readonly title: string;
  readonly style: string;
  readonly main: Html;
  /** Whether it has tables of class `sortable`; without them a page has no script. */
  readonly sortable?: boolean;
}

/** A whole HTML document. */
export function renderPage({ title, style, main, sortable = false }: Page): string {
  const scripts = sortable ? ` script-src 'sha256-${sha256Of(sortTables)}';` : '';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${trustedHtml(`default-src 'none'; img-src data:; style-src 'unsafe-inline';${scripts}`)}">
<title>${title} · Retort</title>
<style>${trustedHtml(style)}</style>
</head>
<body>
<main>
${main}
</main>
${sortable ? html`<script>${trustedHtml(sortTables)}</script>` : html``}
</body>
</html>
`.text;
}

/** What may be wider than the page scrolls by itself, by keyboard too. */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}
