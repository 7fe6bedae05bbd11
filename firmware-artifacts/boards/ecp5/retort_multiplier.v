// retort_multiplier out of two MULT18X18D of the ECP5 with the cells' own registers of operands and products: the same ports and contract as the
// behavioural version. yosys makes such cells without their registers, and an operand's register may then lie half the FPGA away from them.
// The bytes are the operands' upper ones, where no bit has to be repeated for the sign.
// Timing: registers on both sides. Lattice FPGA-TN-02205 describes the cell.
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

    wire [15:0] w_a = {i_a1, i_a0};
    wire [15:0] w_b = {i_b1, i_b0};
    wire [31:0] w_products;

    genvar i;
    generate
        for (i = 0; i < 2; i = i + 1) begin : g_multiplier
            MULT18X18D #(
                .REG_INPUTA_CLK ("CLK0"),
                .REG_INPUTA_CE  ("CE0"),
                .REG_INPUTA_RST ("RST0"),
                .REG_INPUTB_CLK ("CLK0"),
                .REG_INPUTB_CE  ("CE0"),
                .REG_INPUTB_RST ("RST0"),
                .REG_OUTPUT_CLK ("CLK0"),
                .REG_OUTPUT_CE  ("CE0"),
                .REG_OUTPUT_RST ("RST0"),
                .GSR            ("DISABLED")
            ) multiplier (
                .CLK0    (i_clock),
                .CE0     (i_enable),
                .RST0    (1'b0),
                .SIGNEDA (1'b1),
                .SIGNEDB (1'b1),
                .SOURCEA (1'b0),
                .SOURCEB (1'b0),
                .A17(w_a[8*i + 7]), .A16(w_a[8*i + 6]), .A15(w_a[8*i + 5]), .A14(w_a[8*i + 4]),
                .A13(w_a[8*i + 3]), .A12(w_a[8*i + 2]), .A11(w_a[8*i + 1]), .A10(w_a[8*i + 0]),
                .A9(1'b0), .A8(1'b0), .A7(1'b0), .A6(1'b0), .A5(1'b0), .A4(1'b0), .A3(1'b0), .A2(1'b0), .A1(1'b0), .A0(1'b0),
                .B17(w_b[8*i + 7]), .B16(w_b[8*i + 6]), .B15(w_b[8*i + 5]), .B14(w_b[8*i + 4]),
                .B13(w_b[8*i + 3]), .B12(w_b[8*i + 2]), .B11(w_b[8*i + 1]), .B10(w_b[8*i + 0]),
                .B9(1'b0), .B8(1'b0), .B7(1'b0), .B6(1'b0), .B5(1'b0), .B4(1'b0), .B3(1'b0), .B2(1'b0), .B1(1'b0), .B0(1'b0),
                .P35(w_products[16*i + 15]), .P34(w_products[16*i + 14]), .P33(w_products[16*i + 13]), .P32(w_products[16*i + 12]),
                .P31(w_products[16*i + 11]), .P30(w_products[16*i + 10]), .P29(w_products[16*i + 9]), .P28(w_products[16*i + 8]),
                .P27(w_products[16*i + 7]), .P26(w_products[16*i + 6]), .P25(w_products[16*i + 5]), .P24(w_products[16*i + 4]),
                .P23(w_products[16*i + 3]), .P22(w_products[16*i + 2]), .P21(w_products[16*i + 1]), .P20(w_products[16*i + 0])
            );
        end
    endgenerate

    assign o_product0 = w_products[15:0];
    assign o_product1 = w_products[31:16];

endmodule

`default_nettype wire
