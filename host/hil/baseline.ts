// Which samples a student got right when its baseline was recorded. A file that is reviewed like code, written only when asked.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { RetortError } from '../../proto/retort-error.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';

const schema = z.strictObject({
  /** For people: the student's name, as of the recording. */
  student: z.string(),
  dataset: z.strictObject({ name: z.string(), digest: z.string() }),
  samples: z.int().min(1),
  correct: z.int().min(0),
  /** Ids of the samples that were not right, in ascending order. */
  wrong: z.array(z.int()),
  /** SHA-256 of the teacher's logits for these samples; absent where there was no teacher. */
  teacher: z.string().optional(),
});

export type Baseline = Readonly<z.infer<typeof schema>>;

export class BaselineFileError extends RetortError {
  readonly code = 'HIL_BASELINE_INVALID';
  readonly category = 'input';
  override readonly name = 'BaselineFileError';
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} is not a baseline (${reason}): restore it, or record it again with --update-baselines`, { cause });
    this.path = path;
  }
}

/** Undefined where there is no file. @throws BaselineFileError */
export async function readBaseline(path: string): Promise<Baseline | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    const baseline = schema.parse(JSON.parse(await readFile(path, 'utf8')));
    if (baseline.wrong.length !== baseline.samples - baseline.correct)
      throw new Error(`${baseline.wrong.length} wrong and ${baseline.correct} right are not ${baseline.samples}`);
    return baseline;
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : (error as Error).message;
    throw new BaselineFileError(path, reason, error);
  }
}

/** Ids eight to a line, so that a review sees which ones came and went. @throws DiskError */
export async function writeBaseline(path: string, baseline: Baseline): Promise<void> {
  const { wrong, ...rest } = baseline;
  const lines = Array.from({ length: Math.ceil(wrong.length / 8) }, (_, i) => wrong.slice(8 * i, 8 * i + 8).join(', '));
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  const text = JSON.stringify({ ...rest, wrong: 0 }, undefined, 2).replace('"wrong": 0', `"wrong": ${list}`);
  await writeFileAtomically(path, `${text}\n`);
}
