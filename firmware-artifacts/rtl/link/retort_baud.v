// The line's rate: 115,200 baud after reset, another one on request, and 115,200 again after half a second without a good frame.
// Does not wait for the line: a change is asked for once the reply that announces it has left.
`default_nettype none

module retort_baud #(
    parameter integer CLOCK_HZ = 24_000_000
) (
    input  wire        i_clock,
    input  wire        i_reset,
    input  wire        i_good_frame,
    input  wire        i_change,
    input  wire [15:0] i_cycles_per_bit,
    output reg  [15:0] o_cycles_per_bit
);
    localparam integer DEFAULT = (CLOCK_HZ + 57_600) / 115_200;
    localparam integer PATIENCE = CLOCK_HZ / 2;
    localparam integer TIMER_BITS = $clog2(PATIENCE + 1);
    localparam [TIMER_BITS-1:0] ONE = 1;

    reg [TIMER_BITS-1:0] cycles_left;
    wire                 waiting = cycles_left != {TIMER_BITS{1'b0}};

    always @(posedge i_clock) begin
        if (i_reset || i_good_frame)
            cycles_left <= PATIENCE[TIMER_BITS-1:0];
        else if (waiting)
            cycles_left <= cycles_left - ONE;
    end

    always @(posedge i_clock) begin
        if (i_reset)
            o_cycles_per_bit <= DEFAULT[15:0];
        else if (i_change)
            o_cycles_per_bit <= i_cycles_per_bit;
        else if (!waiting)
            o_cycles_per_bit <= DEFAULT[15:0];
    end
endmodule

`default_nettype wire
