// What stands for the iCE40 in place of the RTL's modules behind yosys, over yosys's models of the vendor's cells, gives what its behavioural twins give.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareTools } from '../../firmware-artifacts/boards/tools.ts';
import { pickModels } from '../netlist/pick-models.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const wrapper = (module: string) => at(`../../firmware-artifacts/boards/ice40/${module}.v`);
const modelled = ['SB_SPRAM256KA', 'SB_MAC16', 'SB_LUT4', 'SB_CARRY', 'SB_DFFE'];
const twins = [
  'memory/retort_memory',
  'core/retort_multiplier',
  'core/retort_product_sum',
  'core/retort_loading_adder',
  'core/retort_loading_counter',
  'core/retort_larger',
].map((path) => at(`../../firmware-artifacts/rtl/${path}.v`));

/** By the netlist's name: the module, and its parameters as yosys takes them. */
const netlists = {
  memory_netlist: ['retort_memory'],
  product_sum_netlist: ['retort_product_sum'],
  adder_netlist: ['retort_loading_adder', '-set WIDTH 8'],
  up_netlist: ['retort_loading_counter', '-set WIDTH 8'],
  down_netlist: ['retort_loading_counter', "-set WIDTH 8 -set DOWN 1'b1"],
  larger_netlist: ['retort_larger', '-set WIDTH 8'],
} as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-ice40-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** By name and source. */
const synthesized = new Map<string, string>();

/** Verilog of the netlist. Leaves the text of yosys's models in cells.log. */
async function synthesize(name: string, [module, parameters]: readonly [string, string?], source: string) {
  const { run } = await prepareTools(console.error, new AbortController().signal);
  await writeFile(join(folder, `${module}.v`), source);
  const script = [
    `read_verilog ${module}.v`,
    ...(parameters ? [`chparam ${parameters} ${module}`] : []),
    `synth_ice40 -abc9 -device u -top ${module}`,
    `rename ${module} ${name}`,
    `write_verilog -noattr ${name}.v`,
    'design -reset',
    'tee -q -o cells.log read_verilog -defer -ppdump -DNO_ICE40_DEFAULT_ASSIGNMENTS +/ice40/cells_sim.v',
  ];
  await run('yowasp-yosys', ['-q', '-p', script.join('; ')], folder);
  return readFile(join(folder, `${name}.v`), 'utf8');
}

/** What the bench prints of the netlists, each of a source with a change that makes it wrong or none. */
async function compare(change: (source: string) => string = (source) => source): Promise<string> {
  for (const [name, netlist] of Object.entries(netlists)) {
    const source = change(await readFile(wrapper(netlist[0]), 'utf8'));
    const key = `${name} ${source}`;
    const verilog = synthesized.get(key) ?? (await synthesize(name, netlist, source));
    synthesized.set(key, verilog);
    await writeFile(join(folder, `${name}.v`), verilog);
  }
  const log = await readFile(join(folder, 'cells.log'), 'utf8');
  await writeFile(join(folder, 'cells.v'), pickModels(log, modelled));
  const made = [...Object.keys(netlists), 'cells'].map((name) => join(folder, `${name}.v`));
  const bench = join(folder, 'bench');
  const top = at('ice40_cells_bench.v');
  execFileSync('iverilog', ['-g2012', '-s', 'ice40_cells_bench', '-o', bench, top, ...twins, ...made]);
  return execFileSync(bench, { encoding: 'utf8' });
}

it('they give the same answers, sums, counts and comparisons', async () => {
  expect(await compare()).toMatch(/^\d+ answers, and the rest for 65536 pairs of bytes, equal$/m);
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
  ['products and sums do not wait', '.CE         (i_enable)', ".CE         (1'b1)", /^operands .* netlist [0-9a-f]+,/m],
  [
    'the largest sum is negative',
    'w_sum[15] && !r_not_negative',
    'w_sum[15]',
    /^operands .* netlist 18000, twin 08000$/m,
  ],
  ['the adder never loads', '.I0 (i_load)', ".I0 (1'b0)", /^sum of .* netlist [0-9a-f]+,/m],
  ['an adder begins with a carry', "w_carries[0] = 1'b0", "w_carries[0] = 1'b1", /^sum of .* netlist [0-9a-f]+,/m],
  ['both counters count down', 'DOWN ? !i_load : i_load', '!i_load', /^up from .* netlist [0-9a-f]+,/m],
  [
    'both counters begin with a carry',
    'w_carries[0] = !DOWN',
    "w_carries[0] = 1'b1",
    /^down from .* netlist [0-9a-f]+,/m,
  ],
  ['the smaller is the larger', 'w_larger = i_a[i]', 'w_larger = i_b[i]', /^comparison of .* netlist [01],/m],
])('they differ where %s', async (_, right, wrong, difference) => {
  expect(await compare((source) => source.replace(right, wrong))).toMatch(difference);
});
