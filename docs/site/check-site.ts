// Every link of a built site leads to a page or file that is there, and every anchor to an id of that page. Links to other hosts are not followed.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** @throws Error that names each dead link and the page that it is on */
export async function checkSite(outDir: string): Promise<void> {
  const names = (await readdir(outDir, { recursive: true })).filter((name) => name.endsWith('.html'));
  const pages = new Map(
    await Promise.all(names.map(async (name) => [name, await readPage(join(outDir, name))] as const)),
  );
  const dead: string[] = [];
  for (const [name, { links }] of pages) {
    for (const link of links) {
      const [path, anchor] = link.split('#');
      const target =
        path === '' ? name : posix.join(path.startsWith('/') ? '' : posix.dirname(name), path.replace(/^\//, ''));
      const page = pages.get(target === '' || target === '.' ? 'index.html' : target);
      if (!page && !existsSync(join(outDir, target))) dead.push(`${name}: ${link}`);
      else if (page && anchor && !page.ids.has(decodeURIComponent(anchor)))
        dead.push(`${name}: ${link}, which has no such heading`);
    }
  }
  if (dead.length > 0) throw new Error(`dead links:\n${dead.join('\n')}`);
}

async function readPage(path: string) {
  const html = await readFile(path, 'utf8');
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1].replaceAll('&amp;', '&'));
  return {
    ids: new Set(all(/\sid="([^"]+)"/g)),
    links: all(/\s(?:href|src)="([^"]+)"/g).filter((link) => !/^([a-z]+:|\/\/)/i.test(link)),
  };
}
