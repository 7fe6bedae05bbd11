// What a student did on a board before: accuracy and agreement as counts, cycles by the core's build. Written only when asked.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { writeFileAtomically } from '../../host/artifact/write-file.ts';

const schema = z.record(
  z.string(),
  z.strictObject({
    probes: z.int(),
    /** Right ones, of the probes. */
    correct: z.int(),
    /** Labels that are the teacher's. */
    agreeing: z.int(),
    teacherDigest: z.string(),
    /** Of one inference, by the core's build; every one takes as many. */
    cycles: z.record(z.string(), z.int()),
  }),
);

export type Baseline = z.infer<typeof schema>[string];

const path = process.env.RETORT_HIL_BASELINE ?? fileURLToPath(new URL('baseline.json', import.meta.url));

export function nameOfBuild(build: number): string {
  return `0x${build.toString(16).padStart(8, '0')}`;
}

/** Undefined for a student that has none. */
export async function readBaseline(imageId: number): Promise<Baseline | undefined> {
  return (await readAll())[nameOfBuild(imageId)];
}

/** Keeps the cycles of other builds. */
export async function writeBaseline(imageId: number, baseline: Baseline): Promise<void> {
  const all = await readAll();
  const name = nameOfBuild(imageId);
  all[name] = { ...baseline, cycles: { ...all[name]?.cycles, ...baseline.cycles } };
  await writeFileAtomically(path, `${JSON.stringify(all, undefined, 2)}\n`);
}

async function readAll(): Promise<Record<string, Baseline>> {
  return existsSync(path) ? schema.parse(JSON.parse(await readFile(path, 'utf8'))) : {};
}
