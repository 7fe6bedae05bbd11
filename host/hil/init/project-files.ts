// The text of each file of a new project: the suite, vitest's configuration, the CI file.

export interface ProjectForm {
  /** Of the folder. */
  readonly name: string;
  /** The image, relative to the project. */
  readonly student: string;
  /** Whether a baseline for it comes along. */
  readonly hasBaseline: boolean;
  /** Whether its teacher's outputs come along. */
  readonly hasTeacher: boolean;
  /** The first samples of the test split; all without. */
  readonly limit?: number;
  readonly version: string;
  readonly vitest: string;
}

/** By path, relative to the project. */
export function projectFiles(form: ProjectForm): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', packageJson(form)],
    ['vitest.config.ts', vitestConfig],
    ['test/board.test.ts', suite(form)],
    ['.github/workflows/board.yml', workflow],
    ['.gitignore', gitIgnore],
  ]);
}

function packageJson({ name, version, vitest }: ProjectForm): string {
  const content = {
    name,
    private: true,
    type: 'module',
    scripts: { test: 'retort test' },
    devDependencies: { 'retort-fpga': `^${version}`, vitest },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const vitestConfig = `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
`;

function suite({ student, limit, hasBaseline, hasTeacher }: ProjectForm): string {
  const samples = limit === undefined ? '' : `{ limit: ${limit} }`;
  const record = hasBaseline
    ? ''
    : '  // Record the baseline first, look at it, and commit it: npx retort test --update-baselines\n';
  const teacher = `
test('agrees with its teacher', ({ answers }) => {
  expect(answers).toAgreeWithTeacher({ atLeast: 0.9 });
});
`;
  return `// What the board has to do. On a virtual board: npx retort test. On a real one: npx retort test --on serial:/dev/ttyUSB0
import { dataset, expect, student, testWith } from 'retort-fpga/hil';

const test = testWith({
  student: student('${student}'),
  dataset: dataset(${samples}),
});

test('takes the student whole', async ({ board, student }) => {
  await board.flash(student, { force: true });
});

test('answers each sample once, and loses nothing on the way', ({ answers }) => {
  expect(answers).toAnswerEachSampleOnce();
});

test('equals the integer reference in every output', ({ answers }) => {
  expect(answers).toBeBitExact();
});

test('takes exactly the cycles of the plan', ({ answers }) => {
  expect(answers).toTakePlannedCycles();
});

test('is not less often right than its baseline', async ({ answers }) => {
${record}  await expect(answers).toBeAccurate();
});
${hasTeacher ? teacher : ''}`;
}

/** A real board is a matter of one repository variable, and of a runner beside it. */
const workflow = `# Without the repository variable RETORT_BOARD: a virtual board, on GitHub's computers. With it, such as serial:/dev/ttyUSB0?baud=3000000: that
# board, on a self-hosted runner that it is plugged into.
name: board
on:
  push:
  pull_request:
  workflow_dispatch:

jobs:
  test:
    runs-on: \${{ vars.RETORT_BOARD && 'self-hosted' || 'ubuntu-latest' }}
    timeout-minutes: 20
    env:
      RETORT_BOARD: \${{ vars.RETORT_BOARD || 'virtual:up5k' }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npx retort test --wait 300 --junit hil-report.xml --report hil-report.html --record records
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: hil-report
          path: |
            hil-report.xml
            hil-report.html
            records
`;

const gitIgnore = `node_modules
hil-report.*
records
.retort-leases
`;
