// What the board knows of its image: which one is committed, or which one is being uploaded and how much of it came without a gap.
// There is never both: an upload takes the image away. Does not touch the memory.
`default_nettype none

module retort_upload #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_begin,         // an upload, or the one under way once more
    input  wire [31:0]             i_begin_id,
    input  wire [ADDRESS_BITS+3:0] i_begin_length,
    input  wire                    i_written,       // bytes from i_from to before i_to
    input  wire [ADDRESS_BITS+3:0] i_from,
    input  wire [ADDRESS_BITS+3:0] i_to,
    input  wire                    i_commit,
    input  wire                    i_refuse,        // the payload was wrong: none of it counts as received any more
    output wire [31:0]             o_image_id,      // 0: no image
    output wire [31:0]             o_upload_id,     // 0: no upload
    output reg  [ADDRESS_BITS+3:0] o_length,        // of the payload
    output reg  [ADDRESS_BITS+3:0] o_received
);
    reg [31:0] id;
    reg        committed;
    wire       same = !committed && id == i_begin_id && o_length == i_begin_length;

    assign o_image_id = committed ? id : 32'd0;
    assign o_upload_id = committed ? 32'd0 : id;

    always @(posedge i_clock) begin
        if (i_reset) begin
            id <= 32'd0;
            committed <= 1'b0;
        end else if (i_begin) begin
            id <= i_begin_id;
            committed <= 1'b0;
        end else if (i_commit)
            committed <= 1'b1;
    end

    always @(posedge i_clock) begin
        if (i_begin)
            o_length <= i_begin_length;
    end

    always @(posedge i_clock) begin
        if (i_reset || (i_begin && !same) || i_commit || i_refuse)
            o_received <= {ADDRESS_BITS+4{1'b0}};
        else if (i_written && i_from <= o_received && i_to > o_received)
            o_received <= i_to;
    end
endmodule

`default_nettype wire
