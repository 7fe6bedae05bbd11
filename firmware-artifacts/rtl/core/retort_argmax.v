// The index of the largest of a row of int8 values that come one a cycle, the first of equals. i_clear starts a row.
// The label holds until the first value of the next row; it does not compare anything wider than a byte.
`default_nettype none

module retort_argmax (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire        i_clear,
    input  wire        i_compare,
    input  wire [63:0] i_data,
    input  wire  [2:0] i_select,
    output wire [15:0] o_label
);

    reg signed  [7:0] r_best;
    reg        [15:0] r_count;
    reg        [15:0] r_label;

    wire signed [7:0] w_value = i_data[8*i_select +: 8];
    wire              w_wins  = i_compare && (r_count == 16'd0 || w_value > r_best);

    always @(posedge i_clock)
        if (i_clear)
            r_count <= 16'd0;
        else if (i_compare)
            r_count <= r_count + 16'd1;

    always @(posedge i_clock)
        if (w_wins)
            r_best <= w_value;

    always @(posedge i_clock)
        if (i_reset)
            r_label <= 16'd0;
        else if (w_wins)
            r_label <= r_count;

    assign o_label = r_label;

endmodule

`default_nettype wire
