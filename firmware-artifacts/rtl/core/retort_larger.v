// Whether one number is larger than another, both unsigned. This is the behavioural version; a family whose carries would take more logic cells than
// LUTs do has its own behind the same ports.
// Timing: a comparison.
`default_nettype none

module retort_larger #(
    parameter integer WIDTH = 8
) (
    input  wire [WIDTH-1:0] i_a,
    input  wire [WIDTH-1:0] i_b,
    output wire             o_larger
);

    assign o_larger = i_a > i_b;

endmodule

`default_nettype wire
