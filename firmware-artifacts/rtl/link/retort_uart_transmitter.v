// Bytes onto a serial line: 8 data bits, low bit first, no parity, one stop bit, without a gap as long as bytes are there.
// A change of the rate applies from the next byte on: no byte is ever cut. It does not buffer.
// Reset: the line at rest, no byte under way; it sets every register.
// Timing: the countdown compared with zero, through o_ready, to the enable of the frame ring's read.
`default_nettype none

module retort_uart_transmitter (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire [15:0] i_cycles_per_bit,
    input  wire        i_valid,
    output wire        o_ready,
    input  wire  [7:0] i_byte,

    output wire        o_busy,           // from the start bit's first cycle to the stop bit's last
    output wire        o_uart_tx
);

    reg  [9:0] r_shift;
    reg  [3:0] r_bits_left;
    reg [15:0] r_bit_cycles; // less one
    reg [15:0] r_countdown;

    wire w_bit_ends = r_countdown == 16'd0;

    always @(posedge i_clock)
        if (i_reset) begin
            r_shift      <= 10'h3ff;
            r_bits_left  <= 4'd0;
            r_bit_cycles <= 16'd0;
            r_countdown  <= 16'd0;
        end else if (i_valid && o_ready) begin
            r_shift      <= {1'b1, i_byte, 1'b0};
            r_bits_left  <= 4'd10;
            r_bit_cycles <= i_cycles_per_bit - 16'd1;
            r_countdown  <= i_cycles_per_bit - 16'd1;
        end else if (o_busy) begin
            if (w_bit_ends) begin
                r_shift     <= {1'b1, r_shift[9:1]};
                r_bits_left <= r_bits_left - 4'd1;
                r_countdown <= r_bit_cycles;
            end else
                r_countdown <= r_countdown - 16'd1;
        end

    assign o_busy    = r_bits_left != 4'd0;
    assign o_ready   = !o_busy || (r_bits_left == 4'd1 && w_bit_ends);
    assign o_uart_tx = r_shift[0];

endmodule

`default_nettype wire
