// Puts the pieces of one input together: knows which piece must come next, and says what is wrong with the one at hand.
// A piece at offset 0 always starts an input; a started one that it follows is forgotten. Does not store the bytes.
`default_nettype none

module retort_input_pieces #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    // the piece at hand
    input  wire [31:0]             i_id,
    input  wire [31:0]             i_offset,
    input  wire [10:0]             i_bytes,
    input  wire                    i_more,
    input  wire [ADDRESS_BITS+3:0] i_input_bytes,
    output wire                    o_gap,           // not the offset expected, which is:
    output wire [ADDRESS_BITS+3:0] o_expected,
    output wire                    o_wrong_length,  // too long, or the last piece and too short
    // what becomes of it
    input  wire                    i_accept,
    input  wire                    i_clear          // goes before i_accept
);
    reg [31:0]             id;
    reg [ADDRESS_BITS+3:0] received;  // of the started input; 0: none

    localparam [ADDRESS_BITS+3:0] NONE = 0;
    wire                    first = i_offset == 32'd0;
    wire [ADDRESS_BITS+3:0] piece_end = (first ? NONE : received) + {{ADDRESS_BITS-7{1'b0}}, i_bytes};

    assign o_expected = id == i_id ? received : NONE;
    assign o_gap = !first && i_offset != {{28-ADDRESS_BITS{1'b0}}, o_expected};
    assign o_wrong_length = i_more ? piece_end > i_input_bytes : piece_end != i_input_bytes;

    always @(posedge i_clock) begin
        if (i_reset || i_clear)
            received <= NONE;
        else if (i_accept)
            received <= i_more ? piece_end : NONE;
    end

    always @(posedge i_clock) begin
        if (i_accept)
            id <= i_id;
    end
endmodule

`default_nettype wire
