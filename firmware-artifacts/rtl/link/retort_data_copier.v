// Copies a command's `data` from the frame ring into the board's memory, byte by byte with strobes, from any address. Holds each write, its
// address and data unchanged, until it is taken. A byte takes two cycles and those that its write waits; the line needs at least forty.
// Of a packed input each byte is 2^i_shift values of 8, 4, 2 or 1 bits, the first one lowest. They are written at once, from an address that is a
// multiple of their number; a value of fewer bits is repeated to eight and its highest bit inverted, so that 0 is -128 and all ones 127 (docs/core.md).
// It does not check the range, and does not know when memory performs a write that it has taken.
// Reset: ends the copy. The addresses need none: a start sets them.
// Timing: the write's ready through the counter of bytes left; the request's address is a register, its data a choice of four.
`default_nettype none

module retort_data_copier #(
    parameter integer LOG2 = 11,
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_start,
    input  wire         [LOG2-1:0] i_position,
    input  wire             [10:0] i_bytes,
    input  wire [ADDRESS_BITS+2:0] i_address,
    input  wire              [1:0] i_shift,     // holds while busy
    output wire                    o_busy,

    // The frame ring
    output wire                    o_read,
    output wire         [LOG2-1:0] o_read_address,
    input  wire              [7:0] i_read_byte,

    // Memory: a write
    output wire                    o_memory_valid,
    input  wire                    i_memory_ready,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    output wire              [7:0] o_memory_strobe
);

    localparam         [LOG2-1:0] ONE      = 1;
    localparam [ADDRESS_BITS+2:0] ONE_BYTE = 1;

    reg         [LOG2-1:0] r_position;
    reg [ADDRESS_BITS+2:0] r_address;
    reg             [10:0] r_bytes_left;
    reg                    r_fetched;    // a byte is there; never without bytes left

    wire w_written = o_memory_valid && i_memory_ready;

    always @(posedge i_clock)
        if (i_reset) begin
            r_bytes_left <= 11'd0;
            r_fetched    <= 1'b0;
        end else if (i_start) begin
            r_bytes_left <= i_bytes;
            r_fetched    <= 1'b0;
        end else if (o_busy) begin
            r_fetched <= !w_written;
            if (w_written)
                r_bytes_left <= r_bytes_left - 11'd1;
        end

    always @(posedge i_clock)
        if (i_start) begin
            r_position <= i_position;
            r_address  <= i_address;
        end else if (w_written) begin
            r_position <= r_position + ONE;
            r_address  <= r_address + (ONE_BYTE << i_shift);
        end

    assign o_busy           = r_bytes_left != 11'd0;
    assign o_read           = o_busy && !r_fetched;
    assign o_read_address   = r_position;
    assign o_memory_valid   = r_fetched;
    assign o_memory_address = r_address[ADDRESS_BITS+2:3];
    assign o_memory_strobe  = (i_shift == 2'd0 ? 8'h01 : i_shift == 2'd1 ? 8'h03 : i_shift == 2'd2 ? 8'h0f : 8'hff) << r_address[2:0];

    genvar index;
    generate
        for (index = 0; index < 8; index = index + 1) begin : g_byte
            wire [3:0] w_nibble = i_read_byte[4*(index % 2) +: 4];
            wire [1:0] w_pair   = i_read_byte[2*(index % 4) +: 2];
            wire [7:0] w_spread = i_shift == 2'd1 ? {2{w_nibble}} : i_shift == 2'd2 ? {4{w_pair}} : {8{i_read_byte[index]}};

            assign o_memory_data[8*index +: 8] = i_shift == 2'd0 ? i_read_byte : w_spread ^ 8'h80;
        end
    endgenerate

endmodule

`default_nettype wire
