// retort_dsp_rescaler's contract for CYCLES = 2 without its multipliers, for FPGAs that have none to spare: it multiplies by adding up.
//
//   cycle   1    2, 3                        3, 4       4        5       6
//           sum  << left, digits, digits×q   added up   >> 16    >> 15   byte
//
// The value is multiplied 16 bits a cycle, the lower ones first: as four pairs of digits, each pair from five bits. Of a pair the lower digit is one
// of -1, 0, 1, 2 and the upper one of -2 ... 2; a digit below 0 adds q's complement, and the one that is missing
// rides in as a carry. Both roundings and the shift are floor((value*q + R + 2^(S-1)) / 2^S) with S = 31 + right and R = 2^30, or -2^30 where the
// value is negative, or 0 where right is 0: R goes in with the first sum, and the bit below the result is added with the zero point.
// Nothing waits but for i_run.
// Reset: of which values are under way, not of the values.
// Timing: the longest are a digit times q, behind five choices of the shift, and four additions one after the other.
`default_nettype none

module retort_lut_rescaler (
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
    output wire              o_valid,
    output wire              o_second,
    output wire        [2:0] o_lane,
    output wire        [7:0] o_value
);

    // A value's way, by cycle
    localparam integer END = 6;

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

    // Cycle 1: what holds for a value's two cycles
    reg [31:0] r_sum, r_multiplier;
    reg  [4:0] r_left, r_right;
    reg        r_rightward;

    always @(posedge i_clock)
        if (i_run && w_valid[1]) begin
            r_sum        <= i_term + i_other_term;
            r_multiplier <= i_multiplier;
            r_left       <= i_shift[7] ? 5'd0 : i_shift[4:0];
            r_right      <= i_shift[7] ? 5'd0 - i_shift[4:0] : 5'd0;
            r_rightward  <= i_shift[7];
        end

    wire w_unused = &{1'b0, i_shift[6:5]};  // of -31 to 30, five bits and the sign say all

    // Cycles 2 and 3: the lower, then the upper 16 bits of the sum << left, and the bit below them
    wire        w_lower = w_valid[2];
    wire [31:0] w_by_16 = w_lower ? {r_left[4] ? 16'd0 : r_sum[15:0], 16'd0} : r_left[4] ? {r_sum[15:0], 16'd0} : r_sum;
    wire [23:0] w_by_8  = r_left[3] ? w_by_16[23:0] : w_by_16[31:8];
    wire [19:0] w_by_4  = r_left[2] ? w_by_8[19:0] : w_by_8[23:4];
    wire [17:0] w_by_2  = r_left[1] ? w_by_4[17:0] : w_by_4[19:2];
    wire [16:0] w_by_1  = r_left[0] ? w_by_2[16:0] : w_by_2[17:1];

    // Each digit times q; then, in cycles 3 and 4, each pair of digits times q, of which the lower digit's one is missing
    wire [4*35-1:0] w_pairs;
    wire      [3:0] w_missing;

    genvar pair;
    generate
        for (pair = 0; pair < 4; pair = pair + 1) begin : g_pair
            wire [4:0] w_bits   = w_by_1[4*pair +: 5];
            wire [1:0] w_digit  = {w_bits[2] ^ (w_bits[1] && w_bits[0]), w_bits[1] ^ w_bits[0]};  // 3 stands for -1
            wire       w_carry  = w_bits[2] && (w_bits[1] || w_bits[0]);
            wire       w_double = w_bits[4] ? !w_bits[3] && !w_carry : w_bits[3] && w_carry;
            wire       w_skip   = w_bits[4] ? w_bits[3] && w_carry : !w_bits[3] && !w_carry;

            wire [32:0] w_one = {1'b0, r_multiplier};
            wire [32:0] w_two = {r_multiplier, 1'b0};

            reg  [32:0] r_lower, r_upper;
            reg         r_missing, r_negative;

            always @(posedge i_clock)
                if (i_run) begin
                    r_lower    <= w_digit == 2'd0 ? 33'd0 : w_digit == 2'd1 ? w_one : w_digit == 2'd2 ? w_two : ~w_one;
                    r_upper    <= w_skip ? 33'd0 : (w_double ? w_two : w_one) ^ {33{w_bits[4]}};
                    r_missing  <= w_digit == 2'd3;
                    r_negative <= w_bits[4] && !w_skip;
                end

            wire [32:0] w_above = {{2{r_lower[32]}}, r_lower[32:2]};

            assign w_pairs[35*pair +: 35] = {w_above + r_upper + {32'd0, r_negative}, r_lower[1:0]};
            assign w_missing[pair]        = r_missing;
        end
    endgenerate

    // Added up, in cycle 3 to what rounds, in cycle 4 to what cycle 3 made, over 2^16
    wire               w_rounded = w_valid[3] && r_rightward;
    reg  signed [31:0] r_carried;
    wire signed [31:0] w_carried = {r_carried[31] || (w_rounded && r_sum[31]), r_carried[30] || w_rounded, r_carried[29:0]};

    wire signed [34:0] w_pair0 = w_pairs[0 +: 35];
    wire signed [34:0] w_pair1 = w_pairs[35 +: 35];
    wire signed [34:0] w_pair2 = w_pairs[70 +: 35];
    wire signed [34:0] w_pair3 = w_pairs[105 +: 35];

    wire signed [35:0] w_sum0   = {w_pair0[34], w_pair0} + {{4{w_carried[31]}}, w_carried} + {35'd0, w_missing[0]};
    wire signed [35:0] w_sum1   = {{4{w_sum0[35]}}, w_sum0[35:4]} + {w_pair1[34], w_pair1} + {35'd0, w_missing[1]};
    wire signed [34:0] w_upper  = {{4{w_pair2[34]}}, w_pair2[34:4]} + w_pair3 + {34'd0, w_missing[3]};
    wire signed [39:0] w_total  = {{8{w_sum1[35]}}, w_sum1[35:4]} + {w_upper[34], w_upper, w_pair2[3:0]} + {39'd0, w_missing[2]};

    always @(posedge i_clock)
        if (i_run)
            r_carried <= w_valid[3] ? w_total[39:8] : 32'd0;

    wire w_unused_low = &{1'b0, w_sum0[3:0], w_sum1[3:0], w_total[5:0]};  // only what they carry counts

    // Cycle 4: the product over 2^30, and >> 16. From here on bits are those of the magnitude: above it all are 0.
    reg  [4:0] r_total_right;
    reg        r_sign, r_over;
    reg [23:0] r_by_16;

    wire        w_sign      = w_total[38];
    wire [31:0] w_magnitude = w_total[37:6] ^ {32{w_sign}};

    always @(posedge i_clock)
        if (i_run) begin
            if (w_valid[3])
                r_total_right <= r_right;
            r_sign  <= w_sign;
            r_by_16 <= r_total_right[4] ? {8'd0, w_magnitude[31:16]} : w_magnitude[23:0];
            r_over  <= !r_total_right[4] && w_magnitude[31:24] != 8'd0;
        end

    // Cycle 5: >> the rest. Of the result and the bit below it ten bits say all, and whether there are more.
    wire [15:0] w_right_8 = r_total_right[3] ? r_by_16[23:8] : r_by_16[15:0];
    wire [11:0] w_right_4 = r_total_right[2] ? w_right_8[15:4] : w_right_8[11:0];
    wire  [9:0] w_right_2 = r_total_right[1] ? w_right_4[11:2] : w_right_4[9:0];
    wire  [8:0] w_right_1 = r_total_right[0] ? w_right_2[9:1] : w_right_2[8:0];
    wire        w_over    = (!r_total_right[3] && r_by_16[23:16] != 8'd0) || (!r_total_right[2] && w_right_8[15:12] != 4'd0) ||
                            (!r_total_right[1] && w_right_4[11:10] != 2'd0) || (!r_total_right[0] && w_right_2[9]);

    reg signed [9:0] r_scaled;
    reg              r_too_large, r_too_small;

    always @(posedge i_clock)
        if (i_run) begin
            r_scaled    <= {1'b0, w_right_1} ^ {10{r_sign}};
            r_too_large <= !r_sign && (r_over || w_over);
            r_too_small <= r_sign && (r_over || w_over);
        end

    // The last cycle
    reg [2:0] r_lane;

    wire signed [9:0] w_output = {r_scaled[9], r_scaled[9:1]} + {{2{i_zero_point[7]}}, i_zero_point} + {9'd0, r_scaled[0]};
    wire signed [9:0] w_min    = {{2{i_clamp_min[7]}}, i_clamp_min};
    wire signed [9:0] w_max    = {{2{i_clamp_max[7]}}, i_clamp_max};

    assign o_valid  = i_run && w_valid[END];
    assign o_second = w_second[END];
    assign o_lane   = r_lane;
    assign o_value  = r_too_small || (w_output < w_min && !r_too_large) ? i_clamp_min :
                      r_too_large || w_output > w_max ? i_clamp_max : w_output[7:0];

    always @(posedge i_clock)
        if (i_reset)
            r_lane <= 3'd0;
        else if (o_valid)
            r_lane <= r_lane + 3'd1;

endmodule

`default_nettype wire
