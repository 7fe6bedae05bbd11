// retort_memory out of the four SB_SPRAM256KA of an iCE40 UltraPlus: 16,384 words of 64 bits. A byte's strobe is two bits of MASKWREN, each
// for four bits of data. A cell's DATAOUT is undefined after a write, which is allowed: an answer has to be there for one cycle only,
// and whoever reads takes it then. A cell has one port, so there is no reading port (i_read), and the answer is there one cycle later.
// It does not arbitrate, and is not cleared by any reset.
// Timing: nothing but the cells. Lattice FPGA-TN-02022 describes them.
`default_nettype none

module retort_memory #(
    parameter integer WORDS = 16_384,  // at most
    parameter integer LATENCY = 1,     // alone
    parameter integer ADDRESS_BITS = $clog2(WORDS)
) (
    input  wire                    i_clock,

    input  wire                    i_read,
    input  wire [ADDRESS_BITS-1:0] i_read_address,
    output wire             [63:0] o_read_data,

    input  wire                    i_valid,
    input  wire                    i_write,
    input  wire [ADDRESS_BITS-1:0] i_address,
    input  wire             [63:0] i_data,
    input  wire              [7:0] i_strobe,
    output wire             [63:0] o_data
);

    generate
        if (WORDS > 16_384 || LATENCY != 1) begin : g_refused
            retort_memory_of_ice40_has_16384_words_and_a_latency_of_1 refused ();
        end
    endgenerate

    wire [13:0] w_address = {{(14-ADDRESS_BITS){1'b0}}, i_address};

    genvar bank;
    generate
        for (bank = 0; bank < 4; bank = bank + 1) begin : g_bank
            SB_SPRAM256KA cells (
                .CLOCK      (i_clock),
                .CHIPSELECT (i_valid),
                .WREN       (i_write),
                .MASKWREN   ({{2{i_strobe[2*bank + 1]}}, {2{i_strobe[2*bank]}}}),
                .ADDRESS    (w_address),
                .DATAIN     (i_data[16*bank +: 16]),
                .DATAOUT    (o_data[16*bank +: 16]),
                .STANDBY    (1'b0),
                .SLEEP      (1'b0),
                .POWEROFF   (1'b1)  // active low
            );
        end
    endgenerate

    assign o_read_data = 64'd0;

    wire w_unused = &{1'b0, i_read, i_read_address};

endmodule

`default_nettype wire
