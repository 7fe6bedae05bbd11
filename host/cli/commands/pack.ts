// `retort pack`: from an int8 network to the image that a board is flashed with.

import { dirname } from 'node:path';
import { Command } from 'commander';
import { moveOrigin } from '../../dataset/data-origin.ts';
import { coreNamed } from '../../image/core-description.ts';
import { runCommand } from '../run-command.ts';
import { addCoreOption, addInputOption, type CoreOptions, type InputOptions } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { readProvenance } from '../steps/provenance.ts';
import { pathToRead } from '../steps/run-folder.ts';
import { claimRunFolder } from '../steps/run-lock.ts';
import { grouped } from '../text/format.ts';

interface PackOptions extends SettingsFlags, CoreOptions, InputOptions {
  readonly quantized?: string;
}

export function packCommand(): Command {
  return addInputOption(addCoreOption(new Command('pack'), 'up5k'))
    .description('lays out an int8 network for the core and writes the image')
    .option('--quantized <file>', 'the int8 network (default: student.int8.safetensors of the run folder)')
    .addHelpText('after', '\nExample:\n  retort pack --board ulx3s-85f --out retort-out')
    .action((options: PackOptions) =>
      runCommand(options.json === true, async (context) => {
        const { loadQuantizedNetwork } = await import('../../quantize/quantized-network-file.ts');
        const { packImage } = await import('../steps/pack-image.ts');
        const settings = await resolveSettings(options);
        const source = pathToRead(settings.out, 'quantized', options.quantized);
        await using _claim = await claimRunFolder(settings.out, 'pack', [source]);
        const quantized = await loadQuantizedNetwork(source);
        const known = await readProvenance(source, quantized.provenance);
        const { preprocessing } = known.dataset;
        const origin = moveOrigin(known.dataset, dirname(source), settings.out);
        const provenance = { ...known, dataset: { ...origin, preprocessing } };
        const core = coreNamed(options.board);
        const target = { core, inputBits: options.inputBits };
        const packed = await packImage({ ...quantized, provenance }, settings.out, target, context);
        const { image, path, imageBytes } = packed;
        const { bytesNeeded, inputBits, inputBytes } = image.memory;
        return {
          json: {
            image: path,
            board: core.name,
            imageBytes,
            payloadBytes: image.payload.length,
            memoryBytes: bytesNeeded,
            inputBits,
            inputBytes,
            imageId: image.imageId,
          },
          text: `${path}: ${grouped(imageBytes)} bytes for ${core.name}. Next: retort flash ${path}`,
        };
      }),
    );
}
