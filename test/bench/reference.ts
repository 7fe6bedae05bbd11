// How fast the integer reference is: images a second on the demo's student, on one core.
//   npm run bench -- reference [--json]
import { createReference } from '../../host/reference/reference.ts';
import { makeDemoStudent } from '../support/demo-student.ts';

export interface ReferenceBench {
  readonly imagesPerSecond: number;
  /** Millions of multiply-accumulates a second. */
  readonly mmacPerSecond: number;
  readonly secondsFor10000: number;
}

const IMAGES = 10_000;

export async function benchReference(): Promise<ReferenceBench> {
  const { quantized, inputs, macs } = await makeDemoStudent(100);
  const reference = createReference(quantized);
  for (const input of inputs) reference.run(input); // lets the compiler warm up
  const start = performance.now();
  for (let image = 0; image < IMAGES; image++) reference.run(inputs[image % inputs.length]);
  const seconds = (performance.now() - start) / 1000;
  return {
    imagesPerSecond: IMAGES / seconds,
    mmacPerSecond: (IMAGES * macs) / seconds / 1e6,
    secondsFor10000: seconds,
  };
}
