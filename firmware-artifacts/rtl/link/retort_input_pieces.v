// Puts the pieces of one input together: knows which piece must come next, and says what is wrong with the one at hand. A piece at offset 0
// always starts an input; a started one that it follows is forgotten. It does not store the bytes.
// Its verdicts are those of the cycle before: the piece must be there for two cycles before they count, as one from the parser is.
// Reset: forgets a started input. r_id needs none: it counts only with bytes received. The verdicts follow a cycle behind.
// Timing: the ids compared choose the offset expected, which is compared with the piece's, 32 bits each.
`default_nettype none

module retort_input_pieces #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    // The piece at hand
    input  wire             [31:0] i_id,
    input  wire             [31:0] i_offset,
    input  wire             [10:0] i_bytes,
    input  wire             [31:0] i_more,         // not 0: further pieces follow
    input  wire [ADDRESS_BITS+3:0] i_input_bytes,
    output wire                    o_gap,          // not the offset expected, which is:
    output wire [ADDRESS_BITS+3:0] o_expected,
    output wire                    o_wrong_length, // without a gap: too long, or the last piece and too short

    // What becomes of it
    input  wire                    i_accept,
    input  wire                    i_clear         // goes before i_accept
);

    localparam [ADDRESS_BITS+3:0] NONE = 0;

    reg             [31:0] r_id;
    reg [ADDRESS_BITS+3:0] r_received; // of the started input; 0: none

    // Without a gap the offset is what was received.
    wire                    w_more      = i_more != 32'd0;
    wire [ADDRESS_BITS+3:0] w_piece_end = i_offset[ADDRESS_BITS+3:0] + {{(ADDRESS_BITS-7){1'b0}}, i_bytes};

    always @(posedge i_clock)
        if (i_reset || i_clear)
            r_received <= NONE;
        else if (i_accept)
            r_received <= w_more ? w_piece_end : NONE;

    always @(posedge i_clock)
        if (i_accept)
            r_id <= i_id;

    reg r_gap, r_wrong_length;

    always @(posedge i_clock) begin
        r_gap          <= i_offset != 32'd0 && i_offset != {{(28-ADDRESS_BITS){1'b0}}, o_expected};
        r_wrong_length <= w_more ? w_piece_end > i_input_bytes : w_piece_end != i_input_bytes;
    end

    assign o_expected     = r_id == i_id ? r_received : NONE;
    assign o_gap          = r_gap;
    assign o_wrong_length = r_wrong_length;

endmodule

`default_nettype wire
