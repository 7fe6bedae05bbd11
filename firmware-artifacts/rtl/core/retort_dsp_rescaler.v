// retort_rescaler with multipliers, which every step of CYCLES (1, 2 or 4) takes a slice of q.
//
//   cycle   1    2        3 … 2 + C     4 … 3 + C   4 + C   5 + C   6 + C      7 + C
//           sum  << left  C slices × q  added up    high    nudge   >> right   byte
//
// Both roundings are one addition: with p = value*q, the doubling high multiply is floor((p + 2^30) / 2^31) for either sign, and the shift
// to the right is floor((high + 2^(right-1) - (high < 0)) / 2^right). The low bits of p are dropped slice by slice: no later step needs them.
// Nothing waits but for i_run.
// Reset: of which values are under way, not of the values.
// Timing: each cycle above is one thing between two registers; the longest are the sum of a slice's products, and the last cycle, a comparison
// and the place of the byte.
`default_nettype none

module retort_dsp_rescaler #(
    parameter integer CYCLES = 2
) (
    input  wire              i_clock,
    input  wire              i_reset,
    input  wire              i_run,

    // Cycle 1
    input  wire              i_valid,
    input  wire              i_second,
    input  wire       [31:0] i_term,
    input  wire       [31:0] i_other_term,
    input  wire       [31:0] i_multiplier,
    input  wire        [7:0] i_shift,

    // The last cycle
    input  wire signed [7:0] i_zero_point,
    input  wire signed [7:0] i_clamp_min,
    input  wire signed [7:0] i_clamp_max,
    input  wire signed [8:0] i_least,      // the clamp's bounds less the zero point
    input  wire signed [8:0] i_most,
    output wire              o_valid,
    output wire              o_second,
    output wire        [2:0] o_lane,
    output wire        [7:0] o_value
);

    localparam integer SLICE = 32 / CYCLES;
    localparam integer PRODUCT_BITS = 32 + SLICE;
    localparam integer END = 7 + CYCLES;

    // A value's way, by cycle
    reg  [END:2] r_valid, r_second;
    wire [END:1] w_valid  = {r_valid, i_valid};
    wire [END:1] w_second = {r_second, i_second};

    always @(posedge i_clock)
        if (i_reset)
            r_valid <= {(END-1){1'b0}};
        else if (i_run)
            r_valid <= w_valid[END-1:1];

    always @(posedge i_clock)
        if (i_run)
            r_second <= w_second[END-1:1];

    // Cycles 1 and 2
    reg        [31:0] r_sum;
    reg signed [31:0] r_value;
    reg        [31:0] r_sum_multiplier, r_multiplier;
    reg         [7:0] r_sum_shift;
    reg         [4:0] r_value_right, r_product_right, r_high_right;

    wire       w_rightward = r_sum_shift[7];
    wire [4:0] w_left      = w_rightward ? 5'd0 : r_sum_shift[4:0];
    wire [4:0] w_right     = w_rightward ? 5'd0 - r_sum_shift[4:0] : 5'd0;
    wire       w_unused    = &{1'b0, r_sum_shift[6:5]};  // of -31 to 30, five bits and the sign say all

    always @(posedge i_clock)
        if (i_run && w_valid[1]) begin
            r_sum            <= i_term + i_other_term;
            r_sum_multiplier <= i_multiplier;
            r_sum_shift      <= i_shift;
        end

    // Cycles 3 to 2 + C: the slices of q, the lowest first, by each half of the value
    localparam integer PART = SLICE < 16 ? SLICE : 16;  // of a slice, so that one multiplier does each product

    reg signed [16+PART:0] r_upper;
    reg        [15+PART:0] r_lower;
    reg              [4:0] r_slice_right;

    always @(posedge i_clock)
        if (i_run) begin
            if (w_valid[2]) begin
                r_value       <= r_sum << w_left;
                r_value_right <= w_right;
            end
            r_multiplier <= w_valid[2] ? r_sum_multiplier : r_multiplier >> SLICE;
            r_upper      <= $signed(r_value[31:16]) * $signed({1'b0, r_multiplier[PART-1:0]});
            r_lower      <= r_value[15:0] * r_multiplier[PART-1:0];
            if (w_valid[2 + CYCLES])
                r_slice_right <= r_value_right;
        end

    // Cycles 4 to 3 + C: added up
    reg signed [PRODUCT_BITS-1:0] r_product;

    wire signed [PRODUCT_BITS-1:0] w_slice;
    wire signed [PRODUCT_BITS-1:0] w_carried = {{SLICE{r_product[PRODUCT_BITS-1]}}, r_product[PRODUCT_BITS-1:SLICE]};

    generate
        if (SLICE == PART) begin : g_part
            assign w_slice = {r_upper[15+PART:0], 16'd0} + {16'd0, r_lower};

            wire w_unused_sign = r_upper[16+PART];  // it repeats the bit below it
        end else begin : g_parts
            reg signed [32:0] r_upper_high;
            reg        [31:0] r_lower_high;

            always @(posedge i_clock)
                if (i_run) begin
                    r_upper_high <= $signed(r_value[31:16]) * $signed({1'b0, r_multiplier[31:16]});
                    r_lower_high <= r_value[15:0] * r_multiplier[31:16];
                end

            // The products of the low and of the high halves lie side by side, those across over both.
            wire signed [33:0] w_across = {r_upper[32], r_upper} + {2'b0, r_lower_high};

            assign w_slice = {r_upper_high[31:0], r_lower} + {{14{w_across[33]}}, w_across, 16'd0};

            wire w_unused_sign = r_upper_high[32];
        end
    endgenerate

    always @(posedge i_clock)
        if (i_run) begin
            r_product <= CYCLES == 1 || w_valid[4] ? w_slice : w_carried + w_slice;
            if (w_valid[3 + CYCLES])
                r_product_right <= r_slice_right;
        end

    // Cycles 4 + C to 6 + C
    reg signed [31:0] r_high;
    reg signed [32:0] r_nudged, r_shifted;
    reg         [4:0] r_nudged_right;

    wire signed [32:0] w_half_step = (33'sd1 <<< r_high_right) >>> 1;
    wire signed [32:0] w_nudge     = w_half_step - ((r_high[31] && r_high_right != 5'd0) ? 33'sd1 : 33'sd0);

    always @(posedge i_clock)
        if (i_run && w_valid[4 + CYCLES]) begin
            r_high       <= r_product[SLICE-1 +: 32] + {31'd0, r_product[SLICE-2]};
            r_high_right <= r_product_right;
        end

    always @(posedge i_clock)
        if (i_run && w_valid[5 + CYCLES]) begin
            r_nudged       <= {r_high[31], r_high} + w_nudge;
            r_nudged_right <= r_high_right;
        end

    always @(posedge i_clock)
        if (i_run && w_valid[6 + CYCLES])
            r_shifted <= r_nudged >>> r_nudged_right;

    wire w_unused_product = &{1'b0, r_product[PRODUCT_BITS-1], r_product[SLICE-3:0]};

    // The last cycle
    reg [2:0] r_lane;

    wire signed [32:0] w_least = {{24{i_least[8]}}, i_least};
    wire signed [32:0] w_most  = {{24{i_most[8]}}, i_most};

    assign o_valid  = i_run && w_valid[END];
    assign o_second = w_second[END];
    assign o_lane   = r_lane;
    assign o_value  = r_shifted < w_least ? i_clamp_min : r_shifted > w_most ? i_clamp_max : r_shifted[7:0] + i_zero_point;

    always @(posedge i_clock)
        if (i_reset)
            r_lane <= 3'd0;
        else if (o_valid)
            r_lane <= r_lane + 3'd1;

endmodule

`default_nettype wire
