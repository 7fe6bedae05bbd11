// How many are left of one level of a loop, this one included, and whether this is the last one. With i_move the next one begins: the first of
// i_length if the level begins anew, else the one that follows.
// A length of 0 counts as the largest and one more. No reset: a level is worth nothing before it begins. Timing: two comparisons beside a counter.
`default_nettype none

module retort_level #(
    parameter integer BITS = 16
) (
    input  wire            i_clock,
    input  wire            i_move,
    input  wire            i_anew,
    input  wire [BITS-1:0] i_length,
    output wire            o_last
);

    localparam [BITS-1:0] ONE = 1;
    localparam [BITS-1:0] TWO = 2;

    reg [BITS-1:0] r_left;
    reg            r_last;

    wire [BITS-1:0] w_next;

    retort_loading_counter #(
        .WIDTH(BITS),
        .DOWN (1'b1)
    ) counter (
        .i_load (i_anew),
        .i_value(i_length),
        .i_count(r_left),
        .o_next (w_next)
    );

    always @(posedge i_clock)
        if (i_move) begin
            r_left <= w_next;
            r_last <= i_anew ? i_length == ONE : r_left == TWO;
        end

    assign o_last = r_last;

endmodule

`default_nettype wire
