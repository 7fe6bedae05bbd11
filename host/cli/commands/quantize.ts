// `retort quantize`: from a trained student to int8, with weights of eight or four bits.

import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import type { WeightBits } from '../../network/network.ts';
import type { Rounding } from '../../quantize/round-kernels.ts';
import { runCommand } from '../run-command.ts';
import { addDataOptions } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { provenanceOf, readProvenance } from '../steps/provenance.ts';
import { pathToRead } from '../steps/run-folder.ts';
import { claimRunFolder } from '../steps/run-lock.ts';
import { percent } from '../text/format.ts';

interface QuantizeOptions extends SettingsFlags {
  readonly student?: string;
  readonly weightBits?: '4' | '8';
  readonly rounding?: Rounding;
}

export function quantizeCommand(): Command {
  return addDataOptions(new Command('quantize'))
    .description(
      'quantizes a student to int8, calibrated on its training data: the training split, or the samples that its method generated or chose',
    )
    .option('--student <file>', 'the trained student (default: student.safetensors of the run folder)')
    .addOption(
      new Option(
        '--weight-bits <bits>',
        'bits per weight; 4-bit weights are stored as int8 values (default: what the student was trained for; 8 with --rounding alone)',
      ).choices(['4', '8']),
    )
    .addOption(
      new Option(
        '--rounding <way>',
        'how weights are rounded: to the nearest step, or one at a time by optimal brain surgeon, which adjusts the others to compensate (default: surgeon with --weight-bits 4, else nearest)',
      ).choices(['nearest', 'surgeon']),
    )
    .addHelpText('after', '\nExample:\n  retort quantize --data mnist --weight-bits 4')
    .action((options: QuantizeOptions) =>
      runCommand(options.json === true, async (context) => {
        const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
        const { loadRunData, requireSameData } = await import('../steps/load-run-data.ts');
        const { hasGuessing } = await import('../../validate/guessing.ts');
        const { openLearnedFrom } = await import('../steps/learned-from.ts');
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
          { trained: student.trained, learnedFrom: await openLearnedFrom(dirname(source), known.learnedFrom) },
          dataset,
          provenance,
          settings.out,
          context,
          roundingOf(options),
        );
        const before = provenance.studentAccuracy;
        return {
          json: {
            quantized: path,
            digest,
            ...roundingOf(options),
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

/** @returns `undefined` for the student's own */
function roundingOf({ weightBits: given, rounding }: QuantizeOptions) {
  if (given === undefined && rounding === undefined) return undefined;
  const weightBits: WeightBits = given === '4' ? 4 : 8;
  // With four bits the surgeon gives back most of what nearest steps lose; with eight there is nothing to give back.
  return { weightBits, rounding: rounding ?? (weightBits === 4 ? 'surgeon' : 'nearest') } as const;
}
