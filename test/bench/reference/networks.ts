// The networks that `npm run bench -- reference` runs, as .tflite files.
import { makeDemoStudent } from '../../support/demo-student.ts';
import { mlperfFound, mlperfMissing, readMlperfNetwork } from '../../support/mlperf-tiny.ts';
import { modelCasesMissing, readModelCase } from '../../support/model-cases.ts';
import { writeNetworkTflite } from '../../support/write-network-tflite.ts';
import { writeDenseTflite } from '../../support/write-tflite.ts';

export interface ReferenceNetwork {
  readonly name: string;
  readonly tflite: Uint8Array;
}

/** The first one has 1 MB of weights, for the time that loading takes. @throws Error where the data folder has no networks */
export async function readBenchNetworks(): Promise<ReferenceNetwork[]> {
  if (!mlperfFound) throw new Error(mlperfMissing);
  if (modelCasesMissing) throw new Error(modelCasesMissing);
  const { quantized } = await makeDemoStudent(10);
  return [
    { name: 'dense 1024 × 1024', tflite: writeDenseTflite(1024, 1024) },
    { name: 'ResNet-8', tflite: readMlperfNetwork('pretrainedResnet_quant').tflite },
    { name: 'DS-CNN', tflite: readMlperfNetwork('kws_ref_model').tflite },
    { name: 'the demo’s student', tflite: writeNetworkTflite(quantized) },
    { name: 'person_detect', tflite: readModelCase('models/person_detect') },
    { name: 'tm_mnist_resnet_q', tflite: readModelCase('models/tm_mnist_resnet_q') },
  ];
}
