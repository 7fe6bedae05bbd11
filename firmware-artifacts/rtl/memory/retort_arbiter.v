// Two clients on one memory port: the link whenever it asks, the core in every other cycle. While the link has the port the core stands
// still (o_core_run low); an answer that the core was about to get is kept for it until it runs again.
// It does not queue. The link could starve the core; at one request per received byte it does not.
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

    output wire                    o_core_run,
    input  wire                    i_core_valid,
    input  wire                    i_core_write,
    input  wire [ADDRESS_BITS-1:0] i_core_address,
    input  wire             [63:0] i_core_data,
    output wire             [63:0] o_core_data,

    output wire                    o_memory_valid,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    output wire              [7:0] o_memory_strobe,
    input  wire             [63:0] i_memory_data
);

    assign o_link_ready = 1'b1;
    assign o_core_run   = !i_link_valid;

    assign o_memory_valid   = i_link_valid || i_core_valid;
    assign o_memory_write   = i_link_valid ? i_link_write   : i_core_write;
    assign o_memory_address = i_link_valid ? i_link_address : i_core_address;
    assign o_memory_data    = i_link_valid ? i_link_data    : i_core_data;
    assign o_memory_strobe  = i_link_valid ? i_link_strobe  : 8'hff;

    reg r_link_reads;
    reg r_core_ran;

    always @(posedge i_clock)
        if (i_reset) begin
            r_link_reads <= 1'b0;
            r_core_ran   <= 1'b0;
        end else begin
            r_link_reads <= i_link_valid && !i_link_write;
            r_core_ran   <= o_core_run;
        end

    assign o_link_read_valid = r_link_reads;

    // What memory answered in the first cycle after the core's last one.
    reg [63:0] r_kept;

    always @(posedge i_clock)
        r_kept <= o_core_data;

    assign o_core_data = r_core_ran ? i_memory_data : r_kept;

endmodule

`default_nettype wire
