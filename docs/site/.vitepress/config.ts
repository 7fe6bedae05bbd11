// The documentation as a site: the Markdown of docs/ and of the READMEs that it links to, in the order of the sidebar. Links are written as for
// the repository, relative to the file; linked files that are no pages are copied into the site.
import { defineConfig, type MarkdownRenderer } from 'vitepress';
import { version } from '../../../host/cli/version.ts';
import { writeApiPages } from '../api-pages.ts';
import { checkSite } from '../check-site.ts';
import { linkedFiles } from '../linked-files.ts';
import { sidebar } from '../sidebar.ts';

const files = linkedFiles(new URL('../../../', import.meta.url));

/** So that an anchor works in the repository and in the site. */
function githubAnchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** An empty header would be announced as a column without a name: it becomes a cell. Indented code becomes a block that scrolls. */
function mendTokens(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('mend tokens', ({ tokens }) => {
    for (const [i, token] of tokens.entries()) {
      if (token.type === 'th_open' && tokens[i + 1].content === '') token.tag = tokens[i + 2].tag = 'td';
      if (token.type === 'code_block') Object.assign(token, { type: 'fence', info: 'text' });
    }
  });
}

export default defineConfig({
  title: 'Retort',
  description: 'Distils a classifier into a small int8 student and runs it on an FPGA board, every prediction checked.',
  srcDir: '../..',
  outDir: 'dist',
  cacheDir: '../../.cache/site',
  srcExclude: ['**/{dist,coverage,retort-out,.cache,.github}/**', 'test/**', 'docs/site/**', 'README.md'],
  rewrites: { 'docs/:path(.*)': ':path' },
  cleanUrls: false,
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    attrs: { disable: true },
    anchor: { slugify: githubAnchor },
    config: (markdown) => markdown.use(files.markdownPlugin).use(mendTokens),
  },
  buildEnd: async ({ outDir }) => {
    await files.copyTo(outDir);
    await writeApiPages(outDir);
    await checkSite(outDir);
  },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    notFound: { linkLabel: 'Take me home' },
    nav: [
      { text: 'API', link: '/api/index.html', target: '_self' },
      { text: `v${version}`, link: '/CHANGELOG' },
    ],
    sidebar,
  },
});
