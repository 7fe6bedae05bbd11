// Removes the stuffing (COBS, Cheshire and Baker 1999) from the line's bytes; frames lie between bytes 0x00. Each byte taken gives at most
// one decoded byte, a cycle later, and each frame that is not empty gives one o_end. Bytes come and go as strobes, with no way to wait.
// It does not check what a frame holds or how long it is.
// Reset: clears the state of the frame and both strobes. o_byte and o_intact need none: they count only with a strobe.
// Timing: the block's remaining bytes compared with zero, then the decrement.
`default_nettype none

module retort_cobs_decoder (
    input  wire       i_clock,
    input  wire       i_reset,

    input  wire       i_valid,
    input  wire [7:0] i_byte,
    input  wire       i_bad,   // the byte came broken: its frame is lost

    output wire       o_valid,
    output wire [7:0] o_byte,
    output wire       o_end,   // never together with o_valid
    output wire       o_intact // with o_end: the frame's last block was whole and no byte was broken
);

    reg       r_open;      // something came since the last 0x00
    reg       r_spoiled;
    reg       r_zero_due;  // the block before stands for a zero, unless it is the last
    reg [7:0] r_remaining; // bytes to come in this block

    wire w_delimiter = i_byte == 8'd0 && !i_bad;

    always @(posedge i_clock)
        if (i_reset || (i_valid && w_delimiter)) begin
            r_open      <= 1'b0;
            r_spoiled   <= 1'b0;
            r_zero_due  <= 1'b0;
            r_remaining <= 8'd0;
        end else if (i_valid) begin
            r_open    <= 1'b1;
            r_spoiled <= r_spoiled || i_bad;
            if (r_remaining == 8'd0) begin
                r_zero_due  <= i_byte != 8'hff;
                r_remaining <= i_byte - 8'd1;
            end else
                r_remaining <= r_remaining - 8'd1;
        end

    reg       r_valid, r_end, r_intact;
    reg [7:0] r_byte;

    always @(posedge i_clock) begin
        r_valid  <= !i_reset && i_valid && !w_delimiter && (r_remaining != 8'd0 || r_zero_due);
        r_byte   <= r_remaining == 8'd0 ? 8'd0 : i_byte;
        r_end    <= !i_reset && i_valid && w_delimiter && r_open;
        r_intact <= !r_spoiled && r_remaining == 8'd0;
    end

    assign o_valid  = r_valid;
    assign o_byte   = r_byte;
    assign o_end    = r_end;
    assign o_intact = r_intact;

endmodule

`default_nettype wire
