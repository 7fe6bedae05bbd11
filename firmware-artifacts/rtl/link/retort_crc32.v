// CRC-32 of IEEE 802.3 (zlib's), one byte a cycle; the one definition for frames in, frames out and memory.
// Does not know where a message ends: whoever feeds it clears it.
`default_nettype none

module retort_crc32 (
    input  wire        i_clock,
    input  wire        i_clear,    // goes before i_valid
    input  wire        i_valid,
    input  wire [7:0]  i_byte,
    output wire [31:0] o_crc,      // of the bytes since i_clear
    output wire        o_residue   // those bytes ended in their own CRC, little-endian
);
    localparam [31:0] POLYNOMIAL = 32'hedb8_8320;  // 0x04c11db7, low bit first
    localparam [31:0] RESIDUE = 32'hdebb_20e3;     // the register after any message and its CRC

    reg [31:0] register;

    function automatic [31:0] advance(input [31:0] value, input [7:0] data);
        integer k;
        begin
            advance = value ^ {24'd0, data};
            for (k = 0; k < 8; k = k + 1)
                advance = {1'b0, advance[31:1]} ^ (advance[0] ? POLYNOMIAL : 32'd0);
        end
    endfunction

    assign o_crc = ~register;
    assign o_residue = register == RESIDUE;

    always @(posedge i_clock) begin
        if (i_clear)
            register <= 32'hffff_ffff;
        else if (i_valid)
            register <= advance(register, i_byte);
    end
endmodule

`default_nettype wire
