// No command writes over a file that it reads: each refuses before any work, and leaves every file as it was.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAll } from '../faults/fault-cases.ts';
import { writeDenseTflite } from '../support/write-tflite.ts';
import { runInProcess } from './run-in-process.ts';
import { makeSmallRun } from './small-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'retort-output-is-input-'));
const at = (text: string) => text.replaceAll('@', folder);

beforeAll(async () => {
  await makeSmallRun(folder);
  writeFileSync(at('@/inputs.i8'), new Uint8Array(32));
  writeFileSync(at('@/model.tflite'), writeDenseTflite(16, 4));
  writeFileSync(at('@/labels.txt'), 'a\nb\nc\nd\n');
  mkdirSync(at('@/run/comparison'));
  for (const name of ['student.safetensors', 'report.html', 'student-scratch.safetensors']) {
    copyFileSync(at('@/data.csv'), at(`@/run/${name}`));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an output that is an input is refused by', () => {
  it.each([
    ['infer @/run/student.retort --inputs @/inputs.i8 --out @/inputs.i8 --on reference', '@/inputs.i8'],
    ['infer @/run/student.retort --inputs @/inputs.i8 --out @/run/student.retort', '@/run/student.retort'],
    ['import @/model.tflite --out @/model.tflite', '@/model.tflite'],
    ['import @/model.tflite --out @/labels.txt --labels @/labels.txt', '@/labels.txt'],
    ['pack --quantized @/run/student.retort --out @/run', '@/run/student.retort'],
    ['quantize --student @/run/student.int8.safetensors --out @/run', '@/run/student.int8.safetensors'],
    ['quantize --data @/run/student.int8.safetensors --out @/run', '@/run/student.int8.safetensors'],
    ['distill --teacher @/run/student.safetensors --out @/run', '@/run/student.safetensors'],
    ['distill --data @/run/student-scratch.safetensors --out @/run', '@/run/student-scratch.safetensors'],
    [
      'teacher --data @/data.csv --from @/run/teacher-outputs.safetensors --out @/run',
      '@/run/teacher-outputs.safetensors',
    ],
    ['teacher --data @/run/teacher-outputs.safetensors --out @/run', '@/run/teacher-outputs.safetensors'],
    ['demo --data @/run/report.html --out @/run', '@/run/report.html'],
    ['demo --data @/run --out @/run', '@/run'],
    ['compare --data @/run --out @/run', '@/run'],
    ['compare --data @/run/comparison --out @/run', '@/run/comparison'],
    ['validate --on reference --out @/run --report @/run/student.retort', '@/run/student.retort'],
    ['validate --on reference --out @/run --report @/data.csv', '@/data.csv'],
    ['validate --on reference --out @/run --data @/data.csv --report @/data.csv', '@/data.csv'],
  ])('%s', async (command, file) => {
    const before = readAll(folder);
    const { exitCode, stdout } = await runInProcess(command.split(' ').map(at));
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'CLI_OUTPUT_IS_INPUT',
      message: `${at(file)} is the same as ${at(file)}, which this command reads: choose another output path`,
    });
    expect(exitCode).toBe(2);
    expect(readAll(folder)).toEqual(before);
  });
});
