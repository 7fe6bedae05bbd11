// The tuning budget: as many candidates for every method, scratch included, judged on the validation split with a
// separate seed.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfJson } from '../artifact/digest.ts';
import { createRandom, type Random } from '../artifact/random.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import type { Recipe } from '../train/recipe.ts';
import type { Tuning } from './cell.ts';
import { codeVersion } from './code-version.ts';
import { readJson, writeJson } from './json-file.ts';
import { scoreFloat } from './judge.ts';
import type { StageEvent } from './method.ts';
import { findMethod, readMethodOptions } from './methods.ts';
import { type Bench, recordTeacher } from './run-cell.ts';
import { runMethod } from './run-method.ts';

/** Not among the seeds of comparisons, which are 0 and up. */
const tuningSeed = -1;

/** 1, ½, 2, ¼, 4 …: the same for every method, each once. */
function learningRateFactor(candidate: number): number {
  const power = Math.ceil(candidate / 2);
  return candidate % 2 === 0 ? 2 ** power : 2 ** -power;
}

interface Candidate {
  readonly options: Readonly<Record<string, unknown>>;
  readonly recipe: Recipe;
}

export interface Tuned extends Candidate {
  readonly tuning: Tuning;
}

/**
 * The best of `count` candidates: the first is what was given, the others are drawn around the learning rate and, for options that were not
 * given, from the method's `search`.
 * What was tuned before with the same settings is read from `tuning/`.
 * @throws MethodOptionError, what training throws; the signal's reason when aborted
 */
export async function tuneMethod(
  bench: Bench,
  method: string,
  given: Candidate,
  count: number,
  onEvent?: (candidate: number, event: StageEvent) => void,
): Promise<Tuned> {
  const candidates = drawCandidates(method, given, count);
  const { data, network, teachers, live, cache, signal } = bench;
  const asked = { teachers: teachers.map(recordTeacher), ...(live && { live }) };
  const settings = { code: codeVersion, method, candidates, data: data.digest, network, ...asked };
  const digest = sha256OfJson(settings).slice(0, 12);
  const path = join(cache, 'tuning', `${method}-${digest}.json`);
  const known = await readJson<{ readonly best: Tuned }>(path);
  if (known) return known.best;
  const tried: Tuned[] = [];
  for (const [i, { options, recipe }] of candidates.entries()) {
    const shared = { data, network, recipe, seed: tuningSeed, teachers, live, signal };
    const checkpoints = join(cache, 'checkpoints', `tuning-${digest}-${i}`);
    const onStage = (_: string, event: StageEvent) => onEvent?.(i, event);
    const { student } = await runMethod({ ...shared, method, options, folder: checkpoints, onEvent: onStage });
    const { accuracy } = await scoreFloat(student, data.validation, data, signal);
    tried.push({ options, recipe, tuning: { candidates: count, seed: tuningSeed, validationAccuracy: accuracy } });
  }
  const best = tried.reduce((one, other) => (accuracyOf(other) > accuracyOf(one) ? other : one));
  await writeJson(path, { best, tried });
  await Promise.all(
    candidates.map((_, i) => rm(join(cache, 'checkpoints', `tuning-${digest}-${i}`), { recursive: true, force: true })),
  );
  return best;
}

const accuracyOf = ({ tuning }: Tuned) => tuning.validationAccuracy;

function drawCandidates(method: string, given: Candidate, count: number): Candidate[] {
  const free = Object.entries(findMethod(method).search ?? {}).filter(([option]) => !(option in given.options));
  const first = { options: readMethodOptions(method, given.options), recipe: given.recipe };
  const others = Array.from({ length: count - 1 }, (_, i): Candidate => {
    const random = createRandom(deriveSeed(tuningSeed, method, i));
    const drawn = free.map(([option, values]) => [option, pick(random, values as readonly unknown[])]);
    const learningRate = given.recipe.learningRate * learningRateFactor(i + 1);
    const options = readMethodOptions(method, { ...first.options, ...Object.fromEntries(drawn) });
    return { options, recipe: { ...given.recipe, learningRate } };
  });
  return [first, ...others];
}

function pick(random: Random, values: readonly unknown[]): unknown {
  return values[random.integer(values.length)];
}
