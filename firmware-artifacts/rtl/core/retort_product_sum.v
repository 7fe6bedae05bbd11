// The sum of two signed 8x8 products: the operands are taken in one cycle with i_enable, and the sum is there after the third. This is the
// behavioural version; a family whose multipliers add by themselves has its own behind the same ports.
// It does not accumulate; without i_enable everything stays as it is.
// Reset: none. Timing: a product, then a sum, each between two registers.
`default_nettype none

module retort_product_sum (
    input  wire               i_clock,
    input  wire               i_enable,
    input  wire signed  [7:0] i_a0,
    input  wire signed  [7:0] i_b0,
    input  wire signed  [7:0] i_a1,
    input  wire signed  [7:0] i_b1,
    output wire signed [16:0] o_sum
);

    wire signed [15:0] w_product0, w_product1;
    reg  signed [16:0] r_sum;

    retort_multiplier multiplier (
        .i_clock    (i_clock),
        .i_enable   (i_enable),
        .i_a0       (i_a0),
        .i_b0       (i_b0),
        .i_a1       (i_a1),
        .i_b1       (i_b1),
        .o_product0 (w_product0),
        .o_product1 (w_product1)
    );

    always @(posedge i_clock)
        if (i_enable)
            r_sum <= {w_product0[15], w_product0} + {w_product1[15], w_product1};

    assign o_sum = r_sum;

endmodule

`default_nettype wire
