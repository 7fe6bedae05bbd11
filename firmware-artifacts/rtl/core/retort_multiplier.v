// Two signed 8x8 products: the operands are taken in one cycle with i_enable, and their products are there after the next. This is the
// behavioural version; a family's own multiplier, with the registers that it has, stands behind the same ports.
// It does not accumulate; without i_enable operands and products stay as they are.
// Reset: none. Timing: a product between two registers.
`default_nettype none

module retort_multiplier (
    input  wire               i_clock,
    input  wire               i_enable,
    input  wire signed  [7:0] i_a0,
    input  wire signed  [7:0] i_b0,
    input  wire signed  [7:0] i_a1,
    input  wire signed  [7:0] i_b1,
    output wire signed [15:0] o_product0,
    output wire signed [15:0] o_product1
);

    reg signed  [7:0] r_a0, r_b0, r_a1, r_b1;
    reg signed [15:0] r_product0, r_product1;

    always @(posedge i_clock)
        if (i_enable) begin
            {r_a0, r_b0, r_a1, r_b1} <= {i_a0, i_b0, i_a1, i_b1};
            r_product0 <= r_a0 * r_b0;
            r_product1 <= r_a1 * r_b1;
        end

    assign o_product0 = r_product0;
    assign o_product1 = r_product1;

endmodule

`default_nettype wire
