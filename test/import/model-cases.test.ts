import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { cores } from '../../host/image/core-description.ts';
import { ImageTooLargeError } from '../../host/image/image-errors.ts';
import { TfliteOperatorError } from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createReference } from '../../host/reference/reference.ts';
import {
  finishOutput,
  type ModelCaseName,
  modelCasesMissing,
  readModelCase,
  readModelValues,
} from '../support/model-cases.ts';

const carried: readonly ModelCaseName[] = [
  'made/logit_one',
  'made/sigmoid_one',
  'made/sigmoid_three',
  'made/fomo_small',
  'models/hello_world_int8',
  'models/micro_speech',
  'models/person_detect',
  'models/tm_cifar10_q',
  'models/tm_mbnet96_0.25_q',
  'models/tm_mnist_arduino_q',
  'models/tm_mnist_dw_q',
  'models/tm_mnist_rect_q',
  'models/tm_mnist_resnet_q',
  'models/tm_mnist_valid_q',
  'models/tm_vww96_q',
];

const refused: readonly (readonly [ModelCaseName, string, string])[] = [
  ['made/upsample', 'operator 2 (TILE) cannot be imported: it repeats [1,6,1,6,4] by [1,1,2,1,1]', 'UpSampling2D'],
  [
    'models/mww_v2_vad',
    'operator 1 (VAR_HANDLE) cannot be imported: the model keeps the variables "stream/states", "stream_1/states", ' +
      '"stream_2/states", "stream_3/states" from run to run, and a board keeps nothing',
    'Export the model for one whole input window',
  ],
];

describe.skipIf(modelCasesMissing)(
  `models as people have them${modelCasesMissing ? ` (${modelCasesMissing})` : ''}`,
  () => {
    it.each(carried)('give TensorFlow Lite Micro’s bytes on the reference: %s', (name) => {
      const network = importTflite(readModelCase(name), name);
      const reference = createReference(network);
      const { inputs, outputs } = readModelValues(name);
      const [rows, columns, channels] = network.tensors.get(network.input)!.shape;
      const length = rows * columns * channels;
      const samples = inputs.length / length;
      expect(samples).toBeGreaterThan(0);
      expect(Number.isInteger(samples)).toBe(true);
      const size = outputs.length / samples;
      for (let sample = 0; sample < samples; sample++) {
        const logits = reference.run(inputs.subarray(sample * length, (sample + 1) * length));
        const expected = outputs.subarray(sample * size, (sample + 1) * size);
        expect(finishOutput(network, logits), `sample ${sample}`).toEqual(expected);
      }
    });

    it.each(refused)(
      'are refused for the operator that has no place, with what would replace it: %s',
      (name, reason, nextStep) => {
        const importing = () => importTflite(readModelCase(name), name);
        expect(importing).toThrow(TfliteOperatorError);
        expect(importing).toThrow(reason);
        expect(importing).toThrow(nextStep);
      },
    );

    it.each(cores)('do not fit where they are too large, whatever reshapes follow their SOFTMAX: $name', (core) => {
      const network = importTflite(readModelCase('models/tm_mbnet96_0.25_q'), 'mbnet');
      expect(network.softmax).toEqual({ beta: 1, scale: 1 / 256, zeroPoint: -128 });
      const compiling = () => compileNetwork(network, core);
      expect(compiling).toThrow(ImageTooLargeError);
      expect(compiling).toThrow(/^The image needs 620\d\d\d bytes of memory, \d+ more than the board's/);
    });
  },
);
