// Walks a layer: groups, output rows, output pixels, taps in rows (lines) and columns, words of a tap, the last one fastest, one word an
// i_advance. Tells the byte address in the input, whether the tap is inside the input and what is last. A jump is the way from where a level
// ends to where its next one begins, so the next input address is the last one plus a jump.
// Where the core SLIDES, a row's pixels may be without an output: i_skip_first of them before the first one that has one, i_skip_between from
// there to the next, and the last one has one.
// It does not read memory, does not know weights or operations, and must not be advanced past o_layer_last. No reset: a load begins anew.
// Timing: which level moves comes out of registers; then a choice of six, one adder. Comparisons with the input's size go straight into a
// register of whoever walks.
`default_nettype none

module retort_walker #(
    parameter integer ADDRESS_BITS = 14,
    parameter [0:0]   SLIDES = 1'b0,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,

    input  wire                    i_load,
    input  wire                    i_advance,
    output wire    [BYTE_BITS-1:0] o_input_address,
    output wire                    o_inside,
    output wire                    o_tap_last,
    output wire                    o_pixel_last,
    output wire                    o_row_last,
    output wire                    o_emits,  // the pixel has an output
    output wire                    o_group_last,
    output wire                    o_layer_last,

    input  wire    [BYTE_BITS-1:0] i_input_address,
    input  wire             [15:0] i_tap_words,
    input  wire              [7:0] i_kernel_height,
    input  wire              [7:0] i_kernel_width,
    input  wire              [9:0] i_row_move,
    input  wire              [9:0] i_column_move,
    input  wire             [15:0] i_first_row,
    input  wire             [15:0] i_first_column,
    input  wire             [15:0] i_input_height,
    input  wire             [15:0] i_input_width,
    input  wire             [15:0] i_output_height,
    input  wire             [15:0] i_output_width,
    input  wire             [15:0] i_groups,
    input  wire              [7:0] i_skip_first,
    input  wire              [7:0] i_skip_between,
    input  wire    [BYTE_BITS-1:0] i_column_jump,
    input  wire    [BYTE_BITS-1:0] i_line_jump,
    input  wire    [BYTE_BITS-1:0] i_pixel_jump,
    input  wire    [BYTE_BITS-1:0] i_row_jump,
    input  wire    [BYTE_BITS-1:0] i_group_jump
);

    wire w_word_last, w_column_last, w_line_last, w_x_last, w_y_last, w_z_last;

    assign o_tap_last   = w_word_last;
    assign o_pixel_last = w_word_last && w_column_last && w_line_last;
    assign o_row_last   = o_pixel_last && w_x_last;
    assign o_group_last = o_row_last && w_y_last;
    assign o_layer_last = o_group_last && w_z_last;

    // A level begins anew when the one above it moves, and all of them at the load.
    wire w_to_group  = i_load     || (i_advance && o_group_last);
    wire w_to_row    = w_to_group || (i_advance && o_row_last);
    wire w_to_pixel  = w_to_row   || (i_advance && o_pixel_last);
    wire w_to_line   = w_to_pixel || (i_advance && w_word_last && w_column_last);
    wire w_to_column = w_to_line  || (i_advance && w_word_last);
    wire w_to_next   = w_to_column || i_advance;

    retort_level #(
        .BITS(16)
    ) words (
        .i_clock (i_clock),
        .i_move  (w_to_next),
        .i_anew  (w_to_column),
        .i_length(i_tap_words),
        .o_last  (w_word_last)
    );

    retort_level #(
        .BITS(8)
    ) columns (
        .i_clock (i_clock),
        .i_move  (w_to_column),
        .i_anew  (w_to_line),
        .i_length(i_kernel_width),
        .o_last  (w_column_last)
    );

    retort_level #(
        .BITS(8)
    ) lines (
        .i_clock (i_clock),
        .i_move  (w_to_line),
        .i_anew  (w_to_pixel),
        .i_length(i_kernel_height),
        .o_last  (w_line_last)
    );

    retort_level #(
        .BITS(16)
    ) pixels (
        .i_clock (i_clock),
        .i_move  (w_to_pixel),
        .i_anew  (w_to_row),
        .i_length(i_output_width),
        .o_last  (w_x_last)
    );

    retort_level #(
        .BITS(16)
    ) rows (
        .i_clock (i_clock),
        .i_move  (w_to_row),
        .i_anew  (w_to_group),
        .i_length(i_output_height),
        .o_last  (w_y_last)
    );

    retort_level #(
        .BITS(16)
    ) groups (
        .i_clock (i_clock),
        .i_move  (w_to_group),
        .i_anew  (i_load),
        .i_length(i_groups),
        .o_last  (w_z_last)
    );

    // How many pixels are left to skip
    reg [7:0] r_skips_left;
    reg       r_emits;

    always @(posedge i_clock)
        if (w_to_pixel) begin
            r_skips_left <= w_to_row ? i_skip_first : r_emits ? i_skip_between : r_skips_left - 8'd1;
            r_emits      <= w_to_row ? i_skip_first == 8'd0 : r_emits ? i_skip_between == 8'd0 : r_skips_left == 8'd1;
        end

    assign o_emits = !SLIDES || r_emits;

    // Input address
    reg [BYTE_BITS-1:0] r_input, w_jump;

    always @(*)
        if (!w_word_last)
            w_jump = {{(BYTE_BITS-4){1'b0}}, 4'd8};
        else if (!w_column_last)
            w_jump = i_column_jump;
        else if (!w_line_last)
            w_jump = i_line_jump;
        else if (!w_x_last)
            w_jump = i_pixel_jump;
        else if (!w_y_last)
            w_jump = i_row_jump;
        else
            w_jump = i_group_jump;

    always @(posedge i_clock)
        if (w_to_next)
            r_input <= i_load ? i_input_address : r_input + w_jump;

    assign o_input_address = r_input;

    // The tap's position in the input; a negative one is a large one. A window's next line begins where the last one has.
    reg [16:0] r_x, r_y;
    reg  [9:0] r_line_back, r_window_back;  // from a window's last column to its first, from its last row to its first, and one on
    reg  [9:0] w_x_move, w_y_move;

    always @(posedge i_clock) begin
        r_line_back   <= 10'd1 - {2'd0, i_kernel_width};
        r_window_back <= 10'd1 - {2'd0, i_kernel_height};
    end

    always @(*)
        if (!w_column_last)
            w_x_move = 10'd1;
        else if (!w_line_last)
            w_x_move = r_line_back;
        else
            w_x_move = i_column_move;

    always @(*)
        if (!w_line_last)
            w_y_move = 10'd1;
        else if (!w_x_last)
            w_y_move = r_window_back;
        else
            w_y_move = i_row_move;

    always @(posedge i_clock)
        if (w_to_column)
            r_x <= w_to_row ? {i_first_column[15], i_first_column} : r_x + {{7{w_x_move[9]}}, w_x_move};

    always @(posedge i_clock)
        if (w_to_line)
            r_y <= w_to_group ? {i_first_row[15], i_first_row} : r_y + {{7{w_y_move[9]}}, w_y_move};

    assign o_inside = r_x < {1'b0, i_input_width} && r_y < {1'b0, i_input_height};

endmodule

`default_nettype wire
