// A sum of two numbers, kept apart from others: of sums that follow one another yosys makes one tree out of LUTs, which takes more of them, and
// more wires one after the other, than an adder for each.
// Timing: an adder.
`default_nettype none

(* keep_hierarchy *)
module retort_addition #(
    parameter integer WIDTH = 19
) (
    input  wire [WIDTH-1:0] i_a,
    input  wire [WIDTH-1:0] i_b,
    output wire [WIDTH-1:0] o_sum
);

    assign o_sum = i_a + i_b;

endmodule

`default_nettype wire
