// Files of a folder as they are completed.
import { appendFile, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Arrivals, requireFolder } from '../../host/cli/steps/arrivals.ts';

let folder = '';
let stop: AbortController;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-arrivals-'));
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort(new Error('over'));
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, text = name) => writeFile(join(folder, name), text);
const start = (arrivals = new Arrivals(folder)) => {
  const paths = arrivals.paths(stop.signal);
  return { arrivals, next: async () => basename((await paths.next()).value ?? '') };
};

describe('a folder', { timeout: 60_000 }, () => {
  it('gives what is in it, the oldest first, then what is added; nothing hidden or unfinished', async () => {
    for (const [name, seconds] of Object.entries({ 'b.png': 10, 'a.png': 20, 'c.png': 5 })) {
      await write(name);
      await utimes(join(folder, name), seconds, seconds);
    }
    for (const name of ['.hidden.png', 'd.png.part', 'e.TMP']) await write(name);
    const { next } = start();
    expect([await next(), await next(), await next()]).toEqual(['c.png', 'b.png', 'a.png']);
    const fourth = next();
    await write('.late.png');
    await rename(join(folder, 'd.png.part'), join(folder, 'd.png'));
    expect(await fourth).toBe('d.png');
  });

  it('gives a file that grows once it is complete, and others meanwhile', async () => {
    await write('slow.png', '0');
    let isGrowing = true;
    const growing = (async () => {
      for (; isGrowing; await sleep(50)) await appendFile(join(folder, 'slow.png'), '1');
    })();
    // Longer than a busy computer keeps the next byte waiting.
    const { next } = start(new Arrivals(folder, 3000));
    await write('quick.png');
    expect(await next()).toBe('quick.png');
    isGrowing = false;
    await growing;
    expect(await next()).toBe('slow.png');
  });

  it('gives a file again when it was written again, and started again only what is new', async () => {
    await write('a.png', 'first');
    const { arrivals, next } = start();
    expect(await next()).toBe('a.png');
    const again = next();
    await write('a.png', 'the second');
    expect(await again).toBe('a.png');
    stop.abort(new Error('borrowed'));
    stop = new AbortController();
    await write('b.png');
    expect(await start(arrivals).next()).toBe('b.png');
  });

  it('ends with the reason of the signal, and with an error where it is removed', async () => {
    const first = start().next();
    stop.abort(new Error('interrupted'));
    await expect(first).rejects.toThrow('interrupted');
    stop = new AbortController();
    await write('a.png');
    const { next } = start();
    await next();
    const second = next().catch((error: unknown) => error);
    await rm(folder, { recursive: true });
    expect(await second).toMatchObject({
      code: 'CLI_WATCH_FOLDER',
      message: `${folder} can no longer be watched: it was removed; make it again and run the command again`,
    });
  });

  it('is refused where it is a file or missing', async () => {
    await write('a.png');
    for (const name of ['a.png', 'none'])
      expect(() => requireFolder(join(folder, name))).toThrow('it is not a folder; name one with --watch');
  });
});
