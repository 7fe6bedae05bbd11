// Keeps received messages in a ring until they have been read. Decoded bytes are written as they come. When the frame ends, its message is
// offered only if its CRC is right, its length legal, and everything fitted; otherwise the ring is as before. Counts both kinds of frame.
// In the ring a message stands behind its length (two bytes, low first). It does not look into messages. Bytes come as strobes, at least 6
// cycles apart: what finds no room is dropped with its frame.
// Reset: empties the ring and clears the counters. The ring's bytes need none: only written ones are read.
// Timing: the frame's place plus its count, less the oldest message's place (two carries), through the test for room to the ring's write.
`default_nettype none

module retort_frame_receiver #(
    parameter integer LOG2 = 11,
    parameter integer MAX_MESSAGE_BYTES = 1064
) (
    input  wire            i_clock,
    input  wire            i_reset,

    // From the COBS decoder
    input  wire            i_valid,
    input  wire      [7:0] i_byte,
    input  wire            i_end,
    input  wire            i_intact,

    // The oldest message, and its two readers, which never read in the same cycle
    output wire            o_available,
    output wire [LOG2-1:0] o_position,       // of its length
    input  wire            i_parser_read,
    input  wire [LOG2-1:0] i_parser_address,
    input  wire            i_copier_read,
    input  wire [LOG2-1:0] i_copier_address,
    output wire      [7:0] o_read_byte,      // the cycle after, until the next read
    input  wire            i_release,
    input  wire [LOG2-1:0] i_release_end,    // the position behind it

    output wire            o_good,           // one cycle for each good frame
    output wire     [31:0] o_good_frames,
    output wire     [31:0] o_bad_frames
);

    localparam  [LOG2-1:0] HEADER_BYTES    = 2;
    localparam  [LOG2-1:0] CRC_BYTES       = 4;
    localparam  [LOG2-1:0] ONE             = 1;
    localparam  [LOG2-1:0] NONE            = 0;
    localparam  [LOG2-1:0] SPARE           = 3;
    localparam  [LOG2-1:0] ALL             = {LOG2{1'b1}};
    localparam  [LOG2-1:0] MAX_FRAME_BYTES = MAX_MESSAGE_BYTES[LOG2-1:0] + CRC_BYTES;
    localparam [15-LOG2:0] HIGH_PAD        = 0;

    localparam [1:0] RECEIVE     = 2'd0;
    localparam [1:0] LENGTH_LOW  = 2'd1;
    localparam [1:0] LENGTH_HIGH = 2'd2;
    localparam [1:0] OFFER       = 2'd3;

    reg      [1:0] r_state;
    reg [LOG2-1:0] r_read_position;  // the oldest message
    reg [LOG2-1:0] r_frame_position; // the frame that is coming in: its length's place
    reg [LOG2-1:0] r_count;          // its bytes so far
    reg            r_overflowed;     // too long, or no room

    wire w_crc_right;

    wire [LOG2-1:0] w_write_position = r_frame_position + HEADER_BYTES + r_count;
    wire [LOG2-1:0] w_message_bytes  = r_count - CRC_BYTES;
    wire [LOG2-1:0] w_used           = w_write_position - r_read_position;

    // Four bytes stay free, so that the place of the next frame's length never reaches round to the oldest message.
    wire w_room  = (w_used | SPARE) != ALL && r_count != MAX_FRAME_BYTES;
    wire w_ends  = r_state == RECEIVE && i_end;
    wire w_good  = i_intact && !r_overflowed && w_crc_right && r_count >= CRC_BYTES;
    wire w_store = r_state == RECEIVE && i_valid && w_room && !r_overflowed;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= RECEIVE;
        else
            case (r_state)
                RECEIVE:     r_state <= w_ends && w_good ? LENGTH_LOW : RECEIVE;
                LENGTH_LOW:  r_state <= LENGTH_HIGH;
                LENGTH_HIGH: r_state <= OFFER;
                OFFER:       r_state <= RECEIVE;
            endcase

    always @(posedge i_clock)
        if (i_reset)
            r_frame_position <= NONE;
        else if (r_state == OFFER)
            r_frame_position <= r_frame_position + HEADER_BYTES + w_message_bytes;

    always @(posedge i_clock)
        if (i_reset || r_state == OFFER || (w_ends && !w_good))
            r_count <= NONE;
        else if (w_store && !i_end)
            r_count <= r_count + ONE;

    always @(posedge i_clock)
        if (i_reset || w_ends)
            r_overflowed <= 1'b0;
        else if (r_state == RECEIVE && i_valid && !w_store)
            r_overflowed <= 1'b1;

    always @(posedge i_clock)
        if (i_reset)
            r_read_position <= NONE;
        else if (i_release)
            r_read_position <= i_release_end;

    assign o_available = r_read_position != r_frame_position;
    assign o_position  = r_read_position;

    // Counters
    reg        r_good, r_dropped;
    reg [31:0] r_good_frames, r_bad_frames;

    always @(posedge i_clock) begin
        r_good    <= !i_reset && w_ends && w_good;
        r_dropped <= !i_reset && w_ends && !w_good;
    end

    always @(posedge i_clock)
        if (i_reset)
            r_good_frames <= 32'd0;
        else if (r_good)
            r_good_frames <= r_good_frames + 32'd1;

    always @(posedge i_clock)
        if (i_reset)
            r_bad_frames <= 32'd0;
        else if (r_dropped)
            r_bad_frames <= r_bad_frames + 32'd1;

    assign o_good        = r_good;
    assign o_good_frames = r_good_frames;
    assign o_bad_frames  = r_bad_frames;

    // The ring
    reg            w_write;
    reg [LOG2-1:0] w_write_address;
    reg      [7:0] w_write_byte;

    always @(*)
        case (r_state)
            LENGTH_LOW:  {w_write, w_write_address, w_write_byte} = {1'b1, r_frame_position, w_message_bytes[7:0]};
            LENGTH_HIGH: {w_write, w_write_address, w_write_byte} = {1'b1, r_frame_position + ONE, HIGH_PAD, w_message_bytes[LOG2-1:8]};
            default:     {w_write, w_write_address, w_write_byte} = {w_store, w_write_position, i_byte};
        endcase

    retort_byte_ring #(
        .LOG2 (LOG2)
    ) ring (
        .i_clock         (i_clock),
        .i_write         (w_write),
        .i_write_address (w_write_address),
        .i_write_byte    (w_write_byte),
        .i_read          (i_parser_read || i_copier_read),
        .i_read_address  (i_copier_read ? i_copier_address : i_parser_address),
        .o_read_byte     (o_read_byte)
    );

    wire [31:0] w_unused_crc;

    retort_crc32 crc32 (
        .i_clock   (i_clock),
        .i_clear   (i_reset || r_state == OFFER || (w_ends && !w_good)),
        .i_valid   (i_valid),
        .i_byte    (i_byte),
        .o_crc     (w_unused_crc),
        .o_residue (w_crc_right)
    );

endmodule

`default_nettype wire
