// Fetches the running layer's operands ahead of the steps that use them: walks the layer, asks memory for each tap's words, makes up those
// outside the input, and keeps two in a queue. o_* is the word at the queue's head, with what the walk said of it; i_take removes it.
// A word inside the input costs one cycle of the port and is at the head two cycles after it was asked for, as one outside is.
// It does not know weights or what is computed. Everything waits while i_run is low.
`default_nettype none

module retort_operands #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,
    input  wire                    i_begin,

    // Memory
    output wire                    o_read_valid,
    input  wire                    i_read_ready,
    output wire [ADDRESS_BITS-1:0] o_read_word,
    input  wire             [63:0] i_answer,

    // The queue's head
    output wire                    o_valid,
    output wire             [63:0] o_data,
    output wire              [2:0] o_byte,
    output wire                    o_tap_last,
    output wire                    o_pixel_last,
    output wire                    o_group_last,
    output wire                    o_layer_last,
    output wire [ADDRESS_BITS-1:0] o_output_word,
    input  wire                    i_take,

    // The layer
    input  wire              [7:0] i_outside,
    input  wire             [15:0] i_tap_words,
    input  wire              [7:0] i_kernel_height,
    input  wire              [7:0] i_kernel_width,
    input  wire              [7:0] i_stride_height,
    input  wire              [7:0] i_stride_width,
    input  wire             [15:0] i_first_row,
    input  wire             [15:0] i_first_column,
    input  wire             [15:0] i_input_height,
    input  wire             [15:0] i_input_width,
    input  wire             [15:0] i_output_height,
    input  wire             [15:0] i_output_width,
    input  wire             [15:0] i_groups,
    input  wire    [BYTE_BITS-1:0] i_input_address,
    input  wire    [BYTE_BITS-1:0] i_input_row_pitch,
    input  wire    [BYTE_BITS-1:0] i_input_pixel_pitch,
    input  wire    [BYTE_BITS-1:0] i_input_row_step,
    input  wire    [BYTE_BITS-1:0] i_input_pixel_step,
    input  wire    [BYTE_BITS-1:0] i_group_pitch,
    input  wire [ADDRESS_BITS-1:0] i_output_word,
    input  wire [ADDRESS_BITS-1:0] i_output_row_words,
    input  wire             [12:0] i_output_pixel_words
);

    localparam integer NOTES = ADDRESS_BITS + 7;

    wire    [BYTE_BITS-1:0] w_address;
    wire [ADDRESS_BITS-1:0] w_output_word;
    wire                    w_inside, w_tap_last, w_pixel_last, w_group_last, w_layer_last;

    // Asking
    reg       r_walking;
    reg       r_coming;
    reg       r_coming_outside;
    reg [1:0] r_count;
    reg [NOTES-1:0] r_coming_notes;

    wire w_take = i_run && i_take;
    wire w_room = {1'b0, r_count} + {2'b00, r_coming} < 3'd2 + {2'b00, i_take};
    wire w_ask  = i_run && r_walking && w_room && (!w_inside || i_read_ready);

    assign o_read_valid = r_walking && w_room && w_inside;
    assign o_read_word  = w_address[BYTE_BITS-1:3];

    always @(posedge i_clock)
        if (i_reset)
            r_walking <= 1'b0;
        else if (i_begin)
            r_walking <= 1'b1;
        else if (w_ask && w_layer_last)
            r_walking <= 1'b0;

    always @(posedge i_clock)
        if (i_reset)
            r_coming <= 1'b0;
        else if (i_run)
            r_coming <= w_ask;

    always @(posedge i_clock)
        if (w_ask) begin
            r_coming_outside <= !w_inside;
            r_coming_notes   <= {w_address[2:0], w_tap_last, w_pixel_last, w_group_last, w_layer_last, w_output_word};
        end

    // The queue
    reg        [63:0] r_head, r_next;
    reg [NOTES-1:0]   r_head_notes, r_next_notes;

    wire        w_put      = i_run && r_coming;
    wire [63:0] w_data     = r_coming_outside ? {8{i_outside}} : i_answer;
    wire  [1:0] w_left     = r_count - {1'b0, w_take};
    wire        w_put_head = w_put && w_left == 2'd0;

    always @(posedge i_clock)
        if (i_reset || i_begin)
            r_count <= 2'd0;
        else
            r_count <= w_left + {1'b0, w_put};

    always @(posedge i_clock)
        if (w_put_head || w_take) begin
            r_head       <= w_put_head ? w_data : r_next;
            r_head_notes <= w_put_head ? r_coming_notes : r_next_notes;
        end

    always @(posedge i_clock)
        if (w_put && !w_put_head) begin
            r_next       <= w_data;
            r_next_notes <= r_coming_notes;
        end

    assign o_valid = r_count != 2'd0;
    assign o_data  = r_head;
    assign {o_byte, o_tap_last, o_pixel_last, o_group_last, o_layer_last, o_output_word} = r_head_notes;

    retort_walker #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) walker (
        .i_clock             (i_clock),
        .i_load              (i_begin),
        .i_advance           (w_ask && !w_layer_last),
        .o_input_address     (w_address),
        .o_inside            (w_inside),
        .o_output_word       (w_output_word),
        .o_tap_last          (w_tap_last),
        .o_pixel_last        (w_pixel_last),
        .o_group_last        (w_group_last),
        .o_layer_last        (w_layer_last),
        .i_input_address     (i_input_address),
        .i_tap_words         (i_tap_words),
        .i_kernel_height     (i_kernel_height),
        .i_kernel_width      (i_kernel_width),
        .i_stride_height     (i_stride_height),
        .i_stride_width      (i_stride_width),
        .i_first_row         (i_first_row),
        .i_first_column      (i_first_column),
        .i_input_height      (i_input_height),
        .i_input_width       (i_input_width),
        .i_output_height     (i_output_height),
        .i_output_width      (i_output_width),
        .i_groups            (i_groups),
        .i_input_row_pitch   (i_input_row_pitch),
        .i_input_pixel_pitch (i_input_pixel_pitch),
        .i_input_row_step    (i_input_row_step),
        .i_input_pixel_step  (i_input_pixel_step),
        .i_group_pitch       (i_group_pitch),
        .i_output_word       (i_output_word),
        .i_output_row_words  (i_output_row_words),
        .i_output_pixel_words(i_output_pixel_words)
    );

endmodule

`default_nettype wire
