// `retort tree`: a student that is a decision tree, as text.

import { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { addDataOptions } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { readProvenance } from '../steps/provenance.ts';
import { pathToRead } from '../steps/run-folder.ts';

interface TreeOptions extends SettingsFlags {
  readonly student?: string;
}

export function treeCommand(): Command {
  return addDataOptions(new Command('tree'))
    .description(
      'prints a decision-tree student: the pixel or feature that each node tests, and the output of each leaf',
    )
    .option('--student <file>', 'the tree (default: student.safetensors of the run folder)')
    .addHelpText('after', '\nExample:\n  retort tree --student retort-out/student.safetensors')
    .action((options: TreeOptions) =>
      runCommand(options.json === true, async (context) => {
        const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
        const { networkToTree } = await import('../../tree/tree-network.ts');
        const { depthOf, leavesOf } = await import('../../tree/tree.ts');
        const { inUnits, treeText } = await import('../../tree/tree-text.ts');
        const { loadRunData, requireSameData } = await import('../steps/load-run-data.ts');
        const asked = await resolveSettings(options);
        const source = pathToRead(asked.out, 'student', options.student);
        const { trained, provenance } = await loadTrainedNetwork(source);
        const made = { path: source, origin: (await readProvenance(source, provenance)).dataset };
        const { dataset } = await loadRunData(asked, made, context);
        await requireSameData(dataset, made);
        const tree = networkToTree(trained, dataset.preprocessing);
        const { shape, classes, preprocessing } = dataset;
        const features = 'features' in preprocessing && { features: preprocessing.features };
        const words = { shape, classes, preprocessing };
        return {
          json: {
            depth: depthOf(tree),
            leaves: leavesOf(tree).length,
            shape,
            classes,
            ...features,
            tree: inUnits(tree, words),
          },
          text: treeText(tree, words),
        };
      }),
    );
}
