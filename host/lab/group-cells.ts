// Which cells make one row of a comparison, what the row is called, and which row of scratch it may be compared with. Pure.
import { sha256OfJson } from '../artifact/digest.ts';
import type { Recipe } from '../train/recipe.ts';
import { type Cell, type CellConfiguration, digestOfTeacher } from './cell.ts';

/** Cells that differ only in the seed; superseded ones form a separate group. */
export interface CellGroup {
  /** The method, and whatever tells it from the other rows: `soft-targets, temperature 4, on dense-30`. */
  readonly name: string;
  /** Of the cell with the lowest seed; the others' differ in the seed alone. */
  readonly configuration: CellConfiguration;
  readonly superseded: boolean;
  /** In the order of the seeds, each configuration once. */
  readonly cells: readonly Cell[];
}

/**
 * Scratch first, then the methods in the order in which they first come; within a method by network, then by option. A cell that is there
 * twice counts once, and as run where one of the two is.
 */
export function groupCells(cells: readonly Cell[], baseline: string): CellGroup[] {
  const unique = new Map<string, Cell>();
  for (const cell of cells) if (!unique.get(cell.digest)?.figures) unique.set(cell.digest, cell);
  const grouped = new Map<string, Cell[]>();
  for (const cell of unique.values()) {
    const key = sha256OfJson([{ ...cell.configuration, seed: 0 }, isSuperseded(cell)]);
    grouped.set(key, [...(grouped.get(key) ?? []), cell]);
  }
  const methods = [...new Set(cells.map(({ configuration }) => configuration.method))];
  const rank = (method: string) => (method === baseline ? -1 : methods.indexOf(method));
  const groups = [...grouped.values()].map((members) => {
    const sorted = members.toSorted((a, b) => a.configuration.seed - b.configuration.seed);
    return { configuration: sorted[0].configuration, superseded: isSuperseded(sorted[0]), cells: sorted };
  });
  const ordered = groups.toSorted(
    ({ configuration: a, superseded: old }, { configuration: b, superseded: older }) =>
      rank(a.method) - rank(b.method) || Number(old) - Number(older) || compareConfigurations(a, b),
  );
  return ordered.map((group) => {
    const all = ordered.filter(({ superseded }) => superseded === group.superseded);
    const name = nameConfiguration(
      group.configuration,
      all.map(({ configuration }) => configuration),
    );
    return { ...group, name: group.superseded ? `${name}, superseded` : name };
  });
}

function isSuperseded({ superseded }: Cell): boolean {
  return superseded !== undefined;
}

/**
 * The group whose cells a method's are paired with: same code version, data, network and training, with as much tuning, and not superseded;
 * undefined where there is none.
 */
export function findBaseline<G extends CellGroup>(group: G, groups: readonly G[], baseline: string): G | undefined {
  const conditions = conditionsOf(group.configuration);
  return groups.find(
    ({ configuration, superseded }) =>
      !superseded && configuration.method === baseline && conditionsOf(configuration) === conditions,
  );
}

function conditionsOf({ code, data, network, recipe, tuning }: CellConfiguration): string {
  return sha256OfJson([code ?? 1, data.digest, network.digest, trainingOf(recipe, tuning?.candidates)]);
}

/**
 * What students that may be compared have in common: where the learning rate was tuned, each method has its own.
 * @param candidates that were tried for each method; one, or none, where nothing was tuned
 */
export function trainingOf({ learningRate, ...rest }: Recipe, candidates = 1): object {
  return candidates > 1 ? { ...rest, candidates } : { ...rest, learningRate };
}

function compareConfigurations(a: CellConfiguration, b: CellConfiguration): number {
  const options = new Set([...Object.keys(a.options), ...Object.keys(b.options)]);
  const differing = [
    compareValues(a.data.name, b.data.name),
    compareValues(a.network.name, b.network.name),
    ...[...options].map((option) => compareValues(a.options[option], b.options[option])),
    compareValues(sha256OfJson(a), sha256OfJson(b)),
  ];
  return differing.find((order) => order !== 0) ?? 0;
}

/** Numbers by size; text by the numbers in it, so that dense-30 comes before dense-300. */
function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return naturalOrder.compare(textOf(a), textOf(b));
}
const naturalOrder = new Intl.Collator('en', { numeric: true });

/** The method's name with the options in which its rows differ, network and data where any rows do, and what else it takes to be unique. */
function nameConfiguration(configuration: CellConfiguration, all: readonly CellConfiguration[]): string {
  const parts = [configuration.method];
  let alike = all.filter(({ method }) => method === configuration.method);
  for (const option of Object.keys(configuration.options)) {
    if (differs(alike, ({ options }) => options[option])) {
      parts.push(`${option} ${textOf(configuration.options[option])}`);
    }
  }
  const tell = (
    words: string,
    of: (other: CellConfiguration) => unknown,
    among: readonly CellConfiguration[] = alike,
  ) => {
    if (differs(among, of)) parts.push(words);
    const own = sha256OfJson(of(configuration) ?? null);
    alike = alike.filter((other) => sha256OfJson(of(other) ?? null) === own);
  };
  const { network, data, teachers, recipe, tuning, code = 1 } = configuration;
  tell(`code version ${code}`, (other) => other.code ?? 1, all);
  tell(`on ${network.name}`, (other) => other.network.name, all);
  tell(`network ${short(network.digest)}`, (other) => other.network.digest);
  tell(`data ${data.name}`, (other) => other.data.name, all);
  tell(`data ${short(data.digest)}`, (other) => other.data.digest);
  alike = alike.filter((other) => sha256OfJson(other.options) === sha256OfJson(configuration.options));
  const digests = teachers.map((one) => short(digestOfTeacher(one)));
  tell(`${configuration.live ? 'live' : 'cached'} teacher`, (other) => other.live);
  tell(`teachers ${digests.join(' and ') || 'none'}`, (other) => other.teachers.map(digestOfTeacher));
  tell(`teachers’ training ${short(sha256OfJson(teachers))}`, (other) => other.teachers);
  for (const [setting, value] of Object.entries(recipe)) {
    tell(
      `${setting} ${textOf(value)}`,
      (other) => Object.entries(other.recipe).find(([name]) => name === setting)?.[1],
    );
  }
  tell(`tuning ${tuning ? short(sha256OfJson(tuning)) : 'none'}`, (other) => other.tuning);
  tell(`recipe ${short(sha256OfJson(recipe))}`, (other) => other.recipe);
  return parts.join(', ');
}

function differs(configurations: readonly CellConfiguration[], of: (other: CellConfiguration) => unknown): boolean {
  return new Set(configurations.map((other) => sha256OfJson(of(other) ?? null))).size > 1;
}

/** A value as a row's name has it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
}

function short(digest: string): string {
  return digest.slice(0, 8);
}
