// Writes a new project into a folder: its files, and a student with its teacher's outputs. What is there already stays as it is.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import { version } from '../../cli/version.ts';
import { projectFiles } from './project-files.ts';

/** A small one that reads the glyphs, which need no download. */
const template = fileURLToPath(new URL('../template/', import.meta.url));
const templateSamples = 200;

export interface WrittenProject {
  /** Relative to the folder. */
  readonly written: readonly string[];
  /** There before, and left as they were. */
  readonly kept: readonly string[];
  readonly hasBaseline: boolean;
}

/** @param student an image; a small one that comes along if absent @throws DiskError */
export async function writeProject(folder: string, student?: string): Promise<WrittenProject> {
  const source = student ?? join(template, 'student', 'student.retort');
  const outputs = join(dirname(source), 'teacher-outputs.safetensors');
  const hasTeacher = existsSync(outputs);
  const hasBaseline = student === undefined;
  const form = {
    name: packageNameOf(folder),
    student: 'students/student.retort',
    hasBaseline,
    hasTeacher,
    ...(student === undefined && { limit: templateSamples }),
    version,
    vitest: await vitestRange(),
  };
  const copies = new Map([
    [form.student, source],
    ...(hasTeacher ? ([['students/teacher-outputs.safetensors', outputs]] as const) : []),
    ...(hasBaseline ? ([['test/baselines/glyphs.json', join(template, 'baselines', 'glyphs.json')]] as const) : []),
  ]);
  const texts = projectFiles(form);
  const names = [...texts.keys(), ...copies.keys()];
  const kept = names.filter((name) => existsSync(join(folder, name)));
  const written = names.filter((name) => !kept.includes(name));
  for (const name of written) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const text = texts.get(name);
    if (text !== undefined) await writeFileAtomically(path, text);
    else await copyFile(copies.get(name)!, path);
  }
  return { written, kept, hasBaseline };
}

/** As npm takes it. */
function packageNameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name || 'board-tests';
}

/** The range of vitest that this package is made for. */
async function vitestRange(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const { peerDependencies } = JSON.parse(await readFile(path, 'utf8')) as {
      readonly peerDependencies?: Readonly<Record<string, string>>;
    };
    if (peerDependencies?.vitest) return peerDependencies.vitest;
  }
  throw new Error('the package.json of retort-fpga names no vitest');
}
