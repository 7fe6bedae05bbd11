// A range of the board's memory as a stream of bytes. Reads each word once, so the core keeps nine of ten memory cycles.
// Does not check the range: addresses wrap at the memory's size.
`default_nettype none

module retort_memory_reader #(
    parameter integer ADDRESS_BITS = 14  // of words
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_start,          // only while not busy
    input  wire [ADDRESS_BITS+2:0] i_address,
    input  wire [ADDRESS_BITS+3:0] i_bytes,
    output wire                    o_busy,           // bytes are left
    output wire                    o_valid,
    input  wire                    i_ready,
    output wire [7:0]              o_byte,
    output wire                    o_memory_valid,
    input  wire                    i_memory_ready,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    input  wire                    i_memory_read_valid,
    input  wire [63:0]             i_memory_data
);
    localparam [ADDRESS_BITS-1:0] ONE_WORD = 1;
    localparam [ADDRESS_BITS+3:0] ONE_BYTE = 1;

    reg [ADDRESS_BITS-1:0] word_address;
    reg [ADDRESS_BITS+3:0] bytes_left;
    reg [63:0]             word;
    reg [3:0]              word_bytes;  // of it not yet given
    reg [2:0]              skip;        // bytes of the first word before the range
    reg                    awaiting;

    wire loaded = word_bytes != 4'd0;
    wire give = o_valid && i_ready;

    assign o_busy = bytes_left != {ADDRESS_BITS+4{1'b0}};
    assign o_valid = o_busy && loaded && skip == 3'd0;
    assign o_byte = word[7:0];
    assign o_memory_valid = o_busy && !loaded && !awaiting;
    assign o_memory_address = word_address;

    always @(posedge i_clock) begin
        if (i_reset)
            bytes_left <= {ADDRESS_BITS+4{1'b0}};
        else if (i_start)
            bytes_left <= i_bytes;
        else if (give)
            bytes_left <= bytes_left - ONE_BYTE;
    end

    always @(posedge i_clock) begin
        if (i_start)
            word_address <= i_address[ADDRESS_BITS+2:3];
        else if (o_memory_valid && i_memory_ready)
            word_address <= word_address + ONE_WORD;
    end

    always @(posedge i_clock) begin
        if (i_reset)
            awaiting <= 1'b0;
        else if (o_memory_valid && i_memory_ready)
            awaiting <= 1'b1;
        else if (i_memory_read_valid)
            awaiting <= 1'b0;
    end

    always @(posedge i_clock) begin
        if (i_start) begin
            skip <= i_address[2:0];
            word_bytes <= 4'd0;
        end else if (awaiting && i_memory_read_valid) begin
            word <= i_memory_data;
            word_bytes <= 4'd8;
        end else if (loaded && (give || skip != 3'd0)) begin
            word <= {8'd0, word[63:8]};
            word_bytes <= word_bytes - 4'd1;
            if (skip != 3'd0)
                skip <= skip - 3'd1;
        end
    end
endmodule

`default_nettype wire
