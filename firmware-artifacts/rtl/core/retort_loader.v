// Reads what the running layer computes with, in the cycles that nobody else wants: the tables of its second pass, then for each group its
// parameter record and its weights, i_passes times over; ahead of the group that is being computed by at most two records, and by as many
// weights as there is room for. It says what each answer is for; the answer comes READ_LATENCY cycles after it was asked for.
// It does not hold anything. Everything waits while i_run is low.
// Reset: of what it reads and what is on its way; a beginning layer sets the rest.
// Timing: whether a part ends (a subtraction and a comparison) decides over the next address (an adder).
`default_nettype none

module retort_loader #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer READ_LATENCY = 1
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,
    input  wire                    i_begin,

    // Memory
    output wire                    o_read_valid,
    input  wire                    i_read_ready,
    output wire [ADDRESS_BITS-1:0] o_read_word,

    // What the answer is for
    output wire                    o_table,
    output wire              [8:0] o_table_word,
    output wire                    o_record,
    output wire              [3:0] o_record_word,
    output wire              [1:0] o_record_slot,
    output wire                    o_weight,

    // Room and progress
    input  wire                    i_weights_room,
    output wire                    o_weight_claimed,
    input  wire                    i_group_done,
    output wire                    o_record_there,

    // The layer
    input  wire                    i_post,
    input  wire [ADDRESS_BITS-1:0] i_tables_word,
    input  wire [ADDRESS_BITS-1:0] i_records_word,
    input  wire [ADDRESS_BITS-1:0] i_record_words,
    input  wire [ADDRESS_BITS-1:0] i_weights_word,
    input  wire [ADDRESS_BITS-1:0] i_group_weights,
    input  wire             [15:0] i_passes,
    input  wire             [15:0] i_groups
);

    localparam [1:0] IDLE    = 2'd0;
    localparam [1:0] TABLES  = 2'd1;
    localparam [1:0] RECORD  = 2'd2;
    localparam [1:0] WEIGHTS = 2'd3;

    localparam [ADDRESS_BITS-1:0] ONE        = 1;
    localparam [ADDRESS_BITS-1:0] TABLE_LAST = 256;
    localparam [ADDRESS_BITS-1:0] RECORD_LAST = 8;

    reg              [1:0] r_part;
    reg [ADDRESS_BITS-1:0] r_index;     // of the word in its part
    reg [ADDRESS_BITS-1:0] r_record, r_group_first, r_weight;

    // Records read ahead: of groups not yet done, the one being computed included.
    reg [1:0] r_slot;
    reg [1:0] r_ahead;
    reg [1:0] r_there;

    wire [ADDRESS_BITS-1:0] w_last = r_part == TABLES ? TABLE_LAST : r_part == RECORD ? RECORD_LAST : i_group_weights - ONE;

    wire w_pass_last, w_group_last;
    wire w_part_ends   = r_index == w_last;
    wire w_pass_ends   = r_part == WEIGHTS && w_part_ends;
    wire w_group_ends  = w_pass_ends && w_pass_last;
    wire w_ask         = i_run && o_read_valid && i_read_ready;
    wire w_record_ends = r_part == RECORD && w_part_ends;

    assign o_read_valid = r_part == TABLES || (r_part == RECORD && r_ahead != 2'd3) || (r_part == WEIGHTS && i_weights_room);
    assign o_read_word  = r_part == TABLES ? i_tables_word + r_index : r_part == RECORD ? r_record + r_index : r_weight;

    assign o_weight_claimed = w_ask && r_part == WEIGHTS;

    always @(posedge i_clock)
        if (i_reset)
            r_part <= IDLE;
        else if (i_begin)
            r_part <= i_post ? TABLES : RECORD;
        else if (w_ask && w_part_ends)
            case (r_part)
                TABLES:  r_part <= RECORD;
                RECORD:  r_part <= WEIGHTS;
                default: r_part <= !w_group_ends ? WEIGHTS : w_group_last ? IDLE : RECORD;
            endcase

    always @(posedge i_clock)
        if (i_begin)
            r_index <= {ADDRESS_BITS{1'b0}};
        else if (w_ask)
            r_index <= w_part_ends ? {ADDRESS_BITS{1'b0}} : r_index + ONE;

    retort_level #(
        .BITS(16)
    ) passes (
        .i_clock (i_clock),
        .i_move  (i_begin || (w_ask && w_pass_ends)),
        .i_anew  (i_begin || w_group_ends),
        .i_length(i_passes),
        .o_last  (w_pass_last)
    );

    retort_level #(
        .BITS(16)
    ) groups (
        .i_clock (i_clock),
        .i_move  (i_begin || (w_ask && w_group_ends)),
        .i_anew  (i_begin),
        .i_length(i_groups),
        .o_last  (w_group_last)
    );

    always @(posedge i_clock)
        if (i_begin)
            r_record <= i_records_word;
        else if (w_ask && w_group_ends)
            r_record <= r_record + i_record_words;

    // Weights follow one another from group to group; a further pass goes back to the group's first.
    // A cycle after the layer begins, its first pass goes there too.
    reg                     r_begun;
    wire [ADDRESS_BITS-1:0] w_next_weight, w_next_group_first;

    retort_loading_counter #(
        .WIDTH(ADDRESS_BITS)
    ) weight_words (
        .i_load (r_begun || (w_part_ends && !w_pass_last)),
        .i_value(r_group_first),
        .i_count(r_weight),
        .o_next (w_next_weight)
    );

    retort_loading_counter #(
        .WIDTH(ADDRESS_BITS)
    ) group_words (
        .i_load (i_begin),
        .i_value(i_weights_word),
        .i_count(r_weight),
        .o_next (w_next_group_first)
    );

    always @(posedge i_clock)
        r_begun <= i_begin;

    always @(posedge i_clock)
        if (r_begun || o_weight_claimed)
            r_weight <= w_next_weight;

    always @(posedge i_clock)
        if (i_begin || (w_ask && w_group_ends))
            r_group_first <= w_next_group_first;

    always @(posedge i_clock)
        if (i_begin) begin
            r_slot  <= 2'd0;
            r_ahead <= 2'd0;
        end else if (i_run) begin
            if (w_ask && w_record_ends)
                r_slot <= r_slot + 2'd1;
            r_ahead <= r_ahead + {1'b0, w_ask && w_record_ends} - {1'b0, i_group_done};
        end

    // The answers: what each is for comes along with it.
    wire       w_came, w_came_record_ends;
    wire [1:0] w_came_part, w_came_slot;
    wire [8:0] w_came_index;

    retort_delay #(
        .CYCLES(READ_LATENCY)
    ) asked (
        .i_clock(i_clock),
        .i_reset(i_reset || i_begin),
        .i_run  (i_run),
        .i_value(w_ask),
        .o_value(w_came)
    );

    retort_delay #(
        .WIDTH (14),
        .CYCLES(READ_LATENCY)
    ) asked_for (
        .i_clock(i_clock),
        .i_reset(1'b0),
        .i_run  (i_run),
        .i_value({r_part, r_index[8:0], r_slot, w_record_ends}),
        .o_value({w_came_part, w_came_index, w_came_slot, w_came_record_ends})
    );

    wire w_record_came = w_came && w_came_record_ends;

    always @(posedge i_clock)
        if (i_begin)
            r_there <= 2'd0;
        else if (i_run)
            r_there <= r_there + {1'b0, w_record_came} - {1'b0, i_group_done};

    assign o_record_there = r_there != 2'd0;

    assign o_table       = i_run && w_came && w_came_part == TABLES;
    assign o_table_word  = w_came_index;
    assign o_record      = i_run && w_came && w_came_part == RECORD;
    assign o_record_word = w_came_index[3:0];
    assign o_record_slot = w_came_slot;
    assign o_weight      = w_came && w_came_part == WEIGHTS;

endmodule

`default_nettype wire
