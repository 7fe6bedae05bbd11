import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { retortCommand } from './run-retort.ts';

/** How long it takes is measured by `npm run bench -- start`. */
it.each(['--help', 'validate --help', 'board list'])(
  'retort %s loads no library but the one for command lines',
  async (command) => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-start-'));
    try {
      const [program, ...words] = retortCommand(command.split(' '));
      execFileSync(program, words, { env: { ...process.env, NODE_V8_COVERAGE: folder } });
      const libraries = new Set<string>();
      for (const name of await readdir(folder)) {
        const { result } = JSON.parse(await readFile(join(folder, name), 'utf8'));
        for (const { url } of result) {
          const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
          if (library) libraries.add(library[1]);
        }
      }
      expect([...libraries]).toEqual(['commander']);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
