// The CRC-32 of a range of memory, and the cycles that it took. Takes every byte of the reader while it is busy.
// Does not start the reader (same start, same cycle) and does not judge the CRC.
`default_nettype none

module retort_memory_scan (
    input  wire        i_clock,
    input  wire        i_reset,
    input  wire        i_start,
    output reg         o_busy,
    output wire [31:0] o_crc,
    output reg  [31:0] o_cycles,
    input  wire        i_reader_busy,
    input  wire        i_valid,
    input  wire [7:0]  i_byte
);
    wire unused_residue;

    always @(posedge i_clock) begin
        if (i_reset)
            o_busy <= 1'b0;
        else if (i_start)
            o_busy <= 1'b1;
        else if (!i_reader_busy)
            o_busy <= 1'b0;
    end

    always @(posedge i_clock) begin
        if (i_start)
            o_cycles <= 32'd0;
        else if (o_busy)
            o_cycles <= o_cycles + 32'd1;
    end

    retort_crc32 crc (
        .i_clock(i_clock),
        .i_clear(i_start),
        .i_valid(o_busy && i_valid),
        .i_byte(i_byte),
        .o_crc(o_crc),
        .o_residue(unused_residue)
    );
endmodule

`default_nettype wire
