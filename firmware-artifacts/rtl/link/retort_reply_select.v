// Whose reply the builder writes: the command's answer, or the inference queue's, which is a prediction or the refusal of a program.
// It does not decide whose turn it is (retort_reply_arbiter).
// Reset: none. There are no registers.
// Timing: the builder's field and the queue's grant choose one of three numbers of 32 bits.
`default_nettype none

module retort_reply_select #(
    parameter integer ADDRESS_BITS = 14
) (
    // The commands'
    input  wire                    i_commands_granted,
    input  wire                    i_commands_start,
    input  wire             [31:0] i_commands_id,
    input  wire              [3:0] i_commands_answer,
    input  wire              [2:0] i_commands_field_count,
    input  wire             [31:0] i_commands_value,
    input  wire                    i_commands_has_data,
    input  wire [ADDRESS_BITS+2:0] i_commands_data_address,
    input  wire             [10:0] i_commands_data_bytes,
    output wire                    o_commands_done,

    // The queue's
    input  wire                    i_queue_granted,
    input  wire                    i_queue_start,
    input  wire             [31:0] i_queue_id,
    input  wire                    i_queue_fault,
    input  wire                    i_queue_expired,
    input  wire             [15:0] i_core_label,
    input  wire             [15:0] i_core_descriptor,
    input  wire             [31:0] i_core_cycles,
    input  wire [ADDRESS_BITS+2:0] i_logits_address,
    input  wire             [10:0] i_logits_count,
    output wire                    o_queue_done,

    // The builder's
    output wire                    o_start,
    output wire             [31:0] o_id,
    output wire              [3:0] o_answer,
    output wire              [2:0] o_field_count,
    input  wire              [2:0] i_field,
    output wire             [31:0] o_value,
    output wire                    o_has_data,
    output wire [ADDRESS_BITS+2:0] o_data_address,
    output wire             [10:0] o_data_bytes,
    input  wire                    i_done
);

    localparam [3:0] PREDICTION  = 4'd8;
    localparam [3:0] ERROR       = 4'd15;
    localparam [3:0] BAD_PROGRAM = 4'd13;
    localparam [3:0] CYCLE_LIMIT = 4'd14;

    wire        w_first       = i_field == 3'd1;
    wire  [3:0] w_error       = i_queue_expired ? CYCLE_LIMIT : BAD_PROGRAM;
    wire [31:0] w_refusal     = w_first ? {28'd0, w_error} : {16'd0, i_core_descriptor};
    wire [31:0] w_prediction  = w_first ? {16'd0, i_core_label} : i_core_cycles;
    wire [31:0] w_queue_value = i_queue_fault ? w_refusal : w_prediction;

    assign o_start        = i_commands_start || i_queue_start;
    assign o_id           = i_queue_granted ? i_queue_id : i_commands_id;
    assign o_answer       = !i_queue_granted ? i_commands_answer : i_queue_fault ? ERROR : PREDICTION;
    assign o_field_count  = i_queue_granted ? 3'd2 : i_commands_field_count;
    assign o_value        = i_queue_granted ? w_queue_value : i_commands_value;
    assign o_has_data     = i_queue_granted ? !i_queue_fault : i_commands_has_data;
    assign o_data_address = i_queue_granted ? i_logits_address : i_commands_data_address;
    assign o_data_bytes   = i_queue_granted ? i_logits_count : i_commands_data_bytes;

    assign o_commands_done = i_done && i_commands_granted;
    assign o_queue_done    = i_done && i_queue_granted;

endmodule

`default_nettype wire
