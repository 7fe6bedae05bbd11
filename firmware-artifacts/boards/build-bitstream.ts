// Makes a board's bitstream from the RTL, its top and its recipe with yosys, nextpnr and the family's packer, and says what came of it. A design
// that takes more than the board's budget is refused; one that is too large for the FPGA ends packed, without a bitstream. The same sources
// and tools give the same bytes.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  bitstreamPath,
  boardsFolder,
  type Manifest,
  type PackedManifest,
  type Resources,
  readBudget,
  readJson,
  readParameters,
  readRecipe,
} from './board-folder.ts';
import {
  BudgetExceededError,
  budgetFor,
  cellsByModule,
  exceedsBudget,
  findGrownModules,
  type ModuleCells,
  type NetlistStatistics,
} from './budget.ts';
import { familyOf } from './fpga-families.ts';
import { describeResources, describeTiming, fits, type LayoutReport } from './layout-report.ts';
import { requireMargin } from './timing-margin.ts';
import { prepareTools } from './tools.ts';

export interface BuildOptions {
  /** Where NAME.bit and manifest.json are written, and budget.json where it is set. */
  readonly out: string;
  /** nextpnr's; the recipe's where absent. */
  readonly seed?: number;
  /** Sets the budget from this build instead of checking the build against the existing one. */
  readonly setBudget?: boolean;
  /** Hears of each step. */
  say(step: string): void;
  readonly signal: AbortSignal;
}

const rtl = join(boardsFolder, '..', 'rtl');
const digest = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * @param board one of `boardsWithRecipe()`
 * @returns a `PackedManifest` where the design is too large for the FPGA
 * @throws BudgetExceededError, TooSlowError, ToolMissingError, ToolFailedError, the signal's reason
 */
export async function buildBitstream(board: string, options: BuildOptions): Promise<Manifest | PackedManifest> {
  const { out, say } = options;
  const work = await openWork(board, options);
  try {
    say('synthesize');
    await work.synthesize('-top retort_top -json netlist.json');
    say('pack');
    const report = await work.layOut(work.pins, '--pack-only');
    const used = describeResources(report, work.family);
    await keepBudget(work, used, options);
    if (fits(report)) return await route(work, options);
    say('pack the core alone');
    const manifest = { packed: { ...used, coreCells: await countCore(work) }, ...work.origin };
    await writeJson(out, 'manifest.json', manifest);
    return manifest;
  } finally {
    await rm(work.folder, { recursive: true, force: true });
  }
}

/**
 * What nextpnr is asked for, in MHz, far below any clock: it ends with an error where a design misses that, and whether the design is fast
 * enough is decided here, with a margin. Asked for more it did not route better; how fast a design gets varies more from seed to seed.
 */
const ASKED_FOR = 25;

type Work = Awaited<ReturnType<typeof openWork>>;

