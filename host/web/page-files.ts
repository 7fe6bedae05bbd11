// The built page: what Vite makes of page/, read into memory. In the package it is built already; a clone builds it when its sources are newer.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { RetortError } from '../../proto/retort-error.ts';

const folder = fileURLToPath(new URL('./page', import.meta.url));
const built = join(folder, 'dist');
const builder = join(folder, 'build.mjs');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The page is not there, or cannot be built. */
export class PageMissingError extends RetortError {
  readonly code = 'WEB_PAGE_MISSING';
  readonly category = 'environment';
  override readonly name = 'PageMissingError';
}

/** By path, such as `/assets/page.js`; the page itself is `/`. @throws PageMissingError */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  if (existsSync(builder) && isStale()) await buildPage();
  if (!existsSync(join(built, 'index.html')))
    throw new PageMissingError(`the page is not at ${built}: install the package again`);
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(built, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(built.length).replaceAll('\\', '/');
    const type = types[extname(name)] ?? 'application/octet-stream';
    files.set(name === '/index.html' ? '/' : name, { type, bytes: readFileSync(path) });
  }
  return files;
}

/** Whether a source is newer than the build. */
function isStale(): boolean {
  const page = statSync(join(built, 'index.html'), { throwIfNoEntry: false });
  if (!page) return true;
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true });
  return sources
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(built))
    .some((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs > page.mtimeMs);
}

async function buildPage(): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [builder]);
  } catch (error) {
    const { stderr = '', message } = error as { readonly stderr?: string; readonly message: string };
    throw new PageMissingError(
      `the page cannot be built: ${stderr.trim().split('\n')[0] || message}; run "npm install" first`,
    );
  }
}
