// What the page asks of a board, done by the steps of `retort flash` and `retort validate`: the same figures by the same code.

import { join } from 'node:path';
import { PageRequestError } from '../../web/control-errors.ts';
import type { DoneJob, JobProgress, JobWork } from '../../web/jobs.ts';
import type { JobRequest, ValidatedFigures } from '../../web/messages.ts';
import type { Output } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import type { ValidatedStudent } from '../steps/validate-student.ts';
import type { BoardSource } from './board-source.ts';
import type { KnownStudent } from './open-students.ts';
import { requireComparable } from './require-comparable.ts';

export interface JobSite {
  /** By the id under which the page knows them. */
  readonly students: ReadonlyMap<string, KnownStudent>;
  readonly boards: ReadonlyMap<string, BoardSource>;
  readonly settings: Settings;
  /** Where reports are written. */
  readonly folder: string;
  /** Of the command: its end cancels every job. */
  readonly signal: AbortSignal;
}

/** Such as `validation of student`. @throws PageRequestError */
export function titleOfJob({ students }: Pick<JobSite, 'students'>, request: JobRequest): string {
  const name = (id: string) => requireStudent(students, id).image.name;
  switch (request.kind) {
    case 'flash':
      return `flash of ${name(request.student)}`;
    case 'validate':
      return `validation of ${name(request.student)}`;
    case 'compare':
      return `comparison of ${request.students.map(name).join(' and ')}`;
  }
}

export function createJobWork(site: JobSite): JobWork {
  let reports = 0;
  return async (request, progress, signal) => {
    const context = { output: outputOf(progress), signal: AbortSignal.any([site.signal, signal]) };
    const source = site.boards.get(request.board)!;
    const student = (id: string) => requireStudent(site.students, id);
    const validate = (id: string, samples: number | undefined) =>
      validateOn(
        source,
        student(id),
        { samples, report: join(site.folder, `report-${reports++}.html`) },
        site,
        context,
      );
    switch (request.kind) {
      case 'flash':
        return flashOn(source, student(request.student), context);
      case 'validate': {
        const { figures, report } = await validate(request.student, request.samples);
        return { result: { kind: 'validate', figures: figures(0) }, reports: report === undefined ? [] : [report] };
      }
      case 'compare': {
        const [first, second] = request.students;
        return compare(await validate(first, request.samples), await validate(second, request.samples));
      }
    }
  };
}

function requireStudent(students: ReadonlyMap<string, KnownStudent>, id: string): KnownStudent {
  const student = students.get(id);
  if (!student) throw new PageRequestError(`no student has the id ${JSON.stringify(id)}`);
  return student;
}

async function flashOn(source: BoardSource, { image }: KnownStudent, context: CommandContext): Promise<DoneJob> {
  const { flashImage, sentText } = await import('../steps/flash-image.ts');
  await source.prepare?.(image.imageId);
  const connection = await source.borrow(context.signal);
  try {
    const figures = await flashImage(connection, image, context);
    const text = figures.skipped
      ? `${image.name} was on the board already, so nothing was sent`
      : sentText(figures, `${figures.seconds.toFixed(2)} s`);
    return { result: { kind: 'flash', text } };
  } finally {
    await connection.board.close();
  }
}

interface Validated {
  readonly validated: ValidatedStudent;
  /** @param number of its report in the job */
  figures(number: number): ValidatedFigures;
  readonly report?: string;
}

async function validateOn(
  source: BoardSource,
  { image, out, imagePath }: KnownStudent,
  { samples, report: path }: { readonly samples?: number; readonly report: string },
  { settings }: JobSite,
  context: CommandContext,
): Promise<Validated> {
  const { reportObstacle, validateStudent } = await import('../steps/validate-student.ts');
  await source.prepare?.(image.imageId);
  const files = { image: imagePath };
  const obstacle = await reportObstacle(out, image, files);
  const report = obstacle ? undefined : path;
  const validated = await validateStudent(
    { ...settings, out, on: source.name },
    { ...files, limit: samples, report, connect: (signal) => source.borrow(signal) },
    context,
  );
  for (const { message } of validated.guessing) context.output.note(message);
  const { total, bitExact, boardAccuracy, agreement, cycles } = validated.classification.validation;
  const figures = (number: number): ValidatedFigures => ({
    student: image.name,
    samples: total,
    bitExact: { count: bitExact, total },
    accuracy: boardAccuracy,
    measure: validated.measure,
    agreement,
    cycles: cycles?.median,
    ...(obstacle ? { noReport: obstacle.message } : { report: number }),
  });
  return { validated, figures, report };
}

/** Of two students on the samples that both were asked. */
async function compare(first: Validated, second: Validated): Promise<DoneJob> {
  const { compareAnswers } = await import('../../validate/compare-answers.ts');
  const [before, after] = requireComparable(first.validated, second.validated);
  const reports = [first, second].flatMap(({ report }) => report ?? []);
  const paired = compareAnswers(before, after);
  const figures = { first: first.figures(0), second: second.figures(first.report === undefined ? 0 : 1) };
  return { result: { kind: 'compare', ...figures, paired }, reports };
}

/** A job's steps and notes, as a command would draw them. */
function outputOf(progress: JobProgress): Output {
  return {
    note: progress.note,
    async step(title) {
      progress.step(title);
      return {
        update: (text, share) => progress.step(share === undefined ? `${title}: ${text}` : title, share),
        done: (text) => progress.step(`${title}: ${text}`),
        fail: () => {},
      };
    },
  };
}
