// The index of the largest of a row of int8 values that come one a cycle, the first of equals. i_clear starts a row.
// The label is there two cycles after the last value, and holds until the first value of the next row; it does not compare anything wider
// than a byte.
// Reset: of the label. Timing: a comparison of bytes.
`default_nettype none

module retort_argmax (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire        i_clear,
    input  wire        i_compare,
    input  wire  [7:0] i_value,
    output wire [15:0] o_label
);

    // The value at hand, a cycle after it was given
    reg [7:0] r_value;
    reg       r_compare;

    always @(posedge i_clock)
        if (i_reset)
            r_compare <= 1'b0;
        else
            r_compare <= i_compare;

    always @(posedge i_clock)
        if (i_compare)
            r_value <= i_value;

    reg  [7:0] r_best;
    reg [15:0] r_count;
    reg        r_first;
    reg [15:0] r_label;

    wire w_larger;
    wire w_wins = r_compare && (r_first || w_larger);

    retort_larger #(
        .WIDTH(8)
    ) comparison (
        .i_a     ({!r_value[7], r_value[6:0]}),  // as though unsigned
        .i_b     ({!r_best[7], r_best[6:0]}),
        .o_larger(w_larger)
    );

    always @(posedge i_clock)
        if (i_clear) begin
            r_count <= 16'd0;
            r_first <= 1'b1;
        end else if (r_compare) begin
            r_count <= r_count + 16'd1;
            r_first <= 1'b0;
        end

    always @(posedge i_clock)
        if (w_wins)
            r_best <= r_value;

    always @(posedge i_clock)
        if (i_reset)
            r_label <= 16'd0;
        else if (w_wins)
            r_label <= r_count;

    assign o_label = r_label;

endmodule

`default_nettype wire
