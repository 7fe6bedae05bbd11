// Who may import whom: the architecture of docs/explanations/architecture.md, enforced. A folder of host/ imports only from folders of earlier stages.

const stages = [
  ['artifact', 'tensorflow'],
  ['network'],
  ['task'],
  ['dataset'],
  ['train'],
  ['teacher'],
  ['distill', 'compress', 'tree'],
  ['quantize'],
  ['image', 'reference'],
  ['import', 'plan'],
  ['validate'],
  ['lab'],
  ['report'],
  ['board'],
  ['web'],
  ['cli'],
  ['hil'],
  ['api'],
];
const withTensorflow = ['tensorflow', 'network', 'task', 'dataset', 'train', 'teacher', 'distill', 'compress', 'quantize', 'lab'];

const forwardOnly = stages.flatMap((folders, stage) =>
  folders.map((folder) => {
    const allowed = [...stages.slice(0, stage).flat(), folder];
    return {
      name: `host-${folder}`,
      comment: `host/${folder} imports only itself and earlier stages: ${allowed.join(', ')}`,
      severity: 'error',
      from: { path: `^host/${folder}/` },
      to: { path: '^host/', pathNot: `^host/(${allowed.join('|')})/${folder === 'cli' ? '|^host/index[.]ts$|^host/hil/' : ''}` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...forwardOnly,
    {
      name: 'only-commands-run-the-kit',
      comment: 'the kit opens boards through host/cli/steps; of host/cli only the commands know it',
      severity: 'error',
      from: { path: '^host/cli/', pathNot: '^host/cli/commands/' },
      to: { path: '^host/hil/' },
    },
    {
      name: 'kit-knows-no-command',
      severity: 'error',
      from: { path: '^host/hil/' },
      to: { path: '^host/cli/', pathNot: '^host/cli/(settings|steps|text)/|^host/cli/version[.]ts$' },
    },
    {
      name: 'only-the-surface-joins',
      comment: 'host and the bridge meet only in host/board, host/web, host/cli, host/hil and host/api; the kernels are built by the virtual board’s compiler',
      severity: 'error',
      from: { path: '^host/', pathNot: '^host/(board/|web/|cli/|hil/|api/|reference/kernels/build[.]mjs$)' },
      to: { path: '^(device-bridge|firmware-artifacts)/' },
    },
    {
      name: 'bridge-knows-no-host',
      comment: 'the bridge is handed what it needs of the host',
      severity: 'error',
      from: { path: '^device-bridge/' },
      to: { path: '^(host|firmware-artifacts|test)/' },
    },
    {
      name: 'virtual-board-knows-only-the-wire',
      comment: 'the virtual board is a BytePort and nothing more',
      severity: 'error',
      from: { path: '^firmware-artifacts/' },
      to: { path: '^(host|test|device-bridge)/', pathNot: '^device-bridge/link/link[.]ts$' },
    },
    {
      name: 'contracts-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^proto/' },
      to: { path: '^(host|device-bridge|firmware-artifacts|test)/' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(host|device-bridge|firmware-artifacts)/' },
      to: { path: '^test/' },
    },
    {
      name: 'tensorflow-in-one-place',
      comment: 'tfjs-node is loaded by host/tensorflow alone',
      severity: 'error',
      from: { pathNot: '^host/tensorflow/' },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'tensorflow-only-before-the-image',
      comment: 'behind the quantizer there are typed arrays only',
      severity: 'error',
      from: { path: '^(host|device-bridge|firmware-artifacts)/', pathNot: `^host/(${withTensorflow.join('|')}|cli|hil|api)/` },
      to: { path: '^host/tensorflow/' },
    },
    {
      name: 'import-knows-no-image',
      comment: 'the importer makes a quantized network; it takes tables from host/reference and knows nothing of the core',
      severity: 'error',
      from: { path: '^host/import/' },
      to: { path: '^host/image/' },
    },
    {
      name: 'plan-knows-no-reference',
      comment: 'how long a program takes does not depend on what it computes',
      severity: 'error',
      from: { path: '^host/plan/' },
      to: { path: '^host/reference/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist)/.*/node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'types'] },
  },
};
