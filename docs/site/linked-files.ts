// Links are written for the repository, relative to the file that holds them. In the site, a link to a Markdown file goes to its page. Any other
// file (a .proto, a source) is copied into the site; of a folder, the list of its files.
import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkdownRenderer } from 'vitepress';

/** Where the files lie in the site. */
const folder = 'files';

/** The page made of a Markdown file, which the site's `rewrites` name likewise. */
function pageOf(path: string): string {
  return path === 'README.md' ? '' : path.replace(/^docs\//, '');
}

export function linkedFiles(root: URL) {
  const rootFolder = fileURLToPath(root);
  const found = new Set<string>();

  /** `href` as written in the page `from` (relative to the root), or where its file lies in the site. */
  function resolve(href: string, from: string): string {
    if (/^([a-z]+:|#|\/)/i.test(href)) return href;
    const [written, anchor] = href.split('#');
    const path = posix.normalize(posix.join(posix.dirname(from), written)).replace(/\/$/, '');
    if (!existsSync(join(rootFolder, path))) throw new Error(`${from} links to ${href}, which does not exist`);
    if (path.endsWith('.md')) return `/${pageOf(path)}${anchor ? `#${anchor}` : ''}`;
    const isFolder = statSync(join(rootFolder, path)).isDirectory();
    found.add(path);
    return `/${folder}/${path}${isFolder ? '/index.txt' : ''}`;
  }

  function markdownPlugin(markdown: MarkdownRenderer): void {
    markdown.core.ruler.push('linked-files', ({ tokens, env }) => {
      const from: string = env.realPath ? posix.relative(rootFolder, env.realPath) : env.relativePath;
      for (const token of tokens.flatMap((token) => token.children ?? [])) {
        if (token.type !== 'link_open') continue;
        const href = token.attrGet('href') ?? '';
        const to = resolve(href, from);
        token.attrSet('href', to);
        if (to.startsWith(`/${folder}/`)) token.attrSet('target', '_self'); // The router knows pages only.
      }
    });
  }

  async function copyTo(outDir: string): Promise<void> {
    for (const path of found) {
      const source = join(rootFolder, path);
      const target = join(outDir, folder, path);
      if (statSync(source).isDirectory()) {
        await mkdir(target, { recursive: true });
        await writeFile(join(target, 'index.txt'), `${(await readdir(source)).join('\n')}\n`);
      } else {
        await mkdir(dirname(target), { recursive: true });
        await copyFile(source, target);
      }
    }
  }

  return { markdownPlugin, copyTo };
}
