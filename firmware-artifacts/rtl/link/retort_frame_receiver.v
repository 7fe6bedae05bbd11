// Keeps received messages in a ring until they have been read. Decoded bytes are written as they come; when the frame ends,
// the message is offered only if its CRC is right, it has a legal length, and it fitted; else the ring is as before.
// In the ring a message stands behind its length (two bytes, low first). Does not look into messages.
`default_nettype none

module retort_frame_receiver #(
    parameter integer LOG2 = 11,
    parameter integer MAX_MESSAGE_BYTES = 1064
) (
    input  wire            i_clock,
    input  wire            i_reset,
    // from the COBS decoder; bytes are at least 6 cycles apart
    input  wire            i_valid,
    input  wire [7:0]      i_byte,
    input  wire            i_end,
    input  wire            i_intact,
    // the oldest message
    output wire            o_available,
    output wire [LOG2-1:0] o_position,       // of its length
    input  wire            i_read,
    input  wire [LOG2-1:0] i_read_address,
    output wire [7:0]      o_read_byte,      // the cycle after
    input  wire            i_release,
    input  wire [LOG2-1:0] i_release_end,    // the position behind it
    // for the counters, one cycle each
    output reg             o_good,
    output reg             o_dropped
);
    localparam [LOG2-1:0] HEADER_BYTES = 2, CRC_BYTES = 4, ONE = 1;
    localparam [LOG2-1:0] MAX_FRAME_BYTES = MAX_MESSAGE_BYTES[LOG2-1:0] + CRC_BYTES;
    localparam [15-LOG2:0] HIGH_PAD = 0;
    localparam [LOG2-1:0] MOST_USED = {LOG2{1'b1}} - 3;
    localparam [1:0] RECEIVE = 2'd0, LENGTH_LOW = 2'd1, LENGTH_HIGH = 2'd2, OFFER = 2'd3;

    reg [1:0]      state;
    reg [LOG2-1:0] read_position;   // the oldest message
    reg [LOG2-1:0] frame_position;  // the frame that is coming in: its length's place
    reg [LOG2-1:0] count;           // its bytes so far
    reg            overflowed;      // too long, or no room

    wire [LOG2-1:0] write_position = frame_position + HEADER_BYTES + count;
    wire [LOG2-1:0] used = write_position - read_position;
    // Four bytes stay free, so that the place of the next frame's length never reaches round to read_position.
    wire            room = used < MOST_USED && count != MAX_FRAME_BYTES;
    wire [LOG2-1:0] message_bytes = count - CRC_BYTES;
    wire            crc_right;
    wire [31:0]     unused_crc;
    wire            good = i_intact && !overflowed && crc_right && count >= CRC_BYTES;
    wire            store = state == RECEIVE && i_valid && room && !overflowed;

    assign o_available = read_position != frame_position;
    assign o_position = read_position;

    always @(posedge i_clock) begin
        o_good <= 1'b0;
        o_dropped <= 1'b0;
        if (i_reset) begin
            state <= RECEIVE;
            frame_position <= {LOG2{1'b0}};
            count <= {LOG2{1'b0}};
            overflowed <= 1'b0;
        end else case (state)
            RECEIVE:
                if (i_end) begin
                    o_good <= good;
                    o_dropped <= !good;
                    overflowed <= 1'b0;
                    if (good)
                        state <= LENGTH_LOW;
                    else
                        count <= {LOG2{1'b0}};
                end else if (i_valid) begin
                    if (store)
                        count <= count + ONE;
                    else
                        overflowed <= 1'b1;
                end
            LENGTH_LOW:
                state <= LENGTH_HIGH;
            LENGTH_HIGH:
                state <= OFFER;
            OFFER: begin
                frame_position <= frame_position + HEADER_BYTES + message_bytes;
                count <= {LOG2{1'b0}};
                state <= RECEIVE;
            end
        endcase
    end

    always @(posedge i_clock) begin
        if (i_reset)
            read_position <= {LOG2{1'b0}};
        else if (i_release)
            read_position <= i_release_end;
    end

    reg            write;
    reg [LOG2-1:0] write_address;
    reg [7:0]      write_byte;

    always @* begin
        case (state)
            LENGTH_LOW: {write, write_address, write_byte} = {1'b1, frame_position, message_bytes[7:0]};
            LENGTH_HIGH: {write, write_address, write_byte} = {1'b1, frame_position + ONE, HIGH_PAD, message_bytes[LOG2-1:8]};
            default: {write, write_address, write_byte} = {store, write_position, i_byte};
        endcase
    end

    retort_crc32 crc (
        .i_clock(i_clock),
        .i_clear(i_reset || state == OFFER || (state == RECEIVE && i_end && !good)),
        .i_valid(i_valid),
        .i_byte(i_byte),
        .o_crc(unused_crc),
        .o_residue(crc_right)
    );

    retort_byte_ring #(
        .LOG2(LOG2)
    ) ring (
        .i_clock(i_clock),
        .i_write(write),
        .i_write_address(write_address),
        .i_write_byte(write_byte),
        .i_read(i_read),
        .i_read_address(i_read_address),
        .o_read_byte(o_read_byte)
    );
endmodule

`default_nettype wire
