// Delays a value by CYCLES running cycles. A reset clears what is on its way.
// Timing: nothing but registers.
`default_nettype none

module retort_delay #(
    parameter integer WIDTH = 1,
    parameter integer CYCLES = 1
) (
    input  wire             i_clock,
    input  wire             i_reset,
    input  wire             i_run,
    input  wire [WIDTH-1:0] i_value,
    output wire [WIDTH-1:0] o_value
);

    reg  [WIDTH*CYCLES-1:0]     r_values;  // the newest at the bottom
    wire [WIDTH*(CYCLES+1)-1:0] w_values = {r_values, i_value};

    always @(posedge i_clock)
        if (i_reset)
            r_values <= {(WIDTH*CYCLES){1'b0}};
        else if (i_run)
            r_values <= w_values[WIDTH*CYCLES-1:0];

    assign o_value = w_values[WIDTH*CYCLES +: WIDTH];

endmodule

`default_nettype wire
