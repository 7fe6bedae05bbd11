// `retort trace FILE`: reads every layer's output and cycles back from a board and compares them with the reference and
// the plan.

import { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addBoardOption, addDataOptions, integer } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import type { LayerTrace, Trace } from '../steps/trace-image.ts';
import { columns, grouped, table } from '../text/format.ts';

interface TraceOptions extends SettingsFlags {
  readonly inputs?: string;
  readonly sample?: number;
  readonly quantized?: string;
}

export function traceCommand(): Command {
  return addBoardOption(addDataOptions(new Command('trace')))
    .description(
      "reads every layer's output and cycle count back from a board and compares them with the reference and the plan",
    )
    .argument('[file]', 'the image (default: student.retort of the run folder)')
    .option('--inputs <file>', 'take the sample from these raw int8 tensors (default: a random one, always the same)')
    .option(
      '--sample <n>',
      "its index, counted from 0, in --inputs, else in the test split of --data or of the image's own data set",
      integer(0, 1_000_000),
    )
    .option('--quantized <file>', 'the int8 network behind the reference (default: the one in the image)')
    .addHelpText('after', '\nExample:\n  retort trace student.retort --on serial:/dev/ttyUSB1 --inputs inputs.i8')
    .action((file: string | undefined, options: TraceOptions) =>
      runCommand(options.json === true, (context) => trace(file, options, context)),
    );
}

async function trace(
  file: string | undefined,
  options: TraceOptions,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { connectBoard, requirePhysical, requireSingle } = await import('../steps/connect.ts');
  const { openImage } = await import('../steps/open-image.ts');
  const { madeFromOf } = await import('../steps/image-origin.ts');
  const { openNetwork } = await import('../steps/open-network.ts');
  const { coreOf } = await import('../steps/open-plannable.ts');
  const { chooseSample } = await import('../steps/choose-sample.ts');
  const { flashImage } = await import('../steps/flash-image.ts');
  const { traceImage } = await import('../steps/trace-image.ts');
  const { planImage } = await import('../../plan/plan-image.ts');
  const { boardLike } = await import('../../image/core-description.ts');
  const settings = await resolveSettings(options);
  const target = requireSingle(settings.on, requirePhysical(settings.on));
  const image = await openImage(settings.out, file);
  const { quantized: network } = await openNetwork(image, { out: settings.out, quantized: options.quantized });
  const made = madeFromOf(image, settings.out, file);
  const fromData = options.data !== undefined || (options.sample !== undefined && made.origin !== undefined);
  const choice = { inputs: options.inputs, data: fromData ? made : undefined, sample: options.sample ?? 0 };
  const { input, source } = await chooseSample(settings, image, choice, context);
  const known = coreOf(image, image.name);
  const connection = await connectBoard(target, context.signal);
  try {
    await flashImage(connection, image, context);
    const plan = planImage(image, boardLike(connection.board.identity) ?? known);
    const traced = await traceImage(connection.board, input, { image, network, plan }, context);
    return outcomeOf(traced, settings.on, source);
  } finally {
    await connection.board.close();
  }
}

function outcomeOf(trace: Trace, on: string, source: string): CommandOutcome {
  const { layers, cycles, plannedCycles, label, equal } = trace;
  const sum = (count: (layer: LayerTrace) => number) => layers.reduce((total, layer) => total + count(layer), 0);
  const [of, differing] = [sum((layer) => layer.of), sum((layer) => layer.differing)];
  const rows: (readonly [string, string])[] = [
    ['sample', `${source}, on ${on}`],
    ['values', `${grouped(of)} compared, ${grouped(differing)} differ`],
    ['cycles', `${grouped(cycles)}, ${grouped(plannedCycles)} planned`],
  ];
  if (label) rows.push(['largest', `output ${label.actual}, ${label.expected} expected`]);
  return {
    json: { on, sample: source, ...trace, compared: of, differing },
    text: [layersText(layers), table(rows), verdictOf(trace)].join('\n\n'),
    exitCode: equal ? EXIT_CODES.ok : EXIT_CODES.comparisonFailed,
  };
}

function layersText(layers: readonly LayerTrace[]): string {
  const rows = layers.map(({ name, operator, shape, cycles, plannedCycles, of, differing, first }) => [
    name,
    operator,
    shape.join('×'),
    grouped(cycles),
    grouped(plannedCycles),
    grouped(of),
    grouped(differing),
    first ? `[${first.at.join(', ')}]: ${first.actual} instead of ${first.expected}` : '',
  ]);
  const headings = ['layer', 'operator', 'output', 'cycles', 'planned', 'bytes', 'differ', 'first difference'];
  return columns(headings, rows, new Set([3, 4, 5, 6]));
}

function verdictOf({ layers, equal, cycles, plannedCycles, label }: Trace): string {
  if (equal) return 'Every layer matches the reference, in the planned number of cycles.';
  const wrong = layers.find(({ differing }) => differing > 0);
  if (wrong) return `Layer ${wrong.name} is the first that differs from the reference.`;
  const slow = layers.find((layer) => layer.cycles !== layer.plannedCycles);
  if (slow)
    return `Every value is right, but layer ${slow.name} took ${grouped(slow.cycles)} cycles instead of ${grouped(slow.plannedCycles)}.`;
  if (cycles !== plannedCycles)
    return 'Every layer is right, but the cycles of the whole program differ from the plan.';
  return `Every layer is right, but the board reports the largest output at ${label?.actual}.`;
}
