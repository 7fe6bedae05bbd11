// Fetches the running layer's operands ahead of the steps that use them: walks the layer, asks memory for each tap's words, makes up those
// outside the input, and keeps them in a queue. o_* is the word at the queue's head, with what the walk said of it; i_take removes it.
// A word inside the input costs one cycle of the port and is at the head READ_LATENCY + 2 cycles after it was asked for, as one outside is.
// It does not know weights or what is computed. Everything waits while i_run is low.
// Reset: of what is under way and queued; what the queue's places hold is worth nothing then.
// Timing: what was walked is a register before it is asked for, and the queue's head is one.
`default_nettype none

module retort_operands #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer READ_LATENCY = 1,
    parameter [0:0]   SLIDES = 1'b0,
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
    output wire                    o_row_last,
    output wire                    o_emits,
    output wire                    o_group_last,
    output wire                    o_layer_last,
    input  wire                    i_take,

    // The layer
    input  wire              [7:0] i_outside,
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
    input  wire    [BYTE_BITS-1:0] i_input_address,
    input  wire    [BYTE_BITS-1:0] i_column_jump,
    input  wire    [BYTE_BITS-1:0] i_line_jump,
    input  wire    [BYTE_BITS-1:0] i_pixel_jump,
    input  wire    [BYTE_BITS-1:0] i_row_jump,
    input  wire    [BYTE_BITS-1:0] i_group_jump
);

    // A place is in use from its request to READ_LATENCY + 1 cycles later, and free in the cycle after that: a word per cycle needs
    // READ_LATENCY + 2 places, or one less where a place is requested again in the cycle in which its word leaves.
    localparam integer PLACES_LOG2 = READ_LATENCY == 1 ? 1 : 3;
    localparam integer PLACES = 1 << PLACES_LOG2;
    localparam integer NOTES = 10;

    wire    [BYTE_BITS-1:0] w_address;
    wire                    w_inside, w_tap_last, w_pixel_last, w_row_last, w_emits, w_group_last, w_layer_last;

    // Walking: what comes next is taken from the walk before it is asked for.
    reg                    r_walking, r_planned, r_inside;
    reg [ADDRESS_BITS-1:0] r_read_word;
    reg        [NOTES-1:0] r_notes;

    wire w_ask;
    wire w_plan = i_run && r_walking && (!r_planned || w_ask);

    always @(posedge i_clock)
        if (i_reset)
            r_walking <= 1'b0;
        else if (i_begin)
            r_walking <= 1'b1;
        else if (w_plan && w_layer_last)
            r_walking <= 1'b0;

    always @(posedge i_clock)
        if (i_reset)
            r_planned <= 1'b0;
        else if (w_plan || w_ask)
            r_planned <= w_plan;

    always @(posedge i_clock)
        if (w_plan) begin
            r_inside    <= w_inside;
            r_read_word <= w_address[BYTE_BITS-1:3];
            r_notes     <= {!w_inside, w_address[2:0], w_tap_last, w_pixel_last, w_row_last, w_emits, w_group_last, w_layer_last};
        end

    // Asks when a place is free; with two places, also when one becomes free in this cycle.
    reg [PLACES_LOG2:0] r_free;

    wire w_leave;  // a word goes from its place to the head
    wire w_room = r_free != {(PLACES_LOG2+1){1'b0}} || (READ_LATENCY == 1 && w_leave);

    assign o_read_valid = r_planned && w_room && r_inside;
    assign o_read_word  = r_read_word;
    assign w_ask        = i_run && r_planned && w_room && (!r_inside || i_read_ready);

    always @(posedge i_clock)
        if (i_reset || i_begin)
            r_free <= {1'b1, {PLACES_LOG2{1'b0}}};
        else
            r_free <= r_free + {{PLACES_LOG2{1'b0}}, w_leave} - {{PLACES_LOG2{1'b0}}, w_ask};

    // The queue: notes come in when a word is asked for, its data when it is answered.
    wire                   w_came;
    reg        [NOTES-1:0] r_place_notes [0:PLACES-1];
    reg  [PLACES_LOG2-1:0] r_asked, r_came, r_first;
    reg    [PLACES_LOG2:0] r_count;

    retort_delay #(
        .CYCLES(READ_LATENCY)
    ) asked (
        .i_clock(i_clock),
        .i_reset(i_reset),
        .i_run  (i_run),
        .i_value(w_ask),
        .o_value(w_came)
    );

    wire w_put = i_run && w_came;

    always @(posedge i_clock)
        if (w_ask)
            r_place_notes[r_asked] <= r_notes;

    always @(posedge i_clock)
        if (i_reset || i_begin) begin
            r_asked <= {PLACES_LOG2{1'b0}};
            r_came  <= {PLACES_LOG2{1'b0}};
            r_first <= {PLACES_LOG2{1'b0}};
            r_count <= {(PLACES_LOG2+1){1'b0}};
        end else begin
            r_asked <= r_asked + {{(PLACES_LOG2-1){1'b0}}, w_ask};
            r_came  <= r_came + {{(PLACES_LOG2-1){1'b0}}, w_put};
            r_first <= r_first + {{(PLACES_LOG2-1){1'b0}}, w_leave};
            r_count <= r_count + {{PLACES_LOG2{1'b0}}, w_put} - {{PLACES_LOG2{1'b0}}, w_leave};
        end

    wire             w_outside;
    wire [NOTES-2:0] w_first_notes;
    wire      [63:0] w_first_data;

    assign {w_outside, w_first_notes} = r_place_notes[r_first];

    // A word outside the input is made up behind a memory of places, but in front of two places, which are registers.
    genvar place;
    generate
        if (PLACES == 2) begin : g_two
            wire [127:0] w_data;

            for (place = 0; place < 2; place = place + 1) begin : g_place
                localparam [0:0] PLACE = place == 1;

                reg [63:0] r_data;

                always @(posedge i_clock)
                    if (w_put && r_came == PLACE)
                        r_data <= r_place_notes[place][NOTES-1] ? {8{i_outside}} : i_answer;

                assign w_data[64*place +: 64] = r_data;
            end

            assign w_first_data = r_first ? w_data[64 +: 64] : w_data[0 +: 64];

            wire w_unused = &{1'b0, w_outside};
        end else begin : g_memory
            reg [63:0] r_data [0:PLACES-1];

            always @(posedge i_clock)
                if (w_put)
                    r_data[r_came] <= i_answer;

            assign w_first_data = w_outside ? {8{i_outside}} : r_data[r_first];
        end
    endgenerate

    // The head
    reg             r_head;  // there is one
    reg      [63:0] r_head_data;
    reg [NOTES-2:0] r_head_notes;

    assign w_leave = i_run && r_count != {(PLACES_LOG2+1){1'b0}} && (!r_head || i_take);

    always @(posedge i_clock)
        if (i_reset || i_begin)
            r_head <= 1'b0;
        else if (i_run)
            r_head <= w_leave || (r_head && !i_take);

    always @(posedge i_clock)
        if (w_leave) begin
            r_head_data  <= w_first_data;
            r_head_notes <= w_first_notes;
        end

    assign o_valid = r_head;
    assign o_data  = r_head_data;
    assign {o_byte, o_tap_last, o_pixel_last, o_row_last, o_emits, o_group_last, o_layer_last} = r_head_notes;

    retort_walker #(
        .ADDRESS_BITS(ADDRESS_BITS),
        .SLIDES      (SLIDES)
    ) walker (
        .i_clock            (i_clock),
        .i_load             (i_begin),
        .i_advance          (w_plan && !w_layer_last),
        .o_input_address    (w_address),
        .o_inside           (w_inside),
        .o_tap_last         (w_tap_last),
        .o_pixel_last       (w_pixel_last),
        .o_row_last         (w_row_last),
        .o_emits            (w_emits),
        .o_group_last       (w_group_last),
        .o_layer_last       (w_layer_last),
        .i_input_address    (i_input_address),
        .i_tap_words        (i_tap_words),
        .i_kernel_height    (i_kernel_height),
        .i_kernel_width     (i_kernel_width),
        .i_row_move         (i_row_move),
        .i_column_move      (i_column_move),
        .i_first_row        (i_first_row),
        .i_first_column     (i_first_column),
        .i_input_height     (i_input_height),
        .i_input_width      (i_input_width),
        .i_output_height    (i_output_height),
        .i_output_width     (i_output_width),
        .i_groups           (i_groups),
        .i_skip_first       (i_skip_first),
        .i_skip_between     (i_skip_between),
        .i_column_jump      (i_column_jump),
        .i_line_jump        (i_line_jump),
        .i_pixel_jump       (i_pixel_jump),
        .i_row_jump         (i_row_jump),
        .i_group_jump       (i_group_jump)
    );

endmodule

`default_nettype wire
