import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../host/artifact/digest.ts';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { type DownloadEvent, downloadFile } from '../../host/dataset/download.ts';
import {
  ChecksumError,
  DatasetNotFoundError,
  DownloadFailedError,
  TruncatedFileError,
} from '../../host/dataset/errors.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { loadNamedSet } from '../../host/dataset/named-set-files.ts';
import type { Packaging } from '../../host/dataset/named-sets.ts';
import { grouped } from '../../proto/numbers.ts';

const content = Buffer.from('pixels and labels'.repeat(10_000));
const published = { name: 'all.bin', bytes: content.length, sha256: sha256(content) };

let folder: string;
let server: Server;
let home: string;
let answer: RequestListener;
let requests: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-sets-'));
  vi.stubEnv('RETORT_CACHE', join(folder, 'cache'));
  vi.stubEnv('RETORT_DATA', '');
  requests = [];
  answer = (_, response) => response.end(content);
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sets/`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A set of one picture, whose label tells from which packaging it was read. */
function packagingOf(label: number, file = published): Packaging {
  const samples = { images: new Uint8Array(1), labels: new Uint8Array([label]) };
  return {
    folder: 'own',
    home,
    files: [file],
    read: () => ({ shape: [1, 1, 1], classes: [], train: samples, test: samples }),
  };
}

const load = (options = {}, packagings = [packagingOf(0)]) => loadNamedSet('own', packagings, options);

async function put(place: string, bytes: Uint8Array = content, name = published.name): Promise<void> {
  await mkdir(join(folder, place, 'own'), { recursive: true });
  await writeFile(join(folder, place, 'own', name), bytes);
}

describe('looking for a named set', () => {
  it('takes --data-dir before RETORT_DATA before the cache, and downloads nothing then', async () => {
    const damaged = Buffer.from(content).fill(0);
    await put('given');
    await put('environment', damaged);
    vi.stubEnv('RETORT_DATA', join(folder, 'environment'));
    await load({ dataDir: join(folder, 'given') });
    await expect(load()).rejects.toThrow(join(folder, 'environment', 'own', 'all.bin'));
    await put('environment');
    await put('cache/datasets', damaged);
    await load();
    expect(requests).toEqual([]);
  });

  it('takes the first packaging that is there', async () => {
    const other = { ...published, name: 'other.bin' };
    await put('given', content, 'other.bin');
    const source = await load({ dataDir: join(folder, 'given') }, [packagingOf(0), packagingOf(1, other)]);
    expect([...source.train.labels]).toEqual([1]);
  });

  it('refuses a file there that is damaged or cut off, instead of looking on', async () => {
    await put('given', Buffer.from(content).fill(1, 5, 6));
    await expect(load({ dataDir: join(folder, 'given') })).rejects.toThrow(ChecksumError);
    await put('given', content.subarray(1));
    await expect(load({ dataDir: join(folder, 'given') })).rejects.toThrow(
      `all.bin is truncated: ${grouped(content.length - 1)} bytes instead of ${grouped(content.length)}; delete it, or download it again`,
    );
  });

  it('says every place it looked in and what to do, when all fails', async () => {
    server.close();
    vi.stubEnv('RETORT_DATA', join(folder, 'environment'));
    const failure = await load({ dataDir: join(folder, 'given') }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatasetNotFoundError);
    const { message, searched, cause } = failure as DatasetNotFoundError;
    expect(searched.length).toBe(5);
    expect(message).toContain(`${join(folder, 'given', 'own')} (--data-dir): no all.bin`);
    expect(message).toContain(`${join(folder, 'environment', 'own')} (RETORT_DATA): no all.bin`);
    expect(message).toContain(`${join(folder, 'cache', 'datasets', 'own')} (the cache folder): no all.bin`);
    expect(message).toContain(`cannot download ${home}all.bin`);
    expect(message).toContain('Give the folder that holds own/ with --data-dir or RETORT_DATA');
    expect(message).toContain('`glyphs` needs no files');
    expect(cause).toBeInstanceOf(DownloadFailedError);
  });

  it('keeps downloads in the cache folder and does not download them again', async () => {
    await load();
    await load();
    expect(requests).toEqual(['/sets/all.bin']);
    expect(await readFile(join(folder, 'cache', 'datasets', 'own', 'all.bin'))).toEqual(content);
  });

  it('does not keep a wrong download', async () => {
    answer = (_, response) => response.end(Buffer.from(content).fill(0));
    await expect(load()).rejects.toThrow(ChecksumError);
    expect(existsSync(join(folder, 'cache')) ? await readdir(join(folder, 'cache'), { recursive: true }) : []).toEqual(
      [],
    );
  });
});

describe('downloading', () => {
  const url = () => `${home}all.bin`;

  it('gives the bytes and reports progress up to the whole', async () => {
    const events: DownloadEvent[] = [];
    const bytes = await downloadFile(url(), published, { onEvent: (event) => events.push(event) });
    expect(Buffer.from(bytes).equals(content)).toBe(true);
    expect(events.at(-1)).toEqual({
      type: 'download',
      url: url(),
      receivedBytes: content.length,
      totalBytes: content.length,
    });
  });

  it('refuses other bytes, naming both checksums', async () => {
    answer = (_, response) => response.end(Buffer.from(content).fill(0));
    await expect(downloadFile(url(), published)).rejects.toThrow(
      new RegExp(`has SHA-256 [0-9a-f]{64} instead of ${published.sha256}`),
    );
  });

  it('refuses an answer that is not the file', async () => {
    answer = (_, response) => response.writeHead(404).end('no');
    await expect(downloadFile(url(), published)).rejects.toThrow(`cannot download ${url()}: HTTP status 404`);
    answer = (_, response) => response.end(Buffer.concat([content, content]));
    await expect(downloadFile(url(), published)).rejects.toThrow(
      `longer than the published ${grouped(content.length)} bytes`,
    );
  });

  it('refuses a file that is shorter, or whose connection is cut', async () => {
    answer = (_, response) => response.end(content.subarray(0, 1000));
    await expect(downloadFile(url(), published)).rejects.toThrow(TruncatedFileError);
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000), () => response.destroy());
    };
    await expect(downloadFile(url(), published)).rejects.toThrow(DownloadFailedError);
  });

  it('gives up when nothing comes any more', async () => {
    answer = (_, response) => response.write(content.subarray(0, 1000));
    await expect(downloadFile(url(), published, { stallMs: 100 })).rejects.toThrow('no data arrived for 100 ms');
  });

  it('stops when told to, with the reason given', async () => {
    const stop = new AbortController();
    const onEvent = () => stop.abort(new Error('enough'));
    answer = (_, response) => response.write(content.subarray(0, 1000));
    await expect(downloadFile(url(), published, { signal: stop.signal, onEvent })).rejects.toThrow('enough');
  });
});

describe.each([
  ['mnist', [28, 28, 1], 54_000, 6_000, 10_000, [7, 2, 1, 0, 4]],
  ['fashion-mnist', [28, 28, 1], 54_000, 6_000, 10_000, [9, 2, 1, 1, 6]],
  ['digits', [8, 8, 1], 3_441, 382, 1_797, [0, 1, 2, 3, 4]],
  ['cifar10', [32, 32, 3], 9_000, 1_000, 1_000, [3, 8, 8, 0, 6]],
  ['fsdd', [40, 32, 1], 2_430, 270, 300, [0, 0, 0, 0, 0]],
  ['easy-vqa', [32, 32, 4], 34_776, 3_799, 9_673, [9, 2, 2, 12, 4]],
] as const)('%s', (name, shape, train, validation, test, firstLabels) => {
  it('has its published samples', async (context) => {
    vi.unstubAllEnvs();
    const nowhere = 'http://127.0.0.1:9/'; // Tests download nothing.
    const dataset = await loadDataset(name, { home: nowhere }).catch((error: unknown): Dataset => {
      if (error instanceof DatasetNotFoundError) context.skip(`data set ${name} is not on this machine`);
      throw error;
    });
    expect(dataset.shape).toEqual(shape);
    expect([dataset.train, dataset.validation, dataset.test].map(({ ids }) => ids.length)).toEqual([
      train,
      validation,
      test,
    ]);
    expect([...dataset.test.labels.subarray(0, 5)]).toEqual(firstLabels);
    expect(dataset.test.images.length).toBe(test * shape[0] * shape[1] * shape[2]);
    expect(dataset.test.ids[0]).toBe(train + validation);
  });
});
