// Executes one parsed command after another: checks it, has its data copied or memory scanned, and asks for the one reply to it.
// The checks and what each error means are those of proto/link.proto, in the order in which they stand here.
// Does not run inferences (retort_inference_queue) and does not form replies (retort_answer_fields, retort_reply_builder).
`default_nettype none

module retort_commands #(
    parameter integer ADDRESS_BITS = 14,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CORE = 32'h0002_0102
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    // the command, from the parser
    input  wire                    i_valid,
    output wire                    o_done,
    input  wire                    i_malformed,
    input  wire [3:0]              i_command,
    input  wire [31:0]             i_field_1,
    input  wire [31:0]             i_field_2,
    input  wire [31:0]             i_field_3,
    input  wire [10:0]             i_data_bytes,
    // its data's way into memory
    output wire                    o_copy_start,
    output wire [ADDRESS_BITS+2:0] o_copy_address,
    input  wire                    i_copy_busy,
    // the upload
    output wire                    o_begin,
    output wire                    o_written,
    output wire [ADDRESS_BITS+3:0] o_range_end,
    output wire                    o_commit,
    output wire                    o_refuse,
    input  wire [31:0]             i_upload_id,
    input  wire [ADDRESS_BITS+3:0] i_upload_length,
    // a scan of memory, and the verdict on a header
    output wire                    o_scan_start,
    output wire                    o_scan_commits,
    input  wire                    i_scan_busy,
    input  wire [31:0]             i_crc,
    input  wire [3:0]              i_header_error,
    // inferences
    input  wire                    i_has_image,
    input  wire [ADDRESS_BITS+2:0] i_input_address,
    input  wire [ADDRESS_BITS+2:0] i_fill_offset,
    input  wire                    i_queue_full,
    input  wire                    i_queue_empty,
    input  wire                    i_input_gap,
    input  wire                    i_input_wrong_length,
    output wire                    o_piece_accept,
    output wire                    o_piece_clear,
    output wire                    o_push,
    output wire                    o_abort,
    // the reply
    output wire                    o_claim,
    input  wire                    i_granted,
    output wire                    o_reply_start,
    output wire [3:0]              o_answer,
    output reg  [3:0]              o_error,
    input  wire                    i_reply_done,
    // the line's rate
    input  wire                    i_line_idle,
    output wire                    o_baud_change
);
    localparam integer B = ADDRESS_BITS + 3;
    localparam [31:0] MIN_CYCLES_PER_BIT = 32'd4, MAX_CYCLES_PER_BIT = 32'd65_535, MAX_READ_BYTES = 32'd1024;

    localparam [3:0] IDENTIFY = 4'd2, GET_STATUS = 4'd3, SET_BAUD_RATE = 4'd4, BEGIN = 4'd5, CHUNK = 4'd6, COMMIT = 4'd7, INFER = 4'd8,
        RANGE_CRC = 4'd9, READ_MEMORY = 4'd10, ABORT = 4'd11;
    localparam [3:0] ERROR_ANSWER = 4'd15;
    localparam [3:0] NO_ERROR = 4'd0, UNKNOWN_COMMAND = 4'd1, MALFORMED = 4'd2, WRONG_CORE = 4'd3, TOO_LARGE = 4'd4, NO_UPLOAD = 4'd5,
        BAD_RANGE = 4'd6, CRC_MISMATCH = 4'd7, NO_IMAGE = 4'd8, INPUT_GAP = 4'd9, INPUT_LENGTH = 4'd10, BUSY = 4'd11, BAD_DIVISOR = 4'd12;

    localparam [3:0] IDLE = 4'd0, ACT = 4'd1, COPY = 4'd2, CLAIM = 4'd3, SCAN = 4'd4, VERDICT = 4'd5, ANSWER = 4'd6, REPLY = 4'd7,
        DRAIN = 4'd8, FINISH = 4'd9;

    reg [3:0] state;

    // Both commands with data and both with a range have their start in field 1.
    wire        is_range = i_command == RANGE_CRC || i_command == READ_MEMORY;
    wire [32:0] range_end = {1'b0, i_field_1} + (is_range ? {1'b0, i_field_2} : {22'd0, i_data_bytes});
    wire [32:0] range_limit = is_range ? {1'b0, MEMORY_BYTES} : {{32-B{1'b0}}, i_upload_length};
    wire        outside = range_end > range_limit;
    wire        wants_scan = i_command == COMMIT || i_command == RANGE_CRC;
    wire        last_piece = i_field_2 == 32'd0;

    wire       accepted = o_error == NO_ERROR;
    wire       acts = state == ACT && accepted;
    wire       copied = state == COPY && !i_copy_busy;
    wire       judges = state == VERDICT && i_command == COMMIT;
    wire [3:0] verdict = i_crc != i_field_2 ? CRC_MISMATCH : i_header_error;

    always @(posedge i_clock) begin
        if (i_reset)
            state <= IDLE;
        else case (state)
            IDLE: if (i_valid) state <= ACT;
            ACT: state <= accepted && (i_command == CHUNK || i_command == INFER) ? COPY : CLAIM;
            COPY: if (copied) state <= i_command == CHUNK ? CLAIM : FINISH;
            CLAIM: if (i_granted) state <= accepted && wants_scan ? SCAN : ANSWER;
            SCAN: if (!i_scan_busy) state <= VERDICT;
            VERDICT: state <= ANSWER;
            ANSWER: state <= REPLY;
            REPLY: if (i_reply_done) state <= accepted && i_command == SET_BAUD_RATE ? DRAIN : FINISH;
            DRAIN: if (i_line_idle) state <= FINISH;
            FINISH: state <= IDLE;
            default: state <= IDLE;
        endcase
    end

    // Decided in one cycle, when the command is there; a commit's verdict follows later.
    always @(posedge i_clock) begin
        if (state == IDLE && i_valid) begin
            o_error <= NO_ERROR;
            if (i_malformed)
                o_error <= MALFORMED;
            else case (i_command)
                IDENTIFY, GET_STATUS, ABORT: ;
                SET_BAUD_RATE:
                    if (i_field_1 < MIN_CYCLES_PER_BIT || i_field_1 > MAX_CYCLES_PER_BIT) o_error <= BAD_DIVISOR;
                BEGIN:
                    if (!i_queue_empty) o_error <= BUSY;
                    else if (i_field_3 != CORE) o_error <= WRONG_CORE;
                    else if (i_field_1 == 32'd0) o_error <= MALFORMED;
                    else if (i_field_2 > MEMORY_BYTES) o_error <= TOO_LARGE;
                CHUNK:
                    if (i_upload_id == 32'd0) o_error <= NO_UPLOAD;
                    else if (outside) o_error <= BAD_RANGE;
                COMMIT:
                    if (i_upload_id == 32'd0 || i_field_1 != i_upload_id) o_error <= NO_UPLOAD;
                INFER:
                    if (!i_has_image) o_error <= NO_IMAGE;
                    else if (i_queue_full) o_error <= BUSY;
                    else if (i_input_gap) o_error <= INPUT_GAP;
                    else if (i_input_wrong_length) o_error <= INPUT_LENGTH;
                RANGE_CRC:
                    if (outside) o_error <= BAD_RANGE;
                READ_MEMORY:
                    if (outside || i_field_2 == 32'd0 || i_field_2 > MAX_READ_BYTES) o_error <= BAD_RANGE;
                default: o_error <= UNKNOWN_COMMAND;
            endcase
        end else if (judges)
            o_error <= verdict;
    end

    assign o_done = state == FINISH;
    assign o_copy_start = acts && (i_command == CHUNK || i_command == INFER);
    assign o_copy_address = i_field_1[B-1:0] + (i_command == INFER ? i_input_address + i_fill_offset : {B{1'b0}});
    assign o_abort = acts && i_command == ABORT;
    assign o_begin = acts && i_command == BEGIN;
    assign o_written = copied && i_command == CHUNK;
    assign o_range_end = range_end[B:0];
    assign o_commit = judges && verdict == NO_ERROR;
    assign o_refuse = judges && verdict != NO_ERROR;
    assign o_scan_start = state == CLAIM && i_granted && accepted && wants_scan;
    assign o_scan_commits = i_command == COMMIT;
    assign o_piece_accept = copied && i_command == INFER;
    assign o_piece_clear = o_begin || o_abort || (state == ACT && o_error == INPUT_LENGTH);
    assign o_push = o_piece_accept && last_piece;
    assign o_claim = state == CLAIM || state == SCAN || state == VERDICT || state == ANSWER || state == REPLY || state == DRAIN;
    assign o_reply_start = state == ANSWER;
    assign o_answer = accepted ? i_command : ERROR_ANSWER;
    assign o_baud_change = state == DRAIN && i_line_idle;
endmodule

`default_nettype wire
