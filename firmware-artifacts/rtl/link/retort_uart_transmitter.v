// Bytes onto a serial line: 8 data bits, low bit first, no parity, one stop bit, without a gap while bytes are there.
// A change of the rate holds from the next byte on: no byte is ever cut. Does not buffer.
`default_nettype none

module retort_uart_transmitter (
    input  wire        i_clock,
    input  wire        i_reset,
    input  wire [15:0] i_cycles_per_bit,
    input  wire        i_valid,
    output wire        o_ready,
    input  wire [7:0]  i_byte,
    output wire        o_busy,  // from the start bit's first cycle to the stop bit's last
    output wire        o_uart_tx
);
    reg [9:0]  shift;
    reg [3:0]  bits_left;
    reg [15:0] bit_cycles;  // less one
    reg [15:0] countdown;
    wire       bit_ends = countdown == 16'd0;

    assign o_busy = bits_left != 4'd0;
    assign o_ready = !o_busy || (bits_left == 4'd1 && bit_ends);
    assign o_uart_tx = shift[0];

    always @(posedge i_clock) begin
        if (i_reset) begin
            shift <= 10'h3ff;
            bits_left <= 4'd0;
            bit_cycles <= 16'd0;
            countdown <= 16'd0;
        end else if (i_valid && o_ready) begin
            shift <= {1'b1, i_byte, 1'b0};
            bits_left <= 4'd10;
            bit_cycles <= i_cycles_per_bit - 16'd1;
            countdown <= i_cycles_per_bit - 16'd1;
        end else if (o_busy) begin
            if (bit_ends) begin
                shift <= {1'b1, shift[9:1]};
                bits_left <= bits_left - 4'd1;
                countdown <= bit_cycles;
            end else
                countdown <= countdown - 16'd1;
        end
    end
endmodule

`default_nettype wire
