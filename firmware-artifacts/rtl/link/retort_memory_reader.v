// A range of the board's memory as a stream of bytes. Reads each word once, so that the core keeps most of the memory's cycles. Holds a
// request, its address unchanged, until it is taken. One request is under way at a time; its answer may come any number of cycles later.
// It does not check the range: addresses wrap at the memory's size.
// Reset: ends the range and forgets a request. The word, its address and its count need none: a start sets them.
// Timing: the request is two levels of logic behind registers; the longest path is the stream's ready through the counter of bytes left.
`default_nettype none

module retort_memory_reader #(
    parameter integer ADDRESS_BITS = 14 // of words
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_start,             // only while not busy
    input  wire [ADDRESS_BITS+2:0] i_address,
    input  wire [ADDRESS_BITS+3:0] i_bytes,
    output wire                    o_busy,              // bytes are left

    output wire                    o_valid,
    input  wire                    i_ready,
    output wire              [7:0] o_byte,

    output wire                    o_memory_valid,
    input  wire                    i_memory_ready,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    input  wire                    i_memory_read_valid,
    input  wire             [63:0] i_memory_data
);

    localparam [ADDRESS_BITS-1:0] ONE_WORD = 1;
    localparam [ADDRESS_BITS+3:0] ONE_BYTE = 1;
    localparam [ADDRESS_BITS+3:0] NONE     = 0;

    reg                    r_busy;
    reg [ADDRESS_BITS-1:0] r_word_address;
    reg [ADDRESS_BITS+3:0] r_bytes_left;
    reg             [63:0] r_word;
    reg              [3:0] r_word_bytes;  // of it not yet given
    reg              [2:0] r_skip;        // bytes of the first word before the range
    reg                    r_awaiting;

    wire w_loaded = r_word_bytes != 4'd0;
    wire w_give   = o_valid && i_ready;
    wire w_asked  = o_memory_valid && i_memory_ready;

    // Busy says that bytes are left, without their count in the path to memory.
    always @(posedge i_clock)
        if (i_reset)
            r_busy <= 1'b0;
        else if (i_start)
            r_busy <= i_bytes != NONE;
        else if (w_give && r_bytes_left == ONE_BYTE)
            r_busy <= 1'b0;

    always @(posedge i_clock)
        if (i_start)
            r_bytes_left <= i_bytes;
        else if (w_give)
            r_bytes_left <= r_bytes_left - ONE_BYTE;

    always @(posedge i_clock)
        if (i_start)
            r_word_address <= i_address[ADDRESS_BITS+2:3];
        else if (w_asked)
            r_word_address <= r_word_address + ONE_WORD;

    always @(posedge i_clock)
        if (i_reset)
            r_awaiting <= 1'b0;
        else if (w_asked)
            r_awaiting <= 1'b1;
        else if (i_memory_read_valid)
            r_awaiting <= 1'b0;

    always @(posedge i_clock)
        if (i_start) begin
            r_skip       <= i_address[2:0];
            r_word_bytes <= 4'd0;
        end else if (r_awaiting && i_memory_read_valid) begin
            r_word       <= i_memory_data;
            r_word_bytes <= 4'd8;
        end else if (w_loaded && (w_give || r_skip != 3'd0)) begin
            r_word       <= {8'd0, r_word[63:8]};
            r_word_bytes <= r_word_bytes - 4'd1;
            if (r_skip != 3'd0)
                r_skip <= r_skip - 3'd1;
        end

    assign o_busy           = r_busy;
    assign o_valid          = r_busy && w_loaded && r_skip == 3'd0;
    assign o_byte           = r_word[7:0];
    assign o_memory_valid   = r_busy && !w_loaded && !r_awaiting;
    assign o_memory_address = r_word_address;

endmodule

`default_nettype wire
