// CRC-32 of IEEE 802.3 (zlib's), one byte a cycle: the one definition for received frames, sent frames and memory.
// It does not know where a message ends: its user clears it.
// Reset: none. i_clear sets the register before a message's first byte.
// Timing: a byte through the polynomial, seven or eight bits exclusive-ored per register bit; o_residue compares the register, not its
// next value.
`default_nettype none

module retort_crc32 (
    input  wire        i_clock,

    input  wire        i_clear,  // goes before i_valid
    input  wire        i_valid,
    input  wire  [7:0] i_byte,
    output wire [31:0] o_crc,    // of the bytes since i_clear
    output wire        o_residue // those bytes ended in their own CRC, little-endian
);

    localparam [31:0] POLYNOMIAL = 32'hedb8_8320; // 0x04c11db7, low bit first
    localparam [31:0] RESIDUE    = 32'hdebb_20e3; // the register after any message and its CRC

    function automatic [31:0] advance(input [31:0] value, input [7:0] data);
        integer bit_index;
        begin
            advance = value ^ {24'd0, data};
            for (bit_index = 0; bit_index < 8; bit_index = bit_index + 1)
                advance = {1'b0, advance[31:1]} ^ (advance[0] ? POLYNOMIAL : 32'd0);
        end
    endfunction

    reg [31:0] r_crc;

    always @(posedge i_clock)
        if (i_clear)
            r_crc <= 32'hffff_ffff;
        else if (i_valid)
            r_crc <= advance(r_crc, i_byte);

    assign o_crc     = ~r_crc;
    assign o_residue = r_crc == RESIDUE;

endmodule

`default_nettype wire
