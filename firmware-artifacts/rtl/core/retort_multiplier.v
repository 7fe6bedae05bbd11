// Two signed 8x8 products, one cycle after i_enable: what one SB_MAC16 does in its 8x8 mode. This is the behavioural version; a
// family's own multiplier stands behind the same ports.
// It does not accumulate; without i_enable the products stay as they are.
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

    reg signed [15:0] r_product0;
    reg signed [15:0] r_product1;

    always @(posedge i_clock)
        if (i_enable) begin
            r_product0 <= i_a0 * i_b0;
            r_product1 <= i_a1 * i_b1;
        end

    assign o_product0 = r_product0;
    assign o_product1 = r_product1;

endmodule

`default_nettype wire
