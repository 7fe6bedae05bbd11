// Lets one of two repliers at a time have the memory's reader, the reply builder and the transmitter, until it drops its claim.
// The inference queue goes first: the core waits for it. It cannot keep the commands out, as each claim of it needs an inference before.
`default_nettype none

module retort_reply_arbiter (
    input  wire i_clock,
    input  wire i_reset,
    input  wire i_commands_claim,
    input  wire i_queue_claim,
    output reg  o_commands_granted,
    output reg  o_queue_granted
);
    always @(posedge i_clock) begin
        if (i_reset) begin
            o_commands_granted <= 1'b0;
            o_queue_granted <= 1'b0;
        end else if (o_commands_granted || o_queue_granted) begin
            o_commands_granted <= o_commands_granted && i_commands_claim;
            o_queue_granted <= o_queue_granted && i_queue_claim;
        end else begin
            o_queue_granted <= i_queue_claim;
            o_commands_granted <= i_commands_claim && !i_queue_claim;
        end
    end
endmodule

`default_nettype wire
