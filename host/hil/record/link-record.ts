// A record of a link: every byte (of a bridge's board: every message) with its direction and time, one JSON object per line, so that a record
// that was cut short can still be read.
import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { RetortError } from '../../../proto/retort-error.ts';

const headerSchema = z.object({ record: z.literal('retort link'), version: z.literal(1), startedAt: z.string() });

const entrySchema = z.discriminatedUnion('kind', [
  /** A link was opened: at the start, and again after a power cycle. */
  z.object({ ms: z.number(), kind: z.literal('open'), link: z.string(), carries: z.enum(['bytes', 'messages']) }),
  z.object({ ms: z.number(), kind: z.literal('to board'), data: z.base64() }),
  z.object({ ms: z.number(), kind: z.literal('to host'), data: z.base64() }),
  z.object({ ms: z.number(), kind: z.literal('baud'), baud: z.number() }),
  /** `reason` where the link was lost. */
  z.object({ ms: z.number(), kind: z.literal('closed'), reason: z.string().optional() }),
]);

export type RecordEntry = Readonly<z.infer<typeof entrySchema>>;

type Untimed<T> = T extends unknown ? Omit<T, 'ms'> : never;

/** A file that is not the record of a link. */
export class RecordFileError extends RetortError {
  readonly code = 'RECORD_INVALID';
  readonly category = 'input';
  override readonly name = 'RecordFileError';
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} is not the record of a link (${reason}): make one with 'retort test --record FOLDER'`, { cause });
    this.path = path;
  }
}

export interface RecordWriter {
  /** @param atMs of the link's clock */
  write(atMs: number, entry: Untimed<RecordEntry>): void;
  /** Resolves when all is in the file. */
  close(): Promise<void>;
}

/** Begins a new file. */
export function writeRecord(path: string): RecordWriter {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  let failure: Error | undefined;
  file.on('error', (error) => {
    failure = error;
  });
  file.write(`${JSON.stringify({ record: 'retort link', version: 1, startedAt: new Date().toISOString() })}\n`);
  return {
    write: (atMs, entry) => void file.write(`${JSON.stringify({ ms: Math.round(1000 * atMs) / 1000, ...entry })}\n`),
    async close() {
      if (!failure) await new Promise<void>((resolve) => file.end(() => resolve()));
      if (failure) throw failure;
    },
  };
}

/** A last line that was cut off is left out. @throws RecordFileError */
export async function readRecord(path: string): Promise<RecordEntry[]> {
  const lines = (await readText(path)).split('\n');
  const last = lines.pop(); // empty where the last line is whole
  const [header, ...entries] = lines;
  try {
    headerSchema.parse(JSON.parse(header ?? last ?? ''));
    return entries.map((line) => entrySchema.parse(JSON.parse(line)));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : (error as Error).message;
    throw new RecordFileError(path, reason, error);
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new RecordFileError(path, (error as Error).message, error);
  }
}
