// Bytes from a serial line: 8 data bits, low bit first, no parity, one stop bit.
// Brings the line into the clock's domain, ignores a start shorter than half a bit, and samples each bit in its middle.
// Does not keep bytes: one must be taken in the cycle in which it is offered.
`default_nettype none

module retort_uart_receiver (
    input  wire        i_clock,
    input  wire        i_reset,
    input  wire [15:0] i_cycles_per_bit,  // at least 4
    input  wire        i_uart_rx,
    output wire        o_busy,            // a byte is coming in
    output reg         o_valid,           // for one cycle
    output wire [7:0]  o_byte,
    output reg         o_bad              // with o_valid: the stop bit was low, so the byte means nothing
);
    localparam [3:0] STOP_BIT = 4'd9;

    reg [1:0] synchronised;
    reg       line_before;
    wire      line = synchronised[1];

    always @(posedge i_clock) begin
        if (i_reset) begin
            synchronised <= 2'b11;
            line_before <= 1'b1;
        end else begin
            synchronised <= {synchronised[0], i_uart_rx};
            line_before <= line;
        end
    end

    reg        receiving;
    reg [3:0]  bit_index;  // 0: start, 1 to 8: data, 9: stop
    reg [15:0] countdown;  // cycles to the middle of that bit
    reg [7:0]  shift;
    wire       sample = receiving && countdown == 16'd0;

    assign o_byte = shift;
    assign o_busy = receiving || o_valid;

    always @(posedge i_clock) begin
        if (i_reset) begin
            receiving <= 1'b0;
            bit_index <= 4'd0;
            countdown <= 16'd0;
        end else if (!receiving) begin
            // An edge, not a level: after a break the line must first come back to rest.
            if (line_before && !line) begin
                receiving <= 1'b1;
                bit_index <= 4'd0;
                countdown <= (i_cycles_per_bit >> 1) - 16'd1;
            end
        end else if (sample) begin
            countdown <= i_cycles_per_bit - 16'd1;
            bit_index <= bit_index + 4'd1;
            if (bit_index == STOP_BIT || (bit_index == 4'd0 && line))
                receiving <= 1'b0;
        end else
            countdown <= countdown - 16'd1;
    end

    always @(posedge i_clock) begin
        if (sample && bit_index != STOP_BIT)
            shift <= {line, shift[7:1]};
    end

    always @(posedge i_clock) begin
        o_valid <= !i_reset && sample && bit_index == STOP_BIT;
        o_bad <= !line;
    end
endmodule

`default_nettype wire
