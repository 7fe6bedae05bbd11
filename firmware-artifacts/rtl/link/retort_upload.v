// What the board knows of its image: which one is committed, or which one is being uploaded and how much of it has come without a gap.
// There is never both: an upload takes the image away. It does not touch the memory.
// Reset: no image, no upload, nothing received. r_length needs none: it counts only during an upload, whose begin sets it.
// Timing: both ends of a range compared with what was received, then its enable; or ids and lengths compared, then its clear.
`default_nettype none

module retort_upload #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_begin,        // an upload, or the one under way once more
    input  wire             [31:0] i_begin_id,
    input  wire [ADDRESS_BITS+3:0] i_begin_length,
    input  wire                    i_written,      // bytes from i_from to before i_to
    input  wire [ADDRESS_BITS+3:0] i_from,
    input  wire [ADDRESS_BITS+3:0] i_to,
    input  wire                    i_commit,
    input  wire                    i_refuse,       // the payload was wrong: none of it counts as received any more

    output wire             [31:0] o_image_id,     // 0: no image
    output wire             [31:0] o_upload_id,    // 0: no upload
    output wire [ADDRESS_BITS+3:0] o_length,       // of the payload
    output wire [ADDRESS_BITS+3:0] o_received
);

    reg             [31:0] r_id;
    reg                    r_committed;
    reg [ADDRESS_BITS+3:0] r_length;
    reg [ADDRESS_BITS+3:0] r_received;

    wire w_same = !r_committed && r_id == i_begin_id && r_length == i_begin_length;

    always @(posedge i_clock)
        if (i_reset) begin
            r_id        <= 32'd0;
            r_committed <= 1'b0;
        end else if (i_begin) begin
            r_id        <= i_begin_id;
            r_committed <= 1'b0;
        end else if (i_commit)
            r_committed <= 1'b1;

    always @(posedge i_clock)
        if (i_begin)
            r_length <= i_begin_length;

    always @(posedge i_clock)
        if (i_reset || (i_begin && !w_same) || i_commit || i_refuse)
            r_received <= {(ADDRESS_BITS+4){1'b0}};
        else if (i_written && i_from <= r_received && i_to > r_received)
            r_received <= i_to;

    assign o_image_id  = r_committed ? r_id : 32'd0;
    assign o_upload_id = r_committed ? 32'd0 : r_id;
    assign o_length    = r_length;
    assign o_received  = r_received;

endmodule

`default_nettype wire
