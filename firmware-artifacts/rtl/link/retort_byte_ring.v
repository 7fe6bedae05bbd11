// Memory of 2^LOG2 bytes with one write and one read port, for block RAM; a read answers in the next cycle.
// Does not keep pointers: what is free and what is filled is its users' affair.
`default_nettype none

module retort_byte_ring #(
    parameter integer LOG2 = 11
) (
    input  wire            i_clock,
    input  wire            i_write,
    input  wire [LOG2-1:0] i_write_address,
    input  wire [7:0]      i_write_byte,
    input  wire            i_read,
    input  wire [LOG2-1:0] i_read_address,
    output reg  [7:0]      o_read_byte  // holds until the next read
);
    reg [7:0] bytes[0:(1<<LOG2)-1];

    always @(posedge i_clock) begin
        if (i_write)
            bytes[i_write_address] <= i_write_byte;
    end

    always @(posedge i_clock) begin
        if (i_read)
            o_read_byte <= bytes[i_read_address];
    end
endmodule

`default_nettype wire
