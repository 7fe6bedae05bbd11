// Kills a process while it writes to a history, and counts what is there afterwards.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openHistory } from '../../../host/web/history/open-history.ts';

const program = fileURLToPath(new URL('./write-until-killed.ts', import.meta.url));

interface Said {
  readonly atMs: number;
  readonly taken: number;
  readonly written: number;
  readonly notWritten: number;
}

export interface KillOutcome {
  /** What it had taken and written by its last words. */
  readonly taken: number;
  readonly written: number;
  readonly notWritten: number;
  /** Rows that are there, and whether they are the first ones, each once. */
  readonly kept: number;
  readonly isWhole: boolean;
  /** From the first one that is missing to its last words. */
  readonly lostMs: number;
}

/** Kills it with SIGKILL once it has written `rows`. */
export async function killWhileWriting(place: string, perSecond: number, rows: number): Promise<KillOutcome> {
  const before = await countKept(place);
  // Without tsx's own process between, so that the signal reaches the writer.
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, place, String(perSecond)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Said[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    said.push(...lines.map((line) => JSON.parse(line) as Said));
    if ((said.at(-1)?.written ?? 0) >= rows) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  const last = said[said.length - 1];
  const after = await countKept(place);
  const kept = after.count - before.count;
  const firstMissing = said.find(({ taken }) => taken > kept);
  return {
    ...{ taken: last.taken, written: last.written, notWritten: last.notWritten, kept },
    isWhole: after.sessionLast === kept - 1,
    lostMs: firstMissing ? last.atMs - firstMissing.atMs : 0,
  };
}

async function countKept(place: string): Promise<{ readonly count: number; readonly sessionLast: number }> {
  const { database, close } = await openHistory(place, { command: 'test' });
  const [{ count }] = await database.query<{ readonly count: number }>(
    'select count(*)::integer as count from predictions',
  );
  const [{ last }] = await database.query<{ readonly last: number }>(
    'select coalesce(max(sample), -1)::integer as last from predictions where session = (select max(session) from predictions)',
  );
  await close();
  return { count, sessionLast: last };
}
