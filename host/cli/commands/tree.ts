// `retort tree`: a student that is a decision tree, as text.

import { Command } from 'commander';
import { addDataOptions } from '../options.ts';
import { readProvenance } from '../provenance.ts';
import { runCommand } from '../run-command.ts';
import { pathToRead } from '../run-folder.ts';
import { resolveSettings, type SettingsFlags } from '../settings.ts';

interface TreeOptions extends SettingsFlags {
  readonly student?: string;
}

export function treeCommand(): Command {
  return addDataOptions(new Command('tree'))
    .description(
      'prints a student that is a decision tree: the pixel that each decision asks about, and what each leaf says',
    )
    .option('--student <file>', 'the tree (default: student.safetensors of the run folder)')
    .addHelpText('after', '\nExample:\n  retort tree --student retort-out/student.safetensors')
    .action((options: TreeOptions) =>
      runCommand(options.json === true, async (context) => {
        const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
        const { networkToTree } = await import('../../tree/tree-network.ts');
        const { depthOf, leavesOf } = await import('../../tree/tree.ts');
        const { treeText } = await import('../../tree/tree-text.ts');
        const { loadRunData, requireSameData } = await import('../steps/load-run-data.ts');
        const asked = await resolveSettings(options);
        const source = pathToRead(asked.out, 'student', options.student);
        const { trained, provenance } = await loadTrainedNetwork(source);
        const made = { path: source, origin: (await readProvenance(source, provenance)).dataset };
        const { dataset } = await loadRunData(asked, made, context);
        await requireSameData(dataset, made);
        const tree = networkToTree(trained, dataset.preprocessing);
        const { shape, classes } = dataset;
        return {
          json: { depth: depthOf(tree), leaves: leavesOf(tree).length, shape, classes, tree },
          text: treeText(tree, { shape, classes }),
        };
      }),
    );
}
