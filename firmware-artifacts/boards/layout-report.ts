// What nextpnr's --report says of a design, as the figures of a manifest.
import type { CriticalPath, Manifest, Resources } from './board-folder.ts';
import type { Family } from './fpga-families.ts';

/** nextpnr's --report; without clocks and paths after packing alone. */
export interface LayoutReport {
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

export function fits({ utilization }: LayoutReport): boolean {
  return Object.values(utilization).every(({ used, available }) => used <= available);
}

export function describeResources({ utilization }: LayoutReport, { resources }: Family): Resources {
  const [cells, blockRams, multipliers] = [resources.cells, resources.blockRams, resources.multipliers].map(
    (name) => utilization[name],
  );
  return {
    cells: cells.used,
    cellsAvailable: cells.available,
    ...(resources.flipFlops !== undefined && { flipFlops: utilization[resources.flipFlops].used }),
    blockRams: blockRams.used,
    blockRamsAvailable: blockRams.available,
    multipliers: multipliers.used,
    multipliersAvailable: multipliers.available,
    ...(resources.singlePortRams !== undefined && {
      singlePortRams: utilization[resources.singlePortRams].used,
      singlePortRamsAvailable: utilization[resources.singlePortRams].available,
    }),
  };
}

export type Timing = Pick<Manifest, 'fmaxMHz' | 'criticalPath'>;

/** Of a routed design. */
export function describeTiming({ fmax, critical_paths: paths }: LayoutReport): Timing {
  const achieved = Math.min(...Object.values(fmax).map((clock) => clock.achieved));
  return { fmaxMHz: round(achieved), criticalPath: describeLongest(paths) };
}

/** Between flip-flops of one clock: what bounds it. */
function describeLongest(paths: LayoutReport['critical_paths']): CriticalPath {
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
