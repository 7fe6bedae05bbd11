// The iCE40's memory and multiplier behind yosys, over yosys's models of the vendor's cells, give what their behavioural twins give.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareTools } from '../../firmware-artifacts/boards/tools.ts';
import { pickModels } from '../netlist/pick-models.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const wrapper = (name: string) => at(`../../firmware-artifacts/boards/ice40/${name}.v`);
const twins = ['memory/retort_memory.v', 'core/retort_multiplier.v'].map((path) =>
  at(`../../firmware-artifacts/rtl/${path}`),
);
const modelled = ['SB_SPRAM256KA', 'SB_MAC16'];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-ice40-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the bench prints of the wrappers, each with a change that makes it wrong or none. */
async function compare(change: (source: string) => string = (source) => source): Promise<string> {
  const { run } = await prepareTools(console.error, new AbortController().signal);
  for (const name of ['retort_memory', 'retort_multiplier']) {
    await writeFile(join(folder, `${name}.v`), change(await readFile(wrapper(name), 'utf8')));
    const script = [
      `read_verilog ${name}.v`,
      `synth_ice40 -abc9 -device u -top ${name}`,
      `rename ${name} ${name}_netlist`,
      `write_verilog -noattr ${name}_netlist.v`,
      'design -reset',
      'tee -q -o cells.log read_verilog -defer -ppdump +/ice40/cells_sim.v',
    ];
    await run('yowasp-yosys', ['-q', '-p', script.join('; ')], folder);
  }
  const log = await readFile(join(folder, 'cells.log'), 'utf8');
  await writeFile(join(folder, 'cells.v'), pickModels(log, modelled));
  const netlists = ['retort_memory_netlist.v', 'retort_multiplier_netlist.v', 'cells.v'].map((name) =>
    join(folder, name),
  );
  const bench = join(folder, 'bench');
  execFileSync('iverilog', [
    '-g2012',
    '-s',
    'ice40_cells_bench',
    '-o',
    bench,
    at('ice40_cells_bench.v'),
    ...twins,
    ...netlists,
  ]);
  return execFileSync(bench, { encoding: 'utf8' });
}

it('they give the same answers and products', async () => {
  expect(await compare()).toMatch(/^\d+ answers and 65536 products equal$/m);
});

it.each([
  [
    'two strobes are swapped',
    '{{2{i_strobe[2*bank + 1]}}, {2{i_strobe[2*bank]}}}',
    '{{2{i_strobe[2*bank]}}, {2{i_strobe[2*bank + 1]}}}',
    /^word .* netlist [0-9a-f]+,/m,
  ],
  [
    'an address line is lost',
    "{{(14-ADDRESS_BITS){1'b0}}, i_address}",
    "{1'b0, i_address[12:0]}",
    /^word .* netlist [0-9a-f]+,/m,
  ],
  [
    'the multipliers are unsigned',
    ".A_SIGNED                 (1'b1)",
    ".A_SIGNED                 (1'b0)",
    /^operands .* netlist [0-9a-f]+,/m,
  ],
  ['the products do not wait', '.CE         (i_enable)', ".CE         (1'b1)", /^operands .* netlist [0-9a-f]+,/m],
])('they differ where %s', async (_, right, wrong, difference) => {
  expect(await compare((source) => source.replace(right, wrong))).toMatch(difference);
});
