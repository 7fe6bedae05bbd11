// Each board's budget holds what its manifest says, and a build that exceeds one names what grew.
import { describe, expect, it } from 'vitest';
import {
  boardsWithBitstream,
  boardsWithRecipe,
  readBudget,
  readManifest,
  readPackedManifest,
} from '../../firmware-artifacts/boards/board-folder.ts';
import {
  BudgetExceededError,
  budgetFor,
  cellsByModule,
  exceedsBudget,
  findGrownModules,
} from '../../firmware-artifacts/boards/budget.ts';

describe.each(boardsWithRecipe())('the budget of %s', (board) => {
  const used = boardsWithBitstream().includes(board) ? readManifest(board) : readPackedManifest(board).packed;

  it('is kept by what the manifest counts', () => {
    const { cells, blockRams } = used;
    expect(exceedsBudget(used, readBudget(board)), `${cells} cells, ${blockRams} block RAMs`).toBe(false);
  });

  it('leaves little room, so that growth is noticed', () => {
    expect(readBudget(board).cells, 'set it again: --set-budget').toBeLessThanOrEqual(1.05 * used.cells);
  });
});

const budget = budgetFor({ cells: 1000, blockRams: 30 }, { retort_core: 500, retort_link: 300, retort_walker: 200 });

describe('a budget', () => {
  it('allows 2 % more cells than were counted, and no more block RAMs', () => {
    expect(budget).toMatchObject({ cells: 1020, blockRams: 30 });
    expect(exceedsBudget({ cells: 1020, blockRams: 30 }, budget)).toBe(false);
    expect(exceedsBudget({ cells: 1021, blockRams: 30 }, budget)).toBe(true);
    expect(exceedsBudget({ cells: 1000, blockRams: 31 }, budget)).toBe(true);
  });

  it('when exceeded names the modules that grew, the one that grew most first', () => {
    const modules = { retort_core: 501, retort_link: 290, retort_walker: 260, retort_fresh: 40 };
    const grown = findGrownModules(modules, budget);
    expect(grown).toEqual([
      { module: 'retort_walker', cells: 260, formerCells: 200 },
      { module: 'retort_fresh', cells: 40, formerCells: 0 },
      { module: 'retort_core', cells: 501, formerCells: 500 },
    ]);
    expect(new BudgetExceededError('icebreaker', { cells: 1091, blockRams: 30 }, budget, grown).message).toBe(
      'icebreaker takes 1,091 cells, budget 1,020. Grown: retort_walker 200 → 260 cells, retort_fresh 0 → 40 cells, retort_core 500 → 501 cells. ' +
        "Make it smaller, or raise the budget with 'retort board build icebreaker --set-budget'",
    );
  });

  it('when exceeded in block RAMs alone says so', () => {
    const { message } = new BudgetExceededError('icebreaker', { cells: 1000, blockRams: 32 }, budget, []);
    expect(message).toContain('icebreaker takes 32 block RAMs, budget 30. Grown: no module by itself.');
  });
});

it('cells are counted by module, over its sets of parameters, without the modules in it and without the family’s cells', () => {
  const of = (types: Record<string, number>) => ({ num_cells_by_type: types });
  expect(
    cellsByModule({
      modules: {
        '$paramod$0c4a\\retort_link': of({ SB_LUT4: 10, SB_DFF: 3, '$paramod\\retort_byte_ring\\LOG2=s32’11': 2 }),
        "$paramod\\retort_byte_ring\\LOG2=s32'1010": of({ SB_LUT4: 7 }),
        "$paramod\\retort_byte_ring\\LOG2=s32'1011": of({ SB_LUT4: 8, SB_RAM40_4K: 4 }),
        '\\retort_argmax': of({ SB_CARRY: 5 }),
        '\\SB_MAC16': of({ $mul: 1 }),
      },
    }),
  ).toEqual({ retort_argmax: 5, retort_byte_ring: 19, retort_link: 13 });
});
