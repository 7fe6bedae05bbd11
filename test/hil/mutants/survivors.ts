// Mutants that the suite cannot kill, and why: by file and change, so that a change of the line asks for the reason again.

export const survivors: Readonly<Record<string, string>> = {
  "core/retort_lanes.v: i_lanewise ? {SUM_BITS{1'b0}} : w_sums[3*SUM_BITS +: SUM_BITS] → i_lanewise ? {SUM_BITS{1'b1}} : w_sums[3*SUM_BITS +: SUM_BITS]":
    'no part of this board: of more than two inputs a lane, where the up5k has retort_narrow_lane',
  'core/retort_records.v: w_answers[64*half + 32 +: 32] → w_answers[64*half - 32 +: 32]':
    "the same in Verilator, which takes a selection below the word's first bit modulo its 64 bits, with the one half that this board has",
  "core/retort_delay.v: {(WIDTH*CYCLES){1'b0}} → {(WIDTH*CYCLES){1'b1}}":
    'the same: what seems to come after a reset finds all who wait for it idle, and what is kept beside it says that it is for nobody',
  "link/retort_memory_scan.v: 1'b0 → 1'b1":
    'the same: a scan that is under way after a reset ends in the next cycle, since the reader is idle, long before the first command',
};
