// `retort flash`: sends an image to a board.

import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { addBoardOption } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';

interface FlashOptions extends SettingsFlags {
  readonly force?: boolean;
}

export function flashCommand(): Command {
  return addBoardOption(new Command('flash'))
    .description(
      'sends a board the parts of an image that its memory does not hold yet; the board checks the whole image before using it',
    )
    .argument('[file]', 'the image (default: student.retort of the run folder)')
    .option('--force', 'send the whole image without comparing first')
    .addHelpText('after', '\nExample:\n  retort flash retort-out/student.retort --on serial:/dev/ttyUSB1?baud=3000000')
    .action((file: string | undefined, options: FlashOptions) =>
      runCommand(options.json === true, async (context) => {
        const { connectBoard, requirePhysical } = await import('../steps/connect.ts');
        const { openImage } = await import('../steps/open-image.ts');
        const { flashImage, sentText } = await import('../steps/flash-image.ts');
        const { buildText, describeBuild } = await import('../steps/board-identity.ts');
        const settings = await resolveSettings(options);
        const target = requirePhysical(settings.on);
        const image = await openImage(settings.out, file);
        const connection = await connectBoard(target, context.signal);
        try {
          const figures = await flashImage(connection, image, context, { force: options.force });
          const build = describeBuild(connection.board.identity);
          const done = figures.skipped
            ? `${image.name} was already on ${settings.on}, so nothing was sent; --force sends all of it again.`
            : `${image.name} is on ${settings.on}: ${sentText(figures, `${figures.seconds.toFixed(2)} s`)}.`;
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
