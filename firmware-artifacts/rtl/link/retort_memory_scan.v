// The CRC-32 of a range of memory, and the cycles that it took. Takes every byte of the reader while it is busy.
// It does not start the reader (same start, same cycle) and does not judge the CRC.
// Reset: ends a scan. The CRC and the count need none: a start clears them.
// Timing: the CRC's.
`default_nettype none

module retort_memory_scan (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire        i_start,
    output wire        o_busy,
    output wire [31:0] o_crc,
    output wire [31:0] o_cycles,

    // The reader, which is ready whenever o_busy
    input  wire        i_reader_busy,
    input  wire        i_valid,
    input  wire  [7:0] i_byte
);

    reg        r_busy;
    reg [31:0] r_cycles;

    always @(posedge i_clock)
        if (i_reset)
            r_busy <= 1'b0;
        else if (i_start)
            r_busy <= 1'b1;
        else if (!i_reader_busy)
            r_busy <= 1'b0;

    always @(posedge i_clock)
        if (i_start)
            r_cycles <= 32'd0;
        else if (r_busy)
            r_cycles <= r_cycles + 32'd1;

    assign o_busy   = r_busy;
    assign o_cycles = r_cycles;

    wire w_unused_residue;

    retort_crc32 crc32 (
        .i_clock   (i_clock),
        .i_clear   (i_start),
        .i_valid   (r_busy && i_valid),
        .i_byte    (i_byte),
        .o_crc     (o_crc),
        .o_residue (w_unused_residue)
    );

endmodule

`default_nettype wire
