// retort_loading_counter out of the iCE40's logic cells, one a bit: the same ports and contract as the behavioural version. Carries are made of the
// count and of one signal for all bits: i_load where it counts up, else its inverse. While it counts, that signal is the 0 or 1 that is added to
// each bit, and while it loads, carries do not matter; so the LUT has an input left for i_value.
// Timing: a chain of carries. Lattice FPGA-TN-02026 (iCE40 technology library) describes SB_LUT4 and SB_CARRY.
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

    wire [WIDTH:0] w_carries;
    wire           w_added = DOWN ? !i_load : i_load;

    assign w_carries[0] = !DOWN;

    genvar i;
    generate
        for (i = 0; i < WIDTH; i = i + 1) begin : g_bit
            SB_CARRY carry (
                .CO (w_carries[i+1]),
                .I0 (i_count[i]),
                .I1 (w_added),
                .CI (w_carries[i])
            );

            // Down: I2 ? !(I1 ^ I3) : I0. Up: I2 ? I0 : I1 ^ I3
            SB_LUT4 #(
                .LUT_INIT (DOWN ? 16'hca3a : 16'ha3ac)
            ) lut (
                .O  (o_next[i]),
                .I0 (i_value[i]),
                .I1 (i_count[i]),
                .I2 (w_added),
                .I3 (w_carries[i])
            );
        end
    endgenerate

endmodule

`default_nettype wire
