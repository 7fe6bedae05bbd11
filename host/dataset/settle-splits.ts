// The splits of a user's own samples: those that the data name, the rest held out by content.
import { grouped } from '../../proto/numbers.ts';
import type { SplitName } from './layout.ts';
import type { SplitOrigins } from './reading.ts';
import { divideByKey, heldOutOrigin } from './splits.ts';

interface SplitSample {
  readonly label: number;
  /** SHA-256 of the pixels. */
  readonly key: string;
  /** Absent where the data leave it open. */
  readonly split?: SplitName;
}

type Splits<Sample> = Readonly<Record<SplitName, readonly Sample[]>>;

/**
 * Splits that the samples do not name are held out from the training samples, by content.
 * @param origins how a named split is made, in words
 * @throws DataFormatError
 */
export function settleSplits<Sample extends SplitSample>(
  source: string,
  samples: readonly Sample[],
  origins: Readonly<Partial<SplitOrigins>>,
): { readonly splits: Splits<Sample>; readonly origins: SplitOrigins } {
  const given = (split: SplitName) => samples.filter((sample) => sample.split === split);
  const [validation, test] = [given('validation'), given('test')];
  const rest = samples.filter(({ split }) => split === undefined || split === 'train');
  const heldOut = (['test', 'validation'] as const).filter((split) => given(split).length === 0);
  const pick = (positions: readonly number[]) => positions.map((position) => rest[position]);
  const divided = { keys: rest.map(({ key }) => key), labels: rest.map(({ label }) => label) };
  const division =
    heldOut.length === 0
      ? { train: [...rest.keys()], validation: [], test: [] }
      : divideByKey(divided, source, heldOut, new Set([...validation, ...test].map(({ key }) => key)));
  const splits = {
    train: pick(division.train),
    validation: validation.length > 0 ? validation : pick(division.validation),
    test: test.length > 0 ? test : pick(division.test),
  };
  const ofTrain = origins.train ?? 'all samples';
  const held = origins.train === undefined ? heldOutOrigin : `from ${origins.train}: ${heldOutOrigin}`;
  return {
    splits,
    origins: {
      train: heldOut.length === 0 ? ofTrain : `${ofTrain}, minus the held-out samples`,
      validation: validation.length > 0 ? (origins.validation ?? 'as labelled') : held,
      test: test.length > 0 ? (origins.test ?? 'as labelled') : held,
    },
  };
}

/** Samples that are in two of the given splits, which makes accuracy on them unreliable. */
export function warnOfSharing(splits: Splits<SplitSample>): string[] {
  const pairs = [
    ['train', 'test'],
    ['train', 'validation'],
    ['validation', 'test'],
  ] as const;
  return pairs.flatMap(([a, b]) => {
    const keys = new Set(splits[a].map(({ key }) => key));
    const shared = splits[b].filter(({ key }) => keys.has(key)).length;
    return shared === 0
      ? []
      : [`${grouped(shared)} of ${grouped(splits[b].length)} ${b} samples are also in the ${a} split`];
  });
}
