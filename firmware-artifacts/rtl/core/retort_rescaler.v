// Sums to int8 values, one every CYCLES cycles (1, 2 or 4), eight to a word: TensorFlow Lite Micro's MultiplyByQuantizedMultiplier with its
// double rounding (docs/core.md), zero point and clamp. One cycle a value takes multipliers, and so does every other number but two: an FPGA
// whose multipliers are all in the lanes takes two, and adds up instead. i_second goes along to o_second; zero point and clamp belong to the
// value that is leaving, 6 + CYCLES cycles after it came with multipliers and 5 without. Nothing waits but for i_run.
// Reset: of which values are under way, not of the values. Timing: each form's header says it.
`default_nettype none

module retort_rescaler #(
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
    input  wire signed [8:0] i_least,      // the clamp's bounds less the zero point, for the form with multipliers
    input  wire signed [8:0] i_most,
    output wire              o_valid,
    output wire              o_second,
    output wire        [2:0] o_lane,
    output wire        [7:0] o_value
);

    generate
        if (CYCLES == 2) begin : g_lut
            retort_lut_rescaler rescaler (
                .i_clock     (i_clock),
                .i_reset     (i_reset),
                .i_run       (i_run),
                .i_valid     (i_valid),
                .i_second    (i_second),
                .i_term      (i_term),
                .i_other_term(i_other_term),
                .i_multiplier(i_multiplier),
                .i_shift     (i_shift),
                .i_zero_point(i_zero_point),
                .i_clamp_min (i_clamp_min),
                .i_clamp_max (i_clamp_max),
                .o_valid     (o_valid),
                .o_second    (o_second),
                .o_lane      (o_lane),
                .o_value     (o_value)
            );

            wire w_unused = &{1'b0, i_least, i_most};
        end else begin : g_dsp
            retort_dsp_rescaler #(
                .CYCLES(CYCLES)
            ) rescaler (
                .i_clock     (i_clock),
                .i_reset     (i_reset),
                .i_run       (i_run),
                .i_valid     (i_valid),
                .i_second    (i_second),
                .i_term      (i_term),
                .i_other_term(i_other_term),
                .i_multiplier(i_multiplier),
                .i_shift     (i_shift),
                .i_zero_point(i_zero_point),
                .i_clamp_min (i_clamp_min),
                .i_clamp_max (i_clamp_max),
                .i_least     (i_least),
                .i_most      (i_most),
                .o_valid     (o_valid),
                .o_second    (o_second),
                .o_lane      (o_lane),
                .o_value     (o_value)
            );
        end
    endgenerate

endmodule

`default_nettype wire
