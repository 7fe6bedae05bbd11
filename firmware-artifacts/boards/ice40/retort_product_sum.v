// retort_product_sum out of one SB_MAC16 of the iCE40 UltraPlus in its 8x8 mode: the same ports and contract as the behavioural version. The cell's
// registers hold operands, products and sum. Its upper adder takes the upper product and C, to which the lower product leads outside.
// A sum has 17 bits and the adder 16. Its sign is bit 15's, except where both products are 2^14: no other sum from 0 up has bit 15, and no other
// product than 2^14 has bit 14 without bit 15.
// Timing: from the product's register out of the cell and back in, and an adder. Lattice FPGA-TN-02007 describes the cell.
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

    wire [15:0] w_sum, w_product;
    reg         r_not_negative;

    SB_MAC16 #(
        .NEG_TRIGGER              (1'b0),
        .A_REG                    (1'b1),
        .B_REG                    (1'b1),
        .C_REG                    (1'b0),
        .D_REG                    (1'b0),
        .MODE_8x8                 (1'b1),
        .A_SIGNED                 (1'b1),
        .B_SIGNED                 (1'b1),
        .TOP_8x8_MULT_REG         (1'b1),
        .BOT_8x8_MULT_REG         (1'b1),
        .PIPELINE_16x16_MULT_REG1 (1'b0),
        .PIPELINE_16x16_MULT_REG2 (1'b0),
        .TOPOUTPUT_SELECT         (2'b01), // the adder's register
        .TOPADDSUB_LOWERINPUT     (2'b01), // the product's register
        .TOPADDSUB_UPPERINPUT     (1'b1),  // C
        .TOPADDSUB_CARRYSELECT    (2'b00),
        .BOTOUTPUT_SELECT         (2'b10), // the product's register
        .BOTADDSUB_LOWERINPUT     (2'b00),
        .BOTADDSUB_UPPERINPUT     (1'b0),
        .BOTADDSUB_CARRYSELECT    (2'b00)
    ) multipliers_and_adder (
        .CLK        (i_clock),
        .CE         (i_enable),
        .A          ({i_a1, i_a0}),
        .B          ({i_b1, i_b0}),
        .C          (w_product),
        .D          (16'd0),
        .O          ({w_sum, w_product}),
        .AHOLD      (1'b0),
        .BHOLD      (1'b0),
        .CHOLD      (1'b0),
        .DHOLD      (1'b0),
        .OHOLDTOP   (1'b0),
        .OHOLDBOT   (1'b0),
        .IRSTTOP    (1'b0),
        .IRSTBOT    (1'b0),
        .ORSTTOP    (1'b0),
        .ORSTBOT    (1'b0),
        .OLOADTOP   (1'b0),
        .OLOADBOT   (1'b0),
        .ADDSUBTOP  (1'b0),
        .ADDSUBBOT  (1'b0),
        .CI         (1'b0),
        .CO         (),
        .ACCUMCI    (1'b0),
        .ACCUMCO    (),
        .SIGNEXTIN  (1'b0),
        .SIGNEXTOUT ()
    );

    always @(posedge i_clock)
        if (i_enable)
            r_not_negative <= w_product[14] && !w_product[15];

    assign o_sum = {w_sum[15] && !r_not_negative, w_sum};

endmodule

`default_nettype wire
