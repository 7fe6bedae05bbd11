// What `retort distill --suggest` looks at: data set, student, teacher and board, as far as they are known without training or running anything.

import { existsSync } from 'node:fs';
import type { DatasetForm } from '../../dataset/named-forms.ts';
import { networksFor } from '../../distill/presets.ts';
import type { Situation } from '../../lab/suggest.ts';
import { hasBoxes } from '../../task/detection.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import type { CommandContext } from '../run-command.ts';
import { type NetworkChoice, nameOfChoice, networkFor } from '../settings/network-choice.ts';
import type { Settings } from '../settings/settings.ts';
import { DEFAULT_BAUD } from './board-url.ts';
import type { ImpossibleStudent, StudentCost } from './cost-students.ts';
import { loadData } from './load-data.ts';
import { loadRunData } from './load-run-data.ts';
import { pathToRead, pathToWrite } from './run-folder.ts';

export interface DescribedSituation extends Situation {
  readonly parameters: number;
  /** Of the run's teacher and its student from scratch on the test split, fractions; absent before a `retort distill`. */
  readonly accuracies?: { readonly teacher: number; readonly scratch: number };
  /** The board that was named. */
  readonly board?: DescribedBoard;
}

export interface DescribedBoard {
  readonly name: string;
  readonly memoryBytes: number;
  readonly student: StudentCost | ImpossibleStudent;
}

export interface SituationFlags {
  /** The trained teacher, where it was named. */
  readonly teacherFile?: string;
  /** A board by name. */
  readonly board?: string;
}

/**
 * Of a published data set without its files, of any other by reading it.
 * @throws MissingArtifactError where the named teacher is not there, and what reading data and artifacts throws
 */
export async function describeSituation(
  asked: Settings,
  { teacherFile, board }: SituationFlags,
  context: CommandContext,
): Promise<DescribedSituation> {
  const { countParameters } = await import('../../network/shapes.ts');
  const path = pathToWrite(asked.out, 'teacherOutputs');
  const outputs = await readOutputs(path);
  const described = await formOf(asked, path, outputs, context);
  const { data, form } = described;
  const choice = asked.studentNetwork ?? networksFor(data, form.shape, asked.size, form.detection).student;
  const known = outputs && isOf(outputs, described) ? outputs : undefined;
  const accuracies = known && (await accuraciesIn(asked.out, known));
  return {
    data,
    form,
    student: nameOfChoice(choice),
    teacher: known ? kindOf(known, asked.out, teacherFile) : 'none',
    parameters: countParameters(networkFor(choice, form)),
    ...(accuracies && { accuracies }),
    ...(board !== undefined && { board: await describeBoard(board, choice, form, context) }),
  };
}

async function readOutputs(path: string): Promise<TeacherOutputs | undefined> {
  const { loadTeacherOutputs } = await import('../../teacher/teacher-outputs.ts');
  return existsSync(path) ? loadTeacherOutputs(path) : undefined;
}

interface DescribedData {
  readonly data: string;
  readonly form: DatasetForm;
  /** Of one that was read. */
  readonly digest?: string;
}

async function formOf(
  asked: Settings,
  path: string,
  outputs: TeacherOutputs | undefined,
  context: CommandContext,
): Promise<DescribedData> {
  const { namedForms } = await import('../../dataset/named-forms.ts');
  const { data: given, shape } = asked.dataFlags;
  const data = given ?? outputs?.dataset?.name ?? asked.data;
  if (Object.hasOwn(namedForms, data) && shape === undefined) return { data, form: namedForms[data] };
  const dataset = outputs
    ? (await loadRunData(asked, { path, origin: outputs.dataset }, context)).dataset
    : await loadData(asked, context);
  const { shape: found, classes, train, digest, task } = dataset;
  const boxes = hasBoxes(task) ? { detection: true as const } : {};
  return { data, form: { shape: found, classes: classes.length, samples: train.ids.length, ...boxes }, digest };
}

/** Whether the teacher was asked about this data set. */
function isOf({ datasetDigest, dataset }: TeacherOutputs, { data, digest }: DescribedData): boolean {
  return digest === undefined ? dataset?.name === data : datasetDigest === digest;
}

function kindOf({ outside }: TeacherOutputs, folder: string, file: string | undefined): Situation['teacher'] {
  const path = file === undefined ? pathToWrite(folder, 'teacher') : pathToRead(folder, 'teacher', file);
  const canRun = file !== undefined || outside === undefined || outside.kind === 'tflite';
  return canRun && existsSync(path) ? 'network' : 'outputs';
}

/** As `retort distill` left them, of this teacher. */
async function accuraciesIn(
  folder: string,
  { teacherDigest, datasetDigest }: TeacherOutputs,
): Promise<DescribedSituation['accuracies']> {
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { readProvenance } = await import('./provenance.ts');
  const path = pathToWrite(folder, 'scratch');
  if (!existsSync(path)) return undefined;
  const provenance = await readProvenance(path, (await loadTrainedNetwork(path)).provenance);
  const { teacherAccuracy: teacher, studentAccuracy: scratch, dataset } = provenance;
  const isOfTeacher = provenance.teacherDigest === teacherDigest && dataset.digest === datasetDigest;
  return isOfTeacher && teacher !== undefined && scratch !== undefined ? { teacher, scratch } : undefined;
}

async function describeBoard(
  name: string,
  choice: NetworkChoice,
  pictures: DatasetForm,
  context: CommandContext,
): Promise<DescribedBoard> {
  const { coreNamed } = await import('../../image/core-description.ts');
  const { costStudents } = await import('./cost-students.ts');
  const core = coreNamed(name);
  const { students, impossible } = await costStudents(
    [choice],
    { core, baud: DEFAULT_BAUD, pictures },
    context,
    () => {},
  );
  return { name, memoryBytes: core.memoryBytes, student: students[0] ?? impossible[0] };
}
