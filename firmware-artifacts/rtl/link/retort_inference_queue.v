// Inputs whose last piece has arrived wait here, in their slots, for the core: up to four, first in, first out. Starts the core, then asks
// for the reply, and starts the next one only when the logits have been read out.
// An abort forgets them all. Does not check inputs (retort_commands) and does not look into memory.
`default_nettype none

module retort_inference_queue #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_clear,        // a new image; only while nothing is under way
    input  wire                    i_abort,        // ends what is under way, but for a reply that has begun; not with i_push
    input  wire [ADDRESS_BITS+2:0] i_slot_pitch,
    input  wire [2:0]              i_slot_count,
    // the commands' side
    input  wire                    i_push,         // the slot being filled is full; only while not o_full
    input  wire [31:0]             i_push_id,
    input  wire [31:0]             i_push_stop_after,
    output wire [ADDRESS_BITS+2:0] o_fill_offset,  // of that slot
    output wire                    o_full,
    output wire                    o_empty,        // no inference is under way
    output reg  [31:0]             o_inferences,   // finished since reset
    output reg  [2:0]              o_ended,        // by the last abort
    // the core's side
    output wire                    o_start,
    output reg  [ADDRESS_BITS+2:0] o_run_offset,
    output wire [15:0]             o_stop_after,
    output wire                    o_core_abort,   // what the core says of a prediction whose reply has begun holds
    input  wire                    i_core_busy,
    input  wire                    i_core_done,
    input  wire                    i_core_fault,
    input  wire                    i_core_expired,
    // the reply: a prediction, or the refusal of the program
    output wire                    o_claim,
    input  wire                    i_granted,
    output wire                    o_reply_start,
    output wire [31:0]             o_id,
    output reg                     o_fault,
    output reg                     o_expired,
    input  wire                    i_reply_done
);
    localparam [1:0] IDLE = 2'd0, RUN = 2'd1, CLAIM = 2'd2, REPLY = 2'd3;
    localparam integer B = ADDRESS_BITS + 3;

    reg [1:0]   state;
    reg [1:0]   run_slot, fill_slot;
    reg [2:0]   count;
    reg [B-1:0] fill_offset;
    reg [31:0]  ids[0:3];
    reg [15:0]  stops[0:3];

    wire       pop = state == REPLY && i_reply_done;
    wire [2:0] last_slot = i_slot_count - 3'd1;
    wire       run_is_last = {1'b0, run_slot} == last_slot;
    wire       fill_is_last = {1'b0, fill_slot} == last_slot;
    wire       replies = state == REPLY || o_reply_start;

    wire [1:0]   next_run_slot = run_is_last ? 2'd0 : run_slot + 2'd1;
    wire [B-1:0] next_run_offset = run_is_last ? {B{1'b0}} : o_run_offset + i_slot_pitch;

    assign o_fill_offset = fill_offset;
    assign o_full = count >= i_slot_count;
    assign o_empty = count == 3'd0;
    assign o_start = state == IDLE && !o_empty && !i_core_busy;
    assign o_core_abort = i_abort && !replies;
    assign o_stop_after = stops[run_slot];
    assign o_id = ids[run_slot];
    assign o_claim = state == CLAIM || state == REPLY;
    assign o_reply_start = state == CLAIM && i_granted;

    always @(posedge i_clock) begin
        if (i_reset)
            state <= IDLE;
        else if (i_abort && !replies)
            state <= IDLE;
        else case (state)
            IDLE: if (o_start) state <= RUN;
            RUN: if (i_core_done) state <= CLAIM;
            CLAIM: if (i_granted) state <= REPLY;
            REPLY: if (i_reply_done) state <= IDLE;
        endcase
    end

    always @(posedge i_clock) begin
        if (i_reset || i_clear)
            count <= 3'd0;
        else if (i_abort)
            count <= replies && !pop ? 3'd1 : 3'd0;
        else if (i_push && !pop)
            count <= count + 3'd1;
        else if (pop && !i_push)
            count <= count - 3'd1;
    end

    always @(posedge i_clock) begin
        if (i_reset || i_clear) begin
            fill_slot <= 2'd0;
            fill_offset <= {B{1'b0}};
        end else if (i_abort) begin
            fill_slot <= replies ? next_run_slot : run_slot;
            fill_offset <= replies ? next_run_offset : o_run_offset;
        end else if (i_push) begin
            fill_slot <= fill_is_last ? 2'd0 : fill_slot + 2'd1;
            fill_offset <= fill_is_last ? {B{1'b0}} : fill_offset + i_slot_pitch;
        end
    end

    always @(posedge i_clock) begin
        if (i_reset || i_clear) begin
            run_slot <= 2'd0;
            o_run_offset <= {B{1'b0}};
        end else if (pop) begin
            run_slot <= next_run_slot;
            o_run_offset <= next_run_offset;
        end
    end

    // No memory holds 65,535 descriptors, so that many means all of them.
    always @(posedge i_clock) begin
        if (i_push) begin
            ids[fill_slot] <= i_push_id;
            stops[fill_slot] <= i_push_stop_after[31:16] == 16'd0 ? i_push_stop_after[15:0] : 16'hffff;
        end
    end

    always @(posedge i_clock) begin
        if (state == RUN && i_core_done) begin
            o_fault <= i_core_fault || i_core_expired;
            o_expired <= i_core_expired;
        end
    end

    always @(posedge i_clock) begin
        if (i_abort)
            o_ended <= count - {2'd0, replies};
    end

    always @(posedge i_clock) begin
        if (i_reset)
            o_inferences <= 32'd0;
        else if (state == RUN && i_core_done)
            o_inferences <= o_inferences + 32'd1;
    end
endmodule

`default_nettype wire
