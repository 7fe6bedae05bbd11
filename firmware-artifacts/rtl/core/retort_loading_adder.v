// A sum, or with i_load i_b alone. This is the behavioural version; a family where adding and choosing fit the same logic cells has its own behind
// the same ports.
// It holds nothing. Timing: an adder, then a choice.
`default_nettype none

module retort_loading_adder #(
    parameter integer WIDTH = 32
) (
    input  wire             i_load,
    input  wire [WIDTH-1:0] i_a,
    input  wire [WIDTH-1:0] i_b,
    output wire [WIDTH-1:0] o_sum
);

    assign o_sum = i_load ? i_b : i_a + i_b;

endmodule

`default_nettype wire
