// Executes one parsed command after another: has it checked, has its data copied or memory scanned, and asks for the one reply to it.
// It does not run inferences (retort_inference_queue) and does not form replies (retort_answer_fields, retort_reply_builder).
// Reset: drops the command under way. The error needs none: it is set with each command.
// Timing: the check of a command (retort_command_check), up to the register of its error.
`default_nettype none

module retort_commands #(
    parameter integer ADDRESS_BITS = 14,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CORE = 32'h0003_0102
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    // The command, from the parser: holds from i_valid until o_done
    input  wire                    i_valid,
    output wire                    o_done,
    input  wire                    i_malformed,
    input  wire              [3:0] i_command,
    input  wire             [31:0] i_field_1,
    input  wire             [31:0] i_field_2,
    input  wire             [31:0] i_field_3,
    input  wire             [10:0] i_data_bytes,

    // Its data's way into memory
    output wire                    o_copy_start,
    output wire [ADDRESS_BITS+2:0] o_copy_address,
    output wire              [1:0] o_copy_shift,
    input  wire                    i_copy_busy,

    // The upload and the image
    output wire                    o_begin,
    output wire                    o_written,
    output wire [ADDRESS_BITS+3:0] o_range_end,
    output wire                    o_commit,
    output wire                    o_refuse,
    input  wire             [31:0] i_image_id,
    input  wire             [31:0] i_upload_id,
    input  wire [ADDRESS_BITS+3:0] i_upload_length,

    // A scan of memory, and the verdict on a header
    output wire                    o_scan_start,
    output wire                    o_scan_commits,
    input  wire                    i_scan_busy,
    input  wire             [31:0] i_crc,
    input  wire              [3:0] i_header_error,

    // Inferences
    input  wire [ADDRESS_BITS+2:0] i_input_address,
    input  wire              [1:0] i_input_shift,
    input  wire [ADDRESS_BITS+2:0] i_fill_offset,
    input  wire                    i_queue_full,
    input  wire                    i_queue_empty,
    input  wire                    i_input_gap,
    input  wire                    i_input_wrong_length,
    output wire                    o_piece_accept,
    output wire                    o_piece_clear,
    output wire                    o_push,
    output wire                    o_abort,

    // The reply
    output wire                    o_claim,
    input  wire                    i_granted,
    output wire                    o_reply_start,
    output wire              [3:0] o_answer,
    output wire              [3:0] o_error,
    input  wire                    i_reply_done,

    // The line's rate
    input  wire                    i_line_idle,
    output wire                    o_baud_change
);

    localparam integer B = ADDRESS_BITS + 3;

    localparam [3:0] SET_BAUD_RATE = 4'd4;
    localparam [3:0] BEGIN         = 4'd5;
    localparam [3:0] CHUNK         = 4'd6;
    localparam [3:0] COMMIT        = 4'd7;
    localparam [3:0] INFER         = 4'd8;
    localparam [3:0] RANGE_CRC     = 4'd9;
    localparam [3:0] ABORT         = 4'd11;
    localparam [3:0] ERROR_ANSWER  = 4'd15;

    localparam [3:0] NO_ERROR     = 4'd0;
    localparam [3:0] CRC_MISMATCH = 4'd7;
    localparam [3:0] INPUT_LENGTH = 4'd10;

    localparam [3:0] IDLE    = 4'd0;
    localparam [3:0] ACT     = 4'd1; // the check's result is there
    localparam [3:0] COPY    = 4'd2;
    localparam [3:0] CLAIM   = 4'd3; // waits for its turn to reply
    localparam [3:0] SCAN    = 4'd4;
    localparam [3:0] VERDICT = 4'd5; // on what was scanned
    localparam [3:0] ANSWER  = 4'd6;
    localparam [3:0] REPLY   = 4'd7;
    localparam [3:0] DRAIN   = 4'd8; // waits for the line, to change its rate
    localparam [3:0] FINISH  = 4'd9;

    reg [3:0] r_state;
    reg [3:0] r_error;
    reg       r_crc_wrong; // of the cycle before

    wire [3:0] w_check_error;

    wire       w_accepted   = r_error == NO_ERROR;
    wire       w_acts       = r_state == ACT && w_accepted;
    wire       w_copies     = i_command == CHUNK || i_command == INFER;
    wire       w_copied     = r_state == COPY && !i_copy_busy;
    wire       w_scans      = i_command == COMMIT || i_command == RANGE_CRC;
    wire       w_judges     = r_state == VERDICT && i_command == COMMIT;
    wire [3:0] w_verdict    = r_crc_wrong ? CRC_MISMATCH : i_header_error;
    wire       w_last_piece = i_field_2 == 32'd0;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= IDLE;
        else
            case (r_state)
                IDLE:    r_state <= i_valid ? ACT : IDLE;
                ACT:     r_state <= w_accepted && w_copies ? COPY : CLAIM;
                COPY:    r_state <= !w_copied ? COPY : i_command == CHUNK ? CLAIM : FINISH;
                CLAIM:   r_state <= !i_granted ? CLAIM : w_accepted && w_scans ? SCAN : ANSWER;
                SCAN:    r_state <= i_scan_busy ? SCAN : VERDICT;
                VERDICT: r_state <= ANSWER;
                ANSWER:  r_state <= REPLY;
                REPLY:   r_state <= !i_reply_done ? REPLY : w_accepted && i_command == SET_BAUD_RATE ? DRAIN : FINISH;
                DRAIN:   r_state <= i_line_idle ? FINISH : DRAIN;
                default: r_state <= IDLE;
            endcase

    // Decided in one cycle, when the command is there; a commit's verdict follows later.
    always @(posedge i_clock)
        if (r_state == IDLE && i_valid)
            r_error <= w_check_error;
        else if (w_judges)
            r_error <= w_verdict;

    always @(posedge i_clock)
        r_crc_wrong <= i_crc != i_field_2;

    assign o_done         = r_state == FINISH;
    assign o_copy_start   = w_acts && w_copies;
    assign o_copy_shift   = i_command == INFER ? i_input_shift : 2'd0;
    assign o_copy_address = (i_field_1[B-1:0] << o_copy_shift) + (i_command == INFER ? i_input_address + i_fill_offset : {B{1'b0}});
    assign o_begin        = w_acts && i_command == BEGIN;
    assign o_written      = w_copied && i_command == CHUNK;
    assign o_commit       = w_judges && w_verdict == NO_ERROR;
    assign o_refuse       = w_judges && w_verdict != NO_ERROR;
    assign o_scan_start   = r_state == CLAIM && i_granted && w_accepted && w_scans;
    assign o_scan_commits = i_command == COMMIT;
    assign o_piece_accept = w_copied && i_command == INFER;
    assign o_piece_clear  = o_begin || o_abort || (r_state == ACT && r_error == INPUT_LENGTH);
    assign o_push         = o_piece_accept && w_last_piece;
    assign o_abort        = w_acts && i_command == ABORT;
    assign o_claim        = r_state == CLAIM || r_state == SCAN || r_state == VERDICT || r_state == ANSWER || r_state == REPLY ||
                            r_state == DRAIN;
    assign o_reply_start  = r_state == ANSWER;
    assign o_answer       = w_accepted ? i_command : ERROR_ANSWER;
    assign o_error        = r_error;
    assign o_baud_change  = r_state == DRAIN && i_line_idle;

    retort_command_check #(
        .ADDRESS_BITS (ADDRESS_BITS),
        .MEMORY_BYTES (MEMORY_BYTES),
        .CORE         (CORE)
    ) check (
        .i_clock              (i_clock),
        .i_malformed          (i_malformed),
        .i_command            (i_command),
        .i_field_1            (i_field_1),
        .i_field_2            (i_field_2),
        .i_field_3            (i_field_3),
        .i_data_bytes         (i_data_bytes),
        .i_image_id           (i_image_id),
        .i_upload_id          (i_upload_id),
        .i_upload_length      (i_upload_length),
        .i_queue_full         (i_queue_full),
        .i_queue_empty        (i_queue_empty),
        .i_input_gap          (i_input_gap),
        .i_input_wrong_length (i_input_wrong_length),
        .o_error              (w_check_error),
        .o_range_end          (o_range_end)
    );

endmodule

`default_nettype wire
