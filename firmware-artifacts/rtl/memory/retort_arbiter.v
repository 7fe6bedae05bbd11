// Two clients on one memory port: the link first, the core in every cycle that the link leaves free. A request is taken in
// a cycle with valid and ready; the answer to a read comes the cycle after, from the memory itself, with the read_valid of
// the client that asked.
// It does not queue: a client that is not ready asks again (it may also change its mind). The link could starve the core; at one
// request per received byte it does not.
`default_nettype none

module retort_arbiter #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_link_valid,
    output wire                    o_link_ready,
    input  wire                    i_link_write,
    input  wire [ADDRESS_BITS-1:0] i_link_address,
    input  wire             [63:0] i_link_data,
    input  wire              [7:0] i_link_strobe,
    output wire                    o_link_read_valid,

    input  wire                    i_core_valid,
    output wire                    o_core_ready,
    input  wire                    i_core_write,
    input  wire [ADDRESS_BITS-1:0] i_core_address,
    input  wire             [63:0] i_core_data,
    input  wire              [7:0] i_core_strobe,
    output wire                    o_core_read_valid,

    output wire                    o_memory_valid,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    output wire              [7:0] o_memory_strobe
);

    reg r_link_reads;
    reg r_core_reads;

    assign o_link_ready = 1'b1;
    assign o_core_ready = !i_link_valid;

    assign o_memory_valid   = i_link_valid || i_core_valid;
    assign o_memory_write   = i_link_valid ? i_link_write   : i_core_write;
    assign o_memory_address = i_link_valid ? i_link_address : i_core_address;
    assign o_memory_data    = i_link_valid ? i_link_data    : i_core_data;
    assign o_memory_strobe  = i_link_valid ? i_link_strobe  : i_core_strobe;

    always @(posedge i_clock)
        if (i_reset) begin
            r_link_reads <= 1'b0;
            r_core_reads <= 1'b0;
        end else begin
            r_link_reads <= i_link_valid && !i_link_write;
            r_core_reads <= i_core_valid && !i_core_write && o_core_ready;
        end

    assign o_link_read_valid = r_link_reads;
    assign o_core_read_valid = r_core_reads;

endmodule

`default_nettype wire
