// ECP5's block RAM and multiplier, of which yosys has ports alone, as far as the netlists of this board use them. Written from Lattice's guides to
// their memories (FPGA-TN-02204) and their multipliers (FPGA-TN-02205). And its LUT, because yosys's model of it is ten times slower here.
// A parameter or an input that is not modelled ends the simulation; a port or a parameter that is not declared fails where it is built.
// No timing. Both ports of a block RAM must have one clock.
`default_nettype none

module LUT4 (
    input  wire A, B, C, D,
    output wire Z
);
    parameter [15:0] INIT = 16'd0;

    assign Z = INIT[{D, C, B, A}];
endmodule

// 512 rows of 36 bits. A word of 36, 18 or 9 bits is so many bits of a row; one of 4, 2 or 1 lies in the lower 8 of each 9.
// What port B reads while port A writes it is undefined: the model then answers the complement of what was there.
module DP16KD (
    input  wire DIA17, DIA16, DIA15, DIA14, DIA13, DIA12, DIA11, DIA10, DIA9, DIA8, DIA7, DIA6, DIA5, DIA4, DIA3, DIA2, DIA1, DIA0,
    input  wire DIB17, DIB16, DIB15, DIB14, DIB13, DIB12, DIB11, DIB10, DIB9, DIB8, DIB7, DIB6, DIB5, DIB4, DIB3, DIB2, DIB1, DIB0,
    input  wire ADA13, ADA12, ADA11, ADA10, ADA9, ADA8, ADA7, ADA6, ADA5, ADA4, ADA3, ADA2, ADA1, ADA0,
    input  wire ADB13, ADB12, ADB11, ADB10, ADB9, ADB8, ADB7, ADB6, ADB5, ADB4, ADB3, ADB2, ADB1, ADB0,
    input  wire CSA2, CSA1, CSA0, CEA, OCEA, CLKA, WEA, RSTA,
    input  wire CSB2, CSB1, CSB0, CEB, OCEB, CLKB, WEB, RSTB,
    output wire DOA17, DOA16, DOA15, DOA14, DOA13, DOA12, DOA11, DOA10, DOA9, DOA8, DOA7, DOA6, DOA5, DOA4, DOA3, DOA2, DOA1, DOA0,
    output wire DOB17, DOB16, DOB15, DOB14, DOB13, DOB12, DOB11, DOB10, DOB9, DOB8, DOB7, DOB6, DOB5, DOB4, DOB3, DOB2, DOB1, DOB0
);
    /* verilator no_inline_module */ // a netlist has hundreds
    parameter integer DATA_WIDTH_A = 18;
    parameter integer DATA_WIDTH_B = 18;
    parameter WRITEMODE_A = "NORMAL";
    parameter WRITEMODE_B = "NORMAL"; // without effect, as port B does not write here
    parameter REGMODE_A = "NOREG";
    parameter REGMODE_B = "NOREG";
    parameter RESETMODE = "SYNC"; // without effect, as nothing resets here
    parameter ASYNC_RESET_RELEASE = "SYNC";
    parameter CSDECODE_A = "0b000";
    parameter CSDECODE_B = "0b000";
    parameter CLKAMUX = "CLKA";
    parameter CLKBMUX = "CLKB";
    parameter GSR = "DISABLED";
    parameter [319:0]
        INITVAL_00 = 0, INITVAL_01 = 0, INITVAL_02 = 0, INITVAL_03 = 0, INITVAL_04 = 0, INITVAL_05 = 0, INITVAL_06 = 0,
        INITVAL_07 = 0, INITVAL_08 = 0, INITVAL_09 = 0, INITVAL_0A = 0, INITVAL_0B = 0, INITVAL_0C = 0, INITVAL_0D = 0,
        INITVAL_0E = 0, INITVAL_0F = 0, INITVAL_10 = 0, INITVAL_11 = 0, INITVAL_12 = 0, INITVAL_13 = 0, INITVAL_14 = 0,
        INITVAL_15 = 0, INITVAL_16 = 0, INITVAL_17 = 0, INITVAL_18 = 0, INITVAL_19 = 0, INITVAL_1A = 0, INITVAL_1B = 0,
        INITVAL_1C = 0, INITVAL_1D = 0, INITVAL_1E = 0, INITVAL_1F = 0, INITVAL_20 = 0, INITVAL_21 = 0, INITVAL_22 = 0,
        INITVAL_23 = 0, INITVAL_24 = 0, INITVAL_25 = 0, INITVAL_26 = 0, INITVAL_27 = 0, INITVAL_28 = 0, INITVAL_29 = 0,
        INITVAL_2A = 0, INITVAL_2B = 0, INITVAL_2C = 0, INITVAL_2D = 0, INITVAL_2E = 0, INITVAL_2F = 0, INITVAL_30 = 0,
        INITVAL_31 = 0, INITVAL_32 = 0, INITVAL_33 = 0, INITVAL_34 = 0, INITVAL_35 = 0, INITVAL_36 = 0, INITVAL_37 = 0,
        INITVAL_38 = 0, INITVAL_39 = 0, INITVAL_3A = 0, INITVAL_3B = 0, INITVAL_3C = 0, INITVAL_3D = 0, INITVAL_3E = 0,
        INITVAL_3F = 0;

    wire [20479:0] init = {
        INITVAL_3F, INITVAL_3E, INITVAL_3D, INITVAL_3C, INITVAL_3B, INITVAL_3A, INITVAL_39, INITVAL_38, INITVAL_37, INITVAL_36,
        INITVAL_35, INITVAL_34, INITVAL_33, INITVAL_32, INITVAL_31, INITVAL_30, INITVAL_2F, INITVAL_2E, INITVAL_2D, INITVAL_2C,
        INITVAL_2B, INITVAL_2A, INITVAL_29, INITVAL_28, INITVAL_27, INITVAL_26, INITVAL_25, INITVAL_24, INITVAL_23, INITVAL_22,
        INITVAL_21, INITVAL_20, INITVAL_1F, INITVAL_1E, INITVAL_1D, INITVAL_1C, INITVAL_1B, INITVAL_1A, INITVAL_19, INITVAL_18,
        INITVAL_17, INITVAL_16, INITVAL_15, INITVAL_14, INITVAL_13, INITVAL_12, INITVAL_11, INITVAL_10, INITVAL_0F, INITVAL_0E,
        INITVAL_0D, INITVAL_0C, INITVAL_0B, INITVAL_0A, INITVAL_09, INITVAL_08, INITVAL_07, INITVAL_06, INITVAL_05, INITVAL_04,
        INITVAL_03, INITVAL_02, INITVAL_01, INITVAL_00
    };

    function is_width(input integer width);
        is_width = width == 1 || width == 2 || width == 4 || width == 9 || width == 18 || width == 36;
    endfunction

    initial begin
        if (!is_width(DATA_WIDTH_A) || !is_width(DATA_WIDTH_B)) $fatal(1, "DP16KD: widths %0d, %0d", DATA_WIDTH_A, DATA_WIDTH_B);
        if (WRITEMODE_A != "NORMAL" && WRITEMODE_A != "WRITETHROUGH" && WRITEMODE_A != "READBEFOREWRITE")
            $fatal(1, "DP16KD: WRITEMODE_A %s", WRITEMODE_A);
        if (REGMODE_A != "NOREG" || REGMODE_B != "NOREG") $fatal(1, "DP16KD: REGMODE %s, %s", REGMODE_A, REGMODE_B);
        if (CSDECODE_A != "0b000" || CSDECODE_B != "0b000") $fatal(1, "DP16KD: CSDECODE %s, %s", CSDECODE_A, CSDECODE_B);
        if (CLKAMUX != "CLKA" || CLKBMUX != "CLKB") $fatal(1, "DP16KD: clocks %s, %s", CLKAMUX, CLKBMUX);
        if (GSR != "DISABLED") $fatal(1, "DP16KD: GSR %s", GSR);
        if (init != 0) $fatal(1, "DP16KD: INITVAL");
    end

    // Where a word begins in its row.
    function [5:0] offset_of(input integer width, input [4:0] address);
        case (width)
            36: offset_of = 0;
            18: offset_of = 18 * address[4];
            9:  offset_of = 9 * address[4:3];
            4:  offset_of = 9 * address[4:3] + (address[2:0] & 3'b100);
            2:  offset_of = 9 * address[4:3] + (address[2:0] & 3'b110);
            default: offset_of = 9 * address[4:3] + address[2:0];
        endcase
    endfunction

    // The bits of a word; of 36 and 18 those whose byte the lowest bits of the address enable.
    function [35:0] mask_of(input integer width, input [3:0] enables);
        case (width)
            36: mask_of = {{9{enables[3]}}, {9{enables[2]}}, {9{enables[1]}}, {9{enables[0]}}};
            18: mask_of = {18'd0, {9{enables[1]}}, {9{enables[0]}}};
            default: mask_of = (36'd1 << width) - 1;
        endcase
    endfunction

    wire [35:0] data      = {
        DIB17, DIB16, DIB15, DIB14, DIB13, DIB12, DIB11, DIB10, DIB9, DIB8, DIB7, DIB6, DIB5, DIB4, DIB3, DIB2, DIB1, DIB0, DIA17,
        DIA16, DIA15, DIA14, DIA13, DIA12, DIA11, DIA10, DIA9, DIA8, DIA7, DIA6, DIA5, DIA4, DIA3, DIA2, DIA1, DIA0
    };
    wire [13:0] address_a = {ADA13, ADA12, ADA11, ADA10, ADA9, ADA8, ADA7, ADA6, ADA5, ADA4, ADA3, ADA2, ADA1, ADA0};
    wire [13:0] address_b = {ADB13, ADB12, ADB11, ADB10, ADB9, ADB8, ADB7, ADB6, ADB5, ADB4, ADB3, ADB2, ADB1, ADB0};
    wire  [5:0] offset_a  = offset_of(DATA_WIDTH_A, address_a[4:0]);
    wire  [5:0] offset_b  = offset_of(DATA_WIDTH_B, address_b[4:0]);
    wire        run_a     = CEA && {CSA2, CSA1, CSA0} == 0;
    wire        run_b     = CEB && {CSB2, CSB1, CSB0} == 0;
    wire [35:0] written   = run_a && WEA ? mask_of(DATA_WIDTH_A, address_a[3:0]) << offset_a : 36'd0;
    wire [35:0] collision = address_a[13:5] == address_b[13:5] ? written : 36'd0;

    reg [35:0] rows [0:511];
    reg [35:0] answer_a;
    reg [35:0] answer_b;

    integer row;
    initial begin
        for (row = 0; row < 512; row = row + 1) rows[row] = 0;
        answer_a = 0;
        answer_b = 0;
    end

    wire [35:0] row_a = rows[address_a[13:5]];
    wire [35:0] row_b = rows[address_b[13:5]];
    wire [35:0] new_a = row_a & ~written | data << offset_a & written;

    always @(posedge CLKA) begin
        if (RSTA || run_b && !CLKB) $fatal(1, "DP16KD: reset, or another clock for port B");
        if (run_a && WEA) rows[address_a[13:5]] <= new_a;
        if (run_a && !WEA || run_a && WRITEMODE_A == "READBEFOREWRITE") answer_a <= row_a >> offset_a;
        else if (run_a && WRITEMODE_A == "WRITETHROUGH") answer_a <= new_a >> offset_a;
    end

    always @(posedge CLKB) begin
        if (RSTB || run_b && WEB) $fatal(1, "DP16KD: reset, or a write through port B");
        if (run_b) answer_b <= (row_b ^ collision) >> offset_b;
    end

    // 36 bits are read through both ports' outputs.
    assign {DOA17, DOA16, DOA15, DOA14, DOA13, DOA12, DOA11, DOA10, DOA9, DOA8, DOA7, DOA6, DOA5, DOA4, DOA3, DOA2, DOA1, DOA0} =
        DATA_WIDTH_B == 36 ? answer_b[17:0] : answer_a[17:0];
    assign {DOB17, DOB16, DOB15, DOB14, DOB13, DOB12, DOB11, DOB10, DOB9, DOB8, DOB7, DOB6, DOB5, DOB4, DOB3, DOB2, DOB1, DOB0} =
        DATA_WIDTH_B == 36 ? answer_b[35:18] : answer_b[17:0];

    wire unused = &{1'b0, OCEA, OCEB}; // enables of output registers
endmodule

// The product, either without any of its registers or with those of both operands and of the product, on CLK0 and with CE0.
module MULT18X18D #(
    parameter REG_INPUTA_CLK = "NONE",
    parameter REG_INPUTA_CE  = "CE0",
    parameter REG_INPUTA_RST = "RST0",
    parameter REG_INPUTB_CLK = "NONE",
    parameter REG_INPUTB_CE  = "CE0",
    parameter REG_INPUTB_RST = "RST0",
    parameter REG_OUTPUT_CLK = "NONE",
    parameter REG_OUTPUT_CE  = "CE0",
    parameter REG_OUTPUT_RST = "RST0",
    parameter GSR            = "ENABLED"
) (
    input  wire CLK0, CE0, RST0,
    input  wire A17, A16, A15, A14, A13, A12, A11, A10, A9, A8, A7, A6, A5, A4, A3, A2, A1, A0,
    input  wire B17, B16, B15, B14, B13, B12, B11, B10, B9, B8, B7, B6, B5, B4, B3, B2, B1, B0,
    input  wire C17, C16, C15, C14, C13, C12, C11, C10, C9, C8, C7, C6, C5, C4, C3, C2, C1, C0,
    input  wire SIGNEDA, SIGNEDB, SOURCEA, SOURCEB,
    output wire
        P35, P34, P33, P32, P31, P30, P29, P28, P27, P26, P25, P24, P23, P22, P21, P20, P19, P18, P17, P16, P15, P14, P13, P12, P11,
        P10, P9, P8, P7, P6, P5, P4, P3, P2, P1, P0
);
    localparam REGISTERS = REG_INPUTA_CLK == "CLK0";

    wire [17:0] a = {A17, A16, A15, A14, A13, A12, A11, A10, A9, A8, A7, A6, A5, A4, A3, A2, A1, A0};
    wire [17:0] b = {B17, B16, B15, B14, B13, B12, B11, B10, B9, B8, B7, B6, B5, B4, B3, B2, B1, B0};
    reg  [17:0] r_a, r_b;
    reg  [35:0] r_product;
    wire [17:0] w_a = REGISTERS ? r_a : a;
    wire [17:0] w_b = REGISTERS ? r_b : b;
    wire [35:0] w_product = {{18{SIGNEDA && w_a[17]}}, w_a} * {{18{SIGNEDB && w_b[17]}}, w_b};

    always @(posedge CLK0)
        if (CE0) begin
            r_a       <= a;
            r_b       <= b;
            r_product <= w_product;
        end

    assign {
        P35, P34, P33, P32, P31, P30, P29, P28, P27, P26, P25, P24, P23, P22, P21, P20, P19, P18, P17, P16, P15, P14, P13, P12, P11,
        P10, P9, P8, P7, P6, P5, P4, P3, P2, P1, P0
    } = REGISTERS ? r_product : w_product;

    initial begin
        if (REG_INPUTA_CLK != REG_INPUTB_CLK || REG_INPUTA_CLK != REG_OUTPUT_CLK || (REG_INPUTA_CLK != "NONE" && !REGISTERS))
            $fatal(1, "MULT18X18D: some of its registers, or on another clock");
        if (REG_INPUTA_CE != "CE0" || REG_INPUTB_CE != "CE0" || REG_OUTPUT_CE != "CE0") $fatal(1, "MULT18X18D: another enable");
        if (REG_INPUTA_RST != "RST0" || REG_INPUTB_RST != "RST0" || REG_OUTPUT_RST != "RST0") $fatal(1, "MULT18X18D: another reset");
        if (REGISTERS && GSR != "DISABLED") $fatal(1, "MULT18X18D: the global reset");
    end

    // From the ports, not from the neighbour's shift registers.
    always @(*) if (SOURCEA || SOURCEB) $fatal(1, "MULT18X18D: SOURCEA or SOURCEB");
    always @(*) if (REGISTERS && RST0) $fatal(1, "MULT18X18D: RST0");

    wire unused = &{1'b0, C17, C16, C15, C14, C13, C12, C11, C10, C9, C8, C7, C6, C5, C4, C3, C2, C1, C0};
endmodule

`default_nettype wire
