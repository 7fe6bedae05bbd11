// retort_loading_adder out of the iCE40's logic cells, one a bit: the same ports and contract as the behavioural version. A cell's LUT reads the two
// bits that its carry is made of, the carry into it, and one input more, which here is i_load. yosys adds in one cell and chooses in a second.
// Timing: a chain of carries. Lattice FPGA-TN-02026 (iCE40 technology library) describes SB_LUT4 and SB_CARRY.
`default_nettype none

module retort_loading_adder #(
    parameter integer WIDTH = 32
) (
    input  wire             i_load,
    input  wire [WIDTH-1:0] i_a,
    input  wire [WIDTH-1:0] i_b,
    output wire [WIDTH-1:0] o_sum
);

    wire [WIDTH:0] w_carries;

    assign w_carries[0] = 1'b0;

    genvar i;
    generate
        for (i = 0; i < WIDTH; i = i + 1) begin : g_bit
            SB_CARRY carry (
                .CO (w_carries[i+1]),
                .I0 (i_a[i]),
                .I1 (i_b[i]),
                .CI (w_carries[i])
            );

            // I0 ? I2 : I1 ^ I2 ^ I3
            SB_LUT4 #(
                .LUT_INIT (16'he1b4)
            ) lut (
                .O  (o_sum[i]),
                .I0 (i_load),
                .I1 (i_a[i]),
                .I2 (i_b[i]),
                .I3 (w_carries[i])
            );
        end
    endgenerate

endmodule

`default_nettype wire
