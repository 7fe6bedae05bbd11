// Writes one Reply (proto/link.proto): id, then the answer with its fixed32 fields in ascending order, then bytes out of memory, then the
// CRC-32. Lengths are two-byte varints, so every position is known beforehand. An Error's first field is its code, a varint of one byte.
// It does not stuff, and does not know what an answer means.
// Reset: drops the reply. What belongs to it needs none: it is set while no reply is under way.
// Timing: the state chooses a byte from the value, the CRC, the lengths or the data, which goes through the CRC and into the transmitter.
// A field's value is kept when its tag leaves, so the choice among the answers' numbers ends in a register.
`default_nettype none

module retort_reply_builder (
    input  wire        i_clock,
    input  wire        i_reset,

    // The reply; all of it holds until o_done
    input  wire        i_start,
    input  wire [31:0] i_id,
    input  wire  [3:0] i_answer,      // the answer's field number
    input  wire  [2:0] i_field_count, // fields 1 to this
    output wire  [2:0] o_field,       // the one whose value is wanted
    input  wire [31:0] i_value,
    input  wire        i_has_data,
    input  wire [10:0] i_data_bytes,
    output wire        o_done,        // one cycle

    // The data, from a reader that starts with o_data_start
    output wire        o_data_start,
    output wire        o_data_ready,
    input  wire        i_data_valid,
    input  wire  [7:0] i_data_byte,

    // The frame
    output wire        o_valid,
    output wire        o_end,         // instead of a byte
    output wire  [7:0] o_byte,
    input  wire        i_ready
);

    localparam [3:0] IDLE       = 4'd0;
    localparam [3:0] ID_TAG     = 4'd1;
    localparam [3:0] ID         = 4'd2;
    localparam [3:0] ANSWER_TAG = 4'd3;
    localparam [3:0] SIZE_LOW   = 4'd4;
    localparam [3:0] SIZE_HIGH  = 4'd5;
    localparam [3:0] FIELD_TAG  = 4'd6;
    localparam [3:0] FIELD      = 4'd7;
    localparam [3:0] DATA_TAG   = 4'd8;
    localparam [3:0] DATA_LOW   = 4'd9;
    localparam [3:0] DATA_HIGH  = 4'd10;
    localparam [3:0] DATA       = 4'd11;
    localparam [3:0] CRC        = 4'd12;
    localparam [3:0] FRAME_END  = 4'd13;

    localparam [2:0] WIRE_VARINT  = 3'd0;
    localparam [2:0] WIRE_LENGTH  = 3'd2;
    localparam [2:0] WIRE_FIXED32 = 3'd5;

    localparam [3:0] ERROR = 4'd15;

    reg  [3:0] r_state;
    reg  [1:0] r_byte_index;   // in a value of four bytes
    reg  [2:0] r_field;
    reg [10:0] r_data_left;
    reg [31:0] r_value;        // the id, then each field's
    reg [10:0] r_answer_bytes;

    wire       w_take         = o_valid && i_ready;
    wire       w_in_value     = r_state == ID || r_state == FIELD || r_state == CRC;
    wire       w_is_code      = i_answer == ERROR && r_field == 3'd1;
    wire       w_value_ends   = r_byte_index == 2'd3 || (r_state == FIELD && w_is_code);
    wire [3:0] w_after_fields = i_has_data ? DATA_TAG : CRC;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= IDLE;
        else if (r_state == IDLE)
            r_state <= i_start ? ID_TAG : IDLE;
        else if (w_take)
            case (r_state)
                ID:        r_state <= w_value_ends ? ANSWER_TAG : ID;
                SIZE_HIGH: r_state <= i_field_count == 3'd0 ? w_after_fields : FIELD_TAG;
                FIELD:     r_state <= !w_value_ends ? FIELD : r_field == i_field_count ? w_after_fields : FIELD_TAG;
                DATA_HIGH: r_state <= i_data_bytes == 11'd0 ? CRC : DATA;
                DATA:      r_state <= r_data_left == 11'd1 ? CRC : DATA;
                CRC:       r_state <= w_value_ends ? FRAME_END : CRC;
                FRAME_END: r_state <= IDLE;
                default:   r_state <= r_state + 4'd1;
            endcase

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_byte_index <= 2'd0;
        else if (w_take && w_in_value)
            r_byte_index <= w_value_ends ? 2'd0 : r_byte_index + 2'd1;

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_field <= 3'd1;
        else if (w_take && r_state == FIELD && w_value_ends)
            r_field <= r_field + 3'd1;

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_data_left <= i_data_bytes;
        else if (w_take && r_state == DATA)
            r_data_left <= r_data_left - 11'd1;

    // A field's value is the one that it has as its tag leaves, also where it changes meanwhile.
    always @(posedge i_clock)
        if (r_state == ID_TAG)
            r_value <= i_id;
        else if (r_state == FIELD_TAG)
            r_value <= i_value;

    wire [10:0] w_fields_bytes = {6'd0, i_field_count, 2'b00} + {8'd0, i_field_count} - (i_answer == ERROR ? 11'd3 : 11'd0);

    always @(posedge i_clock)
        r_answer_bytes <= w_fields_bytes + (i_has_data ? i_data_bytes + 11'd3 : 11'd0);

    // The byte
    wire [31:0] w_crc;
    wire [31:0] w_value = r_state == CRC ? w_crc : r_value;
    reg   [7:0] w_byte;

    always @(*)
        case (r_state)
            ID_TAG:     w_byte = {5'd1, WIRE_FIXED32};
            ANSWER_TAG: w_byte = {1'b0, i_answer, WIRE_LENGTH};
            SIZE_LOW:   w_byte = {1'b1, r_answer_bytes[6:0]};
            SIZE_HIGH:  w_byte = {4'd0, r_answer_bytes[10:7]};
            FIELD_TAG:  w_byte = {2'd0, r_field, w_is_code ? WIRE_VARINT : WIRE_FIXED32};
            DATA_TAG:   w_byte = {5'd9, WIRE_LENGTH};
            DATA_LOW:   w_byte = {1'b1, i_data_bytes[6:0]};
            DATA_HIGH:  w_byte = {4'd0, i_data_bytes[10:7]};
            DATA:       w_byte = i_data_byte;
            default:    w_byte = w_value[8*r_byte_index +: 8];
        endcase

    assign o_field      = r_field;
    assign o_done       = w_take && o_end;
    assign o_data_start = i_start && i_has_data;
    assign o_data_ready = r_state == DATA && i_ready;
    assign o_valid      = r_state != IDLE && (r_state != DATA || i_data_valid);
    assign o_end        = r_state == FRAME_END;
    assign o_byte       = w_byte;

    wire w_unused_residue;

    retort_crc32 crc32 (
        .i_clock   (i_clock),
        .i_clear   (r_state == IDLE),
        .i_valid   (w_take && r_state != CRC && !o_end),
        .i_byte    (w_byte),
        .o_crc     (w_crc),
        .o_residue (w_unused_residue)
    );

endmodule

`default_nettype wire
