// Reads one Request (proto/link.proto) in protobuf's wire format out of the frame ring, a byte a cycle; `data` it jumps over.
// Fields in any order, the last one wins, unknown ones of wire types 0, 1, 2 and 5 are skipped. A field that ends outside its message, a
// varint over ten bytes, field number 0, and the wire types of groups make the message malformed. Keeps fields 1 to 3 of the command (no
// command has more) and where field 9 lies. It does not judge any value, and acts on nothing.
// Reset: waits for a message. The fields need none: each message clears or sets them.
// Timing: a byte out of the ring's block RAM, through the end of a varint and the test for malformed, to the state. Next to it the position
// compared with the end of message or command chooses the ring's read address; a length against the bytes left reaches only the state.
`default_nettype none

module retort_message_parser #(
    parameter integer LOG2 = 11
) (
    input  wire            i_clock,
    input  wire            i_reset,

    // The frame ring
    input  wire            i_available,
    input  wire [LOG2-1:0] i_position,      // of the message's length
    output wire            o_read,
    output wire [LOG2-1:0] o_read_address,
    input  wire      [7:0] i_read_byte,
    output wire [LOG2-1:0] o_end,           // the position behind the message

    // The message, from o_valid until i_done
    output wire            o_valid,
    input  wire            i_done,
    output wire            o_malformed,     // what was read before the fault is kept
    output wire     [31:0] o_id,
    output wire      [3:0] o_command,       // field number of the command, 2 to 11; 0: none known
    output wire     [31:0] o_field_1,       // without a known command: the unknown one's field number, or 0
    output wire     [31:0] o_field_2,
    output wire     [31:0] o_field_3,
    output wire [LOG2-1:0] o_data_position,
    output wire     [10:0] o_data_bytes
);

    localparam [3:0] WAIT        = 4'd0;
    localparam [3:0] LENGTH_LOW  = 4'd1;
    localparam [3:0] LENGTH_HIGH = 4'd2;
    localparam [3:0] TAG         = 4'd3;
    localparam [3:0] FIELD       = 4'd4; // the value is a tag
    localparam [3:0] VARINT      = 4'd5;
    localparam [3:0] FIXED       = 4'd6;
    localparam [3:0] STORE       = 4'd7;
    localparam [3:0] SPAN_LENGTH = 4'd8;
    localparam [3:0] SPAN        = 4'd9; // the value is a length
    localparam [3:0] PARSED      = 4'd10;

    localparam [2:0] WIRE_VARINT  = 3'd0;
    localparam [2:0] WIRE_FIXED64 = 3'd1;
    localparam [2:0] WIRE_LENGTH  = 3'd2;
    localparam [2:0] WIRE_FIXED32 = 3'd5;

    localparam     [28:0] LAST_COMMAND   = 29'd11;
    localparam      [3:0] DATA_FIELD     = 4'd9;
    localparam     [10:0] MAX_DATA_BYTES = 11'd1024;
    localparam [LOG2-1:0] ONE            = 1;

    reg      [3:0] r_state;
    reg [LOG2-1:0] r_position;    // i_read_byte is the byte at it
    reg [LOG2-1:0] r_message_end;
    reg [LOG2-1:0] r_command_end;
    reg            r_in_command;
    reg      [7:0] r_length_low;
    reg     [31:0] r_value;       // of the varint or fixed32 that was read last
    reg      [3:0] r_value_bytes; // read so far
    reg            r_value_wide;  // it has bits beyond these 32
    reg            r_eight;       // FIXED: 8 bytes, not 4
    reg      [3:0] r_number;      // of the field being read; 0: not one of ours
    reg            r_malformed;
    reg     [31:0] r_id;
    reg      [3:0] r_command;
    reg     [31:0] r_field_1, r_field_2, r_field_3;
    reg [LOG2-1:0] r_data_position;
    reg     [10:0] r_data_bytes;

    wire [LOG2-1:0] w_end            = r_in_command ? r_command_end : r_message_end;
    wire [LOG2-1:0] w_left           = w_end - r_position;
    wire            w_at_end         = w_end == r_position;
    wire            w_in_varint      = r_state == TAG || r_state == VARINT || r_state == SPAN_LENGTH;
    wire            w_varint_ends    = !i_read_byte[7];
    wire            w_varint_endless = r_value_bytes == 4'd9 && !w_varint_ends;
    wire            w_fixed_ends     = r_value_bytes == (r_eight ? 4'd7 : 4'd3);

    // In FIELD
    wire [28:0] w_tag_number  = r_value[31:3];
    wire  [2:0] w_tag_wire    = r_value[2:0];
    wire        w_tag_is_ours = w_tag_number <= LAST_COMMAND;
    wire        w_wire_known  = w_tag_wire == WIRE_VARINT || w_tag_wire == WIRE_FIXED64 || w_tag_wire == WIRE_LENGTH ||
                                w_tag_wire == WIRE_FIXED32;
    wire        w_tag_bad     = r_value_wide || w_tag_number == 29'd0 || !w_wire_known;

    // In SPAN
    wire            w_is_command  = !r_in_command && r_number > 4'd1;
    wire            w_is_data     = r_in_command && r_number == DATA_FIELD;
    wire            w_span_beyond = r_value[31:LOG2] != {(32-LOG2){1'b0}} || r_value[LOG2-1:0] > w_left;
    wire            w_span_bad    = r_value_wide || w_span_beyond || (w_is_data && r_value[10:0] > MAX_DATA_BYTES);
    wire [LOG2-1:0] w_span_end    = r_position + r_value[LOG2-1:0];

    reg w_malformed;

    always @(*)
        case (r_state)
            TAG:                 w_malformed = w_at_end ? r_value_bytes != 4'd0 : w_varint_endless;
            VARINT, SPAN_LENGTH: w_malformed = w_at_end || w_varint_endless;
            FIXED:               w_malformed = w_at_end;
            FIELD:               w_malformed = w_tag_bad;
            SPAN:                w_malformed = w_span_bad;
            default:             w_malformed = 1'b0;
        endcase

    reg [LOG2-1:0] w_next_position;

    always @(*)
        case (r_state)
            WAIT:                    w_next_position = i_position;
            LENGTH_LOW, LENGTH_HIGH: w_next_position = r_position + ONE;
            TAG:                     w_next_position = w_at_end ? r_position : r_position + ONE;
            VARINT, SPAN_LENGTH:     w_next_position = r_position + ONE;
            FIXED:                   w_next_position = r_position + ONE;
            SPAN:                    w_next_position = w_is_command ? r_position : w_span_end;
            default:                 w_next_position = r_position;
        endcase

    always @(posedge i_clock)
        if (o_read)
            r_position <= w_next_position;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= WAIT;
        else if (w_malformed)
            r_state <= PARSED;
        else
            case (r_state)
                WAIT:        r_state <= i_available ? LENGTH_LOW : WAIT;
                LENGTH_LOW:  r_state <= LENGTH_HIGH;
                LENGTH_HIGH: r_state <= TAG;
                TAG:         r_state <= w_at_end ? (r_in_command ? TAG : PARSED) : w_varint_ends ? FIELD : TAG;
                FIELD:       r_state <= w_tag_wire == WIRE_VARINT ? VARINT : w_tag_wire == WIRE_LENGTH ? SPAN_LENGTH : FIXED;
                VARINT:      r_state <= w_varint_ends ? STORE : VARINT;
                FIXED:       r_state <= w_fixed_ends ? STORE : FIXED;
                STORE:       r_state <= TAG;
                SPAN_LENGTH: r_state <= w_varint_ends ? SPAN : SPAN_LENGTH;
                SPAN:        r_state <= TAG;
                PARSED:      r_state <= i_done ? WAIT : PARSED;
                default:     r_state <= WAIT;
            endcase

    always @(posedge i_clock)
        if (i_reset || r_state == WAIT)
            r_in_command <= 1'b0;
        else if (!w_malformed && r_state == TAG && w_at_end)
            r_in_command <= 1'b0;
        else if (!w_malformed && r_state == SPAN && w_is_command)
            r_in_command <= 1'b1;

    always @(posedge i_clock)
        case (r_state)
            LENGTH_LOW:  r_length_low  <= i_read_byte;
            LENGTH_HIGH: r_message_end <= r_position + ONE + {i_read_byte[LOG2-9:0], r_length_low};
            default: ;
        endcase

    always @(posedge i_clock)
        if (r_state == SPAN && w_is_command)
            r_command_end <= w_span_end;

    // One register for all numbers: seven bits a byte for a varint, eight for a fixed32.
    always @(posedge i_clock)
        if (w_in_varint && !w_at_end) begin
            r_value_bytes <= r_value_bytes + 4'd1;
            case (r_value_bytes)
                4'd0:    r_value[6:0]   <= i_read_byte[6:0];
                4'd1:    r_value[13:7]  <= i_read_byte[6:0];
                4'd2:    r_value[20:14] <= i_read_byte[6:0];
                4'd3:    r_value[27:21] <= i_read_byte[6:0];
                4'd4:    {r_value_wide, r_value[31:28]} <= {i_read_byte[6:4] != 3'd0, i_read_byte[3:0]};
                default: r_value_wide   <= r_value_wide || i_read_byte[6:0] != 7'd0;
            endcase
        end else if (r_state == FIXED) begin
            r_value_bytes <= r_value_bytes + 4'd1;
            case (r_value_bytes[1:0])
                2'd0: r_value[7:0]   <= i_read_byte;
                2'd1: r_value[15:8]  <= i_read_byte;
                2'd2: r_value[23:16] <= i_read_byte;
                2'd3: r_value[31:24] <= i_read_byte;
            endcase
        end else begin
            r_value_bytes <= 4'd0;
            r_value_wide  <= 1'b0;
            r_value       <= 32'd0;
        end

    always @(posedge i_clock)
        if (r_state == FIELD) begin
            r_number <= w_tag_is_ours && w_tag_wire != WIRE_FIXED64 ? w_tag_number[3:0] : 4'd0;
            r_eight  <= w_tag_wire == WIRE_FIXED64;
        end

    // What the message says
    always @(posedge i_clock)
        if (i_reset || r_state == WAIT)
            r_malformed <= 1'b0;
        else if (w_malformed)
            r_malformed <= 1'b1;

    always @(posedge i_clock)
        if (r_state == LENGTH_LOW)
            r_id <= 32'd0;
        else if (r_state == STORE && !r_in_command && r_number == 4'd1)
            r_id <= r_value;

    always @(posedge i_clock)
        if (r_state == LENGTH_LOW || (r_state == SPAN && w_is_command)) begin
            r_command       <= w_is_command && r_state == SPAN ? r_number : 4'd0;
            r_field_1       <= 32'd0;
            r_field_2       <= 32'd0;
            r_field_3       <= 32'd0;
            r_data_position <= r_position;
            r_data_bytes    <= 11'd0;
        end else if (r_state == STORE && r_in_command) begin
            case (r_number)
                4'd1: r_field_1 <= r_value;
                4'd2: r_field_2 <= r_value;
                4'd3: r_field_3 <= r_value;
                default: ;
            endcase
        end else if (r_state == SPAN && w_is_data) begin
            r_data_position <= r_position;
            r_data_bytes    <= r_value[10:0];
        end else if (r_state == FIELD && !r_in_command && r_command == 4'd0 && w_tag_wire == WIRE_LENGTH && !w_tag_is_ours)
            r_field_1 <= {3'd0, w_tag_number};

    assign o_read          = r_state != PARSED && (r_state != WAIT || i_available);
    assign o_read_address  = w_next_position;
    assign o_end           = r_message_end;
    assign o_valid         = r_state == PARSED;
    assign o_malformed     = r_malformed;
    assign o_id            = r_id;
    assign o_command       = r_command;
    assign o_field_1       = r_field_1;
    assign o_field_2       = r_field_2;
    assign o_field_3       = r_field_3;
    assign o_data_position = r_data_position;
    assign o_data_bytes    = r_data_bytes;

endmodule

`default_nettype wire
