// What the method `robust` gives under noise, corruptions and attacks against plain soft targets, by the commands that users type: one teacher,
// five seeds paired, equal steps, each student's int8 network on the integer reference and the whole test split. Weights were chosen on the
// validation split beforehand, with other seeds. Run folders are kept in RETORT_BENCH_OUT (default: runs), so that an interrupted run goes on;
// students and differences are written to evidence/robustness.json.
//   npm run bench -- robustness [--json]
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { robustnessJson } from '../../host/cli/text/robustness-text.ts';
import { type Interval, meanWithInterval } from '../../host/distill/paired-interval.ts';
import { readJson, writeJson } from '../../host/lab/json-file.ts';
import { runInProcess } from '../cli/run-in-process.ts';
import { dataFolder } from '../support/data-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = join(root, 'evidence', 'robustness.json');
const data = 'digits';
const plain = 'soft-targets?temperature=4&alpha=0.9';
const methods = [plain, 'robust'];
const seeds = [1, 2, 3, 4, 5];

interface RobustStudent {
  readonly method: string;
  readonly seed: number;
  readonly robustness: ReturnType<typeof robustnessJson>;
}

/** Of each pair of students, in points: mean and 95 % interval by Student's t. */
interface Difference {
  readonly measure: string;
  readonly plain: number;
  readonly robust: number;
  readonly points: Interval;
  readonly bar: 'met' | 'missed' | 'not a bar';
}

interface RobustnessEvidence {
  readonly data: string;
  readonly students: readonly RobustStudent[];
  readonly differences: readonly Difference[];
}

export async function benchRobustness(): Promise<readonly Difference[]> {
  const out = join(process.env.RETORT_BENCH_OUT ?? 'runs', 'robustness');
  const kept = existsSync(path) ? (await readJson<RobustnessEvidence>(path))! : undefined;
  const students = [...(kept?.students ?? [])];
  const teacher = join(out, 'teacher');
  if (!existsSync(join(teacher, 'teacher-outputs.safetensors'))) await retort(['teacher'], teacher);
  for (const seed of seeds) {
    for (const method of methods) {
      if (students.some((one) => one.seed === seed && one.method === method)) continue;
      students.push(await runStudent(method, seed, teacher, join(out, String(seed))));
      await writeJson(path, { data, students, differences: [] });
    }
  }
  const differences = compare(students);
  await writeJson(path, { data, students, differences } satisfies RobustnessEvidence);
  return differences;
}

async function runStudent(method: string, seed: number, teacher: string, out: string): Promise<RobustStudent> {
  if (!existsSync(out)) await cp(teacher, out, { recursive: true });
  await retort(['distill', '--method', method, '--seed', String(seed)], out);
  await retort(['quantize'], out);
  await retort(['pack'], out);
  const { robustness } = await retort<Pick<RobustStudent, 'robustness'>>(
    ['validate', '--robustness', '--on', 'reference'],
    out,
  );
  return { method, seed, robustness };
}

type Measure = RobustStudent['robustness']['measures'][number];

/** The bar: noise, corruptions and PGD. Levels of a kind are averaged; an attack without bound is a check and no measure. */
const measures: readonly {
  readonly name: string;
  readonly bar: boolean;
  readonly includes: (one: Measure) => boolean;
}[] = [
  { name: 'clean', bar: false, includes: ({ kind }) => kind === 'clean' },
  { name: 'noise, mean of all levels', bar: true, includes: ({ kind }) => kind === 'noise' },
  { name: 'corruptions, mean of all', bar: true, includes: ({ kind }) => kind === 'corruption' },
  {
    name: 'PGD, mean of ε = 4, 8, 16, 32',
    bar: true,
    includes: ({ kind, epsilon = 0 }) => kind === 'pgd' && epsilon < 255,
  },
  ...[16, 32, 64].map((sigma) => ({
    name: `noise, σ = ${sigma}`,
    bar: false,
    includes: ({ kind, level }: Measure) => kind === 'noise' && level === `σ = ${sigma}`,
  })),
  ...['brightness', 'contrast', 'blur', 'occlusion', 'salt and pepper', 'shift'].map((kind) => ({
    name: kind,
    bar: false,
    includes: ({ name }: Measure) => name === kind,
  })),
  ...(['fgsm', 'pgd'] as const).flatMap((attack) =>
    [4, 8, 16, 32].map((size) => ({
      name: `${attack.toUpperCase()}, ε = ${size}`,
      bar: false,
      includes: ({ kind, epsilon }: Measure) => kind === attack && epsilon === size,
    })),
  ),
];

function compare(students: readonly RobustStudent[]): Difference[] {
  return measures.map(({ name, bar, includes }) => {
    const percentOf = (method: string, seed: number) => {
      const { robustness } = students.find((one) => one.method === method && one.seed === seed)!;
      return 100 * mean(robustness.measures.filter(includes).map(({ value }) => value));
    };
    const [before, after] = methods.map((method) => seeds.map((seed) => percentOf(method, seed)));
    const points = meanWithInterval(after.map((value, i) => value - before[i]));
    const met = points.low > 0 ? 'met' : 'missed';
    return { measure: name, plain: mean(before), robust: mean(after), points, bar: bar ? met : 'not a bar' };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @returns what the command prints as JSON */
async function retort<Printed>(words: readonly string[], out: string): Promise<Printed> {
  const all = [...words, ...(words[0] === 'pack' ? [] : ['--data', data, '--data-dir', dataFolder]), '--out', out];
  const { exitCode, stdout, stderr } = await runInProcess(all);
  if (exitCode !== 0) throw new Error(`retort ${all.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
  return JSON.parse(stdout);
}
