// Inputs whose last piece has arrived wait here, in their slots, for the core: up to four, first in, first out. Starts the core, then asks
// for the reply, and starts the next one only when the logits have been read out. An abort forgets them all.
// It does not check inputs (retort_commands) and does not look into memory.
// Reset: empties the queue and clears the count of inferences. What belongs to a slot, how a run ended and how many an abort ended need
// none: each is set before it is read.
// Timing: the running slot compared with the last one, one addition of an address, and the choice between abort, push and pop.
`default_nettype none

module retort_inference_queue #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_clear,           // a new image; only while nothing is under way
    input  wire                    i_abort,           // ends what is under way, but for a reply that has begun; not with i_push
    input  wire [ADDRESS_BITS+2:0] i_slot_pitch,
    input  wire              [2:0] i_slot_count,

    // The commands' side
    input  wire                    i_push,            // the slot being filled is full; only while not o_full
    input  wire             [31:0] i_push_id,
    input  wire             [31:0] i_push_stop_after,
    output wire [ADDRESS_BITS+2:0] o_fill_offset,     // of that slot
    output wire                    o_full,
    output wire                    o_empty,           // no inference is under way
    output wire             [31:0] o_inferences,      // finished since reset
    output wire              [2:0] o_ended,           // by the last abort

    // The core's side
    output wire                    o_start,
    output wire [ADDRESS_BITS+2:0] o_run_offset,
    output wire             [15:0] o_stop_after,
    output wire                    o_core_abort,      // what the core says of a prediction whose reply has begun holds
    input  wire                    i_core_busy,
    input  wire                    i_core_done,
    input  wire                    i_core_fault,
    input  wire                    i_core_expired,

    // The reply: a prediction, or the refusal of the program
    output wire                    o_claim,
    input  wire                    i_granted,
    output wire                    o_reply_start,
    output wire             [31:0] o_id,
    output wire                    o_fault,
    output wire                    o_expired,
    input  wire                    i_reply_done
);

    localparam integer B = ADDRESS_BITS + 3;

    localparam [1:0] IDLE  = 2'd0;
    localparam [1:0] RUN   = 2'd1;
    localparam [1:0] CLAIM = 2'd2;
    localparam [1:0] REPLY = 2'd3;

    reg   [1:0] r_state;
    reg   [1:0] r_run_slot, r_fill_slot;
    reg   [2:0] r_count;
    reg [B-1:0] r_run_offset, r_fill_offset;

    wire       w_replies      = r_state == REPLY || o_reply_start;
    wire       w_pop          = r_state == REPLY && i_reply_done;
    wire       w_run_ends     = r_state == RUN && i_core_done;
    wire [2:0] w_last_slot    = i_slot_count - 3'd1;
    wire       w_run_is_last  = {1'b0, r_run_slot} == w_last_slot;
    wire       w_fill_is_last = {1'b0, r_fill_slot} == w_last_slot;

    wire   [1:0] w_next_run_slot   = w_run_is_last ? 2'd0 : r_run_slot + 2'd1;
    wire [B-1:0] w_next_run_offset = w_run_is_last ? {B{1'b0}} : r_run_offset + i_slot_pitch;

    always @(posedge i_clock)
        if (i_reset || o_core_abort)
            r_state <= IDLE;
        else
            case (r_state)
                IDLE:  r_state <= o_start ? RUN : IDLE;
                RUN:   r_state <= i_core_done ? CLAIM : RUN;
                CLAIM: r_state <= i_granted ? REPLY : CLAIM;
                REPLY: r_state <= i_reply_done ? IDLE : REPLY;
            endcase

    always @(posedge i_clock)
        if (i_reset || i_clear)
            r_count <= 3'd0;
        else if (i_abort)
            r_count <= w_replies && !w_pop ? 3'd1 : 3'd0;
        else if (i_push && !w_pop)
            r_count <= r_count + 3'd1;
        else if (w_pop && !i_push)
            r_count <= r_count - 3'd1;

    always @(posedge i_clock)
        if (i_reset || i_clear) begin
            r_fill_slot   <= 2'd0;
            r_fill_offset <= {B{1'b0}};
        end else if (i_abort) begin
            r_fill_slot   <= w_replies ? w_next_run_slot : r_run_slot;
            r_fill_offset <= w_replies ? w_next_run_offset : r_run_offset;
        end else if (i_push) begin
            r_fill_slot   <= w_fill_is_last ? 2'd0 : r_fill_slot + 2'd1;
            r_fill_offset <= w_fill_is_last ? {B{1'b0}} : r_fill_offset + i_slot_pitch;
        end

    always @(posedge i_clock)
        if (i_reset || i_clear) begin
            r_run_slot   <= 2'd0;
            r_run_offset <= {B{1'b0}};
        end else if (w_pop) begin
            r_run_slot   <= w_next_run_slot;
            r_run_offset <= w_next_run_offset;
        end

    assign o_fill_offset = r_fill_offset;
    assign o_run_offset  = r_run_offset;
    assign o_full        = r_count >= i_slot_count;
    assign o_empty       = r_count == 3'd0;
    assign o_start       = r_state == IDLE && !o_empty && !i_core_busy;
    assign o_core_abort  = i_abort && !w_replies;
    assign o_claim       = r_state == CLAIM || r_state == REPLY;
    assign o_reply_start = r_state == CLAIM && i_granted;

    // What belongs to a slot. No memory holds 65,535 descriptors, so that many means all of them.
    reg [31:0] r_ids [0:3];
    reg [15:0] r_stops [0:3];

    always @(posedge i_clock)
        if (i_push) begin
            r_ids[r_fill_slot]   <= i_push_id;
            r_stops[r_fill_slot] <= i_push_stop_after[31:16] == 16'd0 ? i_push_stop_after[15:0] : 16'hffff;
        end

    assign o_id         = r_ids[r_run_slot];
    assign o_stop_after = r_stops[r_run_slot];

    // How runs ended
    reg        r_fault, r_expired;
    reg  [2:0] r_ended;
    reg [31:0] r_inferences;

    always @(posedge i_clock)
        if (w_run_ends) begin
            r_fault   <= i_core_fault || i_core_expired;
            r_expired <= i_core_expired;
        end

    always @(posedge i_clock)
        if (i_abort)
            r_ended <= r_count - {2'd0, w_replies};

    always @(posedge i_clock)
        if (i_reset)
            r_inferences <= 32'd0;
        else if (w_run_ends)
            r_inferences <= r_inferences + 32'd1;

    assign o_fault      = r_fault;
    assign o_expired    = r_expired;
    assign o_ended      = r_ended;
    assign o_inferences = r_inferences;

endmodule

`default_nettype wire
