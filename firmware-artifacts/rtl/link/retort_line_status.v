// Whether the line out has nothing to send, and whether anything is under way on the board at all.
// It does not hold anything.
// Reset: none. There are no registers.
// Timing: one or two levels of logic, to a pin.
`default_nettype none

module retort_line_status (
    input  wire i_receiving,
    input  wire i_frame_available,
    input  wire i_queue_empty,
    input  wire i_core_busy,
    input  wire i_drained,
    input  wire i_sending,

    output wire o_line_idle,
    output wire o_busy
);

    assign o_line_idle = i_drained && !i_sending;
    assign o_busy      = i_receiving || i_frame_available || !i_queue_empty || i_core_busy || !o_line_idle;

endmodule

`default_nettype wire
