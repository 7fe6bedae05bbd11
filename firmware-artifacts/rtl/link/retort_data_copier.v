// Copies a command's `data` from the frame ring into the board's memory, byte by byte with strobes, from any address.
// A byte takes two cycles, of which the core loses one: the line needs at least forty for it.
// Does not check the range.
`default_nettype none

module retort_data_copier #(
    parameter integer LOG2 = 11,
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_start,
    input  wire [LOG2-1:0]         i_position,
    input  wire [10:0]             i_bytes,
    input  wire [ADDRESS_BITS+2:0] i_address,
    output wire                    o_busy,
    output wire                    o_read,          // of the ring
    output wire [LOG2-1:0]         o_read_address,
    input  wire [7:0]              i_read_byte,
    output wire                    o_memory_valid,  // a write
    input  wire                    i_memory_ready,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire [63:0]             o_memory_data,
    output wire [7:0]              o_memory_strobe
);
    localparam [LOG2-1:0] ONE = 1;
    localparam [ADDRESS_BITS+2:0] ONE_BYTE = 1;

    reg [LOG2-1:0]         position;
    reg [ADDRESS_BITS+2:0] address;
    reg [10:0]             bytes_left;
    reg                    fetched;
    wire                   written = o_memory_valid && i_memory_ready;

    assign o_busy = bytes_left != 11'd0;
    assign o_read = o_busy && !fetched;
    assign o_read_address = position;
    assign o_memory_valid = o_busy && fetched;
    assign o_memory_address = address[ADDRESS_BITS+2:3];
    assign o_memory_data = {8{i_read_byte}};
    assign o_memory_strobe = 8'd1 << address[2:0];

    always @(posedge i_clock) begin
        if (i_reset) begin
            bytes_left <= 11'd0;
            fetched <= 1'b0;
        end else if (i_start) begin
            bytes_left <= i_bytes;
            fetched <= 1'b0;
        end else if (o_busy) begin
            fetched <= !written;
            if (written)
                bytes_left <= bytes_left - 11'd1;
        end
    end

    always @(posedge i_clock) begin
        if (i_start) begin
            position <= i_position;
            address <= i_address;
        end else if (written) begin
            position <= position + ONE;
            address <= address + ONE_BYTE;
        end
    end
endmodule

`default_nettype wire
