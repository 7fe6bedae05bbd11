// The datapath of eight lanes, each with INPUTS multipliers: products, their sum, an int32 accumulator, its snapshot. Lane l is output
// channel 8*group + l. A step multiplies INPUTS bytes of the operand word by the lane's INPUTS weights; in a lanewise layer byte l by the
// lane's first weight alone. With i_maximum the largest product is kept instead of the sum; there weights are 1, so that products are bytes.
// With i_slide a pixel is a column of the input, and byte l is multiplied by TAPS weights at once: the first one's product belongs to the
// output that is complete with this column, the second one's to that of the next column, and so on. Partial sums move up with each column;
// a kernel of fewer columns has weights of 0, so that what a row finds there is 0, as it is when a layer begins.
// Lanes of two inputs, which do not slide, are modules of their own (retort_narrow_lane).
//
//   cycle   0       1         2         3          4                5              6
//           step    operand   factors   products   sum, or halves   accumulated    snapshot
//
// o_start is high in cycle 5 of an output's last step, one cycle before the snapshots can be read: from lane 0 on, or with two HALVES from
// lanes 0 and 4 on, side by side.
// It does not know layers, addresses, biases or rounding, and overwrites the snapshot: whoever steps keeps last steps apart.
// Reset: of what goes along with the data, not of the data; a beginning layer finds partial sums of 0.
// Timing: each cycle above is one thing between two registers; the longest are a product, the sum of half the products, which lie far apart,
// and the sum of both halves behind which 32 bits are added.
`default_nettype none

module retort_lanes #(
    parameter integer INPUTS = 2,
    parameter integer HALVES = 1
) (
    input  wire                 i_clock,
    input  wire                 i_reset,
    input  wire                 i_run,
    input  wire                 i_begin,

    input  wire                 i_step,
    input  wire                 i_first,
    input  wire                 i_output_ends,
    input  wire          [63:0] i_data,
    input  wire  [8*INPUTS-1:0] i_shared,   // of i_data, the bytes that the step multiplies in every lane
    input  wire [64*INPUTS-1:0] i_weights,  // a cycle after the step

    input  wire                 i_lanewise,
    input  wire                 i_maximum,
    input  wire                 i_slide,    // lanewise, where INPUTS is 4 or more

    output wire                 o_start,
    input  wire                 i_read,     // o_accumulators become the next lanes'
    output wire [32*HALVES-1:0] o_accumulators
);

    localparam integer SUM_BITS = 16 + $clog2(INPUTS);
    localparam integer TAPS = 3;
    localparam integer PARTIAL_BITS = 24;  // two columns of at most 255 rows: 510 products of at most 2^14

    // What goes along with the data, by cycle
    reg [4:1] r_valid, r_first;
    reg [5:1] r_ends;

    always @(posedge i_clock)
        if (i_reset) begin
            r_valid <= 4'd0;
            r_ends  <= 5'd0;
        end else if (i_run) begin
            r_valid <= {r_valid[3:1], i_step};
            r_ends  <= {r_ends[4:1], i_output_ends};
        end

    always @(posedge i_clock)
        if (i_run)
            r_first <= {r_first[3:1], i_first};

    assign o_start = r_ends[5];

    // Operands of all lanes
    reg         [63:0] r_word;
    reg [8*INPUTS-1:0] r_shared;

    always @(posedge i_clock)
        if (i_run && i_step) begin
            r_word   <= i_data;
            r_shared <= i_shared;
        end

    // Products, sums, accumulators; the snapshots move down a lane with each i_read
    wire [32*8-1:0] w_accumulators;
    wire [32*9-1:0] w_snapshots;

    genvar lane, pair, factor, sum, tap;
    generate
        for (lane = 0; lane < 8; lane = lane + 1) begin : g_lane
            if (INPUTS == 2) begin : g_narrow
                retort_narrow_lane narrow_lane (
                    .i_clock      (i_clock),
                    .i_run        (i_run),
                    .i_step       (i_step),
                    .i_operands   (i_lanewise ? {8'd0, i_data[8*lane +: 8]} : i_shared),
                    .i_weights    ({i_weights[64 + 8*lane +: 8], i_weights[8*lane +: 8]}),
                    .i_valid      (r_valid[4]),
                    .i_first      (r_first[4]),
                    .i_maximum    (i_maximum),
                    .o_accumulator(w_accumulators[32*lane +: 32])
                );

                wire w_unused = &{1'b0, i_begin, i_slide, r_word, r_shared};
            end else begin : g_wide
                wire [16*INPUTS-1:0] w_products;

                for (pair = 0; pair < INPUTS / 2; pair = pair + 1) begin : g_pair
                    wire [7:0] w_own0 = 2*pair < TAPS ? r_word[8*lane +: 8] : 8'd0;
                    wire [7:0] w_own1 = 2*pair + 1 < TAPS ? r_word[8*lane +: 8] : 8'd0;

                    retort_multiplier multiplier (
                        .i_clock    (i_clock),
                        .i_enable   (i_run),
                        .i_a0       (i_lanewise ? w_own0 : r_shared[16*pair +: 8]),
                        .i_b0       (i_weights[128*pair + 8*lane +: 8]),
                        .i_a1       (i_lanewise ? w_own1 : r_shared[16*pair + 8 +: 8]),
                        .i_b1       (i_weights[128*pair + 64 + 8*lane +: 8]),
                        .o_product0 (w_products[32*pair +: 16]),
                        .o_product1 (w_products[32*pair + 16 +: 16])
                    );
                end

                // Pairs of products, of eight pairs of pairs, and a cycle later all: each sum is that of the two at twice its place; products come last.
                wire [SUM_BITS*2*INPUTS-1:SUM_BITS] w_sums;

                for (factor = 0; factor < INPUTS; factor = factor + 1) begin : g_product
                    assign w_sums[SUM_BITS*(INPUTS+factor) +: SUM_BITS] = {{(SUM_BITS-16){w_products[16*factor + 15]}},
                                                                           w_products[16*factor +: 16]};
                end

                for (sum = 2; sum < INPUTS; sum = sum + 1) begin : g_sum
                    retort_addition #(
                        .WIDTH(SUM_BITS)
                    ) addition (
                        .i_a  (w_sums[SUM_BITS*2*sum +: SUM_BITS]),
                        .i_b  (w_sums[SUM_BITS*(2*sum + 1) +: SUM_BITS]),
                        .o_sum(w_sums[SUM_BITS*sum +: SUM_BITS])
                    );
                end

                // In a lanewise layer the other products are 0, or those of further taps.
                reg [SUM_BITS-1:0] r_half, r_other_half;
                reg         [31:0] r_accumulator;

                always @(posedge i_clock)
                    if (i_run && r_valid[3]) begin
                        r_half       <= i_lanewise ? w_sums[SUM_BITS*INPUTS +: SUM_BITS] : w_sums[2*SUM_BITS +: SUM_BITS];
                        r_other_half <= i_lanewise ? {SUM_BITS{1'b0}} : w_sums[3*SUM_BITS +: SUM_BITS];
                    end

                retort_addition #(
                    .WIDTH(SUM_BITS)
                ) halves (
                    .i_a  (r_half),
                    .i_b  (r_other_half),
                    .o_sum(w_sums[SUM_BITS +: SUM_BITS])
                );

                // Partial sums of the outputs that later columns complete
                wire [PARTIAL_BITS*(TAPS+1)-1:PARTIAL_BITS] w_partials;

                for (tap = 1; tap < TAPS; tap = tap + 1) begin : g_tap
                    reg signed             [15:0] r_product;
                    reg signed [PARTIAL_BITS-1:0] r_partial;

                    wire [PARTIAL_BITS-1:0] w_before = r_first[4] ? w_partials[PARTIAL_BITS*(tap+1) +: PARTIAL_BITS] : r_partial;

                    always @(posedge i_clock)
                        if (i_run && r_valid[3])
                            r_product <= w_products[16*tap +: 16];

                    always @(posedge i_clock)
                        if (i_begin)
                            r_partial <= {PARTIAL_BITS{1'b0}};
                        else if (i_run && r_valid[4])
                            r_partial <= w_before + {{(PARTIAL_BITS-16){r_product[15]}}, r_product};

                    assign w_partials[PARTIAL_BITS*tap +: PARTIAL_BITS] = r_partial;
                end

                assign w_partials[PARTIAL_BITS*TAPS +: PARTIAL_BITS] = {PARTIAL_BITS{1'b0}};

                wire        [31:0] w_partial = {{(32-PARTIAL_BITS){w_partials[2*PARTIAL_BITS-1]}},
                                                w_partials[PARTIAL_BITS +: PARTIAL_BITS]};
                wire        [31:0] w_from    = i_slide && r_first[4] ? w_partial : r_accumulator;
                wire        [31:0] w_term    = {{(32-SUM_BITS){w_sums[2*SUM_BITS-1]}}, w_sums[SUM_BITS +: SUM_BITS]};

                always @(posedge i_clock)
                    if (i_run && r_valid[4]) begin
                        if (r_first[4] && !i_slide)
                            r_accumulator <= w_term;
                        else if (!i_maximum)
                            r_accumulator <= w_from + w_term;
                        else if ($signed(r_half[7:0]) > $signed(r_accumulator[7:0]))
                            r_accumulator <= w_term;
                    end

                assign w_accumulators[32*lane +: 32] = r_accumulator;
            end

            reg [31:0] r_snapshot;

            always @(posedge i_clock)
                if (i_run && (r_ends[5] || i_read))
                    r_snapshot <= r_ends[5] ? w_accumulators[32*lane +: 32] : w_snapshots[32*(lane+1) +: 32];

            assign w_snapshots[32*lane +: 32] = r_snapshot;
        end
    endgenerate

    assign w_snapshots[32*8 +: 32] = 32'd0;

    genvar half;
    generate
        for (half = 0; half < HALVES; half = half + 1) begin : g_half
            assign o_accumulators[32*half +: 32] = w_snapshots[128*half +: 32];
        end
    endgenerate

endmodule

`default_nettype wire
