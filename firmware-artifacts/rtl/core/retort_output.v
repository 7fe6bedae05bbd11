// Collects output bytes into a word and writes it: eight of the requantizer's, of two HALVES one for each at once, or those of an expanded
// pixel, whose words follow one another. For a second pass it first reads the word that the output had before. Nothing waits for it: it is
// there at most READ_LATENCY + 3 cycles after i_start, and needed 9 cycles after it at the earliest, or 7 where a value takes two. FORMER_AFTER
// moves that: forward where starts come every 4 cycles and an answer would replace the one before it too early, back where it would be late.
// A write is taken in the cycle in which it is offered.
// It does not compute. Everything waits while i_run is low.
// Reset: of what is under way; bytes and addresses are set before they are used.
// Timing: a byte of eight to a place of eight; the next address, a choice and an adder, behind a pixel's last step.
`default_nettype none

module retort_output #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer READ_LATENCY = 1,
    parameter integer PLACES_LOG2 = 1,  // at most 2^PLACES_LOG2 pixels are between their last step and their last byte
    parameter integer HALVES = 1,
    parameter integer FORMER_AFTER = 5  // cycles from a pixel's last step; i_start comes after 5
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,
    input  wire                    i_begin,

    // A pixel's last step, and whether it is the last one of a row or of a group; the requantizer starts on it 5 cycles later
    input  wire                    i_pixel_ends,
    input  wire                    i_row_last,
    input  wire                    i_group_last,
    input  wire                    i_start,
    input  wire                    i_post,

    // Bytes
    input  wire                    i_value_valid,
    input  wire                    i_value_ends,
    input  wire              [2:0] i_value_lane,
    input  wire     [8*HALVES-1:0] i_values,
    input  wire                    i_expand,
    input  wire                    i_expand_step,
    input  wire              [7:0] i_expand_byte,
    output wire             [63:0] o_word,
    output wire             [63:0] o_former_word,

    // Memory
    output wire                    o_write_valid,
    output wire [ADDRESS_BITS-1:0] o_write_word,
    output wire                    o_read_valid,
    input  wire                    i_read_ready,
    output wire [ADDRESS_BITS-1:0] o_read_word,
    input  wire             [63:0] i_answer,
    input  wire                    i_former_taken,  // the former word's next byte becomes its first

    // The layer
    input  wire [ADDRESS_BITS-1:0] i_output_word,
    input  wire             [12:0] i_pixel_jump,
    input  wire [ADDRESS_BITS-1:0] i_row_jump,

    output wire                    o_idle
);

    // Words on their way: from the last step to the write
    reg [PLACES_LOG2:0] r_under_way;
    reg                 r_write_valid;

    wire w_pixel_enters = i_run && i_pixel_ends && !i_expand;
    wire w_asks;

    always @(posedge i_clock)
        if (i_reset)
            r_under_way <= {(PLACES_LOG2+1){1'b0}};
        else if (i_run)
            r_under_way <= r_under_way + {{PLACES_LOG2{1'b0}}, w_pixel_enters} - {{PLACES_LOG2{1'b0}}, i_value_ends};

    assign o_idle = r_under_way == {(PLACES_LOG2+1){1'b0}} && !r_write_valid;

    reg  [2:0] r_byte;
    wire       w_expand_ends = i_expand_step && (r_byte == 3'd7 || i_pixel_ends);

    // The address of the pixel that ends next, and of the next group's first one: groups lie side by side. A cycle after the layer begins, its
    // first group follows as the others do.
    reg  [ADDRESS_BITS-1:0] r_pixel_word, r_group_word;
    reg                     r_begun;
    wire [ADDRESS_BITS-1:0] w_next_pixel_word, w_next_group_word;
    wire [ADDRESS_BITS-1:0] w_jump = i_row_last ? i_row_jump : {{(ADDRESS_BITS-13){1'b0}}, i_pixel_jump};

    wire w_to_group = r_begun || i_group_last;
    wire w_to_pixel = r_begun || w_pixel_enters;

    retort_loading_adder #(
        .WIDTH(ADDRESS_BITS)
    ) pixel_words (
        .i_load(w_to_group),
        .i_a   (r_pixel_word),
        .i_b   (w_to_group ? r_group_word : w_jump),
        .o_sum (w_next_pixel_word)
    );

    retort_loading_counter #(
        .WIDTH(ADDRESS_BITS)
    ) group_words (
        .i_load (i_begin),
        .i_value(i_output_word),
        .i_count(r_group_word),
        .o_next (w_next_group_word)
    );

    always @(posedge i_clock)
        r_begun <= i_begin;

    always @(posedge i_clock)
        if (w_to_pixel)
            r_pixel_word <= w_next_pixel_word;

    always @(posedge i_clock)
        if (i_begin || (w_to_pixel && w_to_group))
            r_group_word <= w_next_group_word;

    // A place for each pixel under way
    reg [ADDRESS_BITS-1:0] r_words [0:(1 << PLACES_LOG2)-1];
    reg  [PLACES_LOG2-1:0] r_entered, r_asked, r_ended;
    reg [ADDRESS_BITS-1:0] r_former_word, r_write_word;
    reg                    r_expanding;

    always @(posedge i_clock)
        if (w_pixel_enters)
            r_words[r_entered] <= r_pixel_word;

    always @(posedge i_clock)
        if (i_reset) begin
            r_entered <= {PLACES_LOG2{1'b0}};
            r_asked   <= {PLACES_LOG2{1'b0}};
            r_ended   <= {PLACES_LOG2{1'b0}};
        end else if (i_run) begin
            r_entered <= r_entered + {{(PLACES_LOG2-1){1'b0}}, w_pixel_enters};
            r_asked   <= r_asked + {{(PLACES_LOG2-1){1'b0}}, w_asks};
            r_ended   <= r_ended + {{(PLACES_LOG2-1){1'b0}}, i_value_ends};
        end

    always @(posedge i_clock)
        if (i_run && w_asks)
            r_former_word <= r_words[r_asked];

    always @(posedge i_clock)
        if (i_begin)
            r_expanding <= 1'b0;
        else if (i_run && i_expand_step)
            r_expanding <= 1'b1;

    // Where the next write goes: of expanded words the first to the layer's address, the others behind it
    wire [ADDRESS_BITS-1:0] w_next_write_word;

    retort_loading_counter #(
        .WIDTH(ADDRESS_BITS)
    ) write_words (
        .i_load (!i_expand || !r_expanding),
        .i_value(i_expand ? r_pixel_word : r_words[r_ended]),
        .i_count(r_write_word),
        .o_next (w_next_write_word)
    );

    always @(posedge i_clock)
        if (i_run && (i_expand ? !r_expanding || r_write_valid : i_value_ends))
            r_write_word <= w_next_write_word;

    // Bytes
    reg [63:0] r_word;
    wire [2:0] w_place  = i_expand ? r_byte : i_value_lane;
    wire [7:0] w_only   = 8'd1 << w_place;
    wire [7:0] w_places = HALVES == 1 || i_expand ? w_only : w_only | w_only << 4;

    integer place;

    always @(posedge i_clock)
        if (i_begin)
            r_byte <= 3'd0;
        else if (i_run && i_expand_step)
            r_byte <= w_expand_ends ? 3'd0 : r_byte + 3'd1;

    always @(posedge i_clock)
        if (i_run && i_expand_step && r_byte == 3'd0)
            r_word <= {56'd0, i_expand_byte};
        else if (i_run && (i_value_valid || i_expand_step))
            for (place = 0; place < 8; place = place + 1)
                if (w_places[place])
                    r_word[8*place +: 8] <= i_expand ? i_expand_byte : i_values[8*(place*HALVES/8) +: 8];

    always @(posedge i_clock)
        if (i_reset)
            r_write_valid <= 1'b0;
        else if (i_run)
            r_write_valid <= i_value_ends || w_expand_ends;

    assign o_word        = r_word;
    assign o_write_valid = r_write_valid;
    assign o_write_word  = r_write_word;

    // What the output had before
    generate
        if (FORMER_AFTER == 5) begin : g_with_start
            assign w_asks = i_start;
        end else begin : g_at_another_time
            wire w_unused = i_start;

            retort_delay #(
                .CYCLES(FORMER_AFTER)
            ) ended (
                .i_clock(i_clock),
                .i_reset(i_reset),
                .i_run  (i_run),
                .i_value(w_pixel_enters),
                .o_value(w_asks)
            );
        end
    endgenerate

    wire       w_came;
    reg        r_wanted;
    reg [63:0] r_former;

    always @(posedge i_clock)
        if (i_reset)
            r_wanted <= 1'b0;
        else if (i_run)
            r_wanted <= (w_asks && i_post) || (r_wanted && !i_read_ready);

    retort_delay #(
        .CYCLES(READ_LATENCY)
    ) asked (
        .i_clock(i_clock),
        .i_reset(i_reset),
        .i_run  (i_run),
        .i_value(r_wanted && i_read_ready),
        .o_value(w_came)
    );

    always @(posedge i_clock)
        if (i_run && w_came)
            r_former <= i_answer;
        else if (i_former_taken)
            r_former <= {8'd0, r_former[63:8]};

    assign o_read_valid  = r_wanted;
    assign o_read_word   = r_former_word;
    assign o_former_word = r_former;

endmodule

`default_nettype wire
