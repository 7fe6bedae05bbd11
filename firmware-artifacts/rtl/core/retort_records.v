// Parameter records: for each lane a word of bias and multiplier, and a word of eight shifts (docs/core.md). Four records are kept, so that
// the next ones are there before the running one is done. A lane's word and shift are there one cycle after i_read, which follows an
// i_start of its record: then the shifts are read, and move down a lane with each i_read. Four are enough however close together groups end:
// after a group's last step the loader reads a whole record, nine cycles, before it overwrites the group's own.
// With APART the shifts have a memory of their own, small enough for LUTs: where a lane takes one cycle none is left for reading them from a
// common one, and where block RAMs are scarce two are saved. With two HALVES, always APART, a lane and the fourth after it are read at once,
// each from a memory of its half.
// It does not know whose records it holds, and answers a word that is being written in the same cycle with anything. No reset.
// Timing: block RAM to register.
`default_nettype none

module retort_records #(
    parameter [0:0] APART = 1'b0,
    parameter integer HALVES = 1
) (
    input  wire                 i_clock,
    input  wire                 i_run,

    input  wire                 i_write,
    input  wire           [1:0] i_write_slot,
    input  wire           [3:0] i_write_word,
    input  wire          [63:0] i_data,

    input  wire                 i_start,
    input  wire           [1:0] i_start_slot,
    input  wire                 i_read,
    input  wire           [1:0] i_read_slot,
    input  wire           [2:0] i_read_lane,
    output wire [32*HALVES-1:0] o_biases,
    output wire [32*HALVES-1:0] o_multipliers,
    output wire  [8*HALVES-1:0] o_shifts
);

    localparam integer LANES = 8 / HALVES;
    localparam integer LANE_BITS = $clog2(LANES);

    wire [64*HALVES-1:0] w_answers;
    wire          [63:0] w_shifts;

    genvar half;
    generate
        if (APART) begin : g_apart
            for (half = 0; half < HALVES; half = half + 1) begin : g_half
                localparam [0:0] UPPER = half == 1;

                (* no_rw_check *)
                reg [63:0] r_lanes [0:4*LANES-1];
                reg [63:0] r_lane;

                wire w_here = !i_write_word[3] && (HALVES == 1 || i_write_word[2] == UPPER);

                always @(posedge i_clock)
                    if (i_write && w_here)
                        r_lanes[{i_write_slot, i_write_word[LANE_BITS-1:0]}] <= i_data;

                always @(posedge i_clock)
                    if (i_run && i_read)
                        r_lane <= r_lanes[{i_read_slot, i_read_lane[LANE_BITS-1:0]}];

                assign w_answers[64*half +: 64] = r_lane;
            end

            (* no_rw_check *)
            reg [63:0] r_slots [0:3];
            reg [63:0] r_slot;

            always @(posedge i_clock)
                if (i_write && i_write_word[3])
                    r_slots[i_write_slot] <= i_data;

            always @(posedge i_clock)
                if (i_run && i_start)
                    r_slot <= r_slots[i_start_slot];

            assign w_shifts = r_slot;

            wire w_unused = &{1'b0, i_read_lane};
        end else begin : g_together
            // By slot and word: words 0 to 7 are the lanes', 8 the shifts'.
            (* no_rw_check *)
            reg [63:0] r_words [0:63];
            reg [63:0] r_word;

            always @(posedge i_clock)
                if (i_write)
                    r_words[{i_write_slot, i_write_word}] <= i_data;

            always @(posedge i_clock)
                if (i_run && (i_read || i_start))
                    r_word <= r_words[i_start ? {i_start_slot, 4'd8} : {i_read_slot, 1'b0, i_read_lane}];

            assign w_answers = r_word;
            assign w_shifts  = r_word;
        end
    endgenerate

    reg        r_shifts_come;
    reg [63:0] r_shifts;

    always @(posedge i_clock)
        if (i_run)
            r_shifts_come <= i_start;

    always @(posedge i_clock)
        if (i_run) begin
            if (r_shifts_come)
                r_shifts <= w_shifts;
            else if (i_read)
                r_shifts <= {8'd0, r_shifts[63:8]};
        end

    generate
        for (half = 0; half < HALVES; half = half + 1) begin : g_answer
            assign o_biases[32*half +: 32]      = w_answers[64*half +: 32];
            assign o_multipliers[32*half +: 32] = w_answers[64*half + 32 +: 32];
            assign o_shifts[8*half +: 8]        = r_shifts[32*half +: 8];
        end
    endgenerate

endmodule

`default_nettype wire
