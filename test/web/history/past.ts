// What a board said, made up: for histories that a test writes.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Observation } from '../../../device-bridge/monitor/observation.ts';
import type { Judgement } from '../../../device-bridge/monitor/tally.ts';
import { createRandom } from '../../../host/artifact/random.ts';
import { readStudentImage } from '../../../host/image/read.ts';
import type { KeptStudent } from '../../../host/web/history/history-writer.ts';
import { makeSmallRun } from '../../cli/small-run.ts';

/** Noon of a day that is long over, in UTC. */
export const noon = Date.parse('2026-03-01T12:00:00Z');

/** A student of 4×4 pictures and four classes. */
export async function makeKeptStudent(folder: string) {
  const { out } = await makeSmallRun(folder);
  const file = await readFile(join(out, 'student.retort'));
  const image = readStudentImage(file, 'small');
  const student: KeptStudent = { imageId: image.imageId, file, isSound: false, noTeacher: 'none was made' };
  return { image, student, out };
}

/** Of four logits and 16 bytes of input, each different. */
export function makeObservation(sampleId: number, random = createRandom(sampleId + 1)): Observation {
  const logits = Int8Array.from({ length: 4 }, () => random.integer(256) - 128);
  const label = logits.indexOf(Math.max(...logits));
  const input = Uint8Array.from({ length: 16 }, () => random.integer(256));
  return { sampleId, label, logits, cycles: 900 + sampleId, latencyMs: 1.25, input, trueLabel: sampleId % 4 };
}

export function judge({ label, logits }: Observation, isExact = true): Judgement {
  const referenceLogits = isExact ? logits : logits.map((logit) => -logit);
  return { label, confidence: 0.5, referenceLabel: label, bitExact: isExact, referenceLogits };
}
