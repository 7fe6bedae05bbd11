// Eight int32 accumulators to eight int8 values, CYCLES a lane (1, 2 or 4): bias, then retort_rescaler. With i_post the eight values go through
// once more: what the tables make of a value and of the output's former byte are added in place of accumulator and bias, and the second
// pass has its own multiplier, shift, zero point and clamp. One rescaler does one pass after the other, 16 C cycles a word (17 where C is 1, since
// a value is there only 9 cycles after its lane was read); of two each has its pass, 8 C a word; of four each has its pass and its half of
// the lanes, 4 C a word: lanes l and l + 4 are read at once, and their values leave at once.
//
//   cycle of a lane   0      1 … 7 + C   8 + C            9 + C … 15 + 2 C   (3 less, and then 6 less, where C is 2)
//                     read   rescaled    with two, four:  rescaled
//                                        looked up
//
// Lane 0 is read in the cycle after i_start, which must not come again before the word is read: nothing here ever waits but for i_run. It does
// not choose records or addresses, and does not keep the bytes.
// Reset: of which lanes are under way, not of their values.
// Timing: the next lane is chosen by registers; the rest is the rescaler's.
`default_nettype none

module retort_requantizer #(
    parameter integer CYCLES = 2,
    parameter integer RESCALERS = 1,
    parameter integer HALVES = 1  // 2 with four rescalers, else 1; of a vector, that of lane o_lane first
) (
    input  wire                 i_clock,
    input  wire                 i_reset,
    input  wire                 i_run,

    input  wire                 i_start,
    input  wire                 i_post,

    // Cycle 0: the lane; its accumulator has to stay until it is taken
    output wire                 o_read,
    output wire           [2:0] o_lane,
    output wire                 o_taken,
    input  wire [32*HALVES-1:0] i_accumulators,

    // Cycle 1
    input  wire [32*HALVES-1:0] i_biases,
    input  wire [32*HALVES-1:0] i_multipliers,
    input  wire  [8*HALVES-1:0] i_shifts,

    // The second pass: what is looked up, and, a cycle later, the entries
    input  wire          [63:0] i_word,         // of the first pass's values, which one rescaler reads again
    input  wire          [63:0] i_former_word,  // there by the time a value is; its bytes move down with o_former_taken
    output wire                 o_look_up,
    output wire  [8*HALVES-1:0] o_bytes,
    output wire  [8*HALVES-1:0] o_former_bytes,
    output wire                 o_former_taken,
    input  wire [32*HALVES-1:0] i_entries,
    input  wire [32*HALVES-1:0] i_former_entries,
    input  wire          [31:0] i_post_multiplier,
    input  wire           [7:0] i_post_shift,

    // The last cycle
    input  wire           [7:0] i_zero_point,
    input  wire           [7:0] i_clamp_min,
    input  wire           [7:0] i_clamp_max,
    input  wire           [7:0] i_post_zero_point,
    input  wire           [7:0] i_post_clamp_min,
    input  wire           [7:0] i_post_clamp_max,

    output wire                 o_valid,
    output wire                 o_ends,
    output wire           [2:0] o_value_lane,
    output wire  [8*HALVES-1:0] o_values
);

    localparam [0:0] AGAIN = RESCALERS == 1;          // the second pass takes the rescaler's time
    localparam [0:0] GAP = AGAIN && CYCLES == 1;
    localparam [1:0] PHASE_LAST = CYCLES[1:0] - 2'd1;
    localparam [2:0] LANE_LAST = HALVES == 2 ? 3'd3 : 3'd7;

    // Which lane of which pass is read
    reg       r_busy, r_second;
    reg       r_gap;     // between the passes
    reg [1:0] r_phase;
    reg [2:0] r_lane;

    wire w_again     = AGAIN && i_post && !r_second;
    wire w_slot_ends = r_phase == PHASE_LAST && !r_gap;
    wire w_pass_ends = w_slot_ends && r_lane == LANE_LAST;
    wire w_read      = i_run && r_busy && r_phase == 2'd0 && !r_gap;

    assign o_read = w_read && !r_second;
    assign o_lane = r_lane;

    always @(posedge i_clock)
        if (i_reset)
            r_busy <= 1'b0;
        else if (i_run) begin
            if (i_start)
                r_busy <= 1'b1;
            else if (w_pass_ends && !w_again)
                r_busy <= 1'b0;
        end

    always @(posedge i_clock)
        if (i_run) begin
            if (i_start || !r_busy) begin
                r_phase  <= 2'd0;
                r_lane   <= 3'd0;
                r_second <= 1'b0;
                r_gap    <= 1'b0;
            end else begin
                r_gap   <= GAP && w_pass_ends && w_again;
                r_phase <= w_slot_ends || r_gap ? 2'd0 : r_phase + 2'd1;
                if (w_slot_ends)
                    r_lane <= r_lane + 3'd1;
                if (w_pass_ends)
                    r_second <= w_again;
            end
        end

    // Cycle 1
    reg r_read, r_read_second;

    always @(posedge i_clock)
        if (i_reset)
            r_read <= 1'b0;
        else if (i_run)
            r_read <= w_read;

    always @(posedge i_clock)
        if (w_read)
            r_read_second <= r_second;

    // The clamps' bounds less the zero points; a layer's, so that a cycle later is early enough
    reg [8:0] r_least, r_most, r_post_least, r_post_most;

    always @(posedge i_clock) begin
        r_least      <= {i_clamp_min[7], i_clamp_min} - {i_zero_point[7], i_zero_point};
        r_most       <= {i_clamp_max[7], i_clamp_max} - {i_zero_point[7], i_zero_point};
        r_post_least <= {i_post_clamp_min[7], i_post_clamp_min} - {i_post_zero_point[7], i_post_zero_point};
        r_post_most  <= {i_post_clamp_max[7], i_post_clamp_max} - {i_post_zero_point[7], i_post_zero_point};
    end

    // The first rescaler of each half. They run in step, so that the first one's control is every half's.
    wire                w_lookup_term = AGAIN && r_read_second;
    wire [HALVES-1:0]   w_valid, w_of_second;
    wire [3*HALVES-1:0] w_lanes;
    wire [8*HALVES-1:0] w_values;
    wire          [2:0] w_lane = w_lanes[2:0] & LANE_LAST;

    // Accumulators are needed in cycle 1. With one cycle a lane the last one is overwritten by then.
    wire [32*HALVES-1:0] w_accumulators;

    generate
        if (CYCLES == 1) begin : g_taken_early
            reg [32*HALVES-1:0] r_accumulators;

            always @(posedge i_clock)
                if (w_read)
                    r_accumulators <= i_accumulators;

            assign o_taken        = o_read;
            assign w_accumulators = r_accumulators;
        end else begin : g_taken_late
            assign o_taken        = i_run && r_read;
            assign w_accumulators = i_accumulators;
        end
    endgenerate

    genvar half;
    generate
        for (half = 0; half < HALVES; half = half + 1) begin : g_half
            retort_rescaler #(
                .CYCLES(CYCLES)
            ) rescaler (
                .i_clock      (i_clock),
                .i_reset      (i_reset),
                .i_run        (i_run),
                .i_valid      (r_read),
                .i_second     (w_lookup_term),
                .i_term       (w_lookup_term ? i_entries[32*half +: 32] : w_accumulators[32*half +: 32]),
                .i_other_term (w_lookup_term ? i_former_entries[32*half +: 32] : i_biases[32*half +: 32]),
                .i_multiplier (w_lookup_term ? i_post_multiplier : i_multipliers[32*half +: 32]),
                .i_shift      (w_lookup_term ? i_post_shift : i_shifts[8*half +: 8]),
                .i_zero_point (w_of_second[half] ? i_post_zero_point : i_zero_point),
                .i_clamp_min  (w_of_second[half] ? i_post_clamp_min : i_clamp_min),
                .i_clamp_max  (w_of_second[half] ? i_post_clamp_max : i_clamp_max),
                .i_least      (w_of_second[half] ? r_post_least : r_least),
                .i_most       (w_of_second[half] ? r_post_most : r_most),
                .o_valid      (w_valid[half]),
                .o_second     (w_of_second[half]),
                .o_lane       (w_lanes[3*half +: 3]),
                .o_value      (w_values[8*half +: 8])
            );
        end

        if (AGAIN) begin : g_again
            assign o_look_up      = w_read && r_second;
            assign o_bytes        = i_word[8*r_lane +: 8];
            assign o_former_bytes = i_former_word[7:0];
            assign o_former_taken = o_look_up;
            assign o_valid        = w_valid[0];
            assign o_value_lane   = w_lane;
            assign o_values       = w_values;
            assign o_ends         = o_valid && w_lane == LANE_LAST && w_of_second[0] == i_post;

            wire w_unused = &{1'b0, i_former_word[63:8]};
        end else begin : g_apart
            // A value waits for the tables. The former word stays as long as its values come, since the next one's comes meanwhile.
            reg                r_waiting, r_looked_up;
            reg [8*HALVES-1:0] r_values;
            reg         [63:0] r_former_word;

            always @(posedge i_clock)
                if (i_reset) begin
                    r_waiting   <= 1'b0;
                    r_looked_up <= 1'b0;
                end else if (i_run) begin
                    r_waiting   <= w_valid[0] && i_post;
                    r_looked_up <= r_waiting;
                end

            always @(posedge i_clock)
                if (w_valid[0]) begin
                    r_values      <= w_values;
                    r_former_word <= w_lane == 3'd0 ? i_former_word : {8'd0, r_former_word[63:8]};
                end

            wire [HALVES-1:0]   w_post_valid, w_post_second;
            wire [3*HALVES-1:0] w_post_lanes;
            wire [8*HALVES-1:0] w_post_values;

            for (half = 0; half < HALVES; half = half + 1) begin : g_half
                retort_rescaler #(
                    .CYCLES(CYCLES)
                ) post_rescaler (
                    .i_clock      (i_clock),
                    .i_reset      (i_reset),
                    .i_run        (i_run),
                    .i_valid      (r_looked_up),
                    .i_second     (1'b1),
                    .i_term       (i_entries[32*half +: 32]),
                    .i_other_term (i_former_entries[32*half +: 32]),
                    .i_multiplier (i_post_multiplier),
                    .i_shift      (i_post_shift),
                    .i_zero_point (i_post_zero_point),
                    .i_clamp_min  (i_post_clamp_min),
                    .i_clamp_max  (i_post_clamp_max),
                    .i_least      (r_post_least),
                    .i_most       (r_post_most),
                    .o_valid      (w_post_valid[half]),
                    .o_second     (w_post_second[half]),
                    .o_lane       (w_post_lanes[3*half +: 3]),
                    .o_value      (w_post_values[8*half +: 8])
                );

                assign o_former_bytes[8*half +: 8] = r_former_word[32*half +: 8];
            end

            assign o_look_up      = i_run && r_waiting;
            assign o_bytes        = r_values;
            assign o_former_taken = 1'b0;
            assign o_valid        = i_post ? w_post_valid[0] : w_valid[0];
            assign o_value_lane   = i_post ? w_post_lanes[2:0] & LANE_LAST : w_lane;
            assign o_values       = i_post ? w_post_values : w_values;
            assign o_ends         = o_valid && o_value_lane == LANE_LAST;

            wire w_unused = &{1'b0, i_word, w_of_second, w_post_second, w_valid, w_lanes, w_post_valid, w_post_lanes};
        end
    endgenerate

endmodule

`default_nettype wire
