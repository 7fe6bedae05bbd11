// Holds the running descriptor: eleven words as they come from memory (docs/core.md, "Descriptors"), given out as fields.
// Addresses are cut to the memory's size; those of words lose their three low bits. It is the one place that knows the opcodes' numbers.
// It does not check fields against each other, and its fields are worth nothing before the last word is in. No reset, for the same reason.
// Timing: registers; what is decoded is registered again.
`default_nettype none

module retort_descriptor #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,
    input  wire                    i_write,
    input  wire              [3:0] i_word,
    input  wire             [63:0] i_data,
    input  wire    [BYTE_BITS-1:0] i_slot_offset,

    output wire                    o_end,
    output wire                    o_unknown,
    output wire                    o_lanewise,
    output wire                    o_maximum,
    output wire                    o_expand,
    output wire                    o_argmax,
    output wire                    o_constant,
    output wire                    o_stream,
    output wire                    o_post,
    output wire                    o_slide,

    output wire              [7:0] o_outside,
    output wire              [7:0] o_output_zero_point,
    output wire              [7:0] o_clamp_min,
    output wire              [7:0] o_clamp_max,

    output wire              [7:0] o_kernel_height,
    output wire              [7:0] o_kernel_width,
    output wire              [9:0] o_row_move,
    output wire              [9:0] o_column_move,
    output wire             [15:0] o_first_row,
    output wire             [15:0] o_first_column,
    output wire             [15:0] o_input_height,
    output wire             [15:0] o_input_width,
    output wire             [15:0] o_output_height,
    output wire             [15:0] o_output_width,
    output wire             [15:0] o_tap_words,
    output wire              [2:0] o_last_step,
    output wire             [15:0] o_groups,

    output wire    [BYTE_BITS-1:0] o_input_address, // in the slot, if the layer reads one
    output wire    [BYTE_BITS-1:0] o_column_jump,
    output wire    [BYTE_BITS-1:0] o_line_jump,
    output wire    [BYTE_BITS-1:0] o_pixel_jump,
    output wire    [BYTE_BITS-1:0] o_row_jump,
    output wire    [BYTE_BITS-1:0] o_group_jump,

    output wire [ADDRESS_BITS-1:0] o_output_word,
    output wire             [12:0] o_output_pixel_jump,
    output wire [ADDRESS_BITS-1:0] o_output_row_jump,

    output wire [ADDRESS_BITS-1:0] o_weights_word,
    output wire [ADDRESS_BITS-1:0] o_group_weights,
    output wire             [15:0] o_weight_passes,
    output wire [ADDRESS_BITS-1:0] o_records_word,
    output wire [ADDRESS_BITS-1:0] o_record_words,
    output wire [ADDRESS_BITS-1:0] o_tables_word,

    output wire              [7:0] o_skip_first,
    output wire              [7:0] o_skip_between
);

    localparam [7:0] END       = 8'd0;
    localparam [7:0] DEPTHWISE = 8'd2;
    localparam [7:0] MAX_POOL  = 8'd3;
    localparam [7:0] EXPAND    = 8'd4;
    localparam [7:0] ARGMAX    = 8'd5;

    reg [63:0] r_word0, r_word1, r_word2, r_word3, r_word4, r_word5, r_word6, r_word7, r_word8, r_word9, r_word10;

    wire [BYTE_BITS-1:0] w_input_address;
    wire                 w_slot = r_word0[9];

    retort_loading_adder #(
        .WIDTH(BYTE_BITS)
    ) input_address (
        .i_load(!w_slot),
        .i_a   (i_slot_offset),
        .i_b   (i_data[BYTE_BITS-1:0]),
        .o_sum (w_input_address)
    );

    always @(posedge i_clock)
        if (i_write)
            case (i_word)
                4'd0:    r_word0  <= i_data;
                4'd1:    r_word1  <= i_data;
                4'd2:    r_word2  <= i_data;
                4'd3:    r_word3  <= i_data;
                4'd4:    r_word4  <= {i_data[63:BYTE_BITS], w_input_address};
                4'd5:    r_word5  <= i_data;
                4'd6:    r_word6  <= i_data;
                4'd7:    r_word7  <= i_data;
                4'd8:    r_word8  <= i_data;
                4'd9:    r_word9  <= i_data;
                default: r_word10 <= i_data;
            endcase

    // The opcode, decoded: known a cycle after word 0 is in, long before the last word is.
    reg r_end, r_unknown, r_lanewise, r_maximum, r_expand, r_argmax;

    always @(posedge i_clock) begin
        r_end      <= r_word0[7:0] == END;
        r_unknown  <= r_word0[7:0] > ARGMAX;
        r_lanewise <= r_word0[7:0] == DEPTHWISE || r_word0[7:0] == MAX_POOL;
        r_maximum  <= r_word0[7:0] == MAX_POOL;
        r_expand   <= r_word0[7:0] == EXPAND;
        r_argmax   <= r_word0[7:0] == ARGMAX;
    end

    assign o_end      = r_end;
    assign o_unknown  = r_unknown;
    assign o_lanewise = r_lanewise;
    assign o_maximum  = r_maximum;
    assign o_expand   = r_expand;
    assign o_argmax   = r_argmax;

    assign o_constant = r_word0[8];
    assign o_stream   = r_word0[10];
    assign o_post     = r_word0[11];
    assign o_slide    = r_word0[12];

    assign o_outside           = r_word0[23:16];
    assign o_output_zero_point = r_word0[31:24];
    assign o_clamp_min         = r_word0[39:32];
    assign o_clamp_max         = r_word0[47:40];
    assign o_kernel_height     = r_word0[55:48];
    assign o_kernel_width      = r_word0[63:56];

    assign o_row_move     = r_word1[9:0];
    assign o_column_move  = r_word1[19:10];
    assign o_last_step    = r_word1[26:24] - 3'd1;
    assign o_first_row    = r_word1[47:32];
    assign o_first_column = r_word1[63:48];

    assign o_input_height  = r_word2[15:0];
    assign o_input_width   = r_word2[31:16];
    assign o_output_height = r_word2[47:32];
    assign o_output_width  = r_word2[63:48];

    assign o_tap_words         = r_word3[15:0];
    assign o_groups            = r_word3[31:16];
    assign o_weight_passes     = r_word3[47:32];
    assign o_output_pixel_jump = r_word3[63:51];

    assign o_input_address   = r_word4[BYTE_BITS-1:0];
    assign o_output_word     = r_word4[35 +: ADDRESS_BITS];
    assign o_weights_word    = r_word5[3 +: ADDRESS_BITS];
    assign o_records_word    = r_word5[35 +: ADDRESS_BITS];
    assign o_line_jump       = r_word6[BYTE_BITS-1:0];
    assign o_column_jump     = r_word6[32 +: BYTE_BITS];
    assign o_row_jump        = r_word7[BYTE_BITS-1:0];
    assign o_pixel_jump      = r_word7[32 +: BYTE_BITS];
    assign o_group_jump      = r_word8[BYTE_BITS-1:0];
    assign o_output_row_jump = r_word8[35 +: ADDRESS_BITS];
    assign o_group_weights   = r_word9[ADDRESS_BITS-1:0];
    assign o_record_words    = r_word9[35 +: ADDRESS_BITS];
    assign o_tables_word     = r_word10[3 +: ADDRESS_BITS];
    assign o_skip_first      = r_word10[39:32];
    assign o_skip_between    = r_word10[47:40];

    wire w_unused = &{1'b0, r_word0[15:13], r_word1[31:27], r_word1[23:20], r_word3[50:48], r_word4, r_word5, r_word6, r_word7, r_word8,
                      r_word9, r_word10};

endmodule

`default_nettype wire
