// Copies a command's `data` from the frame ring into the board's memory, byte by byte with strobes, from any address. Holds each write, its
// address and data unchanged, until it is taken. A byte takes two cycles and those that its write waits; the line needs at least forty.
// It does not check the range, and does not know when memory performs a write that it has taken.
// Reset: ends the copy. The addresses need none: a start sets them.
// Timing: the write's ready through the counter of bytes left; the request itself is a register.
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
            r_address  <= r_address + ONE_BYTE;
        end

    assign o_busy           = r_bytes_left != 11'd0;
    assign o_read           = o_busy && !r_fetched;
    assign o_read_address   = r_position;
    assign o_memory_valid   = r_fetched;
    assign o_memory_address = r_address[ADDRESS_BITS+2:3];
    assign o_memory_data    = {8{i_read_byte}};
    assign o_memory_strobe  = 8'd1 << r_address[2:0];

endmodule

`default_nettype wire
