// `retort plan FILE`: what a student costs on a board: memory, cycles layer by layer, time on the line.

import { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandOutcome, runCommand } from '../run-command.ts';
import { addCoreOption, type CommonOptions, type CoreOptions } from '../settings/options.ts';

export function planCommand(): Command {
  return addCoreOption(new Command('plan'), "the image's own, else up5k")
    .description(
      'shows what a student costs on a board: memory map, cycles per layer, time on the link and what does not fit',
    )
    .argument('<file>', 'an image, a .tflite, or an int8 network (.safetensors)')
    .addHelpText(
      'after',
      "\nExample:\n  retort plan student.retort --board ulx3s-85f\n\nThe cycle counts are the board's own: the core is deterministic. The exit code is 5 if the student does not fit.",
    )
    .action((file: string, options: CommonOptions & CoreOptions) =>
      runCommand(options.json === true, () => plan(file, options.board)),
    );
}

async function plan(file: string, board: string | undefined): Promise<CommandOutcome> {
  const { openPlannable } = await import('../steps/open-plannable.ts');
  const { inputWireBytes, wireBytesOf } = await import('../../../device-bridge/session/wire-bytes.ts');
  const { sizeOf } = await import('../../network/shapes.ts');
  const { planLink } = await import('../../plan/link-time.ts');
  const { findLineLimits, findPackedInputs } = await import('../../plan/line-limits.ts');
  const { lineRatesOf } = await import('../steps/line-rates.ts');
  const { adviseOn } = await import('../../plan/advice.ts');
  const { planText } = await import('../text/plan-text.ts');
  const planned = await openPlannable(file, board);
  const bytes = wireBytesOf(planned);
  const { milliseconds: computeMilliseconds, memory, fits } = planned.plan;
  const line = lineRatesOf(planned.core);
  const student = { bytes, computeMilliseconds, slotCount: memory.slotCount };
  const link = planLink(student, line.rates);
  const limits = findLineLimits(link, planned.inputBytes, inputWireBytes);
  const values = sizeOf(planned.network.tensors.get(planned.network.input)!.shape);
  const sent = { values, bits: planned.inputBits, baud: line.fastest };
  const packedInputs = findPackedInputs(student, sent, inputWireBytes);
  const advice = adviseOn(planned.plan, planned.network, planned.core);
  return {
    json: {
      image: file,
      name: planned.network.name,
      ...planned.plan,
      link: { ...link, fastestBaud: line.fastest, limits, packedInputs },
      advice,
    },
    text: planText(planned, { link, line, limits, packedInputs }, advice),
    exitCode: fits ? EXIT_CODES.ok : EXIT_CODES.image,
  };
}
