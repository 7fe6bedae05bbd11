// Takes the stuffing (COBS, Cheshire and Baker 1999) out of a line's bytes: frames between bytes 0x00.
// Gives at most one decoded byte for each byte taken, a cycle later, and one `o_end` for each frame that is not empty.
// Does not check what a frame holds or how long it is.
`default_nettype none

module retort_cobs_decoder (
    input  wire       i_clock,
    input  wire       i_reset,
    input  wire       i_valid,
    input  wire [7:0] i_byte,
    input  wire       i_bad,    // the byte came broken: its frame is lost
    output reg        o_valid,
    output reg  [7:0] o_byte,
    output reg        o_end,    // never together with o_valid
    output reg        o_intact  // with o_end: the frame's last block was whole and no byte was broken
);
    reg       open;       // something came since the last 0x00
    reg       spoiled;
    reg       zero_due;   // the block before stands for a zero, unless it is the last
    reg [7:0] remaining;  // bytes to come in this block

    wire delimiter = i_byte == 8'd0 && !i_bad;

    always @(posedge i_clock) begin
        if (i_reset || (i_valid && delimiter)) begin
            open <= 1'b0;
            spoiled <= 1'b0;
            zero_due <= 1'b0;
            remaining <= 8'd0;
        end else if (i_valid) begin
            open <= 1'b1;
            spoiled <= spoiled || i_bad;
            if (remaining == 8'd0) begin
                zero_due <= i_byte != 8'hff;
                remaining <= i_byte - 8'd1;
            end else
                remaining <= remaining - 8'd1;
        end
    end

    always @(posedge i_clock) begin
        o_valid <= !i_reset && i_valid && !delimiter && (remaining != 8'd0 || zero_due);
        o_byte <= remaining == 8'd0 ? 8'd0 : i_byte;
        o_end <= !i_reset && i_valid && delimiter && open;
        o_intact <= !spoiled && remaining == 8'd0;
    end
endmodule

`default_nettype wire
