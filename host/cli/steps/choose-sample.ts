// Chooses the sample to trace: from a file of raw tensors, from a data set, or a random one that is the same in every
// run.

import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { createRandom } from '../../artifact/random.ts';
import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { toInputLevels } from '../../quantize/input-levels.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import type { MadeFrom } from './load-run-data.ts';
import { readTensors } from './tensor-files.ts';

export interface SampleChoice {
  /** A file of raw tensors. */
  readonly inputs?: string;
  /** The image's origin, to take it from the test split of that data set or of the one in the settings. */
  readonly data?: MadeFrom;
  /** Its place there, from 0 on. */
  readonly sample: number;
}

class NoSuchSampleError extends RetortError {
  readonly code = 'CLI_INPUT_NO_SUCH_SAMPLE';
  readonly category = 'input';
  override readonly name = 'NoSuchSampleError';
  readonly sample: number;
  readonly samples: number;

  constructor(source: string, sample: number, samples: number) {
    super(
      `${source} has ${grouped(samples)} samples, no sample ${sample}: choose one from 0 to ${grouped(samples - 1)}`,
    );
    this.sample = sample;
    this.samples = samples;
  }
}

export interface ChosenSample {
  /** int8 [rows, columns, channels] */
  readonly input: Int8Array;
  /** For people. */
  readonly source: string;
}

/** @throws NoSuchSampleError, SampleLengthError, ForeignDataError, and what reading throws */
export async function chooseSample(
  settings: Settings,
  image: StudentImage,
  { inputs, data, sample }: SampleChoice,
  context: CommandContext,
): Promise<ChosenSample> {
  if (inputs !== undefined) {
    const samples = readTensors(await readOutsideFile(inputs, 'tensors', context.signal), inputs, image);
    if (sample >= samples.length) throw new NoSuchSampleError(inputs, sample, samples.length);
    return { input: samples[sample], source: `input ${sample} of ${inputs}` };
  }
  if (data) return sampleOfData(settings, image, data, sample, context);
  const random = createRandom(sample);
  const [rows, columns, channels] = image.input.shape;
  const input = Int8Array.from({ length: rows * columns * channels }, () => random.integer(256) - 128);
  return { input: toInputLevels(input, image.memory.inputBits), source: `a random input, number ${sample}` };
}

async function sampleOfData(
  settings: Settings,
  image: StudentImage,
  made: MadeFrom,
  sample: number,
  context: CommandContext,
): Promise<ChosenSample> {
  const { loadRunData, noteOtherData } = await import('./load-run-data.ts');
  const { requireSameFeatures } = await import('./require-same-form.ts');
  const { quantizeForImage } = await import('../../reference/quantize-input.ts');
  const { dataset } = await loadRunData(settings, made, context);
  await noteOtherData(dataset, made, context);
  requireSameFeatures(dataset, image);
  const { name, test } = dataset;
  if (sample >= test.ids.length) throw new NoSuchSampleError(name, sample, test.ids.length);
  const size = test.images.length / test.ids.length;
  const pixels = test.images.subarray(sample * size, (sample + 1) * size);
  return {
    input: quantizeForImage(pixels, image),
    source: `test sample ${sample} of ${name}${test.files ? `: ${test.files[sample]}` : ''}`,
  };
}
