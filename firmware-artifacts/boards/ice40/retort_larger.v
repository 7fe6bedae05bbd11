// retort_larger in LUTs alone: the same ports and contract as the behavioural version. A carry of the iCE40 takes its inputs as they are, so that a
// comparison by carries takes one logic cell a bit, and one more that inverts; a LUT can do both.
// Timing: a LUT a bit, or as yosys regroups them.
`default_nettype none

module retort_larger #(
    parameter integer WIDTH = 8
) (
    input  wire [WIDTH-1:0] i_a,
    input  wire [WIDTH-1:0] i_b,
    output wire             o_larger
);

    reg     w_larger;
    integer i;

    // The highest bit in which they differ decides.
    always @(*) begin
        w_larger = 1'b0;
        for (i = 0; i < WIDTH; i = i + 1)
            if (i_a[i] != i_b[i])
                w_larger = i_a[i];
    end

    assign o_larger = w_larger;

endmodule

`default_nettype wire
