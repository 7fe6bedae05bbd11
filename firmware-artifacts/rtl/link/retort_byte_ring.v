// Memory of 2^LOG2 bytes with one write port and one read port, for block RAM. A read is answered in the next cycle.
// It does not keep pointers: its users know what is free and what is filled.
// Reset: none. A byte is read only after it was written.
// Timing: starts and ends in the block RAM; there is no logic around it.
`default_nettype none

module retort_byte_ring #(
    parameter integer LOG2 = 11
) (
    input  wire            i_clock,

    input  wire            i_write,
    input  wire [LOG2-1:0] i_write_address,
    input  wire      [7:0] i_write_byte,

    input  wire            i_read,
    input  wire [LOG2-1:0] i_read_address,
    output wire      [7:0] o_read_byte      // holds until the next read
);

    reg [7:0] r_bytes [0:(1<<LOG2)-1];
    reg [7:0] r_read_byte;

    always @(posedge i_clock)
        if (i_write)
            r_bytes[i_write_address] <= i_write_byte;

    always @(posedge i_clock)
        if (i_read)
            r_read_byte <= r_bytes[i_read_address];

    assign o_read_byte = r_read_byte;

endmodule

`default_nettype wire
