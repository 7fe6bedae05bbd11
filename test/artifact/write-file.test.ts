import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256, sha256OfJson } from '../../host/artifact/digest.ts';
import { processToken } from '../../host/artifact/process-token.ts';
import { DiskError, writeFileAtomically } from '../../host/artifact/write-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-artifact-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing a file', () => {
  it('creates missing folders, replaces an existing file and leaves no other files behind', async () => {
    const path = join(folder, 'a', 'b', 'file.bin');
    await writeFileAtomically(path, 'first');
    await writeFileAtomically(path, new Uint8Array([1, 2, 3]));
    expect([...(await readFile(path))]).toEqual([1, 2, 3]);
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file.bin']);
  });

  it('leaves one whole file when several write at once', async () => {
    const path = join(folder, 'file.txt');
    const texts = Array.from({ length: 8 }, (_, writer) => String(writer).repeat(100_000));
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['file.txt']);
  });

  it('says what to do where a folder has the name, and leaves it alone', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    const failure = await writeFileAtomically(path, 'x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DiskError);
    expect(failure).toMatchObject({ code: 'DISK_WRITE_FAILED', path, reason: 'EISDIR' });
    expect((failure as Error).message).toContain('the path names a folder');
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('says so where a part of the path is a file', async () => {
    await writeFile(join(folder, 'file'), 'x');
    await expect(writeFileAtomically(join(folder, 'file', 'inside'), 'x')).rejects.toThrow('is a file, not a folder');
  });
});

describe('what a killed process has left', () => {
  const [pid, start, boot, computer] = processToken().split('-');
  const nameOf = (token: string) => `.file.bin.${token}.${randomUUID()}.retort-tmp`;
  const earlier = `${pid}-${Number(start) + 1}-${boot}-${computer}`;

  it.skipIf(process.platform !== 'linux')('is removed by the next write into its folder', async () => {
    const otherBoot = `${pid}-${start}-${'0'.repeat(8)}-${computer}`;
    for (const token of [earlier, otherBoot]) await writeFile(join(folder, nameOf(token)), 'half');
    await writeFileAtomically(join(folder, 'file.bin'), 'whole');
    expect(await readdir(folder)).toEqual(['file.bin']);
  });

  it("stays where the process runs, is on another computer, or the file is a user's", async () => {
    const elsewhere = `${pid}-${start}-${boot}-${'0'.repeat(8)}`;
    const kept = [nameOf(processToken()), nameOf(elsewhere), '.file.bin.tmp', `.${earlier}.retort-tmp`, 'x.retort-tmp'];
    for (const name of kept) await writeFile(join(folder, name), 'x');
    await writeFileAtomically(join(folder, 'file.bin'), 'whole');
    expect((await readdir(folder)).sort()).toEqual([...kept, 'file.bin'].sort());
  });
});

describe('digests', () => {
  it('are the SHA-256 of the bytes', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(Buffer.from('abc'))).toBe(sha256('abc'));
  });

  it('of JSON do not depend on the order of keys, but on everything else', () => {
    expect(sha256OfJson({ a: 1, b: { c: [1, 2], d: null } })).toBe(sha256OfJson({ b: { d: null, c: [1, 2] }, a: 1 }));
    expect(sha256OfJson({ a: [1, 2] })).not.toBe(sha256OfJson({ a: [2, 1] }));
  });
});
