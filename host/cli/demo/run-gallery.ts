// Runs the demo for several exhibits, each in its own run folder. An exhibit that has already run is read back.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import { readJson, writeJson } from '../../lab/json-file.ts';
import { renderGallery } from '../../report/student/gallery.ts';
import type { CommandContext } from '../run-command.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { prepareRunFolder } from '../steps/run-folder.ts';
import { type DemoFigures, demoFigures } from './demo-outcome.ts';
import type { Exhibit } from './exhibits.ts';
import { runDemo } from './run-demo.ts';

export interface GalleryChoices {
  readonly exhibits: readonly Exhibit[];
  readonly dataDir?: string;
  /** The exhibits' run folders are made in it. */
  readonly out: string;
  readonly seed: number;
  /** How many samples of each test split are classified on the board. */
  readonly limit: number;
}

/** An exhibit that has been run. */
export interface ShownExhibit {
  readonly exhibit: Exhibit;
  readonly seed: number;
  readonly limit: number;
  readonly figures: DemoFigures;
}

export interface Gallery {
  /** The page that shows them side by side. */
  readonly page: string;
  readonly shown: readonly ShownExhibit[];
}

/** It reads no retort.config.ts: an exhibit is the same everywhere. @throws what the demo throws; exhibits before it are kept */
export async function runGallery(choices: GalleryChoices, context: CommandContext): Promise<Gallery> {
  const { exhibits, out } = choices;
  await prepareRunFolder(out);
  const page = join(out, 'gallery.html');
  const shown: ShownExhibit[] = [];
  for (const [i, exhibit] of exhibits.entries()) {
    context.output.note(`${exhibit.name} (${i + 1} of ${exhibits.length}): ${exhibit.title}`);
    shown.push(await showExhibit(exhibit, choices, context));
    await writeFileAtomically(page, renderGallery(shown.map(rowOf)));
  }
  return { page, shown };
}

async function showExhibit(exhibit: Exhibit, choices: GalleryChoices, context: CommandContext): Promise<ShownExhibit> {
  const { seed, limit } = choices;
  const folder = join(choices.out, exhibit.name);
  const path = join(folder, 'exhibit.json');
  const kept = await readJson<ShownExhibit>(path);
  const asked = JSON.parse(JSON.stringify({ exhibit, seed, limit })); // as it will be read: without what is undefined
  if (
    kept &&
    existsSync(kept.figures.report) &&
    isDeepStrictEqual({ ...kept, figures: undefined }, { ...asked, figures: undefined })
  ) {
    context.output.note(`already run; delete ${folder} to run it again`);
    return kept;
  }
  const run = await runDemo(settingsOf(exhibit, folder, choices), { on: exhibit.on, limit }, context);
  const result = { exhibit, seed, limit, figures: demoFigures(run) };
  await writeJson(path, result);
  return result;
}

function settingsOf(exhibit: Exhibit, out: string, { dataDir, seed }: GalleryChoices): Settings {
  const { data, on, studentNetwork, teacherNetwork, teacher = {}, distill } = exhibit;
  const from = { data, ...(dataDir !== undefined && { dataDir }) };
  return {
    ...from,
    dataNamed: true,
    dataSettings: {},
    dataFlags: from,
    out,
    on,
    seed,
    size: 'small',
    studentNetwork,
    teacherNetwork,
    teacher,
    distill: { seeds: DEFAULTS.seeds, ...distill },
  };
}

function rowOf({ exhibit, figures }: ShownExhibit) {
  return {
    ...figures,
    name: exhibit.name,
    title: exhibit.title,
    method: exhibit.distill?.method ?? 'soft-targets',
    report: `${exhibit.name}/report.html`,
  };
}
