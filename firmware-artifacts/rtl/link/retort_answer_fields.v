// What an answer of the commands consists of: how many numbers, which ones, and whether bytes follow. Only wires: one field's value at
// a time, as the reply builder asks for it. An answer is named by its field number in Reply (proto/link.proto).
`default_nettype none

module retort_answer_fields #(
    parameter [31:0] CORE = 32'h0002_0102,
    parameter [31:0] BUILD = 32'h0,
    parameter [31:0] MACS_PER_CYCLE = 16,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CLOCK_HZ = 24_000_000
) (
    input  wire [3:0]  i_answer,
    input  wire [3:0]  i_error,         // ErrorCode, where the answer is an Error
    input  wire [2:0]  i_field,
    output reg  [2:0]  o_field_count,
    output wire        o_has_data,
    output reg  [31:0] o_value,
    // what the board knows
    input  wire [31:0] i_field_1,       // of the command
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
    input  wire [2:0]  i_ended,         // inferences, by the last abort
    input  wire        i_is_chunk
);
    localparam [3:0] IDENTITY = 4'd2, STATUS = 4'd3, BAUD_RATE_SET = 4'd4, READY = 4'd5, CHUNK_WRITTEN = 4'd6, COMMITTED = 4'd7,
        RANGE_CRC_VALUE = 4'd9, MEMORY = 4'd10, ABORTED = 4'd11, ERROR = 4'd15;
    localparam [3:0] UNKNOWN_COMMAND = 4'd1, WRONG_CORE = 4'd3, TOO_LARGE = 4'd4, BAD_RANGE = 4'd6, CRC_MISMATCH = 4'd7,
        INPUT_GAP = 4'd9, INPUT_LENGTH = 4'd10, BAD_DIVISOR = 4'd12;

    assign o_has_data = i_answer == MEMORY;

    always @* begin
        case (i_answer)
            IDENTITY, STATUS: o_field_count = 3'd6;
            CHUNK_WRITTEN, COMMITTED, ERROR: o_field_count = 3'd2;
            MEMORY: o_field_count = 3'd0;
            default: o_field_count = 3'd1;
        endcase
    end

    reg [31:0] detail;
    always @* begin
        case (i_error)
            UNKNOWN_COMMAND: detail = i_field_1;
            WRONG_CORE: detail = CORE;
            TOO_LARGE: detail = MEMORY_BYTES;
            BAD_RANGE: detail = i_is_chunk ? i_upload_length : MEMORY_BYTES;
            CRC_MISMATCH: detail = i_crc;
            INPUT_GAP: detail = i_input_expected;
            INPUT_LENGTH: detail = i_input_bytes;
            BAD_DIVISOR: detail = 32'd4;
            default: detail = 32'd0;
        endcase
    end

    always @* begin
        case ({i_answer, i_field})
            {IDENTITY, 3'd1}: o_value = CORE;
            {IDENTITY, 3'd2}: o_value = BUILD;
            {IDENTITY, 3'd3}: o_value = MACS_PER_CYCLE;
            {IDENTITY, 3'd4}: o_value = MEMORY_BYTES;
            {IDENTITY, 3'd5}: o_value = CLOCK_HZ;
            {IDENTITY, 3'd6}: o_value = i_image_id;
            {STATUS, 3'd1}: o_value = i_image_id;
            {STATUS, 3'd2}: o_value = i_upload_id;
            {STATUS, 3'd3}: o_value = i_received;
            {STATUS, 3'd4}: o_value = i_good_frames;
            {STATUS, 3'd5}: o_value = i_bad_frames;
            {STATUS, 3'd6}: o_value = i_inferences;
            {BAUD_RATE_SET, 3'd1}, {CHUNK_WRITTEN, 3'd1}, {COMMITTED, 3'd1}: o_value = i_field_1;
            {READY, 3'd1}, {CHUNK_WRITTEN, 3'd2}: o_value = i_received;
            {COMMITTED, 3'd2}: o_value = i_scan_cycles;
            {RANGE_CRC_VALUE, 3'd1}: o_value = i_crc;
            {ABORTED, 3'd1}: o_value = {29'd0, i_ended};
            {ERROR, 3'd1}: o_value = {28'd0, i_error};
            {ERROR, 3'd2}: o_value = detail;
            default: o_value = 32'd0;
        endcase
    end
endmodule

`default_nettype wire
