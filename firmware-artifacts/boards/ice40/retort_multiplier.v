// retort_multiplier out of one SB_MAC16 of the iCE40 UltraPlus in its 8x8 mode: the same ports and contract as the behavioural version.
// The cell's registers before its two multipliers hold the operands, those behind them the products; its adders and accumulators are unused.
// Timing: registers on both sides. Lattice FPGA-TN-02007 describes the cell.
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

    wire [31:0] w_products;

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
        .TOPOUTPUT_SELECT         (2'b10), // the product's register
        .TOPADDSUB_LOWERINPUT     (2'b00),
        .TOPADDSUB_UPPERINPUT     (1'b0),
        .TOPADDSUB_CARRYSELECT    (2'b00),
        .BOTOUTPUT_SELECT         (2'b10),
        .BOTADDSUB_LOWERINPUT     (2'b00),
        .BOTADDSUB_UPPERINPUT     (1'b0),
        .BOTADDSUB_CARRYSELECT    (2'b00)
    ) multipliers (
        .CLK        (i_clock),
        .CE         (i_enable),
        .A          ({i_a1, i_a0}),
        .B          ({i_b1, i_b0}),
        .C          (16'd0),
        .D          (16'd0),
        .O          (w_products),
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

    assign o_product0 = w_products[15:0];
    assign o_product1 = w_products[31:16];

endmodule

`default_nettype wire
