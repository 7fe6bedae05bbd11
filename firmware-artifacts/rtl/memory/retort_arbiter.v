// Two clients on memory: the core has its ports in every cycle but those that the link is granted, one cycle a request. In such a cycle the core
// stands still (o_core_run low), so that what it does, counted in the cycles in which it runs, depends on nothing else. Its answers come
// READ_LATENCY running cycles after their requests, the link's LATENCY cycles after the grant, with o_link_read_valid.
// The link holds a request unchanged until o_link_ready: at least one cycle after the request, and at least LATENCY + 1 cycles after the
// previous grant, so that no answer of memory is delayed twice. It does not queue.
// Reset: of the grants alone; what memory and answers hold does not matter.
// Timing: the grant is a register, and chooses between the link's request, a register too, and the core's.
`default_nettype none

module retort_arbiter #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer LATENCY = 1,
    parameter integer READ_LATENCY = 1  // LATENCY, or one more
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    // The link
    input  wire                    i_link_valid,
    output wire                    o_link_ready,
    input  wire                    i_link_write,
    input  wire [ADDRESS_BITS-1:0] i_link_address,
    input  wire             [63:0] i_link_data,
    input  wire              [7:0] i_link_strobe,
    output wire                    o_link_read_valid,
    output wire             [63:0] o_link_data,

    // The core; its requests are ignored while o_core_run is low
    output wire                    o_core_run,
    input  wire                    i_core_valid,
    input  wire                    i_core_write,
    input  wire [ADDRESS_BITS-1:0] i_core_address,
    input  wire             [63:0] i_core_data,
    output wire             [63:0] o_core_data,
    output wire             [63:0] o_core_read_data,

    // Memory
    output wire                    o_memory_valid,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    output wire              [7:0] o_memory_strobe,
    input  wire             [63:0] i_memory_data,
    input  wire             [63:0] i_memory_read_data
);

    // Whether this cycle is the link's, and which of the last LATENCY cycles were, the latest at the bottom
    reg             r_grant;
    reg [LATENCY:1] r_granted, r_reads;

    wire [LATENCY:1] w_granted = (r_granted << 1) | {{(LATENCY-1){1'b0}}, r_grant};
    wire             w_late    = r_granted != {LATENCY{1'b0}};

    always @(posedge i_clock)
        if (i_reset) begin
            r_grant   <= 1'b0;
            r_granted <= {LATENCY{1'b0}};
            r_reads   <= {LATENCY{1'b0}};
        end else begin
            r_grant   <= i_link_valid && w_granted == {LATENCY{1'b0}};
            r_granted <= w_granted;
            r_reads   <= (r_reads << 1) | {{(LATENCY-1){1'b0}}, r_grant && !r_link_write};
        end

    assign o_link_ready      = r_grant;
    assign o_link_read_valid = r_reads[LATENCY];
    assign o_link_data       = i_memory_data;
    assign o_core_run        = !r_grant;

    // The link's request, registered: it is held until it is granted.
    reg                    r_link_write;
    reg [ADDRESS_BITS-1:0] r_link_address;
    reg             [63:0] r_link_data;
    reg              [7:0] r_link_strobe;

    always @(posedge i_clock) begin
        r_link_write   <= i_link_write;
        r_link_address <= i_link_address;
        r_link_data    <= i_link_data;
        r_link_strobe  <= i_link_strobe;
    end

    assign o_memory_valid   = r_grant || i_core_valid;
    assign o_memory_write   = r_grant ? r_link_write   : i_core_write;
    assign o_memory_address = r_grant ? r_link_address : i_core_address;
    assign o_memory_data    = r_grant ? r_link_data    : i_core_data;
    assign o_memory_strobe  = r_grant ? r_link_strobe  : 8'hff;

    retort_answer #(
        .REGISTERED(READ_LATENCY - LATENCY)
    ) answer (
        .i_clock(i_clock),
        .i_run  (o_core_run),
        .i_late (w_late),
        .i_data (i_memory_data),
        .o_data (o_core_data)
    );

    retort_answer #(
        .REGISTERED(READ_LATENCY - LATENCY)
    ) read_answer (
        .i_clock(i_clock),
        .i_run  (o_core_run),
        .i_late (w_late),
        .i_data (i_memory_read_data),
        .o_data (o_core_read_data)
    );

endmodule

`default_nettype wire
