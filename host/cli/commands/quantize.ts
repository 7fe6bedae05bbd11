// `retort quantize`: from a trained student to int8.

import { Command } from 'commander';
import { percent } from '../format.ts';
import { addDataOptions } from '../options.ts';
import { provenanceOf, readProvenance } from '../provenance.ts';
import { runCommand } from '../run-command.ts';
import { pathToRead } from '../run-folder.ts';
import { claimRunFolder } from '../run-lock.ts';
import { resolveSettings, type SettingsFlags } from '../settings.ts';

interface QuantizeOptions extends SettingsFlags {
  readonly student?: string;
}

export function quantizeCommand(): Command {
  return addDataOptions(new Command('quantize'))
    .description('quantizes a student to int8, calibrated on the training split')
    .option('--student <file>', 'the trained student (default: student.safetensors of the run folder)')
    .addHelpText('after', '\nExample:\n  retort quantize --data mnist')
    .action((options: QuantizeOptions) =>
      runCommand(options.json === true, async (context) => {
        const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
        const { loadRunData, requireSameData } = await import('../steps/load-run-data.ts');
        const { hasGuessing } = await import('../../validate/guessing.ts');
        const { quantizeStudent } = await import('../steps/quantize-student.ts');
        const asked = await resolveSettings(options);
        const source = pathToRead(asked.out, 'student', options.student);
        await using _claim = await claimRunFolder(asked.out, 'quantize', [source, options.data]);
        const student = await loadTrainedNetwork(source);
        const known = await readProvenance(source, student.provenance);
        const made = { path: source, origin: known.dataset };
        const { dataset, settings } = await loadRunData(asked, made, context);
        await requireSameData(dataset, made);
        const provenance = { ...known, dataset: (await provenanceOf(dataset, settings)).dataset };
        const { path, digest, accuracy, warnings } = await quantizeStudent(
          student.trained,
          dataset,
          provenance,
          settings.out,
          context,
        );
        const before = provenance.studentAccuracy;
        return {
          json: {
            quantized: path,
            digest,
            studentAccuracy: before,
            int8Accuracy: accuracy.value,
            noBetterThanGuessing: hasGuessing(warnings),
            warnings,
          },
          text: `${path}: ${percent(accuracy.value)}${before === undefined ? '' : `, ${percent(before)} before int8`}. Next: retort pack`,
        };
      }),
    );
}
