// The line's rate: 115,200 baud after a reset, another one on request, and 115,200 again after half a second without a good frame.
// It does not wait for the line: a change is requested once the reply that announces it has left.
// Reset: sets the rate and the timer; there are no other registers.
// Timing: all bits of the timer compared with zero, then the select of the rate's next value.
`default_nettype none

module retort_baud #(
    parameter integer CLOCK_HZ = 24_000_000
) (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire        i_good_frame,
    input  wire        i_change,
    input  wire [15:0] i_cycles_per_bit,
    output wire [15:0] o_cycles_per_bit
);

    localparam integer DEFAULT    = (CLOCK_HZ + 57_600) / 115_200;
    localparam integer PATIENCE   = CLOCK_HZ / 2;
    localparam integer TIMER_BITS = $clog2(PATIENCE + 1);

    localparam [TIMER_BITS-1:0] ONE = 1;

    reg [TIMER_BITS-1:0] r_cycles_left;
    reg           [15:0] r_cycles_per_bit;

    wire w_waiting = r_cycles_left != {TIMER_BITS{1'b0}};

    always @(posedge i_clock)
        if (i_reset || i_good_frame)
            r_cycles_left <= PATIENCE[TIMER_BITS-1:0];
        else if (w_waiting)
            r_cycles_left <= r_cycles_left - ONE;

    always @(posedge i_clock)
        if (i_reset)
            r_cycles_per_bit <= DEFAULT[15:0];
        else if (i_change)
            r_cycles_per_bit <= i_cycles_per_bit;
        else if (!w_waiting)
            r_cycles_per_bit <= DEFAULT[15:0];

    assign o_cycles_per_bit = r_cycles_per_bit;

endmodule

`default_nettype wire
