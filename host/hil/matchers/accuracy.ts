// `toBeAccurate`: the board is not less often right than its baseline, by McNemar's test on the same samples.
import { dirname, join } from 'node:path';
import { grouped } from '../../../proto/numbers.ts';
import { probabilityOfLoss } from '../../validate/mcnemar.ts';
import { type Answers, traceCommandOf } from '../answers.ts';
import { type Baseline, readBaseline, writeBaseline } from '../baseline.ts';
import { hilSettings } from '../settings.ts';
import { bitExact } from './bit-exact.ts';
import { namedClasses } from './named-classes.ts';
import { oneEach } from './one-each.ts';
import { failed, passed, type Verdict } from './verdict.ts';

export interface AccuracyOptions {
  /** Names the file `baselines/NAME.json` beside the test's; the data set's name if absent. */
  readonly baseline?: string;
  /** The probability of a false alarm for a student that is just as good; 0.05 if absent. */
  readonly alpha?: number;
}

/** @param testPath of the test's file */
export async function accuracy(
  answers: Answers,
  testPath: string,
  { baseline: name = answers.samples.name.replaceAll(/[^\w.-]+/g, '-'), alpha = 0.05 }: AccuracyOptions = {},
): Promise<Verdict> {
  const incomplete = oneEach(answers);
  if (!incomplete.pass) return incomplete;
  const path = join(dirname(testPath), 'baselines', `${name}.json`);
  if (hilSettings().updateBaselines) return record(answers, path);
  const baseline = await readBaseline(path);
  if (!baseline)
    return failed(
      'accuracy',
      `the baseline ${path} does not exist`,
      'next: record it with `retort test --update-baselines`, look at it, and commit it',
    );
  return differentSubject(answers, baseline, path) ?? compare(answers, baseline, { path, alpha });
}

/** What a board that is not bit-exact says is never recorded. */
async function record(answers: Answers, path: string): Promise<Verdict> {
  const exact = bitExact(answers);
  if (!exact.pass) return exact;
  const { student, name, digest, ids, labels, teacher } = answers.samples;
  const wrong = wrongIds(answers);
  await writeBaseline(path, {
    student: student.image.name,
    dataset: { name, digest },
    samples: ids.length,
    correct: labels.length - wrong.length,
    wrong,
    ...(teacher && { teacher: teacher.digest }),
  });
  return passed(`${path} was recorded`);
}

function wrongIds(answers: Answers): number[] {
  const { ids, labels } = answers.samples;
  const named = namedClasses(answers);
  return Array.from(ids).filter((_, row) => named[row] !== labels[row]);
}

/** Counts over other samples, or beside another teacher, say nothing about this one. */
function differentSubject({ samples }: Answers, baseline: Baseline, path: string): Verdict | undefined {
  const again = 'next: restore what was there, or record the baseline again with `retort test --update-baselines`';
  const { dataset, samples: count, teacher } = baseline;
  if (dataset.digest !== samples.digest || count !== samples.ids.length)
    return failed(
      'accuracy',
      `${path} is of ${grouped(count)} samples of ${dataset.name} (${dataset.digest.slice(0, 16)}…), but ${grouped(samples.ids.length)} of ${samples.name} (${samples.digest.slice(0, 16)}…) were asked`,
      again,
    );
  if (teacher !== samples.teacher?.digest)
    return failed(
      'accuracy',
      `the teacher's outputs are not those of the baseline ${path}: ${samples.teacher?.digest.slice(0, 16) ?? 'none'}… instead of ${teacher?.slice(0, 16) ?? 'none'}…`,
      again,
    );
  return undefined;
}

function compare(
  answers: Answers,
  baseline: Baseline,
  { path, alpha }: { readonly path: string; readonly alpha: number },
): Verdict {
  const { ids } = answers.samples;
  const before = new Set(baseline.wrong);
  const now = new Set(wrongIds(answers));
  const lost = [...now].filter((id) => !before.has(id));
  const gained = baseline.wrong.filter((id) => !now.has(id));
  const p = probabilityOfLoss({ lost: lost.length, gained: gained.length });
  const right = ids.length - now.size;
  const text = `${grouped(right)} of ${grouped(ids.length)} samples are right, ${grouped(baseline.correct)} were: ${lost.length} lost, ${gained.length} gained (McNemar, one-sided: p = ${p.toPrecision(2)})`;
  if (p >= alpha) return passed(text);
  return failed(
    'accuracy',
    `${answers.board.url} is less often right than ${path}, at the level ${alpha}`,
    text,
    `lost: ids ${lost.slice(0, 10).join(', ')}${lost.length > 10 ? ', …' : ''}`,
    `reproduce: ${traceCommandOf(answers, ids.indexOf(lost[0]))}`,
  );
}
