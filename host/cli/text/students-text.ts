// The students that `retort students` lists, as text.

import type { CoreDescription } from '../../image/core-description.ts';
import type { StudentCost, StudentCosts, Target } from '../steps/cost-students.ts';
import { megahertz } from './board-time.ts';
import { columns, grouped } from './format.ts';

/** @param data what the pictures are of; absent where their shape alone was given */
export function studentsText({ students, impossible }: StudentCosts, target: Target, data: string | undefined): string {
  const headings = [
    ...['student', 'parameters', 'image bytes', 'memory bytes', 'cycles', 'computing ms', 'line ms', 'per second'],
    ...['limited by', 'fits'],
  ];
  const rows = students.map((student) => [
    student.name,
    ...[student.parameters, student.imageBytes, student.memoryBytes, student.cycles].map(grouped),
    ...[student.milliseconds, student.lineMilliseconds].map((value) => value.toFixed(3)),
    ...[student.samplesPerSecond.toFixed(1), student.limitedBy, fitText(student)],
  ]);
  return [
    headText(target, data),
    ...(rows.length === 0 ? [] : [columns(headings, rows, new Set([1, 2, 3, 4, 5, 6, 7]))]),
    ...impossible.map(({ name, reason }) => `Left out: ${reason.includes(name) ? '' : `${name}: `}${reason}`),
    'Planned from shapes: nothing was trained. Next: retort distill --student NAME',
  ].join('\n\n');
}

function headText({ core, baud, pictures }: Target, data: string | undefined): string {
  const { shape, classes, preprocessing } = pictures;
  const samples = preprocessing && 'features' in preprocessing ? 'rows' : 'pictures';
  const of = data === undefined ? samples : `${data}, ${samples}`;
  return [
    `Students for ${of} of ${shape.join('×')} in ${classes} classes.`,
    `${core.name} has ${grouped(core.memoryBytes)} bytes of memory and computes at ${clockText(core)}; the line runs at ${grouped(baud)} baud.`,
  ].join('\n');
}

function clockText({ clockHz, noBitstream }: CoreDescription): string {
  const clock = megahertz(clockHz);
  return noBitstream === undefined ? `${clock}, its bitstream's clock` : `${clock}, a target (${noBitstream})`;
}

function fitText({ fits, missingBytes, boards }: StudentCost): string {
  if (fits) return 'yes';
  const held =
    boards.length === 0 ? 'no board holds it' : `${boards.join(' and ')} hold${boards.length > 1 ? '' : 's'} it`;
  return `no, ${grouped(missingBytes)} bytes missing; ${held}`;
}