/** A folder with the sources, and the tools in it. */
async function openWork(board: string, { say, signal }: BuildOptions) {
  const recipe = readRecipe(board);
  const family = familyOf(recipe);
  const { run: runIn, versions } = await prepareTools(say, signal);
  const { files, digest: sourceDigest } = await digestSources(board);
  const build = sourceDigest.slice(0, 8);
  const folder = await mkdtemp(join(tmpdir(), 'retort-bitstream-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  const { CLOCK_HZ: clockHz, ...sizes } = readParameters(board);
  const top = { CLOCK_HZ: clockHz, ...recipe.pll, ...sizes, BUILD: `32'h${build}` };
  const reading = [
    ...Object.keys(files)
      .filter((name) => name.endsWith('.v'))
      .map((name) => `read_verilog ${name}`),
    ...Object.entries(top).map(([name, value]) => `chparam -set ${name} ${value} retort_top`),
  ];
  const run = (tool: string, words: readonly string[]) => runIn(tool, words, folder);
  const tools = Object.fromEntries(['yowasp-yosys', family.nextpnr].map((name) => [name, versions[name]]));
  return {
    board,
    family,
    folder,
    origin: { build, sourceDigest, tools, clockHz },
    seed: recipe.seed,
    pins: family.pins(recipe),
    run,
    /** @param before, after yosys's commands */
    synthesize: (options: string, { before = [], after = [] }: { before?: string[]; after?: string[] } = {}) =>
      run('yowasp-yosys', [
        '-q',
        '-p',
        [...reading, ...before, `${family.synthesize} ${options}`, ...after].join('; '),
      ]),
    /** nextpnr on netlist.json. */
    layOut: async (pins: readonly string[], ...words: string[]): Promise<LayoutReport> => {
      const files = ['--json', 'netlist.json', ...pins, '--report', 'report.json'];
      await run(family.nextpnr, ['-q', ...family.device(recipe), ...files, ...words]);
      return readJson(join(folder, 'report.json'));
    },
  };
}

/** Modules are counted only where that is asked for or the budget is exceeded: it takes another synthesis. @throws BudgetExceededError */
async function keepBudget(work: Work, used: Resources, { setBudget = false, say, out }: BuildOptions): Promise<void> {
  const budget = setBudget ? undefined : readBudget(work.board);
  if (budget && !exceedsBudget(used, budget)) return;
  say('count the cells of each module');
  const modules = await countModules(work);
  if (budget) throw new BudgetExceededError(work.board, used, budget, findGrownModules(modules, budget));
  await writeJson(out, 'budget.json', budgetFor(used, modules));
}

/** Of netlist.json. @throws TooSlowError */
async function route(work: Work, { out, say, seed = work.seed }: BuildOptions): Promise<Manifest> {
  const { board, family, folder, origin, pins } = work;
  say('place and route');
  const pace = ['--freq', String(ASKED_FOR), '--seed', String(seed)];
  const report = await work.layOut(pins, ...family.route, ...pace);
  const timing = describeTiming(report);
  requireMargin(board, timing, { clockHz: origin.clockHz, seed });
  say('make the bitstream');
  const [packer, ...words] = family.packBits;
  await work.run(packer, words);
  const bitstream = await readFile(join(folder, 'design.bit'));
  const figures = { ...timing, ...describeResources(report, family) };
  const manifest = { bitstream: digest(bitstream), ...origin, ...figures, seed };
  await writeJson(out, 'manifest.json', manifest);
  await writeFile(bitstreamPath(board, out), bitstream);
  return manifest;
}

async function countModules({ synthesize, folder }: Work): Promise<ModuleCells> {
  await synthesize('-noflatten -top retort_top', { after: ['tee -q -o statistics.json stat -json'] });
  return cellsByModule(readJson<NetlistStatistics>(join(folder, 'statistics.json')));
}

/** Of retort_core by itself, packed, with the parameters that it has on the board. */
async function countCore({ synthesize, layOut, family }: Work): Promise<number> {
  const core = '*retort_core'; // Its parameters make a part of the module's name.
  const others = ['hierarchy -top retort_top', 'setattr -mod -unset top *'];
  const before = [...others, `select -assert-any ${core}`, `setattr -mod -set top 1 ${core}`];
  await synthesize('-json netlist.json', { before });
  const { utilization } = await layOut([], '--pack-only');
  return utilization[family.resources.cells].used;
}

/** What the bitstream depends on besides the tools: the files by the names under which they are built, and a digest of that and all settings. */
export async function digestSources(
  board: string,
): Promise<{ readonly files: Readonly<Record<string, string>>; readonly digest: string }> {
  const { top, pins, seed: _, ...recipe } = readRecipe(board);
  const names = (await readdir(rtl, { recursive: true })).filter((name) => name.endsWith('.v')).sort();
  const own = [...(recipe.cells ?? []), top, pins];
  const paths = [...names.map((name) => join(rtl, name)), ...own.map((name) => join(boardsFolder, name))];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const files = Object.fromEntries(paths.map((path, i) => [basename(path), texts[i]]));
  return { files, digest: digest(JSON.stringify({ files, recipe, parameters: readParameters(board) })) };
}

async function writeJson(folder: string, name: string, content: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `${JSON.stringify(content, undefined, 2)}\n`);
}
