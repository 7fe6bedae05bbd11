// Runs a program: fetches a descriptor, walks its layer, and asks memory for one word a cycle; the next cycle it tells the datapath what the
// word that arrives is for (a beat). After a pixel's last tap it sees to the group's parameter record and hands the pixel over (o_finish)
// as soon as the requantizer is ready, then goes on with the next pixel at once. A layer ends when the requantizer has written its last word.
// It does not compute: operands, sums and rounding are the datapath's, positions and addresses are retort_layer's.
`default_nettype none

module retort_sequencer #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer BYTE_BITS = ADDRESS_BITS + 3
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_start,
    input  wire [ADDRESS_BITS-1:0] i_program_word,
    input  wire    [BYTE_BITS-1:0] i_slot_offset,
    input  wire             [31:0] i_stop_after,
    output wire                    o_busy,
    output wire                    o_done,
    output wire                    o_fault,
    output wire             [15:0] o_descriptor,

    // Memory reads
    output wire                    o_read_valid,
    input  wire                    i_read_ready,
    output wire [ADDRESS_BITS-1:0] o_read_word,
    input  wire                    i_answer_valid,
    input  wire             [63:0] i_answer,

    // What the answer is for
    output wire                    o_load,
    output wire                    o_multiply,
    output wire                    o_compare,
    output wire                    o_record,
    output wire              [3:0] o_index,
    output wire                    o_use_constant,

    // A layer begins; a pixel ends
    output wire                    o_begin,
    output wire                    o_finish,
    output wire [ADDRESS_BITS-1:0] o_output_word,
    input  wire                    i_requantizer_ready,
    input  wire                    i_requantizer_busy,

    // The layer
    output wire                    o_lanewise,
    output wire                    o_maximum,
    output wire              [7:0] o_constant,
    output wire              [7:0] o_output_zero_point,
    output wire              [7:0] o_clamp_min,
    output wire              [7:0] o_clamp_max
);

    localparam [3:0] IDLE    = 4'd0;
    localparam [3:0] FETCH   = 4'd1;  // reads the descriptor
    localparam [3:0] DECODE  = 4'd2;  // its last word arrives
    localparam [3:0] BEGIN   = 4'd3;  // walker and pointers take its addresses
    localparam [3:0] OPERAND = 4'd4;  // reads an input word, or passes over one outside
    localparam [3:0] WEIGHTS = 4'd5;  // reads the weights for that word
    localparam [3:0] FINISH  = 4'd6;  // hands the pixel over
    localparam [3:0] RECORD  = 4'd7;  // reads a parameter record
    localparam [3:0] DRAIN   = 4'd8;  // waits for the last write
    localparam [3:0] DONE    = 4'd9;

    localparam [2:0] NONE       = 3'd0;
    localparam [2:0] DESCRIPTOR = 3'd1;
    localparam [2:0] PARAMETERS = 3'd2;
    localparam [2:0] LOAD       = 3'd3;
    localparam [2:0] MULTIPLY   = 3'd4;
    localparam [2:0] COMPARE    = 3'd5;

    reg [3:0] r_state;
    reg [3:0] r_index;
    reg [2:0] r_beat;

    wire w_end, w_unknown, w_convolution, w_depthwise, w_max_pool, w_argmax, w_dense;
    wire w_inside, w_tap_last, w_pixel_last, w_layer_last;
    wire    [BYTE_BITS-1:0] w_input_address;
    wire [ADDRESS_BITS-1:0] w_weights_word, w_record_word;

    // Requests
    wire w_weighted       = w_convolution || w_depthwise;
    wire w_operand_wanted = w_inside || w_argmax;
    wire w_taken          = o_read_valid && i_read_ready;
    wire w_index_last     = r_index == (r_state == RECORD ? 4'd8 : r_state == WEIGHTS && (w_dense || w_depthwise) ? 4'd0 : 4'd7);
    wire w_burst          = r_state == FETCH || r_state == RECORD || r_state == WEIGHTS;
    wire w_burst_ends     = w_burst && w_taken && w_index_last;

    // The walker's word is dealt with: its weights are read, or it needs none.
    wire w_passed = r_state == OPERAND && !w_weighted && (w_taken || !w_operand_wanted);
    wire w_dealt  = w_passed || (r_state == WEIGHTS && w_burst_ends);

    // The record in use
    reg                     r_record_known;
    reg  [ADDRESS_BITS-1:0] r_record_word;
    wire w_record_there = w_max_pool || (r_record_known && r_record_word == w_record_word);

    assign o_finish = r_state == FINISH && i_requantizer_ready && w_record_there;
    assign o_begin  = r_state == BEGIN;

    wire w_advance = o_finish ? !w_layer_last : w_dealt && (w_argmax ? !w_tap_last : !w_pixel_last);
    wire w_drained = r_state == DRAIN && !i_requantizer_busy && r_beat == NONE;

    // Descriptors still to run; 0 at the start is so many that it does not end.
    reg [31:0] r_remaining;

    always @(posedge i_clock)
        if (i_reset)
            r_state <= IDLE;
        else
            case (r_state)
                IDLE:    if (i_start) r_state <= FETCH;
                FETCH:   if (w_burst_ends) r_state <= DECODE;
                DECODE:  r_state <= w_end || w_unknown ? DONE : BEGIN;
                BEGIN:   r_state <= OPERAND;
                OPERAND: if (w_passed && w_argmax)
                             r_state <= w_tap_last ? DRAIN : OPERAND;
                         else if (w_passed)
                             r_state <= w_pixel_last ? FINISH : OPERAND;
                         else if (w_taken || !w_operand_wanted)
                             r_state <= WEIGHTS;
                WEIGHTS: if (w_dealt) r_state <= w_pixel_last ? FINISH : OPERAND;
                FINISH:  if (o_finish)
                             r_state <= w_layer_last ? DRAIN : OPERAND;
                         else if (i_requantizer_ready)
                             r_state <= RECORD;
                RECORD:  if (w_burst_ends) r_state <= FINISH;
                DRAIN:   if (w_drained) r_state <= r_remaining == 32'd1 ? DONE : FETCH;
                default: r_state <= IDLE;
            endcase

    always @(posedge i_clock)
        if (i_reset || w_burst_ends)
            r_index <= 4'd0;
        else if (w_burst && w_taken)
            r_index <= r_index + 4'd1;

    always @(posedge i_clock)
        if (r_state == BEGIN)
            r_record_known <= 1'b0;
        else if (r_state == RECORD && w_burst_ends) begin
            r_record_known <= 1'b1;
            r_record_word  <= w_record_word;
        end

    // Reads
    reg [ADDRESS_BITS-1:0] r_program_word;

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_program_word <= i_program_word;
        else if (r_state == FETCH && w_taken)
            r_program_word <= r_program_word + {{(ADDRESS_BITS-1){1'b0}}, 1'b1};

    assign o_read_valid = w_burst || (r_state == OPERAND && w_operand_wanted);
    assign o_read_word  = r_state == FETCH   ? r_program_word :
                          r_state == RECORD  ? w_record_word + {{(ADDRESS_BITS-4){1'b0}}, r_index} :
                          r_state == WEIGHTS ? w_weights_word :
                                               w_input_address[BYTE_BITS-1:3];

    // Beats: what was asked for arrives in the cycle after.
    reg [3:0] r_beat_index;
    reg       r_beat_constant;

    wire w_select_byte = r_state == OPERAND || (r_state == WEIGHTS && w_dense);

    always @(posedge i_clock)
        if (i_reset || !w_taken)
            r_beat <= NONE;
        else
            case (r_state)
                FETCH:   r_beat <= DESCRIPTOR;
                RECORD:  r_beat <= PARAMETERS;
                OPERAND: r_beat <= w_weighted ? LOAD : w_argmax ? COMPARE : MULTIPLY;
                default: r_beat <= MULTIPLY;
            endcase

    always @(posedge i_clock)
        if (w_taken) begin
            r_beat_index    <= w_select_byte ? {1'b0, w_input_address[2:0]} : r_index;
            r_beat_constant <= r_state == OPERAND || !w_inside;
        end

    assign o_load         = i_answer_valid && r_beat == LOAD;
    assign o_multiply     = i_answer_valid && r_beat == MULTIPLY;
    assign o_compare      = i_answer_valid && r_beat == COMPARE;
    assign o_record       = i_answer_valid && r_beat == PARAMETERS;
    assign o_index        = r_beat_index;
    assign o_use_constant = r_beat_constant;

    // Control
    reg  [BYTE_BITS-1:0] r_slot_offset;
    reg           [15:0] r_descriptor;
    reg                  r_first;
    reg                  r_fault;

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_slot_offset <= i_slot_offset;

    always @(posedge i_clock)
        if (r_state == IDLE)
            r_remaining <= i_stop_after;
        else if (w_drained)
            r_remaining <= r_remaining - 32'd1;

    always @(posedge i_clock)
        if (i_reset || (r_state == IDLE && i_start)) begin
            r_descriptor <= 16'd0;
            r_first      <= 1'b1;
            r_fault      <= 1'b0;
        end else if (r_state == DECODE && !w_end) begin
            r_descriptor <= r_first ? 16'd0 : r_descriptor + 16'd1;
            r_first      <= 1'b0;
            r_fault      <= w_unknown;
        end

    assign o_busy       = r_state != IDLE;
    assign o_done       = r_state == DONE;
    assign o_fault      = o_done && r_fault;
    assign o_descriptor = r_descriptor;

    assign o_lanewise   = w_depthwise;
    assign o_maximum    = w_max_pool;

    retort_layer #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) layer (
        .i_clock             (i_clock),
        .i_write             (i_answer_valid && r_beat == DESCRIPTOR),
        .i_word              (r_beat_index[2:0]),
        .i_data              (i_answer),
        .i_begin             (o_begin),
        .i_slot_offset       (r_slot_offset),
        .i_advance           (w_advance),
        .i_weight_taken      (r_state == WEIGHTS && w_taken),
        .i_tap_counted       (r_state == OPERAND && w_taken),
        .i_pixel_done        (o_finish),
        .o_end               (w_end),
        .o_unknown           (w_unknown),
        .o_convolution       (w_convolution),
        .o_depthwise         (w_depthwise),
        .o_max_pool          (w_max_pool),
        .o_argmax            (w_argmax),
        .o_dense             (w_dense),
        .o_input_address     (w_input_address),
        .o_inside            (w_inside),
        .o_tap_last          (w_tap_last),
        .o_pixel_last        (w_pixel_last),
        .o_layer_last        (w_layer_last),
        .o_weights_word      (w_weights_word),
        .o_record_word       (w_record_word),
        .o_output_word       (o_output_word),
        .o_constant          (o_constant),
        .o_output_zero_point (o_output_zero_point),
        .o_clamp_min         (o_clamp_min),
        .o_clamp_max         (o_clamp_max)
    );

endmodule

`default_nettype wire
