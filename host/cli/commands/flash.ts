// `retort flash`: puts an image onto a board.

import { Command } from 'commander';
import { grouped } from '../format.ts';
import { addBoardOption } from '../options.ts';
import { runCommand } from '../run-command.ts';
import { resolveSettings, type SettingsFlags } from '../settings.ts';

interface FlashOptions extends SettingsFlags {
  readonly force?: boolean;
}

export function flashCommand(): Command {
  return addBoardOption(new Command('flash'))
    .description('uploads an image to a board, which checks it whole before it takes effect')
    .argument('[file]', 'the image (default: student.retort of the run folder)')
    .option('--force', 'upload even what the board already holds')
    .addHelpText('after', '\nExample:\n  retort flash retort-out/student.retort --on serial:/dev/ttyUSB1?baud=3000000')
    .action((file: string | undefined, options: FlashOptions) =>
      runCommand(options.json === true, async (context) => {
        const { connectBoard, requirePhysical } = await import('../connect.ts');
        const { openImage } = await import('../steps/open-image.ts');
        const { flashImage } = await import('../steps/flash-image.ts');
        const { buildText, describeBuild } = await import('../board-identity.ts');
        const settings = await resolveSettings(options);
        const target = requirePhysical(settings.on);
        const image = await openImage(settings.out, file);
        const connection = await connectBoard(target, context.signal);
        try {
          const figures = await flashImage(connection, image, context, { force: options.force });
          const { payloadBytes, skipped, seconds } = figures;
          const build = describeBuild(connection.board.identity);
          const done = skipped
            ? `${image.name} was on ${settings.on} already; --force uploads it again.`
            : `${image.name} is on ${settings.on}: ${grouped(payloadBytes)} bytes in ${seconds.toFixed(2)} s.`;
          return {
            json: { on: settings.on, imageId: image.imageId, build, ...figures },
            text: `${done}\nThe board has ${buildText(build)}.`,
          };
        } finally {
          await connection.board.close();
        }
      }),
    );
}
