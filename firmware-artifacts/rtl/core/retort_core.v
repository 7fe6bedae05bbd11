// The inference core: runs the program at i_program_address over the memory behind its port (docs/core.md) and counts its cycles. Here
// the parts are wired and share the port: a write first, then what an output had before, operands, and with what is left the loader.
//
// 8 INPUTS multiplications a cycle. While i_run is low everything stands still and no cycle is counted, so how many cycles a program takes
// depends on the program alone. A read requested in a running cycle is answered READ_LATENCY running cycles later; requests in other cycles
// are to be ignored. With a second port, operands are read there.
// It does not own the memory, and does not check that a program is sound: one that has not ended in running cycle i_cycle_limit ends there.
// A reset ends one at any time. ADDRESS_BITS is 14 or more.
// Reset: synchronous, and in every part of control alone: of what is under way, never of data. Timing: each part's header says it.
`default_nettype none

module retort_core #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer INPUTS = 2,              // 2, 4 or 8 input channels a cycle, of 8 output channels each
    parameter integer WEIGHT_ENTRIES_LOG2 = 9, // the ring of weights: entries of 8 INPUTS bytes
    parameter integer REQUANTIZE_CYCLES = 2,   // 1, 2 or 4 a value
    parameter integer RESCALERS = 1,           // 2: one for second passes alone; 4: two for each pass, a value each at once
    parameter integer MEMORY_PORTS = 1,        // 2: one for operands alone, so that they share with nobody
    parameter integer READ_LATENCY = 1         // running cycles from a read to its answer: 1 to 6
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,

    input  wire                    i_start,
    input  wire             [31:0] i_program_address,
    input  wire             [31:0] i_slot_offset,
    input  wire             [31:0] i_stop_after,
    input  wire             [31:0] i_cycle_limit, // holds while it is busy
    output wire                    o_busy,
    output wire                    o_done,
    output wire                    o_fault,
    output wire                    o_expired,
    output wire             [15:0] o_descriptor,
    output wire             [15:0] o_label,
    output wire             [31:0] o_cycles,

    output wire                    o_memory_valid,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    input  wire             [63:0] i_memory_data,

    // The second port
    output wire                    o_read_valid,
    output wire [ADDRESS_BITS-1:0] o_read_address,
    input  wire             [63:0] i_read_data
);

    localparam integer A = ADDRESS_BITS;

    // The requantizer's cycles for a word, without and with a second pass, and how many values it takes at once
    localparam integer HALVES = RESCALERS == 4 ? 2 : 1;
    localparam integer SPACING = 8 / HALVES * REQUANTIZE_CYCLES;
    localparam integer POST_SPACING = RESCALERS != 1 ? SPACING : REQUANTIZE_CYCLES == 1 ? 17 : 2 * SPACING;

    // When what an output had before is asked for, in cycles from the pixel's last step: with the requantizer's start, but as though memory
    // answered in 4 cycles where a word would otherwise replace the one before it too early, or come too late for a rescaler of two cycles.
    localparam [0:0] TOO_EARLY = SPACING < 5 && READ_LATENCY < 4;
    localparam [0:0] TOO_LATE = REQUANTIZE_CYCLES == 2 && RESCALERS != 1 && READ_LATENCY > 4;
    localparam integer FORMER_AFTER = TOO_EARLY || TOO_LATE ? 9 - READ_LATENCY : 5;

    // The layer
    wire          end_of_program, unknown, lanewise, maximum, expand, argmax, constant, stream, post, slide_flag;
    wire    [7:0] outside, zero_point, clamp_min, clamp_max;
    wire    [7:0] kernel_height, kernel_width;
    wire    [9:0] row_move, column_move;
    wire   [15:0] first_row, first_column, input_height, input_width, output_height, output_width;
    wire   [15:0] tap_words, groups, weight_passes;
    wire    [2:0] last_step;
    wire  [A+2:0] input_address, column_jump, line_jump, pixel_jump, row_jump, group_jump;
    wire  [A-1:0] output_word, output_row_jump, weights_word, group_weights, records_word, record_words, tables_word;
    wire   [12:0] output_pixel_jump;
    wire    [7:0] skip_first, skip_between;

    wire          requantized = !expand && !argmax;

    localparam [0:0] SLIDES = INPUTS >= 4;
    wire             slide  = SLIDES && slide_flag;

    // Between the parts
    wire          descriptor_write, begins, layer_ends, drained;
    wire    [3:0] descriptor_word;
    wire  [A+2:0] slot_offset;
    wire          operand_valid, tap_last, pixel_last, row_last, emits, group_last, layer_last, take;
    wire   [63:0] operand;
    wire    [2:0] operand_byte, step_byte;
    wire          step, first, pixel_ends, output_ends, group_ends;
    wire          weights_room, weight_claimed, weight_write, weights_available, record_there;
    wire          table_write, record_write;
    wire    [8:0] table_word;
    wire    [3:0] record_word;
    wire    [1:0] record_slot;
    wire [64*INPUTS-1:0] weights;
    wire          start, lane_read, accumulator_taken, look_up, former_taken;
    wire    [2:0] lane;
    wire [32*HALVES-1:0] accumulators, biases, multipliers, entries, former_entries;
    wire  [8*HALVES-1:0] shifts, look_up_bytes, look_up_former_bytes, values;
    wire   [31:0] post_multiplier;
    wire    [7:0] post_shift, post_zero_point, post_clamp_min, post_clamp_max;
    wire          value_valid, value_ends;
    wire    [2:0] value_lane;
    wire   [63:0] word, former_word;

    // Of the operand, the bytes that a step multiplies in every lane, which begin at a multiple of INPUTS, and the one that it expands or compares
    localparam [2:0] BEGINNINGS = 3'd0 - INPUTS[2:0];

    wire          [2:0] bytes_begin = step_byte & BEGINNINGS;
    wire          [2:0] value_index = step_byte & ~BEGINNINGS;
    wire [8*INPUTS-1:0] step_bytes  = operand[8*bytes_begin +: 8*INPUTS];
    wire          [7:0] step_value  = step_bytes[8*value_index +: 8];

    // The ports
    localparam [0:0] SHARED = MEMORY_PORTS == 1;

    wire          write_valid, former_valid, operand_read, loader_read, fetch_valid;
    wire  [A-1:0] write_word, former_word_address, operand_word, loader_word, fetch_word;
    wire          w_operand_shares = SHARED && operand_read;

    assign o_memory_valid   = write_valid || former_valid || w_operand_shares || loader_read || fetch_valid;
    assign o_memory_write   = write_valid;
    assign o_memory_data    = word;
    assign o_memory_address = write_valid      ? write_word :
                              former_valid     ? former_word_address :
                              w_operand_shares ? operand_word :
                              loader_read      ? loader_word :
                                                 fetch_word;

    assign o_read_valid   = !SHARED && operand_read;
    assign o_read_address = operand_word;

    // Cycles: c in the c-th running cycle after the start; the last write's is kept.
    reg [31:0] r_cycle, r_last_write;

    always @(posedge i_clock)
        if (!o_busy)
            r_cycle <= 32'd1;
        else if (i_run)
            r_cycle <= r_cycle + 32'd1;

    always @(posedge i_clock)
        if (i_reset || (i_start && !o_busy))
            r_last_write <= 32'd0;
        else if (i_run && write_valid)
            r_last_write <= r_cycle;

    assign o_cycles = r_last_write;

    // What a layer had under way is dropped with it.
    wire w_reset_layer = i_reset || o_done;

    // Which record a pixel needs: of the group that steps, of the pixel that has stepped, of the one in the requantizer
    reg [1:0] r_group_slot, r_pixel_slot, r_due_slot, r_start_slot;

    // A start follows its pixel's last step by 5 cycles, when the next pixel may have had its own.
    wire [1:0] w_due_slot = SPACING < 5 ? r_due_slot : r_pixel_slot;

    always @(posedge i_clock)
        if (begins)
            r_group_slot <= 2'd0;
        else if (group_ends)
            r_group_slot <= r_group_slot + 2'd1;

    always @(posedge i_clock)
        if (output_ends)
            r_pixel_slot <= r_group_slot;

    always @(posedge i_clock)
        if (i_run)
            r_due_slot <= r_pixel_slot;

    always @(posedge i_clock)
        if (i_run && start)
            r_start_slot <= w_due_slot;

    wire w_unused = &{1'b0, i_program_address, i_slot_offset};

    retort_sequencer #(
        .ADDRESS_BITS(A),
        .READ_LATENCY(READ_LATENCY)
    ) sequencer (
        .i_clock            (i_clock),
        .i_reset            (i_reset),
        .i_run              (i_run),
        .i_start            (i_start),
        .i_program_word     (i_program_address[3 +: A]),
        .i_slot_offset      (i_slot_offset[A+2:0]),
        .i_stop_after       (i_stop_after),
        .i_limit_reached    (r_cycle == i_cycle_limit),
        .o_busy             (o_busy),
        .o_done             (o_done),
        .o_fault            (o_fault),
        .o_expired          (o_expired),
        .o_descriptor       (o_descriptor),
        .o_slot_offset      (slot_offset),
        .o_read_valid       (fetch_valid),
        .o_read_word        (fetch_word),
        .o_descriptor_write (descriptor_write),
        .o_descriptor_word  (descriptor_word),
        .i_end              (end_of_program),
        .i_unknown          (unknown),
        .o_begin            (begins),
        .i_layer_ends       (layer_ends),
        .i_drained          (drained)
    );

    retort_descriptor #(
        .ADDRESS_BITS(A)
    ) descriptor (
        .i_clock             (i_clock),
        .i_write             (descriptor_write),
        .i_word              (descriptor_word),
        .i_data              (i_memory_data),
        .i_slot_offset       (slot_offset),
        .o_end               (end_of_program),
        .o_unknown           (unknown),
        .o_lanewise          (lanewise),
        .o_maximum           (maximum),
        .o_expand            (expand),
        .o_argmax            (argmax),
        .o_constant          (constant),
        .o_stream            (stream),
        .o_post              (post),
        .o_slide             (slide_flag),
        .o_outside           (outside),
        .o_output_zero_point (zero_point),
        .o_clamp_min         (clamp_min),
        .o_clamp_max         (clamp_max),
        .o_kernel_height     (kernel_height),
        .o_kernel_width      (kernel_width),
        .o_row_move          (row_move),
        .o_column_move       (column_move),
        .o_first_row         (first_row),
        .o_first_column      (first_column),
        .o_input_height      (input_height),
        .o_input_width       (input_width),
        .o_output_height     (output_height),
        .o_output_width      (output_width),
        .o_tap_words         (tap_words),
        .o_last_step         (last_step),
        .o_groups            (groups),
        .o_input_address     (input_address),
        .o_column_jump       (column_jump),
        .o_line_jump         (line_jump),
        .o_pixel_jump        (pixel_jump),
        .o_row_jump          (row_jump),
        .o_group_jump        (group_jump),
        .o_output_word       (output_word),
        .o_output_pixel_jump (output_pixel_jump),
        .o_output_row_jump   (output_row_jump),
        .o_weights_word      (weights_word),
        .o_group_weights     (group_weights),
        .o_weight_passes     (weight_passes),
        .o_records_word      (records_word),
        .o_record_words      (record_words),
        .o_tables_word       (tables_word),
        .o_skip_first        (skip_first),
        .o_skip_between      (skip_between)
    );

    retort_operands #(
        .ADDRESS_BITS(A),
        .READ_LATENCY(READ_LATENCY),
        .SLIDES      (SLIDES)
    ) operands (
        .i_clock             (i_clock),
        .i_reset             (w_reset_layer),
        .i_run               (i_run),
        .i_begin             (begins),
        .o_read_valid        (operand_read),
        .i_read_ready        (!SHARED || (!write_valid && !former_valid)),
        .o_read_word         (operand_word),
        .i_answer            (SHARED ? i_memory_data : i_read_data),
        .o_valid             (operand_valid),
        .o_data              (operand),
        .o_byte              (operand_byte),
        .o_tap_last          (tap_last),
        .o_pixel_last        (pixel_last),
        .o_row_last          (row_last),
        .o_emits             (emits),
        .o_group_last        (group_last),
        .o_layer_last        (layer_last),
        .i_take              (take),
        .i_outside           (outside),
        .i_tap_words         (tap_words),
        .i_kernel_height     (kernel_height),
        .i_kernel_width      (kernel_width),
        .i_row_move          (row_move),
        .i_column_move       (column_move),
        .i_first_row         (first_row),
        .i_first_column      (first_column),
        .i_input_height      (input_height),
        .i_input_width       (input_width),
        .i_output_height     (output_height),
        .i_output_width      (output_width),
        .i_groups            (groups),
        .i_skip_first        (skip_first),
        .i_skip_between      (skip_between),
        .i_input_address     (input_address),
        .i_column_jump       (column_jump),
        .i_line_jump         (line_jump),
        .i_pixel_jump        (pixel_jump),
        .i_row_jump          (row_jump),
        .i_group_jump        (group_jump)
    );

    retort_stepper #(
        .INPUTS      (INPUTS),
        .SPACING     (SPACING),
        .POST_SPACING(POST_SPACING)
    ) stepper (
        .i_clock             (i_clock),
        .i_reset             (w_reset_layer),
        .i_run               (i_run),
        .i_begin             (begins),
        .i_operand_valid     (operand_valid),
        .i_operand_byte      (operand_byte),
        .i_tap_last          (tap_last),
        .i_pixel_last        (pixel_last),
        .i_emits             (emits),
        .i_group_last        (group_last),
        .i_layer_last        (layer_last),
        .o_take              (take),
        .i_weights_available (weights_available),
        .i_record_there      (record_there),
        .o_step              (step),
        .o_byte              (step_byte),
        .o_first             (first),
        .o_pixel_ends        (pixel_ends),
        .o_output_ends       (output_ends),
        .o_group_ends        (group_ends),
        .o_layer_ends        (layer_ends),
        .i_requantized       (requantized),
        .i_expand            (expand),
        .i_argmax            (argmax),
        .i_post              (post),
        .i_last_step         (last_step)
    );

    retort_loader #(
        .ADDRESS_BITS(A),
        .READ_LATENCY(READ_LATENCY)
    ) loader (
        .i_clock          (i_clock),
        .i_reset          (w_reset_layer),
        .i_run            (i_run),
        .i_begin          (begins && requantized),
        .o_read_valid     (loader_read),
        .i_read_ready     (!write_valid && !former_valid && !w_operand_shares),
        .o_read_word      (loader_word),
        .o_table          (table_write),
        .o_table_word     (table_word),
        .o_record         (record_write),
        .o_record_word    (record_word),
        .o_record_slot    (record_slot),
        .o_weight         (weight_write),
        .i_weights_room   (weights_room),
        .o_weight_claimed (weight_claimed),
        .i_group_done     (group_ends && requantized),
        .o_record_there   (record_there),
        .i_post           (post),
        .i_tables_word    (tables_word),
        .i_records_word   (records_word),
        .i_record_words   (record_words),
        .i_weights_word   (weights_word),
        .i_group_weights  (group_weights),
        .i_passes         (weight_passes),
        .i_groups         (groups)
    );

    retort_weights #(
        .INPUTS      (INPUTS),
        .ENTRIES_LOG2(WEIGHT_ENTRIES_LOG2)
    ) weights_ring (
        .i_clock      (i_clock),
        .i_run        (i_run),
        .i_begin      (begins),
        .i_single     (lanewise && !slide),
        .i_stream     (stream),
        .i_constant   (constant),
        .o_room       (weights_room),
        .i_claim      (weight_claimed),
        .i_write      (weight_write),
        .i_data       (i_memory_data),
        .o_available  (weights_available),
        .i_step       (step && requantized),
        .i_pixel_ends (pixel_ends),
        .i_group_ends (group_ends),
        .o_weights    (weights)
    );

    retort_lanes #(
        .INPUTS(INPUTS),
        .HALVES(HALVES)
    ) lanes (
        .i_clock       (i_clock),
        .i_reset       (w_reset_layer),
        .i_run         (i_run),
        .i_begin       (begins),
        .i_step        (step && requantized),
        .i_first       (first),
        .i_output_ends (output_ends && requantized),
        .i_data        (operand),
        .i_shared      (step_bytes),
        .i_weights     (weights),
        .i_lanewise    (lanewise),
        .i_maximum     (maximum),
        .i_slide       (slide),
        .o_start       (start),
        .i_read        (accumulator_taken),
        .o_accumulators(accumulators)
    );

    retort_records #(
        .APART (REQUANTIZE_CYCLES == 1 || HALVES == 2 || !SHARED),
        .HALVES(HALVES)
    ) records (
        .i_clock      (i_clock),
        .i_run        (i_run),
        .i_write      (record_write),
        .i_write_slot (record_slot),
        .i_write_word (record_word),
        .i_data       (i_memory_data),
        .i_start      (start),
        .i_start_slot (w_due_slot),
        .i_read       (lane_read),
        .i_read_slot  (r_start_slot),
        .i_read_lane  (lane),
        .o_biases     (biases),
        .o_multipliers(multipliers),
        .o_shifts     (shifts)
    );

    retort_tables #(
        .HALVES(HALVES)
    ) tables (
        .i_clock        (i_clock),
        .i_write        (table_write),
        .i_write_word   (table_word),
        .i_data         (i_memory_data),
        .i_read         (look_up),
        .i_bytes        (look_up_bytes),
        .i_former_bytes (look_up_former_bytes),
        .o_entries      (entries),
        .o_former_entries(former_entries),
        .o_multiplier   (post_multiplier),
        .o_shift        (post_shift),
        .o_zero_point   (post_zero_point),
        .o_clamp_min    (post_clamp_min),
        .o_clamp_max    (post_clamp_max)
    );

    retort_requantizer #(
        .CYCLES   (REQUANTIZE_CYCLES),
        .RESCALERS(RESCALERS),
        .HALVES   (HALVES)
    ) requantizer (
        .i_clock           (i_clock),
        .i_reset           (w_reset_layer),
        .i_run             (i_run),
        .i_start           (start),
        .i_post            (post),
        .o_read            (lane_read),
        .o_lane            (lane),
        .o_taken           (accumulator_taken),
        .i_accumulators    (accumulators),
        .i_biases          (biases),
        .i_multipliers     (multipliers),
        .i_shifts          (shifts),
        .i_word            (word),
        .i_former_word     (former_word),
        .o_look_up         (look_up),
        .o_bytes           (look_up_bytes),
        .o_former_bytes    (look_up_former_bytes),
        .o_former_taken    (former_taken),
        .i_entries         (entries),
        .i_former_entries  (former_entries),
        .i_post_multiplier (post_multiplier),
        .i_post_shift      (post_shift),
        .i_zero_point      (zero_point),
        .i_clamp_min       (clamp_min),
        .i_clamp_max       (clamp_max),
        .i_post_zero_point (post_zero_point),
        .i_post_clamp_min  (post_clamp_min),
        .i_post_clamp_max  (post_clamp_max),
        .o_valid           (value_valid),
        .o_ends            (value_ends),
        .o_value_lane      (value_lane),
        .o_values          (values)
    );

    retort_output #(
        .ADDRESS_BITS(A),
        .READ_LATENCY(READ_LATENCY),
        .PLACES_LOG2 (RESCALERS != 1 ? 3 : REQUANTIZE_CYCLES == 1 ? 2 : 1),
        .HALVES      (HALVES),
        .FORMER_AFTER(FORMER_AFTER)
    ) outputs (
        .i_clock       (i_clock),
        .i_reset       (w_reset_layer),
        .i_run         (i_run),
        .i_begin       (begins),
        .i_pixel_ends  (output_ends && !argmax),
        .i_row_last    (row_last),
        .i_group_last  (group_last),
        .i_start       (start),
        .i_post        (post),
        .i_value_valid (value_valid),
        .i_value_ends  (value_ends),
        .i_value_lane  (value_lane),
        .i_values      (values),
        .i_expand      (expand),
        .i_expand_step (step && expand),
        .i_expand_byte (step_value),
        .o_word        (word),
        .o_former_word (former_word),
        .o_write_valid (write_valid),
        .o_write_word  (write_word),
        .o_read_valid  (former_valid),
        .i_read_ready  (!write_valid),
        .o_read_word   (former_word_address),
        .i_answer      (i_memory_data),
        .i_former_taken(former_taken),
        .i_output_word (output_word),
        .i_pixel_jump  (output_pixel_jump),
        .i_row_jump    (output_row_jump),
        .o_idle        (drained)
    );

    retort_argmax argmax_of_logits (
        .i_clock   (i_clock),
        .i_reset   (i_reset),
        .i_clear   (begins),
        .i_compare (step && argmax),
        .i_value   (step_value),
        .o_label   (o_label)
    );

endmodule

`default_nettype wire
