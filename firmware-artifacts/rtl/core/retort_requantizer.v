// Eight int32 accumulators to eight int8 values, CYCLES a lane (1, 2 or 4): bias, then TensorFlow Lite Micro's
// MultiplyByQuantizedMultiplier with its double rounding (docs/core.md), zero point and clamp. With i_post the eight values go through once
// more: what the tables make of a value and of the output's former byte are added in place of accumulator and bias, and the second pass has
// its own multiplier, shift, zero point and clamp.
//
//   cycle of a lane   0         1     2       3 …               3 + C   4 + C     5 + C
//                     read      sum   << left C slices of q     high    >> right  byte
//
// Both roundings are one addition: with p = value*q, the doubling high multiply is floor((p + 2^30) / 2^31) for either sign, and the shift
// to the right is floor((high + 2^(right-1) - (high < 0)) / 2^right). Bits of p below its first slices are dropped as they are done with.
// Lane 0 is read in the cycle after i_start, which must not come again for 8 C cycles, or 16 C with i_post: nothing here ever waits but
// for i_run. It does not choose records or addresses, and does not keep the bytes.
`default_nettype none

module retort_requantizer #(
    parameter integer CYCLES = 2
) (
    input  wire              i_clock,
    input  wire              i_reset,
    input  wire              i_run,

    input  wire              i_start,
    input  wire              i_post,

    // Cycle 0: the lane, and which pass
    output wire              o_read,
    output wire        [2:0] o_lane,
    output wire              o_second,
    output wire              o_last_read,
    input  wire       [31:0] i_accumulator,

    // Cycle 1
    input  wire       [31:0] i_bias,
    input  wire       [31:0] i_multiplier,
    input  wire        [7:0] i_shift,
    input  wire       [31:0] i_entry,
    input  wire       [31:0] i_former_entry,
    input  wire       [31:0] i_post_multiplier,
    input  wire        [7:0] i_post_shift,

    // The last cycle
    input  wire signed [7:0] i_zero_point,
    input  wire signed [7:0] i_clamp_min,
    input  wire signed [7:0] i_clamp_max,
    input  wire signed [7:0] i_post_zero_point,
    input  wire signed [7:0] i_post_clamp_min,
    input  wire signed [7:0] i_post_clamp_max,

    output wire              o_valid,
    output wire              o_ends,
    output wire        [2:0] o_value_lane,
    output wire        [7:0] o_value
);

    localparam integer SLICE = 32 / CYCLES;
    localparam integer PRODUCT_BITS = 32 + SLICE;
    localparam integer END = 5 + CYCLES;
    localparam [1:0] PHASE_LAST = CYCLES[1:0] - 2'd1;

    // Which lane of which pass is read
    reg       r_busy, r_second;
    reg [1:0] r_phase;
    reg [2:0] r_lane;

    wire w_slot_ends = r_phase == PHASE_LAST;
    wire w_pass_ends = w_slot_ends && r_lane == 3'd7;

    assign o_read   = i_run && r_busy && r_phase == 2'd0;
    assign o_lane   = r_lane;
    assign o_second = r_second;

    assign o_last_read = o_read && r_lane == 3'd7 && r_second == i_post;

    always @(posedge i_clock)
        if (i_reset)
            r_busy <= 1'b0;
        else if (i_run) begin
            if (i_start)
                r_busy <= 1'b1;
            else if (w_pass_ends && (r_second || !i_post))
                r_busy <= 1'b0;
        end

    always @(posedge i_clock)
        if (i_run) begin
            if (i_start || !r_busy) begin
                r_phase  <= 2'd0;
                r_lane   <= 3'd0;
                r_second <= 1'b0;
            end else begin
                r_phase <= w_slot_ends ? 2'd0 : r_phase + 2'd1;
                if (w_slot_ends)
                    r_lane <= r_lane + 3'd1;
                if (w_pass_ends)
                    r_second <= !r_second;
            end
        end

    // A lane's way, by cycle
    reg [END:1] r_valid, r_of_second;

    always @(posedge i_clock)
        if (i_reset)
            r_valid <= {END{1'b0}};
        else if (i_run)
            r_valid <= {r_valid[END-1:1], o_read};

    always @(posedge i_clock)
        if (i_run)
            r_of_second <= {r_of_second[END-1:1], r_second};

    // Cycles 0 to 2
    reg        [31:0] r_accumulator;
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
        if (o_read)
            r_accumulator <= i_accumulator;

    always @(posedge i_clock)
        if (i_run && r_valid[1]) begin
            r_sum            <= r_of_second[1] ? i_entry + i_former_entry : r_accumulator + i_bias;
            r_sum_multiplier <= r_of_second[1] ? i_post_multiplier : i_multiplier;
            r_sum_shift      <= r_of_second[1] ? i_post_shift : i_shift;
        end

    // Cycles 3 to 2 + C: the slices, the lowest first
    reg signed [PRODUCT_BITS-1:0] r_product;

    wire signed [PRODUCT_BITS-1:0] w_slice   = {{SLICE{r_value[31]}}, r_value} * {32'd0, r_multiplier[SLICE-1:0]};
    wire signed [PRODUCT_BITS-1:0] w_carried = {{SLICE{r_product[PRODUCT_BITS-1]}}, r_product[PRODUCT_BITS-1:SLICE]};

    always @(posedge i_clock)
        if (i_run) begin
            if (r_valid[2]) begin
                r_value       <= r_sum << w_left;
                r_value_right <= w_right;
            end
            r_multiplier <= r_valid[2] ? r_sum_multiplier : r_multiplier >> SLICE;
            r_product    <= r_valid[3] ? w_slice : w_carried + w_slice;
            if (r_valid[2 + CYCLES])
                r_product_right <= r_value_right;
        end

    // Cycles 3 + C and 4 + C
    reg signed [31:0] r_high;
    reg signed [32:0] r_shifted;

    wire signed [32:0] w_half_step = (33'sd1 <<< r_high_right) >>> 1;
    wire signed [32:0] w_nudge     = w_half_step - ((r_high[31] && r_high_right != 5'd0) ? 33'sd1 : 33'sd0);
    wire signed [32:0] w_nudged    = {r_high[31], r_high} + w_nudge;

    always @(posedge i_clock)
        if (i_run && r_valid[3 + CYCLES]) begin
            r_high       <= r_product[SLICE-1 +: 32] + {31'd0, r_product[SLICE-2]};
            r_high_right <= r_product_right;
        end

    always @(posedge i_clock)
        if (i_run && r_valid[4 + CYCLES])
            r_shifted <= w_nudged >>> r_high_right;

    wire w_unused_product = &{1'b0, r_product[PRODUCT_BITS-1], r_product[SLICE-3:0]};

    // The last cycle
    reg [2:0] r_value_lane;

    wire               w_second = r_of_second[END];
    wire signed  [7:0] w_zero_byte = w_second ? i_post_zero_point : i_zero_point;
    wire signed  [7:0] w_min_byte  = w_second ? i_post_clamp_min : i_clamp_min;
    wire signed  [7:0] w_max_byte  = w_second ? i_post_clamp_max : i_clamp_max;
    wire signed [32:0] w_output    = r_shifted + {{25{w_zero_byte[7]}}, w_zero_byte};
    wire signed [32:0] w_min       = {{25{w_min_byte[7]}}, w_min_byte};
    wire signed [32:0] w_max       = {{25{w_max_byte[7]}}, w_max_byte};

    assign o_valid      = i_run && r_valid[END];
    assign o_value_lane = r_value_lane;
    assign o_ends       = o_valid && r_value_lane == 3'd7 && w_second == i_post;
    assign o_value      = w_output < w_min ? w_min_byte : w_output > w_max ? w_max_byte : w_output[7:0];

    always @(posedge i_clock)
        if (i_reset)
            r_value_lane <= 3'd0;
        else if (o_valid)
            r_value_lane <= r_value_lane + 3'd1;

endmodule

`default_nettype wire
