// Gives one of two repliers at a time the memory's reader, the reply builder and the transmitter, until it drops its claim. The inference
// queue goes first: the core waits for it. It cannot keep the commands out, because each of its claims needs an inference before it.
// It does not choose what is sent (retort_reply_select).
// Reset: takes both grants away; there are no other registers.
// Timing: two claims and two grants, one level of logic.
`default_nettype none

module retort_reply_arbiter (
    input  wire i_clock,
    input  wire i_reset,

    input  wire i_commands_claim,
    input  wire i_queue_claim,
    output wire o_commands_granted,
    output wire o_queue_granted
);

    reg r_commands_granted, r_queue_granted;

    always @(posedge i_clock)
        if (i_reset) begin
            r_commands_granted <= 1'b0;
            r_queue_granted    <= 1'b0;
        end else if (r_commands_granted || r_queue_granted) begin
            r_commands_granted <= r_commands_granted && i_commands_claim;
            r_queue_granted    <= r_queue_granted && i_queue_claim;
        end else begin
            r_commands_granted <= i_commands_claim && !i_queue_claim;
            r_queue_granted    <= i_queue_claim;
        end

    assign o_commands_granted = r_commands_granted;
    assign o_queue_granted    = r_queue_granted;

endmodule

`default_nettype wire
