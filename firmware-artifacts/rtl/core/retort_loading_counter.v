// What follows a count: one more, or one less where it counts DOWN, or with i_load a value. This is the behavioural version; a family where
// counting and choosing fit the same logic cells has its own behind the same ports.
// It holds nothing: the count is a register of whoever counts. Timing: an adder, then a choice.
`default_nettype none

module retort_loading_counter #(
    parameter integer WIDTH = 16,
    parameter [0:0]   DOWN = 1'b0
) (
    input  wire             i_load,
    input  wire [WIDTH-1:0] i_value,
    input  wire [WIDTH-1:0] i_count,
    output wire [WIDTH-1:0] o_next
);

    localparam [WIDTH-1:0] ONE = 1;

    assign o_next = i_load ? i_value : DOWN ? i_count - ONE : i_count + ONE;

endmodule

`default_nettype wire
