// Eight int32 accumulators to one word of eight int8 outputs, four cycles a lane: bias, then TensorFlow Lite Micro's
// MultiplyByQuantizedMultiplier with its double rounding (docs/core.md), zero point and clamp; then the word is written.
//
//   slot of a lane    phase 0        1                2                  3
//   fetch             (read q)       q; (read bias)   sum = acc + bias   value = sum << left
//   multiply          four slices: product = product/256 + value * q[7:0], q >>= 8
//   finish            high           shifted          byte, write
//
// Both roundings are one addition: with p = value*q, the doubling high multiply is floor((p + 2^30) / 2^31) for either sign, and the shift
// to the right is floor((high + 2^(right-1) - (high < 0)) / 2^right). Only bits 24 and up of p are kept.
// With i_bypass (MAX_POOL) the record is not read: bias 0 and q*2^shift = 2^31, a product by one.
// i_start is given with o_ready, two cycles before the accumulators are there. The record may change while o_ready. While a word waits for the
// memory everything waits. It does not choose records or addresses.
`default_nettype none

module retort_requantizer #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_start,
    input  wire [ADDRESS_BITS-1:0] i_address,
    output wire                    o_ready,
    output wire                    o_busy,

    input  wire                    i_bypass,
    input  wire signed       [7:0] i_zero_point,
    input  wire signed       [7:0] i_clamp_min,
    input  wire signed       [7:0] i_clamp_max,

    output wire              [2:0] o_lane,
    input  wire             [31:0] i_accumulator,
    output wire                    o_record_read,
    output wire              [3:0] o_record_word,
    input  wire             [63:0] i_record_data,

    output wire                    o_write_valid,
    input  wire                    i_write_ready,
    output wire [ADDRESS_BITS-1:0] o_write_address,
    output wire             [63:0] o_write_data
);

    // Control: three slots in flight, one phase counter for all.
    reg [1:0] r_phase;
    reg [2:0] r_lane;
    reg       r_fetching, r_multiplying, r_finishing;
    reg [2:0] r_bytes;
    reg       r_write_valid;
    reg [ADDRESS_BITS-1:0] r_address, r_write_address;

    wire w_run       = !r_write_valid || i_write_ready;
    wire w_active    = r_fetching || r_multiplying || r_finishing;
    wire w_slot_ends = w_run && r_phase == 2'd3;

    assign o_ready = w_run && (!w_active || (r_phase == 2'd3 && (!r_fetching || r_lane == 3'd7)));
    assign o_busy  = w_active || r_write_valid;
    assign o_lane  = r_lane;

    always @(posedge i_clock)
        if (i_reset)
            r_phase <= 2'd0;
        else if (w_run && w_active)
            r_phase <= r_phase + 2'd1;

    always @(posedge i_clock)
        if (i_reset) begin
            r_fetching    <= 1'b0;
            r_multiplying <= 1'b0;
            r_finishing   <= 1'b0;
        end else begin
            if (i_start)
                r_fetching <= 1'b1;
            else if (w_slot_ends && r_lane == 3'd7)
                r_fetching <= 1'b0;
            if (w_slot_ends) begin
                r_multiplying <= r_fetching;
                r_finishing   <= r_multiplying;
            end
        end

    always @(posedge i_clock)
        if (i_reset)
            r_lane <= 3'd0;
        else if (w_slot_ends && r_fetching)
            r_lane <= r_lane + 3'd1;

    // The address moves on with the last lane, for the next pixel may start then.
    always @(posedge i_clock) begin
        if (i_start)
            r_address <= i_address;
        if (w_slot_ends && r_fetching && r_lane == 3'd7)
            r_write_address <= r_address;
    end

    // Fetch
    reg         [31:0] r_next_q;
    reg         [31:0] r_sum;
    reg signed  [31:0] r_value;
    reg         [31:0] r_q;
    reg          [4:0] r_multiply_right, r_finish_right;

    wire [31:0] w_half      = r_lane[0] ? i_record_data[63:32] : i_record_data[31:0];
    wire        w_rightward = !i_bypass && i_record_data[8*r_lane + 7];
    wire  [4:0] w_shift     = i_bypass ? 5'd1 : i_record_data[8*r_lane +: 5];  // of -31 to 30, five bits and the sign say all
    wire  [4:0] w_left      = w_rightward ? 5'd0 : w_shift;
    wire  [4:0] w_right     = w_rightward ? 5'd0 - w_shift : 5'd0;

    assign o_record_read = w_run && r_fetching;
    assign o_record_word = r_phase[1] ? 4'd8 : {1'b0, !r_phase[0], r_lane[2:1]};

    always @(posedge i_clock)
        if (w_run && r_fetching)
            case (r_phase)
                2'd1: r_next_q <= i_bypass ? 32'h4000_0000 : w_half;
                2'd2: r_sum    <= i_bypass ? i_accumulator : i_accumulator + w_half;
                default: ;
            endcase

    // Multiply
    reg signed [39:0] r_product;

    wire signed [39:0] w_slice   = {{8{r_value[31]}}, r_value} * {32'd0, r_q[7:0]};
    wire signed [39:0] w_carried = {{8{r_product[39]}}, r_product[39:8]};
    wire               w_unused  = &{1'b0, r_product[5:0]};

    always @(posedge i_clock)
        if (w_slot_ends && r_fetching) begin
            r_value          <= r_sum << w_left;
            r_q              <= r_next_q;
            r_multiply_right <= w_right;
        end else if (w_run && r_multiplying)
            r_q <= {8'd0, r_q[31:8]};

    always @(posedge i_clock)
        if (w_run && r_multiplying)
            r_product <= r_phase == 2'd0 ? w_slice : w_carried + w_slice;

    always @(posedge i_clock)
        if (w_slot_ends)
            r_finish_right <= r_multiply_right;

    // Finish
    reg signed [31:0] r_high;
    reg signed [32:0] r_shifted;
    reg        [63:0] r_word;

    wire signed [32:0] w_half_step = (33'sd1 <<< r_finish_right) >>> 1;
    wire signed [32:0] w_nudge     = w_half_step - ((r_high[31] && r_finish_right != 5'd0) ? 33'sd1 : 33'sd0);
    wire signed [32:0] w_nudged    = {r_high[31], r_high} + w_nudge;
    wire signed [32:0] w_zero      = i_bypass ? 33'sd0 : {{25{i_zero_point[7]}}, i_zero_point};
    wire signed [32:0] w_min       = {{25{i_clamp_min[7]}}, i_clamp_min};
    wire signed [32:0] w_max       = {{25{i_clamp_max[7]}}, i_clamp_max};
    wire signed [32:0] w_output    = r_shifted + w_zero;
    wire         [7:0] w_byte      = w_output < w_min ? i_clamp_min : w_output > w_max ? i_clamp_max : w_output[7:0];

    always @(posedge i_clock)
        if (w_run && r_finishing)
            case (r_phase)
                2'd0: r_high    <= r_product[38:7] + {31'd0, r_product[6]};
                2'd1: r_shifted <= w_nudged >>> r_finish_right;
                2'd2: r_word    <= {w_byte, r_word[63:8]};
                default: ;
            endcase

    always @(posedge i_clock)
        if (i_reset)
            r_bytes <= 3'd0;
        else if (w_run && r_finishing && r_phase == 2'd2)
            r_bytes <= r_bytes + 3'd1;

    always @(posedge i_clock)
        if (i_reset)
            r_write_valid <= 1'b0;
        else if (w_run)
            r_write_valid <= r_finishing && r_phase == 2'd2 && r_bytes == 3'd7;

    assign o_write_valid   = r_write_valid;
    assign o_write_address = r_write_address;
    assign o_write_data    = r_word;

endmodule

`default_nettype wire
