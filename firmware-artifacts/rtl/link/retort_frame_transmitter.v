// Frames on their way out: stuffs bytes (COBS) into a ring, where each block's code is written over its first place once it is known, and
// gives finished blocks to the serial line. A frame starts with its first byte and has a 0x00 before and behind it.
// It takes bytes only while there is room, and does not make the CRC.
// Reset: empties the ring. Its bytes need none: only written ones are read.
// Timing: the incoming byte compared with zero closes a block, which chooses the ring's write address and the next positions; beside it the
// room that is left, one carry and a test of its high bits.
`default_nettype none

module retort_frame_transmitter #(
    parameter integer LOG2 = 10 // at least 9: a block of 255 bytes must fit while another leaves
) (
    input  wire       i_clock,
    input  wire       i_reset,

    input  wire       i_valid,
    input  wire       i_end,     // the frame is whole; i_byte does not count
    input  wire [7:0] i_byte,
    output wire       o_ready,

    output wire       o_drained, // all finished blocks were given to the line

    output wire       o_valid,
    input  wire       i_ready,
    output wire [7:0] o_byte
);

    localparam [LOG2-1:0] ONE   = 1;
    localparam [LOG2-1:0] TWO   = 2;
    localparam [LOG2-1:0] NONE  = 0;
    localparam [LOG2-1:0] SPARE = 3;
    localparam [LOG2-1:0] ALL   = {LOG2{1'b1}};

    localparam [1:0] BETWEEN    = 2'd0;
    localparam [1:0] BLOCK      = 2'd1;
    localparam [1:0] FULL_BLOCK = 2'd2;
    localparam [1:0] TRAILER    = 2'd3;

    localparam [7:0] LONGEST = 8'd254;

    reg      [1:0] r_state;
    reg [LOG2-1:0] r_write_position;
    reg [LOG2-1:0] r_code_position;  // of the open block; what lies before it may leave
    reg [LOG2-1:0] r_read_position;
    reg      [7:0] r_block_bytes;    // in the open block
    reg            r_fetched;        // o_byte is the next byte of the line

    // Four bytes stay free: two of a frame's start, a closed block's next code, and one that tells full from empty.
    wire [LOG2-1:0] w_used     = r_write_position - r_read_position;
    wire            w_has_room = (w_used | SPARE) != ALL;

    wire w_take        = i_valid && o_ready;
    wire w_closes      = r_state == FULL_BLOCK || (r_state == BLOCK && w_take && (i_end || i_byte == 8'd0));
    wire w_opens_frame = r_state == BETWEEN && i_valid && w_has_room;
    wire w_trails      = r_state == TRAILER && w_has_room;
    wire w_stores      = r_state == BLOCK && w_take && !w_closes;

    assign o_ready = r_state == BLOCK && w_has_room;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= BETWEEN;
        else
            case (r_state)
                BETWEEN:    r_state <= w_opens_frame ? BLOCK : BETWEEN;
                BLOCK:      r_state <= w_take && i_end ? TRAILER :
                                       w_stores && r_block_bytes == LONGEST - 8'd1 ? FULL_BLOCK : BLOCK;
                FULL_BLOCK: r_state <= BLOCK;
                TRAILER:    r_state <= w_trails ? BETWEEN : TRAILER;
            endcase

    always @(posedge i_clock)
        if (i_reset) begin
            r_write_position <= NONE;
            r_code_position  <= NONE;
            r_block_bytes    <= 8'd0;
        end else if (w_opens_frame) begin
            r_write_position <= r_write_position + TWO;
            r_code_position  <= r_write_position + ONE;
            r_block_bytes    <= 8'd0;
        end else if (w_closes) begin
            // Behind the last block no place for a code is needed.
            r_write_position <= r_write_position + (r_state == BLOCK && i_end ? NONE : ONE);
            r_code_position  <= r_write_position;
            r_block_bytes    <= 8'd0;
        end else if (w_stores) begin
            r_write_position <= r_write_position + ONE;
            r_block_bytes    <= r_block_bytes + 8'd1;
        end else if (w_trails) begin
            r_write_position <= r_write_position + ONE;
            r_code_position  <= r_write_position + ONE;
        end

    // To the line
    wire w_fetch = r_read_position != r_code_position && (!r_fetched || i_ready);

    always @(posedge i_clock)
        if (i_reset) begin
            r_read_position <= NONE;
            r_fetched       <= 1'b0;
        end else if (w_fetch) begin
            r_read_position <= r_read_position + ONE;
            r_fetched       <= 1'b1;
        end else if (i_ready)
            r_fetched <= 1'b0;

    assign o_valid   = r_fetched;
    assign o_drained = !r_fetched && r_read_position == r_code_position && r_state == BETWEEN;

    retort_byte_ring #(
        .LOG2 (LOG2)
    ) ring (
        .i_clock         (i_clock),
        .i_write         (w_opens_frame || w_closes || w_stores || w_trails),
        .i_write_address (w_closes ? r_code_position : r_write_position),
        .i_write_byte    (w_closes ? r_block_bytes + 8'd1 : w_stores ? i_byte : 8'd0),
        .i_read          (w_fetch),
        .i_read_address  (r_read_position),
        .o_read_byte     (o_byte)
    );

endmodule

`default_nettype wire
