// `retort inspect FILE`: everything an image says about itself, and its memory map.

import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { CommonOptions } from '../settings/options.ts';

export function inspectCommand(): Command {
  return new Command('inspect')
    .description("shows an image's layers, memory map, quantization, labels and provenance")
    .argument('<file>', 'the image, such as retort-out/student.retort')
    .addHelpText('after', '\nExample:\n  retort inspect retort-out/student.retort')
    .action((file: string, options: CommonOptions) =>
      runCommand(options.json === true, async () => {
        const { describeImage } = await import('../../image/describe.ts');
        const { openImage } = await import('../steps/open-image.ts');
        const { imageText } = await import('../text/image-text.ts');
        const description = describeImage(await openImage('', file));
        return { json: { ...description }, text: imageText(description) };
      }),
    );
}
