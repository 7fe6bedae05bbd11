// Holds the running descriptor: eight words as they come from memory (docs/core.md, "Descriptors"), given out as fields.
// Addresses are cut to the memory's size; those of words lose their three low bits. It is the one place that knows the opcodes' numbers.
// It does not check fields against each other, and its fields are worth nothing before the eighth word is in.
`default_nettype none

module retort_descriptor #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,
    input  wire                    i_write,
    input  wire              [2:0] i_word,
    input  wire             [63:0] i_data,

    output wire                    o_end,
    output wire                    o_unknown,
    output wire                    o_convolution,
    output wire                    o_depthwise,
    output wire                    o_max_pool,
    output wire                    o_average_pool,
    output wire                    o_argmax,
    output wire                    o_dense,
    output wire                    o_slot,

    output wire              [7:0] o_constant,
    output wire              [7:0] o_output_zero_point,
    output wire              [7:0] o_clamp_min,
    output wire              [7:0] o_clamp_max,

    output wire              [7:0] o_kernel_height,
    output wire              [7:0] o_kernel_width,
    output wire              [7:0] o_stride_height,
    output wire              [7:0] o_stride_width,
    output wire              [7:0] o_pad_top,
    output wire              [7:0] o_pad_left,
    output wire             [15:0] o_input_height,
    output wire             [15:0] o_input_width,
    output wire             [15:0] o_output_height,
    output wire             [15:0] o_output_width,
    output wire             [15:0] o_depth,
    output wire             [15:0] o_groups,

    output wire    [BYTE_BITS-1:0] o_input_address,
    output wire    [BYTE_BITS-1:0] o_input_row_pitch,
    output wire    [BYTE_BITS-1:0] o_input_pixel_pitch,
    output wire    [BYTE_BITS-1:0] o_input_row_step,
    output wire    [BYTE_BITS-1:0] o_input_pixel_step,
    output wire    [BYTE_BITS-1:0] o_group_pitch,

    output wire [ADDRESS_BITS-1:0] o_output_word,
    output wire [ADDRESS_BITS-1:0] o_weights_word,
    output wire [ADDRESS_BITS-1:0] o_params_word,
    output wire             [12:0] o_output_pixel_pitch_words,
    output wire             [12:0] o_params_step_words
);

    localparam [7:0] END          = 8'd0;
    localparam [7:0] CONV         = 8'd1;
    localparam [7:0] DEPTHWISE    = 8'd2;
    localparam [7:0] MAX_POOL     = 8'd3;
    localparam [7:0] AVERAGE_POOL = 8'd4;
    localparam [7:0] ARGMAX       = 8'd5;

    reg [63:0] r_word0, r_word1, r_word2, r_word3, r_word4, r_word5, r_word6, r_word7;

    always @(posedge i_clock)
        if (i_write)
            case (i_word)
                3'd0: r_word0 <= i_data;
                3'd1: r_word1 <= i_data;
                3'd2: r_word2 <= i_data;
                3'd3: r_word3 <= i_data;
                3'd4: r_word4 <= i_data;
                3'd5: r_word5 <= i_data;
                3'd6: r_word6 <= i_data;
                3'd7: r_word7 <= i_data;
            endcase

    assign o_end          = r_word0[7:0] == END;
    assign o_unknown      = r_word0[7:0] > ARGMAX;
    assign o_convolution  = r_word0[7:0] == CONV;
    assign o_depthwise    = r_word0[7:0] == DEPTHWISE;
    assign o_max_pool     = r_word0[7:0] == MAX_POOL;
    assign o_average_pool = r_word0[7:0] == AVERAGE_POOL;
    assign o_argmax       = r_word0[7:0] == ARGMAX;
    assign o_dense        = r_word0[8] && o_convolution;
    assign o_slot         = r_word0[9];

    // What takes the place of a factor: the weight of an average's taps, one for a maximum, else what a tap outside the input reads.
    assign o_constant          = o_average_pool ? r_word4[7:0] : o_max_pool ? 8'd1 : r_word0[23:16];
    assign o_output_zero_point = r_word0[31:24];
    assign o_clamp_min         = r_word0[39:32];
    assign o_clamp_max         = r_word0[47:40];

    assign o_kernel_height = r_word0[55:48];
    assign o_kernel_width  = r_word0[63:56];
    assign o_stride_height = r_word1[7:0];
    assign o_stride_width  = r_word1[15:8];
    assign o_pad_top       = r_word1[23:16];
    assign o_pad_left      = r_word1[31:24];
    assign o_input_height  = r_word1[47:32];
    assign o_input_width   = r_word1[63:48];
    assign o_output_height = r_word2[15:0];
    assign o_output_width  = r_word2[31:16];
    assign o_depth         = r_word2[47:32];
    assign o_groups        = r_word2[63:48];

    assign o_input_address     = r_word3[BYTE_BITS-1:0];
    assign o_input_row_pitch   = r_word5[BYTE_BITS-1:0];
    assign o_input_pixel_pitch = r_word5[32 +: BYTE_BITS];
    assign o_input_row_step    = r_word6[BYTE_BITS-1:0];
    assign o_input_pixel_step  = r_word6[32 +: BYTE_BITS];
    assign o_group_pitch       = r_word7[BYTE_BITS-1:0];

    assign o_output_word              = r_word3[35 +: ADDRESS_BITS];
    assign o_weights_word             = r_word4[3 +: ADDRESS_BITS];
    assign o_params_word              = r_word4[35 +: ADDRESS_BITS];
    assign o_output_pixel_pitch_words = r_word7[47:35];
    assign o_params_step_words        = r_word7[63:51];

    wire w_unused = &{1'b0, r_word0[15:10], r_word3, r_word4, r_word5, r_word6, r_word7};

endmodule

`default_nettype wire
