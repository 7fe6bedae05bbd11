import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../host/image/compile.ts';
import { cores } from '../../host/image/core-description.ts';
import { ImageTooLargeError } from '../../host/image/image-errors.ts';
import { TfliteOperatorError } from '../../host/import/import-errors.ts';
import { importTflite } from '../../host/import/import-tflite.ts';
import { createReference } from '../../host/reference/reference.ts';
import {
  carriedModels,
  finishOutput,
  type ModelCaseName,
  modelCasesMissing,
  readModelCase,
  readModelSamples,
} from '../support/model-cases.ts';

const refused: readonly (readonly [ModelCaseName, string, string])[] = [
  [
    'made/squeeze_excite',
    'operator 3 (MUL) cannot be imported: it multiplies [1,8,8,4] by [1,1,1,4], both computed from the sample, but the core only multiplies by constants',
    'Remove operations that scale a map by values computed from it (squeeze-and-excitation, attention)',
  ],
  ['made/upsample', 'operator 2 (TILE) cannot be imported: it repeats [1,6,1,6,4] by [1,1,2,1,1]', 'UpSampling2D'],
  [
    'models/mww_v2_vad',
    'operator 1 (VAR_HANDLE) cannot be imported: the model keeps the variables "stream/states", "stream_1/states", ' +
      '"stream_2/states", "stream_3/states" from run to run, but a board keeps no state',
    'Export the model for one whole input window',
  ],
];

describe.skipIf(modelCasesMissing)(
  `models as people have them${modelCasesMissing ? ` (${modelCasesMissing})` : ''}`,
  () => {
    it.each(carriedModels)('give TensorFlow Lite Micro’s bytes on the reference: %s', (name) => {
      const network = importTflite(readModelCase(name), name);
      const reference = createReference(network);
      for (const [sample, { input, output }] of readModelSamples(name, network).entries()) {
        expect(finishOutput(network, reference.run(input)), `sample ${sample}`).toEqual(output);
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
      const thousands = { 2: 620, 8: 639 }[core.inputs]; // with 8 its depthwise layers slide, with weights of 0 beside their kernels
      expect(compiling).toThrow(
        new RegExp(`^The image needs ${thousands},\\d\\d\\d bytes of memory, [\\d,]+ more than the board's`),
      );
    });
  },
);
