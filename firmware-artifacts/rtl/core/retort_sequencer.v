// Runs a program: fetches a descriptor, lets its layer run, waits for the layer's last write, and goes on with the next. It knows nothing of
// what a layer is but that it begins (o_begin, once its descriptor is in) and ends (i_layer_ends, then i_drained).
// Starts at any time, also while i_run is low; everything else waits for i_run. A program that has not ended in the last cycle that it may
// take ends there (o_done with o_expired), with its layer under way: what a layer holds is to be dropped with o_done.
// Reset: of the state and of what it reports. Timing: a state, whether the layer has drained, a state.
`default_nettype none

module retort_sequencer #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer READ_LATENCY = 1,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,

    input  wire                    i_start,
    input  wire [ADDRESS_BITS-1:0] i_program_word,
    input  wire    [BYTE_BITS-1:0] i_slot_offset,
    input  wire             [31:0] i_stop_after,
    input  wire                    i_limit_reached, // this running cycle is the last that the program may take
    output wire                    o_busy,
    output wire                    o_done,
    output wire                    o_fault,
    output wire                    o_expired,
    output wire             [15:0] o_descriptor,
    output wire    [BYTE_BITS-1:0] o_slot_offset,

    // The descriptor's words
    output wire                    o_read_valid,
    output wire [ADDRESS_BITS-1:0] o_read_word,
    output wire                    o_descriptor_write,
    output wire              [3:0] o_descriptor_word,

    // The layer
    input  wire                    i_end,
    input  wire                    i_unknown,
    output wire                    o_begin,
    input  wire                    i_layer_ends,
    input  wire                    i_drained
);

    localparam [2:0] IDLE  = 3'd0;
    localparam [2:0] FETCH = 3'd1;  // asks for the descriptor's words
    localparam [2:0] LATCH = 3'd2;  // waits for the last one
    localparam [2:0] BEGIN = 3'd3;
    localparam [2:0] RUN   = 3'd4;
    localparam [2:0] DRAIN = 3'd5;  // waits for the last write
    localparam [2:0] DONE  = 3'd6;

    localparam [3:0] WORD_LAST = 4'd10;

    reg  [2:0] r_state;
    reg  [3:0] r_word, r_came_word;  // the next to request, the next to arrive
    reg [31:0] r_remaining; // descriptors still to run; 0 at the start is so many that it does not end
    reg        r_last;      // this one is the last of them; a cycle later, long before it drains

    wire w_came;
    wire w_fetch   = i_run && r_state == FETCH;
    wire w_drained = i_run && r_state == DRAIN && i_drained;
    wire w_stops   = i_end || i_unknown;
    wire w_ends    = (r_state == BEGIN && w_stops) || (r_state == DRAIN && i_drained && r_last);
    wire w_expires = i_run && i_limit_reached && o_busy && !o_done && !w_ends;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= IDLE;
        else if (r_state == IDLE)
            r_state <= i_start ? FETCH : IDLE;
        else if (r_state == DONE)
            r_state <= IDLE;
        else if (w_expires)
            r_state <= DONE;
        else if (i_run)
            case (r_state)
                FETCH:   r_state <= r_word == WORD_LAST ? LATCH : FETCH;
                LATCH:   r_state <= w_came && r_came_word == WORD_LAST ? BEGIN : LATCH;
                BEGIN:   r_state <= w_stops ? DONE : RUN;
                RUN:     r_state <= i_layer_ends ? DRAIN : RUN;
                DRAIN:   r_state <= !i_drained ? DRAIN : r_last ? DONE : FETCH;
                default: r_state <= IDLE;
            endcase

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_word <= 4'd0;
        else if (w_fetch)
            r_word <= r_word == WORD_LAST ? 4'd0 : r_word + 4'd1;

    reg  [ADDRESS_BITS-1:0] r_program_word;
    wire [ADDRESS_BITS-1:0] w_next_program_word;

    retort_loading_counter #(
        .WIDTH(ADDRESS_BITS)
    ) program_words (
        .i_load (r_state == IDLE),
        .i_value(i_program_word),
        .i_count(r_program_word),
        .o_next (w_next_program_word)
    );

    always @(posedge i_clock)
        if (r_state == IDLE || w_fetch)
            r_program_word <= w_next_program_word;

    retort_delay #(
        .CYCLES(READ_LATENCY)
    ) asked (
        .i_clock(i_clock),
        .i_reset(i_reset || o_done),
        .i_run  (i_run),
        .i_value(w_fetch),
        .o_value(w_came)
    );

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_came_word <= 4'd0;
        else if (o_descriptor_write)
            r_came_word <= r_came_word == WORD_LAST ? 4'd0 : r_came_word + 4'd1;

    assign o_read_valid       = r_state == FETCH;
    assign o_read_word        = r_program_word;
    assign o_descriptor_write = i_run && w_came;
    assign o_descriptor_word  = r_came_word;
    assign o_begin            = i_run && r_state == BEGIN && !w_stops;

    // What was started, and how far it came
    reg  [BYTE_BITS-1:0] r_slot_offset;
    reg           [15:0] r_descriptor;
    reg                  r_first;
    reg                  r_fault, r_expired;

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_slot_offset <= i_slot_offset;

    wire [31:0] w_next_remaining;

    retort_loading_counter #(
        .WIDTH(32),
        .DOWN (1'b1)
    ) descriptors (
        .i_load (r_state == IDLE),
        .i_value(i_stop_after),
        .i_count(r_remaining),
        .o_next (w_next_remaining)
    );

    always @(posedge i_clock)
        if (r_state == IDLE || w_drained)
            r_remaining <= w_next_remaining;

    always @(posedge i_clock)
        r_last <= r_remaining == 32'd1;

    always @(posedge i_clock)
        if (i_reset || (r_state == IDLE && i_start)) begin
            r_descriptor <= 16'd0;
            r_first      <= 1'b1;
            r_fault      <= 1'b0;
        end else if (i_run && r_state == BEGIN && !i_end) begin
            r_descriptor <= r_first ? 16'd0 : r_descriptor + 16'd1;
            r_first      <= 1'b0;
            r_fault      <= i_unknown;
        end

    always @(posedge i_clock)
        if (i_reset || (r_state == IDLE && i_start))
            r_expired <= 1'b0;
        else if (w_expires)
            r_expired <= 1'b1;

    assign o_expired     = o_done && r_expired;
    assign o_busy        = r_state != IDLE;
    assign o_done        = r_state == DONE;
    assign o_fault       = o_done && r_fault;
    assign o_descriptor  = r_descriptor;
    assign o_slot_offset = r_slot_offset;

endmodule

`default_nettype wire
