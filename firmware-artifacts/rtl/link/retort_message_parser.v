// Reads one Request (proto/link.proto) in protobuf's wire format out of the frame ring, a byte a cycle; `data` it jumps over.
// Fields in any order, the last one wins, unknown ones of wire types 0, 1, 2 and 5 are skipped. A field that ends outside its message,
// a varint over ten bytes, field number 0, and the wire types of groups make the message malformed.
// Keeps fields 1 to 3 of the command (no command has more) and where field 9 lies. Does not judge any value, and acts on nothing.
`default_nettype none

module retort_message_parser #(
    parameter integer LOG2 = 11
) (
    input  wire            i_clock,
    input  wire            i_reset,
    // the frame ring
    input  wire            i_available,
    input  wire [LOG2-1:0] i_position,      // of the message's length
    output wire            o_read,
    output wire [LOG2-1:0] o_read_address,
    input  wire [7:0]      i_read_byte,
    output wire [LOG2-1:0] o_end,           // the position behind the message
    // the message, from o_valid until i_done
    output wire            o_valid,
    input  wire            i_done,
    output reg             o_malformed,     // what was read before the fault is kept
    output reg  [31:0]     o_id,
    output reg  [3:0]      o_command,       // field number of the command, 2 to 11; 0: none known
    output reg  [31:0]     o_field_1,       // without a known command: the unknown one's field number, or 0
    output reg  [31:0]     o_field_2,
    output reg  [31:0]     o_field_3,
    output reg  [LOG2-1:0] o_data_position,
    output reg  [10:0]     o_data_bytes
);
    localparam [3:0] WAIT = 4'd0, LENGTH_LOW = 4'd1, LENGTH_HIGH = 4'd2, TAG = 4'd3, FIELD = 4'd4, VARINT = 4'd5, FIXED = 4'd6,
        STORE = 4'd7, SPAN_LENGTH = 4'd8, SPAN = 4'd9, PARSED = 4'd10;
    localparam [2:0] WIRE_VARINT = 3'd0, WIRE_FIXED64 = 3'd1, WIRE_LENGTH = 3'd2, WIRE_FIXED32 = 3'd5;
    localparam [28:0] LAST_COMMAND = 29'd11;
    localparam [3:0] DATA_FIELD = 4'd9;
    localparam [10:0] MAX_DATA_BYTES = 11'd1024;
    localparam [LOG2-1:0] ONE = 1;

    reg [3:0]      state;
    reg [LOG2-1:0] position;     // i_read_byte is the byte at it
    reg [LOG2-1:0] message_end;
    reg [LOG2-1:0] command_end;
    reg            in_command;
    reg [7:0]      length_low;
    reg [31:0]     value;        // of the varint or fixed32 that was read last
    reg [3:0]      value_bytes;  // read so far
    reg            value_wide;   // it has bits beyond these 32
    reg            eight;        // FIXED: 8 bytes, not 4
    reg [3:0]      number;       // of the field being read; 0: not one of ours

    wire [LOG2-1:0] left = (in_command ? command_end : message_end) - position;
    wire            at_end = left == {LOG2{1'b0}};
    wire            in_varint = state == TAG || state == VARINT || state == SPAN_LENGTH;
    wire            varint_ends = !i_read_byte[7];
    wire            varint_endless = value_bytes == 4'd9 && !varint_ends;
    wire            fixed_ends = value_bytes == (eight ? 4'd7 : 4'd3);

    // In FIELD the value is a tag.
    wire [28:0] tag_number = value[31:3];
    wire [2:0]  tag_wire = value[2:0];
    wire        tag_is_ours = tag_number <= LAST_COMMAND;
    wire        tag_bad = value_wide || tag_number == 29'd0 ||
        !(tag_wire == WIRE_VARINT || tag_wire == WIRE_FIXED64 || tag_wire == WIRE_LENGTH || tag_wire == WIRE_FIXED32);

    // In SPAN it is a length.
    wire is_command = !in_command && number > 4'd1;
    wire is_data = in_command && number == DATA_FIELD;
    wire span_bad = value_wide || value > {{32-LOG2{1'b0}}, left} || (is_data && value[10:0] > MAX_DATA_BYTES);

    reg malformed;
    always @* begin
        case (state)
            TAG: malformed = at_end ? value_bytes != 4'd0 : varint_endless;
            VARINT, SPAN_LENGTH: malformed = at_end || varint_endless;
            FIXED: malformed = at_end;
            FIELD: malformed = tag_bad;
            SPAN: malformed = span_bad;
            default: malformed = 1'b0;
        endcase
    end

    reg [LOG2-1:0] next_position;
    always @* begin
        case (state)
            WAIT: next_position = i_position;
            LENGTH_LOW, LENGTH_HIGH, FIXED, VARINT, SPAN_LENGTH: next_position = position + ONE;
            TAG: next_position = at_end ? position : position + ONE;
            SPAN: next_position = is_command ? position : position + value[LOG2-1:0];
            default: next_position = position;
        endcase
    end

    assign o_read = state != PARSED && (state != WAIT || i_available);
    assign o_read_address = next_position;
    assign o_end = message_end;
    assign o_valid = state == PARSED;

    always @(posedge i_clock) begin
        if (o_read)
            position <= next_position;
    end

    always @(posedge i_clock) begin
        if (i_reset) begin
            state <= WAIT;
            in_command <= 1'b0;
        end else if (malformed)
            state <= PARSED;
        else case (state)
            WAIT: begin
                in_command <= 1'b0;
                if (i_available)
                    state <= LENGTH_LOW;
            end
            LENGTH_LOW: state <= LENGTH_HIGH;
            LENGTH_HIGH: state <= TAG;
            TAG:
                if (at_end) begin
                    in_command <= 1'b0;
                    if (!in_command)
                        state <= PARSED;
                end else if (varint_ends)
                    state <= FIELD;
            FIELD:
                case (tag_wire)
                    WIRE_VARINT: state <= VARINT;
                    WIRE_LENGTH: state <= SPAN_LENGTH;
                    default: state <= FIXED;
                endcase
            VARINT: if (varint_ends) state <= STORE;
            FIXED: if (fixed_ends) state <= STORE;
            STORE: state <= TAG;
            SPAN_LENGTH: if (varint_ends) state <= SPAN;
            SPAN: begin
                state <= TAG;
                if (is_command)
                    in_command <= 1'b1;
            end
            PARSED: if (i_done) state <= WAIT;
            default: state <= WAIT;
        endcase
    end

    always @(posedge i_clock) begin
        case (state)
            LENGTH_LOW: length_low <= i_read_byte;
            LENGTH_HIGH: message_end <= position + ONE + {i_read_byte[LOG2-9:0], length_low};
            SPAN: if (is_command) command_end <= position + value[LOG2-1:0];
            default: ;
        endcase
    end

    // One register for all numbers: seven bits a byte for a varint, eight for a fixed32.
    always @(posedge i_clock) begin
        if (in_varint && !at_end) begin
            value_bytes <= value_bytes + 4'd1;
            case (value_bytes)
                4'd0: value[6:0] <= i_read_byte[6:0];
                4'd1: value[13:7] <= i_read_byte[6:0];
                4'd2: value[20:14] <= i_read_byte[6:0];
                4'd3: value[27:21] <= i_read_byte[6:0];
                4'd4: {value_wide, value[31:28]} <= {i_read_byte[6:4] != 3'd0, i_read_byte[3:0]};
                default: value_wide <= value_wide || i_read_byte[6:0] != 7'd0;
            endcase
        end else if (state == FIXED) begin
            value_bytes <= value_bytes + 4'd1;
            case (value_bytes[1:0])
                2'd0: value[7:0] <= i_read_byte;
                2'd1: value[15:8] <= i_read_byte;
                2'd2: value[23:16] <= i_read_byte;
                2'd3: value[31:24] <= i_read_byte;
            endcase
        end else begin
            value_bytes <= 4'd0;
            value_wide <= 1'b0;
            value <= 32'd0;
        end
    end

    always @(posedge i_clock) begin
        if (state == FIELD) begin
            number <= tag_is_ours && tag_wire != WIRE_FIXED64 ? tag_number[3:0] : 4'd0;
            eight <= tag_wire == WIRE_FIXED64;
        end
    end

    always @(posedge i_clock) begin
        if (i_reset || state == WAIT)
            o_malformed <= 1'b0;
        else if (malformed)
            o_malformed <= 1'b1;
    end

    always @(posedge i_clock) begin
        if (state == LENGTH_LOW)
            o_id <= 32'd0;
        else if (state == STORE && !in_command && number == 4'd1)
            o_id <= value;
    end

    always @(posedge i_clock) begin
        if (state == LENGTH_LOW || (state == SPAN && is_command)) begin
            o_command <= is_command && state == SPAN ? number : 4'd0;
            o_field_1 <= 32'd0;
            o_field_2 <= 32'd0;
            o_field_3 <= 32'd0;
            o_data_position <= position;
            o_data_bytes <= 11'd0;
        end else if (state == STORE && in_command) begin
            case (number)
                4'd1: o_field_1 <= value;
                4'd2: o_field_2 <= value;
                4'd3: o_field_3 <= value;
                default: ;
            endcase
        end else if (state == SPAN && is_data) begin
            o_data_position <= position;
            o_data_bytes <= value[10:0];
        end else if (state == FIELD && !in_command && o_command == 4'd0 && tag_wire == WIRE_LENGTH && !tag_is_ours)
            o_field_1 <= {3'd0, tag_number};
    end
endmodule

`default_nettype wire
