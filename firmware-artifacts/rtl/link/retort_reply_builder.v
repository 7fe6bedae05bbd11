// Writes one Reply (proto/link.proto): id, then the answer with its fixed32 fields in ascending order, then bytes out of memory, then the
// CRC-32. Lengths are two-byte varints, so every position is known beforehand. An Error's first field is its code, a varint of one byte.
// Does not stuff, and does not know what an answer means.
`default_nettype none

module retort_reply_builder (
    input  wire        i_clock,
    input  wire        i_reset,
    // the reply; all of it holds until o_done
    input  wire        i_start,
    input  wire [31:0] i_id,
    input  wire [3:0]  i_answer,       // the answer's field number
    input  wire [2:0]  i_field_count,  // fields 1 to this
    output reg  [2:0]  o_field,        // the one whose value is wanted
    input  wire [31:0] i_value,
    input  wire        i_has_data,
    input  wire [10:0] i_data_bytes,
    output wire        o_done,         // one cycle
    // the data, from a reader that starts with o_data_start
    output wire        o_data_start,
    output wire        o_data_ready,
    input  wire        i_data_valid,
    input  wire [7:0]  i_data_byte,
    // the frame
    output wire        o_valid,
    output wire        o_end,          // instead of a byte
    output reg  [7:0]  o_byte,
    input  wire        i_ready
);
    localparam [3:0] IDLE = 4'd0, ID_TAG = 4'd1, ID = 4'd2, ANSWER_TAG = 4'd3, SIZE_LOW = 4'd4, SIZE_HIGH = 4'd5, FIELD_TAG = 4'd6,
        FIELD = 4'd7, DATA_TAG = 4'd8, DATA_LOW = 4'd9, DATA_HIGH = 4'd10, DATA = 4'd11, CRC = 4'd12, FRAME_END = 4'd13;
    localparam [2:0] WIRE_VARINT = 3'd0, WIRE_LENGTH = 3'd2, WIRE_FIXED32 = 3'd5;
    localparam [3:0] ERROR = 4'd15;

    reg [3:0]  state;
    reg [1:0]  byte_index;  // in a value of four bytes
    reg [10:0] data_left;

    wire       take = o_valid && i_ready;
    wire       in_value = state == ID || state == FIELD || state == CRC;
    wire       is_code = i_answer == ERROR && o_field == 3'd1;
    wire       value_ends = byte_index == 2'd3 || (state == FIELD && is_code);
    wire [3:0] after_fields = i_has_data ? DATA_TAG : CRC;

    wire [10:0] fields_bytes = {6'd0, i_field_count, 2'b00} + {8'd0, i_field_count} - (i_answer == ERROR ? 11'd3 : 11'd0);
    wire [10:0] answer_bytes = fields_bytes + (i_has_data ? i_data_bytes + 11'd3 : 11'd0);
    wire [31:0] crc;
    wire        unused_residue;
    wire [31:0] value = state == ID ? i_id : state == CRC ? crc : i_value;

    assign o_valid = state != IDLE && (state != DATA || i_data_valid);
    assign o_end = state == FRAME_END;
    assign o_done = take && o_end;
    assign o_data_start = i_start && i_has_data;
    assign o_data_ready = state == DATA && i_ready;

    always @* begin
        case (state)
            ID_TAG: o_byte = {5'd1, WIRE_FIXED32};
            ANSWER_TAG: o_byte = {1'b0, i_answer, WIRE_LENGTH};
            SIZE_LOW: o_byte = {1'b1, answer_bytes[6:0]};
            SIZE_HIGH: o_byte = {4'd0, answer_bytes[10:7]};
            FIELD_TAG: o_byte = {2'd0, o_field, is_code ? WIRE_VARINT : WIRE_FIXED32};
            DATA_TAG: o_byte = {5'd9, WIRE_LENGTH};
            DATA_LOW: o_byte = {1'b1, i_data_bytes[6:0]};
            DATA_HIGH: o_byte = {4'd0, i_data_bytes[10:7]};
            DATA: o_byte = i_data_byte;
            default: o_byte = value[{byte_index, 3'd0} +: 8];
        endcase
    end

    always @(posedge i_clock) begin
        if (i_reset)
            state <= IDLE;
        else if (state == IDLE) begin
            if (i_start)
                state <= ID_TAG;
        end else if (take) case (state)
            ID: if (value_ends) state <= ANSWER_TAG;
            SIZE_HIGH: state <= i_field_count == 3'd0 ? after_fields : FIELD_TAG;
            FIELD: if (value_ends) state <= o_field == i_field_count ? after_fields : FIELD_TAG;
            DATA_HIGH: state <= i_data_bytes == 11'd0 ? CRC : DATA;
            DATA: if (data_left == 11'd1) state <= CRC;
            CRC: if (value_ends) state <= FRAME_END;
            FRAME_END: state <= IDLE;
            default: state <= state + 4'd1;
        endcase
    end

    always @(posedge i_clock) begin
        if (state == IDLE) begin
            byte_index <= 2'd0;
            o_field <= 3'd1;
            data_left <= i_data_bytes;
        end else if (take) begin
            if (in_value)
                byte_index <= value_ends ? 2'd0 : byte_index + 2'd1;
            if (state == FIELD && value_ends)
                o_field <= o_field + 3'd1;
            if (state == DATA)
                data_left <= data_left - 11'd1;
        end
    end

    retort_crc32 frame_crc (
        .i_clock(i_clock),
        .i_clear(state == IDLE),
        .i_valid(take && state != CRC && !o_end),
        .i_byte(o_byte),
        .o_crc(crc),
        .o_residue(unused_residue)
    );
endmodule

`default_nettype wire
