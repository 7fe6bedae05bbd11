// The forms of an input that `retort inputs` lists, as text.

import type { InputForm } from '../../plan/input-forms.ts';
import { pointsOf } from '../../report/comparison/wording.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { columns, grouped, proportion } from './format.ts';

export interface ListedForm extends InputForm {
  /** Of the input on its way to the board. */
  readonly lineMilliseconds: number;
  /** On the validation split, in int8; absent where nothing was measured. */
  readonly accuracy?: Proportion;
}

export interface ListedInputs {
  readonly data: string;
  readonly board: string;
  readonly baud: number;
  /** In words, such as `at most 200 bytes`. */
  readonly budget: string;
  /** The pictures as they are. */
  readonly whole: ListedForm;
  readonly forms: readonly ListedForm[];
  /** Of `forms`; absent where nothing was measured. */
  readonly best?: ListedForm;
}

export function inputsText({ data, board, baud, budget, whole, forms, best }: ListedInputs): string {
  const isMeasured = best !== undefined;
  const headings = [
    'shape',
    'trimmed',
    'bits',
    'bytes',
    'line ms',
    ...(isMeasured ? ['validation accuracy', 'points'] : []),
  ];
  const row = (form: ListedForm, shown: string) => [
    shown,
    form.trim === 0 ? 'no' : String(form.trim),
    String(form.bits),
    grouped(form.inputBytes),
    form.lineMilliseconds.toFixed(3),
    ...(isMeasured ? [proportion(form.accuracy!), form === whole ? '' : pointsBetween(form, whole)] : []),
  ];
  const rows = [
    row(whole, `${whole.shape.join('×')} (whole)`),
    ...forms.map((form) => row(form, form.shape.join('×'))),
  ];
  const next = isMeasured
    ? [`The most accurate: ${nextCommands(data, best)}`]
    : ['Nothing was trained: --measure shows what each costs in accuracy.'];
  return [
    `Inputs of ${data} for ${board} at ${grouped(baud)} baud, ${budget}.`,
    columns(headings, rows, new Set([2, 3, 4])),
    ...(isMeasured
      ? [
          'One student from scratch per shape, with one seed, in int8 on the integer reference; differences within the intervals may be chance.',
        ]
      : []),
    ...next,
  ].join('\n\n');
}

function pointsBetween({ accuracy }: ListedForm, whole: ListedForm): string {
  const mean = accuracy!.value - whole.accuracy!.value;
  return pointsOf({ mean, low: mean, high: mean })[0];
}

/** The commands that make a student for this form. */
export function nextCommands(data: string, { trim, shape, bits }: InputForm): string {
  const trimmed = trim === 0 ? '' : ` --trim ${trim}`;
  return `retort teacher --data ${data} --shape ${shape.join('x')}${trimmed}; retort distill; retort quantize; retort pack${bits === 8 ? '' : ` --input-bits ${bits}`}`;
}
