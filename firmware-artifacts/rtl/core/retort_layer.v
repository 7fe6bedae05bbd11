// The running layer: its descriptor's words as they come, then where its walk stands. Three parts wired together: retort_descriptor holds
// the fields, retort_walker the position in input and output, retort_pointers the position in weights and parameter records.
// It does not read memory and does not decide when to move: the sequencer does.
`default_nettype none

module retort_layer #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,

    input  wire                    i_write,
    input  wire              [2:0] i_word,
    input  wire             [63:0] i_data,

    // The first position; a step of the walk; a weight word read; a pool's tap read; a pixel handed over
    input  wire                    i_begin,
    input  wire    [BYTE_BITS-1:0] i_slot_offset,
    input  wire                    i_advance,
    input  wire                    i_weight_taken,
    input  wire                    i_tap_counted,
    input  wire                    i_pixel_done,

    output wire                    o_end,
    output wire                    o_unknown,
    output wire                    o_convolution,
    output wire                    o_depthwise,
    output wire                    o_max_pool,
    output wire                    o_argmax,
    output wire                    o_dense,

    output wire    [BYTE_BITS-1:0] o_input_address,
    output wire                    o_inside,
    output wire                    o_tap_last,
    output wire                    o_pixel_last,
    output wire                    o_layer_last,
    output wire [ADDRESS_BITS-1:0] o_weights_word,
    output wire [ADDRESS_BITS-1:0] o_record_word,
    output wire [ADDRESS_BITS-1:0] o_output_word,

    output wire              [7:0] o_constant,
    output wire              [7:0] o_output_zero_point,
    output wire              [7:0] o_clamp_min,
    output wire              [7:0] o_clamp_max
);

    wire                      w_average_pool, w_slot, w_group_last;
    wire                [7:0] w_kernel_height, w_kernel_width, w_stride_height, w_stride_width, w_pad_top, w_pad_left;
    wire               [15:0] w_input_height, w_input_width, w_output_height, w_output_width, w_depth, w_groups;
    wire      [BYTE_BITS-1:0] w_first_input_address, w_input_row_pitch, w_input_pixel_pitch, w_input_row_step,
                              w_input_pixel_step, w_group_pitch;
    wire   [ADDRESS_BITS-1:0] w_first_output_word, w_first_weights_word, w_params_word;
    wire               [12:0] w_output_pixel_pitch_words, w_params_step_words;

    wire       [BYTE_BITS-1:0] w_offset    = w_slot ? i_slot_offset : {BYTE_BITS{1'b0}};
    wire                       w_group_end = i_pixel_done && w_group_last;

    retort_descriptor #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) descriptor (
        .i_clock                    (i_clock),
        .i_write                    (i_write),
        .i_word                     (i_word),
        .i_data                     (i_data),
        .o_end                      (o_end),
        .o_unknown                  (o_unknown),
        .o_convolution              (o_convolution),
        .o_depthwise                (o_depthwise),
        .o_max_pool                 (o_max_pool),
        .o_average_pool             (w_average_pool),
        .o_argmax                   (o_argmax),
        .o_dense                    (o_dense),
        .o_slot                     (w_slot),
        .o_constant                 (o_constant),
        .o_output_zero_point        (o_output_zero_point),
        .o_clamp_min                (o_clamp_min),
        .o_clamp_max                (o_clamp_max),
        .o_kernel_height            (w_kernel_height),
        .o_kernel_width             (w_kernel_width),
        .o_stride_height            (w_stride_height),
        .o_stride_width             (w_stride_width),
        .o_pad_top                  (w_pad_top),
        .o_pad_left                 (w_pad_left),
        .o_input_height             (w_input_height),
        .o_input_width              (w_input_width),
        .o_output_height            (w_output_height),
        .o_output_width             (w_output_width),
        .o_depth                    (w_depth),
        .o_groups                   (w_groups),
        .o_input_address            (w_first_input_address),
        .o_input_row_pitch          (w_input_row_pitch),
        .o_input_pixel_pitch        (w_input_pixel_pitch),
        .o_input_row_step           (w_input_row_step),
        .o_input_pixel_step         (w_input_pixel_step),
        .o_group_pitch              (w_group_pitch),
        .o_output_word              (w_first_output_word),
        .o_weights_word             (w_first_weights_word),
        .o_params_word              (w_params_word),
        .o_output_pixel_pitch_words (w_output_pixel_pitch_words),
        .o_params_step_words        (w_params_step_words)
    );

    retort_walker #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) walker (
        .i_clock                    (i_clock),
        .i_load                     (i_begin),
        .i_advance                  (i_advance),
        .o_input_address            (o_input_address),
        .o_inside                   (o_inside),
        .o_output_word              (o_output_word),
        .o_tap_last                 (o_tap_last),
        .o_pixel_last               (o_pixel_last),
        .o_group_last               (w_group_last),
        .o_layer_last               (o_layer_last),
        .i_input_address            (w_first_input_address + w_offset),
        .i_bytewise                 (o_dense || o_argmax),
        .i_depth                    (w_depth),
        .i_kernel_height            (w_kernel_height),
        .i_kernel_width             (w_kernel_width),
        .i_stride_height            (w_stride_height),
        .i_stride_width             (w_stride_width),
        .i_pad_top                  (w_pad_top),
        .i_pad_left                 (w_pad_left),
        .i_input_height             (w_input_height),
        .i_input_width              (w_input_width),
        .i_output_height            (w_output_height),
        .i_output_width             (w_output_width),
        .i_groups                   (w_groups),
        .i_input_row_pitch          (w_input_row_pitch),
        .i_input_pixel_pitch        (w_input_pixel_pitch),
        .i_input_row_step           (w_input_row_step),
        .i_input_pixel_step         (w_input_pixel_step),
        .i_group_pitch              (w_group_pitch),
        .i_output_word              (w_first_output_word),
        .i_output_pixel_pitch_words (w_output_pixel_pitch_words)
    );

    retort_pointers #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) pointers (
        .i_clock             (i_clock),
        .i_load              (i_begin),
        .i_weight_taken      (i_weight_taken),
        .i_tap_counted       (i_tap_counted),
        .i_pixel_done        (i_pixel_done),
        .i_group_done        (w_group_end),
        .o_weights_word      (o_weights_word),
        .o_record_word       (o_record_word),
        .i_average           (w_average_pool),
        .i_weights_word      (w_first_weights_word),
        .i_params_word       (w_params_word),
        .i_params_step_words (w_params_step_words)
    );

endmodule

`default_nettype wire
