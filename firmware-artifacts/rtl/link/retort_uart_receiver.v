// Bytes from a serial line: 8 data bits, low bit first, no parity, one stop bit. Brings the line into the clock's domain, ignores a start
// shorter than half a bit, and samples each bit in its middle.
// It does not keep bytes: o_valid is a strobe, and the byte must be taken in that cycle.
// Reset: the line at rest, no byte under way. r_shift and r_bad need none: they count only with o_valid.
// Timing: the countdown compared with zero, then the choice and decrement of its next value.
`default_nettype none

module retort_uart_receiver (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire [15:0] i_cycles_per_bit, // at least 4
    input  wire        i_uart_rx,

    output wire        o_busy,           // a byte is coming in
    output wire        o_valid,          // for one cycle
    output wire  [7:0] o_byte,
    output wire        o_bad             // with o_valid: the stop bit was low, so the byte means nothing
);

    localparam [3:0] STOP_BIT = 4'd9;

    reg [1:0] r_synchronised;
    reg       r_line_before;

    wire w_line = r_synchronised[1];

    always @(posedge i_clock)
        if (i_reset) begin
            r_synchronised <= 2'b11;
            r_line_before  <= 1'b1;
        end else begin
            r_synchronised <= {r_synchronised[0], i_uart_rx};
            r_line_before  <= w_line;
        end

    reg        r_receiving;
    reg  [3:0] r_bit_index; // 0: start, 1 to 8: data, 9: stop
    reg [15:0] r_countdown; // cycles to the middle of that bit
    reg  [7:0] r_shift;

    wire w_sample = r_receiving && r_countdown == 16'd0;

    always @(posedge i_clock)
        if (i_reset) begin
            r_receiving <= 1'b0;
            r_bit_index <= 4'd0;
            r_countdown <= 16'd0;
        end else if (!r_receiving) begin
            // An edge, not a level: after a break the line must first come back to rest.
            if (r_line_before && !w_line) begin
                r_receiving <= 1'b1;
                r_bit_index <= 4'd0;
                r_countdown <= (i_cycles_per_bit >> 1) - 16'd1;
            end
        end else if (w_sample) begin
            r_countdown <= i_cycles_per_bit - 16'd1;
            r_bit_index <= r_bit_index + 4'd1;
            if (r_bit_index == STOP_BIT || (r_bit_index == 4'd0 && w_line))
                r_receiving <= 1'b0;
        end else
            r_countdown <= r_countdown - 16'd1;

    always @(posedge i_clock)
        if (w_sample && r_bit_index != STOP_BIT)
            r_shift <= {w_line, r_shift[7:1]};

    reg r_valid, r_bad;

    always @(posedge i_clock) begin
        r_valid <= !i_reset && w_sample && r_bit_index == STOP_BIT;
        r_bad   <= !w_line;
    end

    assign o_busy  = r_receiving || r_valid;
    assign o_valid = r_valid;
    assign o_byte  = r_shift;
    assign o_bad   = r_bad;

endmodule

`default_nettype wire
