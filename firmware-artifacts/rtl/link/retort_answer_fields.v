// What an answer of the commands consists of: how many numbers, which ones, and whether bytes follow. One field's value at a time, as the
// reply builder asks for it. An answer is named by its field number in Reply (proto/link.proto).
// It does not hold anything, and does not form the reply.
// Reset: none. There are no registers.
// Timing: the answer and the field's number choose one of some twenty numbers of 32 bits; the reply builder keeps it in a register.
`default_nettype none

module retort_answer_fields #(
    parameter [31:0] CORE = 32'h0003_0102,
    parameter [31:0] BUILD = 32'h0,
    parameter [31:0] MACS_PER_CYCLE = 16,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CLOCK_HZ = 24_000_000
) (
    input  wire  [3:0] i_answer,
    input  wire  [3:0] i_error,          // ErrorCode, where the answer is an Error
    input  wire  [2:0] i_field,
    output wire  [2:0] o_field_count,
    output wire        o_has_data,
    output wire [31:0] o_value,

    // What the board knows
    input  wire  [3:0] i_command,
    input  wire [31:0] i_field_1,        // of the command
    input  wire [31:0] i_image_id,
    input  wire [31:0] i_upload_id,
    input  wire [31:0] i_upload_length,
    input  wire [31:0] i_received,
    input  wire [31:0] i_good_frames,
    input  wire [31:0] i_bad_frames,
    input  wire [31:0] i_inferences,
    input  wire [31:0] i_crc,
    input  wire [31:0] i_scan_cycles,
    input  wire [31:0] i_input_expected,
    input  wire [31:0] i_input_bytes,
    input  wire  [2:0] i_ended           // inferences, by the last abort
);

    localparam [3:0] CHUNK = 4'd6; // a command; the others are answers

    localparam [3:0] IDENTITY        = 4'd2;
    localparam [3:0] STATUS          = 4'd3;
    localparam [3:0] BAUD_RATE_SET   = 4'd4;
    localparam [3:0] READY           = 4'd5;
    localparam [3:0] CHUNK_WRITTEN   = 4'd6;
    localparam [3:0] COMMITTED       = 4'd7;
    localparam [3:0] RANGE_CRC_VALUE = 4'd9;
    localparam [3:0] MEMORY          = 4'd10;
    localparam [3:0] ABORTED         = 4'd11;
    localparam [3:0] ERROR           = 4'd15;

    localparam [3:0] UNKNOWN_COMMAND = 4'd1;
    localparam [3:0] WRONG_CORE      = 4'd3;
    localparam [3:0] TOO_LARGE       = 4'd4;
    localparam [3:0] BAD_RANGE       = 4'd6;
    localparam [3:0] CRC_MISMATCH    = 4'd7;
    localparam [3:0] INPUT_GAP       = 4'd9;
    localparam [3:0] INPUT_LENGTH    = 4'd10;
    localparam [3:0] BAD_DIVISOR     = 4'd12;

    reg  [2:0] w_field_count;
    reg [31:0] w_detail, w_value;

    always @(*)
        case (i_answer)
            IDENTITY, STATUS:                w_field_count = 3'd6;
            CHUNK_WRITTEN, COMMITTED, ERROR: w_field_count = 3'd2;
            MEMORY:                          w_field_count = 3'd0;
            default:                         w_field_count = 3'd1;
        endcase

    always @(*)
        case (i_error)
            UNKNOWN_COMMAND: w_detail = i_field_1;
            WRONG_CORE:      w_detail = CORE;
            TOO_LARGE:       w_detail = MEMORY_BYTES;
            BAD_RANGE:       w_detail = i_command == CHUNK ? i_upload_length : MEMORY_BYTES;
            CRC_MISMATCH:    w_detail = i_crc;
            INPUT_GAP:       w_detail = i_input_expected;
            INPUT_LENGTH:    w_detail = i_input_bytes;
            BAD_DIVISOR:     w_detail = 32'd4;
            default:         w_detail = 32'd0;
        endcase

    always @(*)
        case ({i_answer, i_field})
            {IDENTITY, 3'd1}:        w_value = CORE;
            {IDENTITY, 3'd2}:        w_value = BUILD;
            {IDENTITY, 3'd3}:        w_value = MACS_PER_CYCLE;
            {IDENTITY, 3'd4}:        w_value = MEMORY_BYTES;
            {IDENTITY, 3'd5}:        w_value = CLOCK_HZ;
            {IDENTITY, 3'd6}:        w_value = i_image_id;
            {STATUS, 3'd1}:          w_value = i_image_id;
            {STATUS, 3'd2}:          w_value = i_upload_id;
            {STATUS, 3'd3}:          w_value = i_received;
            {STATUS, 3'd4}:          w_value = i_good_frames;
            {STATUS, 3'd5}:          w_value = i_bad_frames;
            {STATUS, 3'd6}:          w_value = i_inferences;
            {BAUD_RATE_SET, 3'd1}:   w_value = i_field_1;
            {READY, 3'd1}:           w_value = i_received;
            {CHUNK_WRITTEN, 3'd1}:   w_value = i_field_1;
            {CHUNK_WRITTEN, 3'd2}:   w_value = i_received;
            {COMMITTED, 3'd1}:       w_value = i_field_1;
            {COMMITTED, 3'd2}:       w_value = i_scan_cycles;
            {RANGE_CRC_VALUE, 3'd1}: w_value = i_crc;
            {ABORTED, 3'd1}:         w_value = {29'd0, i_ended};
            {ERROR, 3'd1}:           w_value = {28'd0, i_error};
            {ERROR, 3'd2}:           w_value = w_detail;
            default:                 w_value = 32'd0;
        endcase

    assign o_field_count = w_field_count;
    assign o_has_data    = i_answer == MEMORY;
    assign o_value       = w_value;

endmodule

`default_nettype wire
