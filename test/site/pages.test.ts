import { existsSync, readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sidebar } from '../../docs/site/sidebar.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFile(`${root}${path}`, 'utf8');

/** `path` may have stars in its last part. */
function exists(path: string): boolean {
  if (!basename(path).includes('*')) return existsSync(`${root}${path}`);
  const pattern = new RegExp(`^${basename(path).replaceAll('.', '[.]').replaceAll('*', '.*')}$`);
  return readdirSync(`${root}${dirname(path)}`).some((name) => pattern.test(name));
}

describe('the documentation', () => {
  it('has every page of docs/ in the sidebar, once', async () => {
    const files = (await readdir(`${root}docs`, { recursive: true })).filter((name) => name.endsWith('.md'));
    const pages = files.filter((name) => name !== 'index.md').map((name) => `/${name.replace(/[.]md$/, '')}`);
    const links = sidebar.flatMap(({ items = [] }) => items.map(({ link }) => link));
    expect(new Set(links).size).toBe(links.length);
    expect(links).toEqual(expect.arrayContaining(pages));
  });

  it('has a README of fewer than 700 words, which names the command for the tests and for the demo', async () => {
    const readme = await read('README.md');
    expect(readme.split(/\s+/).length).toBeLessThan(700);
    expect(readme).toMatch(/^npm test /m);
    expect(readme).toMatch(/^npm run demo /m);
  });

  it('has a README whose links lead to files that exist', async () => {
    const links = [...(await read('README.md')).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path);
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  });

  it.each(['CONTRIBUTING.md', 'docs/explanations/architecture.md'])(
    'names only files that exist in %s',
    async (name) => {
      const paths = [
        ...(await read(name)).matchAll(
          /`((?:docs|evidence|host|device-bridge|firmware-artifacts|proto|site|test)\/[^` ]*)`/g,
        ),
      ];
      const missing = paths
        .map(([, path]) => path)
        .filter((path) => !/[A-Z]{4}/.test(path)) // NAME and its like stand for a name.
        .filter((path) => !exists(path));
      expect(paths.length).toBeGreaterThan(10);
      expect(missing).toEqual([]);
    },
  );
});
