// One of eight lanes where INPUTS is 2 (retort_lanes): the sum of two products, and an int32 accumulator, which takes a pixel's first sum and adds
// the others. With i_maximum it keeps the largest instead; there sums are bytes.
// It knows neither layers nor addresses. Reset: none. Timing: a comparison of bytes decides whether 32 bits are taken.
`default_nettype none

module retort_narrow_lane (
    input  wire        i_clock,
    input  wire        i_run,

    // Cycle 0
    input  wire        i_step,
    input  wire [15:0] i_operands,

    // Cycle 1
    input  wire [15:0] i_weights,

    // Cycle 4
    input  wire        i_valid,
    input  wire        i_first,
    input  wire        i_maximum,

    output wire [31:0] o_accumulator
);

    // What is multiplied is chosen in front of this register, so that both take one logic cell a bit.
    reg  [15:0] r_operands;
    wire [16:0] w_sum;

    always @(posedge i_clock)
        if (i_run && i_step)
            r_operands <= i_operands;

    retort_product_sum products (
        .i_clock (i_clock),
        .i_enable(i_run),
        .i_a0    (r_operands[7:0]),
        .i_b0    (i_weights[7:0]),
        .i_a1    (r_operands[15:8]),
        .i_b1    (i_weights[15:8]),
        .o_sum   (w_sum)
    );

    reg  [31:0] r_accumulator;
    wire [31:0] w_accumulator;
    wire        w_larger;

    retort_larger #(
        .WIDTH(8)
    ) comparison (
        .i_a     ({!w_sum[7], w_sum[6:0]}),  // as though unsigned
        .i_b     ({!r_accumulator[7], r_accumulator[6:0]}),
        .o_larger(w_larger)
    );

    retort_loading_adder #(
        .WIDTH(32)
    ) adder (
        .i_load (i_first || i_maximum),
        .i_a    (r_accumulator),
        .i_b    ({{15{w_sum[16]}}, w_sum}),
        .o_sum  (w_accumulator)
    );

    always @(posedge i_clock)
        if (i_run && i_valid && (i_first || !i_maximum || w_larger))
            r_accumulator <= w_accumulator;

    assign o_accumulator = r_accumulator;

endmodule

`default_nettype wire
