import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputFileError, readOutsideFile, readOutsideText } from '../../host/artifact/read-outside-file.ts';

let folder = '';
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-reading-'));
  await writeFile(join(folder, 'plain'), 'grüße');
  await writeFile(join(folder, 'empty'), '');
  await writeFile(join(folder, 'large'), '');
  await truncate(join(folder, 'large'), 17 * 2 ** 20);
  await mkdir(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  for (const [to, from] of [
    ['plain', 'link'],
    ['pipe', 'link-to-pipe'],
    ['circle', 'circle'],
  ]) {
    await symlink(to, join(folder, from));
  }
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

describe('a file from outside', () => {
  it.each(['plain', 'link'])('%s is read whole', async (name) => {
    expect(await readOutsideText(join(folder, name), 'text')).toBe('grüße');
  });

  it('of no bytes is read, and so is one of /proc that states no size', async () => {
    expect(await readOutsideFile(join(folder, 'empty'), 'text')).toHaveLength(0);
    expect(await readOutsideText('/proc/self/status', 'text')).toMatch(/^Name:/);
  });

  it('of more than one part is read whole', async () => {
    const content = Uint8Array.from({ length: 9 * 2 ** 20 + 1 }, (_, i) => i * 31);
    await writeFile(join(folder, 'parts'), content);
    expect(Buffer.compare(await readOutsideFile(join(folder, 'parts'), 'text'), content)).toBe(0);
  });

  it.each([
    ['nowhere', 'there is no such file; check the path'],
    ['plain/inside', 'a part of the path is a file, not a folder; check the path'],
    ['folder', 'it is a folder; name a file'],
    ['pipe', 'it is a pipe; copy its content to a regular file, and name that'],
    ['link-to-pipe', 'it is a pipe; copy its content to a regular file, and name that'],
    ['socket', 'it is a socket; copy its content to a regular file, and name that'],
    ['circle', 'its symbolic links form a loop; name the file itself'],
  ])('that is %s is refused at once', async (name, says) => {
    const path = join(folder, name);
    await expect(readOutsideFile(path, 'image')).rejects.toThrow(`${path} cannot be read: ${says}`);
  });

  it('that is a device is refused', async () => {
    await expect(readOutsideFile('/dev/zero', 'image')).rejects.toThrow('/dev/zero cannot be read: it is a device');
  });

  it('that is larger than its use allows is refused with both sizes before it is read', async () => {
    const error = await readOutsideFile(join(folder, 'large'), 'text').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputFileError);
    expect(error).toMatchObject({
      size: 17 * 2 ** 20,
      cap: 16 * 2 ** 20,
      message: expect.stringContaining(
        'it has 17,825,792 bytes, but labels, settings or results has at most 16 MiB; check that it is the right file',
      ),
    });
  });

  it('that states no size and does not end is given up at the cap', async () => {
    const error = await readOutsideFile('/proc/self/pagemap', 'text').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'CLI_INPUT_FILE', cap: 16 * 2 ** 20 });
  });

  it('is given up when the signal is aborted', async () => {
    const reason = new Error('enough');
    await expect(readOutsideFile(join(folder, 'plain'), 'text', AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const reading = readOutsideFile('/proc/self/pagemap', 'weights', controller.signal);
    setTimeout(() => controller.abort(reason), 5);
    await expect(reading).rejects.toBe(reason);
  });

  it('that this user may not read is refused with that', async () => {
    await writeFile(join(folder, 'closed'), '');
    await chmod(join(folder, 'closed'), 0);
    await chmod(folder, 0o755);
    const user = process.geteuid?.();
    if (user === 0) process.seteuid?.('nobody'); // root may read everything
    try {
      await expect(readOutsideFile(join(folder, 'closed'), 'text')).rejects.toThrow('permission denied; check its');
    } finally {
      if (user === 0) process.seteuid?.(0);
    }
  });
});
