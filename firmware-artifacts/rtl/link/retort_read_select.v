// What the memory's reader reads: the payload for a commit's scan, a command's range for another scan, or a reply's data.
// It does not arbitrate: a scan and a reply with data never overlap, since both need the same grant (retort_reply_arbiter).
// Reset: none. There are no registers.
// Timing: two levels of choice behind the start of a scan.
`default_nettype none

module retort_read_select #(
    parameter integer ADDRESS_BITS = 14
) (
    // A scan
    input  wire                    i_scan_start,
    input  wire                    i_scan_commits,
    input  wire                    i_scan_busy,
    input  wire [ADDRESS_BITS+3:0] i_upload_length,
    input  wire [ADDRESS_BITS+2:0] i_range_address,
    input  wire [ADDRESS_BITS+3:0] i_range_bytes,

    // A reply's data
    input  wire                    i_reply_start,
    input  wire                    i_reply_ready,
    input  wire [ADDRESS_BITS+2:0] i_reply_address,
    input  wire             [10:0] i_reply_bytes,

    // The reader
    output wire                    o_start,
    output wire [ADDRESS_BITS+2:0] o_address,
    output wire [ADDRESS_BITS+3:0] o_bytes,
    output wire                    o_ready
);

    wire [ADDRESS_BITS+2:0] w_scan_address = i_scan_commits ? {(ADDRESS_BITS+3){1'b0}} : i_range_address;
    wire [ADDRESS_BITS+3:0] w_scan_bytes   = i_scan_commits ? i_upload_length : i_range_bytes;

    assign o_start   = i_scan_start || i_reply_start;
    assign o_address = i_scan_start ? w_scan_address : i_reply_address;
    assign o_bytes   = i_scan_start ? w_scan_bytes : {{(ADDRESS_BITS-7){1'b0}}, i_reply_bytes};
    assign o_ready   = i_scan_busy || i_reply_ready;

endmodule

`default_nettype wire
