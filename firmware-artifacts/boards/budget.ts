// Holds a build to its board's budget, and names the modules that grew where it takes more. It does not synthesize.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import type { Budget } from './board-folder.ts';

/** Cells by module, without those of the modules in it. */
export type ModuleCells = Readonly<Record<string, number>>;

interface Used {
  readonly cells: number;
  readonly blockRams: number;
}

interface GrownModule {
  readonly module: string;
  readonly cells: number;
  /** 0 for a module that is new. */
  readonly formerCells: number;
}

/** A build takes more than the board's budget.json allows. */
export class BudgetExceededError extends RetortError {
  readonly code = 'BOARD_BUDGET_EXCEEDED';
  readonly category = 'comparison';
  override readonly name = 'BudgetExceededError';
  readonly board: string;
  readonly cells: number;
  readonly cellsAllowed: number;
  readonly blockRams: number;
  readonly blockRamsAllowed: number;
  /** The one that grew most comes first. */
  readonly grown: readonly GrownModule[];

  constructor(board: string, used: Used, budget: Budget, grown: readonly GrownModule[]) {
    const taken = (['cells', 'blockRams'] as const)
      .filter((resource) => used[resource] > budget[resource])
      .map((resource) => `${grouped(used[resource])} ${words[resource]}, budget ${grouped(budget[resource])}`);
    const modules = grown.map(
      ({ module, cells, formerCells }) => `${module} ${grouped(formerCells)} → ${grouped(cells)} cells`,
    );
    super(
      `${board} takes ${taken.join('; ')}. Grown: ${modules.join(', ') || 'no module by itself'}. ` +
        `Make it smaller, or raise the budget with 'retort board build ${board} --set-budget'`,
    );
    this.board = board;
    this.cells = used.cells;
    this.cellsAllowed = budget.cells;
    this.blockRams = used.blockRams;
    this.blockRamsAllowed = budget.blockRams;
    this.grown = grown;
  }
}

const words = { cells: 'cells', blockRams: 'block RAMs' } as const;

export function exceedsBudget(used: Used, budget: Budget): boolean {
  return used.cells > budget.cells || used.blockRams > budget.blockRams;
}

/** The one that grew most comes first. */
export function findGrownModules(modules: ModuleCells, budget: Budget): GrownModule[] {
  return Object.entries(modules)
    .map(([module, cells]) => ({ module, cells, formerCells: budget.modules[module] ?? 0 }))
    .filter(({ cells, formerCells }) => cells > formerCells)
    .sort((a, b) => b.cells - b.formerCells - (a.cells - a.formerCells));
}

/** Of what a build takes: 2 % more cells, so that a new version of a tool need not exceed it, and no more block RAMs. */
export function budgetFor({ cells, blockRams }: Used, modules: ModuleCells): Budget {
  return { cells: Math.ceil(1.02 * cells), blockRams, modules };
}

/** What yosys's `stat -json` says of a netlist that was not flattened. */
export interface NetlistStatistics {
  readonly modules: Readonly<Record<string, { readonly num_cells_by_type: Readonly<Record<string, number>> }>>;
}

/** A module with several sets of parameters counts once with each. Sorted by name. */
export function cellsByModule({ modules }: NetlistStatistics): ModuleCells {
  const cells = new Map<string, number>();
  for (const [name, { num_cells_by_type: types }] of Object.entries(modules)) {
    const module = moduleNamed(name);
    if (module === undefined) continue; // A cell of the family.
    const own = Object.entries(types).filter(([type]) => moduleNamed(type) === undefined);
    cells.set(
      module,
      own.reduce((sum, [, count]) => sum + count, cells.get(module) ?? 0),
    );
  }
  return Object.fromEntries([...cells].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `$paramod$…\retort_link` as `retort_link`; undefined for a module that is not Retort's. */
function moduleNamed(name: string): string | undefined {
  return /(?:^|\\)(retort_\w+)/.exec(name)?.[1];
}
