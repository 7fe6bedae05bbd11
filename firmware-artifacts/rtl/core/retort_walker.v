// Walks a layer: groups, output rows, output pixels, taps in rows (lines) and columns, words of a tap, the last one fastest, one word an
// i_advance. Tells the byte address in the input, whether the tap is inside the input, the output word's address and what is last. A jump
// is the way from where a level ends to where its next one begins, so the next input address is the last one plus a jump.
// Where the core SLIDES, a row's pixels may be without an output: i_skip_first of them before the first one that has one, i_skip_between from
// there to the next, and the last one has one. The output's address moves on behind an output.
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
    output wire [ADDRESS_BITS-1:0] o_output_word,
    output wire                    o_tap_last,
    output wire                    o_pixel_last,
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
    input  wire    [BYTE_BITS-1:0] i_group_jump,
    input  wire [ADDRESS_BITS-1:0] i_output_word,
    input  wire             [12:0] i_output_pixel_jump,
    input  wire [ADDRESS_BITS-1:0] i_output_row_jump
);

    // How many are left of each level, this one included, and whether this is the last one.
    reg [15:0] r_words_left, r_pixels_left, r_rows_left, r_groups_left;
    reg  [7:0] r_columns_left, r_lines_left;
    reg        r_word_last, r_column_last, r_line_last, r_x_last, r_y_last, r_z_last;

    assign o_tap_last   = r_word_last;
    assign o_pixel_last = r_word_last && r_column_last && r_line_last;
    assign o_group_last = o_pixel_last && r_x_last && r_y_last;
    assign o_layer_last = o_group_last && r_z_last;

    // A level begins anew when the one above it moves, and all of them at the load.
    wire w_to_group  = i_load     || (i_advance && o_group_last);
    wire w_to_row    = w_to_group || (i_advance && o_pixel_last && r_x_last);
    wire w_to_pixel  = w_to_row   || (i_advance && o_pixel_last);
    wire w_to_line   = w_to_pixel || (i_advance && r_word_last && r_column_last);
    wire w_to_column = w_to_line  || (i_advance && r_word_last);
    wire w_to_next   = w_to_column || i_advance;

    always @(posedge i_clock)
        if (w_to_next) begin
            r_words_left <= w_to_column ? i_tap_words : r_words_left - 16'd1;
            r_word_last  <= w_to_column ? i_tap_words == 16'd1 : r_words_left == 16'd2;
            if (w_to_column) begin
                r_columns_left <= w_to_line ? i_kernel_width : r_columns_left - 8'd1;
                r_column_last  <= w_to_line ? i_kernel_width == 8'd1 : r_columns_left == 8'd2;
            end
            if (w_to_line) begin
                r_lines_left <= w_to_pixel ? i_kernel_height : r_lines_left - 8'd1;
                r_line_last  <= w_to_pixel ? i_kernel_height == 8'd1 : r_lines_left == 8'd2;
            end
            if (w_to_pixel) begin
                r_pixels_left <= w_to_row ? i_output_width : r_pixels_left - 16'd1;
                r_x_last      <= w_to_row ? i_output_width == 16'd1 : r_pixels_left == 16'd2;
            end
            if (w_to_row) begin
                r_rows_left <= w_to_group ? i_output_height : r_rows_left - 16'd1;
                r_y_last    <= w_to_group ? i_output_height == 16'd1 : r_rows_left == 16'd2;
            end
            if (w_to_group) begin
                r_groups_left <= i_load ? i_groups : r_groups_left - 16'd1;
                r_z_last      <= i_load ? i_groups == 16'd1 : r_groups_left == 16'd2;
            end
        end

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
        if (!r_word_last)
            w_jump = {{(BYTE_BITS-4){1'b0}}, 4'd8};
        else if (!r_column_last)
            w_jump = i_column_jump;
        else if (!r_line_last)
            w_jump = i_line_jump;
        else if (!r_x_last)
            w_jump = i_pixel_jump;
        else if (!r_y_last)
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
        if (!r_column_last)
            w_x_move = 10'd1;
        else if (!r_line_last)
            w_x_move = r_line_back;
        else
            w_x_move = i_column_move;

    always @(*)
        if (!r_line_last)
            w_y_move = 10'd1;
        else if (!r_x_last)
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

    // Output address
    reg  [ADDRESS_BITS-1:0] r_output, r_group_output;
    wire [ADDRESS_BITS-1:0] w_group_output = i_load ? i_output_word : r_group_output + {{(ADDRESS_BITS-1){1'b0}}, 1'b1};
    wire [ADDRESS_BITS-1:0] w_output_jump  = r_x_last ? i_output_row_jump : {{(ADDRESS_BITS-13){1'b0}}, i_output_pixel_jump};

    always @(posedge i_clock)
        if (w_to_pixel) begin
            r_output <= w_to_group ? w_group_output : o_emits ? r_output + w_output_jump : r_output;
            if (w_to_group)
                r_group_output <= w_group_output;
        end

    assign o_output_word = r_output;

endmodule

`default_nettype wire
