// Frames on their way out: stuffs bytes (COBS) into a ring, where each block's code is written over its first place once it is known, and
// gives finished blocks to the serial line. A frame starts with its first byte and has a 0x00 before and behind it.
// Takes bytes only while there is room. Does not make the CRC.
`default_nettype none

module retort_frame_transmitter #(
    parameter integer LOG2 = 10  // at least 9: a block of 255 bytes must fit while another leaves
) (
    input  wire       i_clock,
    input  wire       i_reset,
    input  wire       i_valid,
    input  wire       i_end,       // the frame is whole; i_byte does not count
    input  wire [7:0] i_byte,
    output wire       o_ready,
    output wire       o_drained,   // all finished blocks were given to the line
    output wire       o_valid,
    input  wire       i_ready,
    output wire [7:0] o_byte
);
    localparam [LOG2-1:0] ONE = 1, TWO = 2, ROOM = 3;
    localparam [1:0] BETWEEN = 2'd0, BLOCK = 2'd1, FULL_BLOCK = 2'd2, TRAILER = 2'd3;
    localparam [7:0] LONGEST = 8'd254;

    reg [1:0]      state;
    reg [LOG2-1:0] write_position;
    reg [LOG2-1:0] code_position;   // of the open block; what lies before it may leave
    reg [LOG2-1:0] read_position;
    reg [7:0]      block_bytes;     // in the open block
    reg            fetched;         // o_byte is the next byte of the line

    wire [LOG2-1:0] used = write_position - read_position;
    wire            has_room = used < {LOG2{1'b1}} - ROOM;
    wire            take = i_valid && o_ready;
    wire            closes = state == FULL_BLOCK || (state == BLOCK && take && (i_end || i_byte == 8'd0));
    wire            opens_frame = state == BETWEEN && i_valid && has_room;
    wire            trails = state == TRAILER && has_room;
    wire            stores = state == BLOCK && take && !closes;

    assign o_ready = state == BLOCK && has_room;

    always @(posedge i_clock) begin
        if (i_reset)
            state <= BETWEEN;
        else case (state)
            BETWEEN: if (opens_frame) state <= BLOCK;
            BLOCK: begin
                if (take && i_end)
                    state <= TRAILER;
                else if (stores && block_bytes == LONGEST - 8'd1)
                    state <= FULL_BLOCK;
            end
            FULL_BLOCK: state <= BLOCK;
            TRAILER: if (trails) state <= BETWEEN;
        endcase
    end

    always @(posedge i_clock) begin
        if (i_reset) begin
            write_position <= {LOG2{1'b0}};
            code_position <= {LOG2{1'b0}};
            block_bytes <= 8'd0;
        end else if (opens_frame) begin
            write_position <= write_position + TWO;
            code_position <= write_position + ONE;
            block_bytes <= 8'd0;
        end else if (closes) begin
            // Behind the last block no place for a code is needed.
            write_position <= write_position + (state == BLOCK && i_end ? {LOG2{1'b0}} : ONE);
            code_position <= write_position;
            block_bytes <= 8'd0;
        end else if (stores) begin
            write_position <= write_position + ONE;
            block_bytes <= block_bytes + 8'd1;
        end else if (trails) begin
            write_position <= write_position + ONE;
            code_position <= write_position + ONE;
        end
    end

    wire            fetch = read_position != code_position && (!fetched || i_ready);
    wire            write = opens_frame || closes || stores || trails;
    wire [LOG2-1:0] write_address = closes ? code_position : write_position;
    wire [7:0]      write_byte = closes ? block_bytes + 8'd1 : stores ? i_byte : 8'd0;

    assign o_valid = fetched;
    assign o_drained = !fetched && read_position == code_position && state == BETWEEN;

    always @(posedge i_clock) begin
        if (i_reset) begin
            read_position <= {LOG2{1'b0}};
            fetched <= 1'b0;
        end else if (fetch) begin
            read_position <= read_position + ONE;
            fetched <= 1'b1;
        end else if (i_ready)
            fetched <= 1'b0;
    end

    retort_byte_ring #(
        .LOG2(LOG2)
    ) ring (
        .i_clock(i_clock),
        .i_write(write),
        .i_write_address(write_address),
        .i_write_byte(write_byte),
        .i_read(fetch),
        .i_read_address(read_position),
        .o_read_byte(o_byte)
    );
endmodule

`default_nettype wire
