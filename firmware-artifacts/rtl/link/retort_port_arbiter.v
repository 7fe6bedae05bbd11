// The link's one memory port for its two clients: the reader first, because it asks in one of ten cycles, then the copier. A request once
// offered keeps the port, its address and data unchanged, until it is taken: a read does not push aside a write that already waits.
// It does not keep requests, and does not know which answer is whose: only the reader gets answers.
// Reset: no write waits; there are no other registers.
// Timing: the reader's request and one register choose the address.
`default_nettype none

module retort_port_arbiter #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_read_valid,
    output wire                    o_read_ready,
    input  wire [ADDRESS_BITS-1:0] i_read_address,

    input  wire                    i_write_valid,
    output wire                    o_write_ready,
    input  wire [ADDRESS_BITS-1:0] i_write_address,

    output wire                    o_memory_valid,
    input  wire                    i_memory_ready,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address
);

    reg r_write_waits;

    wire w_read = i_read_valid && !r_write_waits;

    always @(posedge i_clock)
        if (i_reset)
            r_write_waits <= 1'b0;
        else
            r_write_waits <= i_write_valid && !w_read && !i_memory_ready;

    assign o_memory_valid   = i_read_valid || i_write_valid;
    assign o_memory_write   = !w_read;
    assign o_memory_address = w_read ? i_read_address : i_write_address;

    assign o_read_ready  = i_memory_ready && w_read;
    assign o_write_ready = i_memory_ready && !w_read;

endmodule

`default_nettype wire
