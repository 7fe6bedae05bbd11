// The link: from the serial line's bits to commands, and back from replies to bits. Here the parts are only wired:
//   line in → uart_receiver → cobs_decoder → frame_receiver → message_parser → commands → (data_copier → memory)
//   commands, inference_queue → reply_select → reply_builder (← memory_reader ← memory)
//   reply_builder → frame_transmitter → uart_transmitter → line out
// proto/link.proto says what it does, docs/link.md how a client uses it. It holds nothing of the board's memory or the core.
// Reset: every part starts as if nothing had come; each part's header says which registers that takes. The memory keeps its content.
// Timing: the parts' own; the longest goes from the frame ring's block RAM through the parser to its state. What it asks of memory comes
// from registers, through two or three levels of logic.
`default_nettype none

module retort_link #(
    parameter integer CLOCK_HZ = 24_000_000,
    parameter integer ADDRESS_BITS = 14, // of words of 8 bytes
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CORE = 32'h0003_0102,
    parameter [31:0] BUILD = 32'h0,
    parameter [31:0] MACS_PER_CYCLE = 16,
    parameter [31:0] MOST_CYCLES = 32'h0400_0000
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_uart_rx,
    output wire                    o_uart_tx,
    output wire             [15:0] o_cycles_per_bit,
    output wire                    o_busy,                 // a byte, a frame, an inference or an answer is under way

    // The core
    output wire                    o_core_start,
    output wire             [31:0] o_core_program_address,
    output wire             [31:0] o_core_slot_offset,
    output wire             [31:0] o_core_stop_after,
    output wire             [31:0] o_core_cycle_limit,
    output wire                    o_core_abort,           // one cycle; two cycles later the core is idle
    input  wire                    i_core_busy,
    input  wire                    i_core_done,
    input  wire                    i_core_fault,
    input  wire                    i_core_expired,
    input  wire             [15:0] i_core_descriptor,
    input  wire             [15:0] i_core_label,
    input  wire             [31:0] i_core_cycles,

    // The memory: a request holds until it is ready; one read is under way at a time, and answered any number of cycles later
    output wire                    o_memory_valid,
    input  wire                    i_memory_ready,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    output wire              [7:0] o_memory_strobe,
    input  wire                    i_memory_read_valid,
    input  wire             [63:0] i_memory_data
);

    localparam integer A = ADDRESS_BITS;
    localparam integer B = ADDRESS_BITS + 3; // of a byte's address
    localparam integer RECEIVE_LOG2 = 11;
    localparam integer TRANSMIT_LOG2 = 10;

    // Line in, line out
    wire                    receiving, line_valid, line_bad, decoded_valid, decoded_end, decoded_intact;
    wire              [7:0] line_byte, decoded_byte;
    wire                    drained, leaving_valid, leaving_ready, sending, line_idle, baud_change;
    wire              [7:0] leaving_byte;

    // Frames, and the command in the oldest one
    wire                    frame_available, frame_good, parser_read, copier_read;
    wire [RECEIVE_LOG2-1:0] frame_position, frame_end, parser_address, copier_address, data_position;
    wire              [7:0] frame_byte;
    wire             [31:0] good_frames, bad_frames;
    wire                    command_valid, command_done, command_malformed;
    wire              [3:0] command;
    wire             [31:0] request_id, field_1, field_2, field_3;
    wire             [10:0] data_bytes;

    // Upload, image and inferences
    wire                    begins, written, commits, refuses, aborts;
    wire              [B:0] range_end, upload_length, received, input_bytes, input_expected;
    wire             [31:0] image_id, upload_id, inferences, queue_id;
    wire              [3:0] header_error;
    wire            [B-1:0] program_address, input_address, slot_pitch, logits_address, fill_offset, run_offset;
    wire              [2:0] slot_count, ended;
    wire             [10:0] logits_count;
    wire             [15:0] stop_after;
    wire                    piece_accept, piece_clear, input_gap, input_wrong_length;
    wire                    push, queue_full, queue_empty, queue_fault, queue_expired;

    // Memory
    wire                    copy_start, copy_busy, write_valid, write_ready, read_valid, read_ready;
    wire            [B-1:0] copy_address, reader_address;
    wire              [1:0] input_shift, copy_shift;
    wire            [A-1:0] write_address, read_address;
    wire                    reader_start, reader_busy, reader_valid, reader_ready;
    wire              [B:0] reader_bytes;
    wire              [7:0] reader_byte;
    wire                    scan_start, scan_commits, scan_busy;
    wire             [31:0] crc, scan_cycles;

    // Replies
    wire                    commands_claim, commands_granted, commands_reply_start, commands_reply_done, commands_has_data;
    wire                    queue_claim, queue_granted, queue_reply_start, queue_reply_done;
    wire              [3:0] commands_answer, commands_error, reply_answer;
    wire              [2:0] commands_field_count, reply_field_count, reply_field;
    wire             [31:0] commands_value, reply_value, reply_id;
    wire                    reply_start, reply_has_data, reply_done, reply_data_start, reply_data_ready;
    wire            [B-1:0] reply_data_address;
    wire             [10:0] reply_data_bytes;
    wire                    reply_valid, reply_end, reply_ready;
    wire              [7:0] reply_byte;

    assign o_core_program_address = {{(32-B){1'b0}}, program_address};
    assign o_core_slot_offset     = {{(32-B){1'b0}}, run_offset};
    assign o_core_stop_after      = {16'd0, stop_after};

    // Line in
    retort_uart_receiver uart_receiver (
        .i_clock          (i_clock),
        .i_reset          (i_reset),
        .i_cycles_per_bit (o_cycles_per_bit),
        .i_uart_rx        (i_uart_rx),
        .o_busy           (receiving),
        .o_valid          (line_valid),
        .o_byte           (line_byte),
        .o_bad            (line_bad)
    );

    retort_cobs_decoder cobs_decoder (
        .i_clock  (i_clock),
        .i_reset  (i_reset),
        .i_valid  (line_valid),
        .i_byte   (line_byte),
        .i_bad    (line_bad),
        .o_valid  (decoded_valid),
        .o_byte   (decoded_byte),
        .o_end    (decoded_end),
        .o_intact (decoded_intact)
    );

    // Frames, and the command in the oldest one
    retort_frame_receiver #(
        .LOG2 (RECEIVE_LOG2)
    ) frame_receiver (
        .i_clock          (i_clock),
        .i_reset          (i_reset),
        .i_valid          (decoded_valid),
        .i_byte           (decoded_byte),
        .i_end            (decoded_end),
        .i_intact         (decoded_intact),
        .o_available      (frame_available),
        .o_position       (frame_position),
        .i_parser_read    (parser_read),
        .i_parser_address (parser_address),
        .i_copier_read    (copier_read),
        .i_copier_address (copier_address),
        .o_read_byte      (frame_byte),
        .i_release        (command_done),
        .i_release_end    (frame_end),
        .o_good           (frame_good),
        .o_good_frames    (good_frames),
        .o_bad_frames     (bad_frames)
    );

    retort_message_parser #(
        .LOG2 (RECEIVE_LOG2)
    ) message_parser (
        .i_clock         (i_clock),
        .i_reset         (i_reset),
        .i_available     (frame_available),
        .i_position      (frame_position),
        .o_read          (parser_read),
        .o_read_address  (parser_address),
        .i_read_byte     (frame_byte),
        .o_end           (frame_end),
        .o_valid         (command_valid),
        .i_done          (command_done),
        .o_malformed     (command_malformed),
        .o_id            (request_id),
        .o_command       (command),
        .o_field_1       (field_1),
        .o_field_2       (field_2),
        .o_field_3       (field_3),
        .o_data_position (data_position),
        .o_data_bytes    (data_bytes)
    );

    retort_commands #(
        .ADDRESS_BITS (A),
        .MEMORY_BYTES (MEMORY_BYTES),
        .CORE         (CORE)
    ) commands (
        .i_clock              (i_clock),
        .i_reset              (i_reset),
        .i_valid              (command_valid),
        .o_done               (command_done),
        .i_malformed          (command_malformed),
        .i_command            (command),
        .i_field_1            (field_1),
        .i_field_2            (field_2),
        .i_field_3            (field_3),
        .i_data_bytes         (data_bytes),
        .o_copy_start         (copy_start),
        .o_copy_address       (copy_address),
        .o_copy_shift         (copy_shift),
        .i_copy_busy          (copy_busy),
        .o_begin              (begins),
        .o_written            (written),
        .o_range_end          (range_end),
        .o_commit             (commits),
        .o_refuse             (refuses),
        .i_image_id           (image_id),
        .i_upload_id          (upload_id),
        .i_upload_length      (upload_length),
        .o_scan_start         (scan_start),
        .o_scan_commits       (scan_commits),
        .i_scan_busy          (scan_busy),
        .i_crc                (crc),
        .i_header_error       (header_error),
        .i_input_address      (input_address),
        .i_input_shift        (input_shift),
        .i_fill_offset        (fill_offset),
        .i_queue_full         (queue_full),
        .i_queue_empty        (queue_empty),
        .i_input_gap          (input_gap),
        .i_input_wrong_length (input_wrong_length),
        .o_piece_accept       (piece_accept),
        .o_piece_clear        (piece_clear),
        .o_push               (push),
        .o_abort              (aborts),
        .o_claim              (commands_claim),
        .i_granted            (commands_granted),
        .o_reply_start        (commands_reply_start),
        .o_answer             (commands_answer),
        .o_error              (commands_error),
        .i_reply_done         (commands_reply_done),
        .i_line_idle          (line_idle),
        .o_baud_change        (baud_change)
    );

    // Upload, image and inferences
    retort_upload #(
        .ADDRESS_BITS (A)
    ) upload (
        .i_clock        (i_clock),
        .i_reset        (i_reset),
        .i_begin        (begins),
        .i_begin_id     (field_1),
        .i_begin_length (field_2[B:0]),
        .i_written      (written),
        .i_from         (field_1[B:0]),
        .i_to           (range_end),
        .i_commit       (commits),
        .i_refuse       (refuses),
        .o_image_id     (image_id),
        .o_upload_id    (upload_id),
        .o_length       (upload_length),
        .o_received     (received)
    );

    retort_image_header #(
        .ADDRESS_BITS (A),
        .MEMORY_BYTES (MEMORY_BYTES),
        .CORE         (CORE),
        .MOST_CYCLES  (MOST_CYCLES)
    ) image_header (
        .i_clock           (i_clock),
        .i_commits         (scan_commits),
        .i_scan_start      (scan_start),
        .i_scan_busy       (scan_busy),
        .i_valid           (reader_valid),
        .i_byte            (reader_byte),
        .o_error           (header_error),
        .o_program_address (program_address),
        .o_input_address   (input_address),
        .o_input_bytes     (input_bytes),
        .o_input_shift     (input_shift),
        .o_slot_pitch      (slot_pitch),
        .o_slot_count      (slot_count),
        .o_logits_address  (logits_address),
        .o_logits_count    (logits_count),
        .o_cycle_limit     (o_core_cycle_limit)
    );

    retort_input_pieces #(
        .ADDRESS_BITS (A)
    ) input_pieces (
        .i_clock        (i_clock),
        .i_reset        (i_reset),
        .i_id           (request_id),
        .i_offset       (field_1),
        .i_bytes        (data_bytes),
        .i_more         (field_2),
        .i_input_bytes  (input_bytes),
        .o_gap          (input_gap),
        .o_expected     (input_expected),
        .o_wrong_length (input_wrong_length),
        .i_accept       (piece_accept),
        .i_clear        (piece_clear)
    );

    retort_inference_queue #(
        .ADDRESS_BITS (A)
    ) inference_queue (
        .i_clock           (i_clock),
        .i_reset           (i_reset),
        .i_clear           (commits),
        .i_abort           (aborts),
        .i_slot_pitch      (slot_pitch),
        .i_slot_count      (slot_count),
        .i_push            (push),
        .i_push_id         (request_id),
        .i_push_stop_after (field_3),
        .o_fill_offset     (fill_offset),
        .o_full            (queue_full),
        .o_empty           (queue_empty),
        .o_inferences      (inferences),
        .o_ended           (ended),
        .o_start           (o_core_start),
        .o_run_offset      (run_offset),
        .o_stop_after      (stop_after),
        .o_core_abort      (o_core_abort),
        .i_core_busy       (i_core_busy),
        .i_core_done       (i_core_done),
        .i_core_fault      (i_core_fault),
        .i_core_expired    (i_core_expired),
        .o_claim           (queue_claim),
        .i_granted         (queue_granted),
        .o_reply_start     (queue_reply_start),
        .o_id              (queue_id),
        .o_fault           (queue_fault),
        .o_expired         (queue_expired),
        .i_reply_done      (queue_reply_done)
    );

    // Memory
    retort_data_copier #(
        .LOG2         (RECEIVE_LOG2),
        .ADDRESS_BITS (A)
    ) data_copier (
        .i_clock          (i_clock),
        .i_reset          (i_reset),
        .i_start          (copy_start),
        .i_position       (data_position),
        .i_bytes          (data_bytes),
        .i_address        (copy_address),
        .i_shift          (copy_shift),
        .o_busy           (copy_busy),
        .o_read           (copier_read),
        .o_read_address   (copier_address),
        .i_read_byte      (frame_byte),
        .o_memory_valid   (write_valid),
        .i_memory_ready   (write_ready),
        .o_memory_address (write_address),
        .o_memory_data    (o_memory_data),
        .o_memory_strobe  (o_memory_strobe)
    );

    retort_read_select #(
        .ADDRESS_BITS (A)
    ) read_select (
        .i_scan_start    (scan_start),
        .i_scan_commits  (scan_commits),
        .i_scan_busy     (scan_busy),
        .i_upload_length (upload_length),
        .i_range_address (field_1[B-1:0]),
        .i_range_bytes   (field_2[B:0]),
        .i_reply_start   (reply_data_start),
        .i_reply_ready   (reply_data_ready),
        .i_reply_address (reply_data_address),
        .i_reply_bytes   (reply_data_bytes),
        .o_start         (reader_start),
        .o_address       (reader_address),
        .o_bytes         (reader_bytes),
        .o_ready         (reader_ready)
    );

    retort_memory_reader #(
        .ADDRESS_BITS (A)
    ) memory_reader (
        .i_clock             (i_clock),
        .i_reset             (i_reset),
        .i_start             (reader_start),
        .i_address           (reader_address),
        .i_bytes             (reader_bytes),
        .o_busy              (reader_busy),
        .o_valid             (reader_valid),
        .i_ready             (reader_ready),
        .o_byte              (reader_byte),
        .o_memory_valid      (read_valid),
        .i_memory_ready      (read_ready),
        .o_memory_address    (read_address),
        .i_memory_read_valid (i_memory_read_valid),
        .i_memory_data       (i_memory_data)
    );

    retort_port_arbiter #(
        .ADDRESS_BITS (A)
    ) port_arbiter (
        .i_clock          (i_clock),
        .i_reset          (i_reset),
        .i_read_valid     (read_valid),
        .o_read_ready     (read_ready),
        .i_read_address   (read_address),
        .i_write_valid    (write_valid),
        .o_write_ready    (write_ready),
        .i_write_address  (write_address),
        .o_memory_valid   (o_memory_valid),
        .i_memory_ready   (i_memory_ready),
        .o_memory_write   (o_memory_write),
        .o_memory_address (o_memory_address)
    );

    retort_memory_scan memory_scan (
        .i_clock       (i_clock),
        .i_reset       (i_reset),
        .i_start       (scan_start),
        .o_busy        (scan_busy),
        .o_crc         (crc),
        .o_cycles      (scan_cycles),
        .i_reader_busy (reader_busy),
        .i_valid       (reader_valid),
        .i_byte        (reader_byte)
    );

    // Replies
    retort_answer_fields #(
        .CORE           (CORE),
        .BUILD          (BUILD),
        .MACS_PER_CYCLE (MACS_PER_CYCLE),
        .MEMORY_BYTES   (MEMORY_BYTES),
        .CLOCK_HZ       (CLOCK_HZ)
    ) answer_fields (
        .i_answer         (commands_answer),
        .i_error          (commands_error),
        .i_field          (reply_field),
        .o_field_count    (commands_field_count),
        .o_has_data       (commands_has_data),
        .o_value          (commands_value),
        .i_command        (command),
        .i_field_1        (field_1),
        .i_image_id       (image_id),
        .i_upload_id      (upload_id),
        .i_upload_length  ({{(31-B){1'b0}}, upload_length}),
        .i_received       ({{(31-B){1'b0}}, received}),
        .i_good_frames    (good_frames),
        .i_bad_frames     (bad_frames),
        .i_inferences     (inferences),
        .i_crc            (crc),
        .i_scan_cycles    (scan_cycles),
        .i_input_expected ({{(31-B){1'b0}}, input_expected}),
        .i_input_bytes    ({{(31-B){1'b0}}, input_bytes}),
        .i_ended          (ended)
    );

    retort_reply_arbiter reply_arbiter (
        .i_clock            (i_clock),
        .i_reset            (i_reset),
        .i_commands_claim   (commands_claim),
        .i_queue_claim      (queue_claim),
        .o_commands_granted (commands_granted),
        .o_queue_granted    (queue_granted)
    );

    retort_reply_select #(
        .ADDRESS_BITS (A)
    ) reply_select (
        .i_commands_granted      (commands_granted),
        .i_commands_start        (commands_reply_start),
        .i_commands_id           (request_id),
        .i_commands_answer       (commands_answer),
        .i_commands_field_count  (commands_field_count),
        .i_commands_value        (commands_value),
        .i_commands_has_data     (commands_has_data),
        .i_commands_data_address (field_1[B-1:0]),
        .i_commands_data_bytes   (field_2[10:0]),
        .o_commands_done         (commands_reply_done),
        .i_queue_granted         (queue_granted),
        .i_queue_start           (queue_reply_start),
        .i_queue_id              (queue_id),
        .i_queue_fault           (queue_fault),
        .i_queue_expired         (queue_expired),
        .i_core_label            (i_core_label),
        .i_core_descriptor       (i_core_descriptor),
        .i_core_cycles           (i_core_cycles),
        .i_logits_address        (logits_address),
        .i_logits_count          (logits_count),
        .o_queue_done            (queue_reply_done),
        .o_start                 (reply_start),
        .o_id                    (reply_id),
        .o_answer                (reply_answer),
        .o_field_count           (reply_field_count),
        .i_field                 (reply_field),
        .o_value                 (reply_value),
        .o_has_data              (reply_has_data),
        .o_data_address          (reply_data_address),
        .o_data_bytes            (reply_data_bytes),
        .i_done                  (reply_done)
    );

    retort_reply_builder reply_builder (
        .i_clock       (i_clock),
        .i_reset       (i_reset),
        .i_start       (reply_start),
        .i_id          (reply_id),
        .i_answer      (reply_answer),
        .i_field_count (reply_field_count),
        .o_field       (reply_field),
        .i_value       (reply_value),
        .i_has_data    (reply_has_data),
        .i_data_bytes  (reply_data_bytes),
        .o_done        (reply_done),
        .o_data_start  (reply_data_start),
        .o_data_ready  (reply_data_ready),
        .i_data_valid  (reader_valid),
        .i_data_byte   (reader_byte),
        .o_valid       (reply_valid),
        .o_end         (reply_end),
        .o_byte        (reply_byte),
        .i_ready       (reply_ready)
    );

    // Line out
    retort_frame_transmitter #(
        .LOG2 (TRANSMIT_LOG2)
    ) frame_transmitter (
        .i_clock   (i_clock),
        .i_reset   (i_reset),
        .i_valid   (reply_valid),
        .i_end     (reply_end),
        .i_byte    (reply_byte),
        .o_ready   (reply_ready),
        .o_drained (drained),
        .o_valid   (leaving_valid),
        .i_ready   (leaving_ready),
        .o_byte    (leaving_byte)
    );

    retort_uart_transmitter uart_transmitter (
        .i_clock          (i_clock),
        .i_reset          (i_reset),
        .i_cycles_per_bit (o_cycles_per_bit),
        .i_valid          (leaving_valid),
        .o_ready          (leaving_ready),
        .i_byte           (leaving_byte),
        .o_busy           (sending),
        .o_uart_tx        (o_uart_tx)
    );

    retort_baud #(
        .CLOCK_HZ (CLOCK_HZ)
    ) baud (
        .i_clock          (i_clock),
        .i_reset          (i_reset),
        .i_good_frame     (frame_good),
        .i_change         (baud_change),
        .i_cycles_per_bit (field_1[15:0]),
        .o_cycles_per_bit (o_cycles_per_bit)
    );

    retort_line_status line_status (
        .i_receiving       (receiving),
        .i_frame_available (frame_available),
        .i_queue_empty     (queue_empty),
        .i_core_busy       (i_core_busy),
        .i_drained         (drained),
        .i_sending         (sending),
        .o_line_idle       (line_idle),
        .o_busy            (o_busy)
    );

endmodule

`default_nettype wire
