// The inference core: runs the program at i_program_address over the memory behind its port (docs/core.md) and counts its cycles. Here
// the parts are wired: the sequencer says what to read and what each word is for, the lanes multiply and add, the requantizer
// writes. A write goes before a read on the port, so a read that was asked for may give way to a write before it is taken.
// It does not own the memory, and does not check that a program is sound: a reset ends one that does not end. ADDRESS_BITS is 14 or more.
`default_nettype none

module retort_core #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,

    input  wire                    i_start,
    input  wire             [31:0] i_program_address,
    input  wire             [31:0] i_slot_offset,
    input  wire             [31:0] i_stop_after,
    output wire                    o_busy,
    output wire                    o_done,
    output wire                    o_fault,
    output wire             [15:0] o_descriptor,
    output wire             [15:0] o_label,
    output wire             [31:0] o_cycles,

    output wire                    o_memory_valid,
    input  wire                    i_memory_ready,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire             [63:0] o_memory_data,
    output wire              [7:0] o_memory_strobe,
    input  wire                    i_memory_read_valid,
    input  wire             [63:0] i_memory_data
);

    wire                    w_read_valid, w_write_valid;
    wire [ADDRESS_BITS-1:0] w_read_word, w_write_word, w_output_word;
    wire                    w_load, w_multiply, w_compare, w_record, w_use_constant, w_begin, w_finish;
    wire              [3:0] w_index, w_record_word;
    wire                    w_requantizer_ready, w_requantizer_busy, w_record_read;
    wire                    w_lanewise, w_maximum;
    wire              [7:0] w_constant, w_zero_point, w_clamp_min, w_clamp_max;
    wire              [2:0] w_lane;
    wire             [31:0] w_accumulator;
    wire             [63:0] w_record_data;

    assign o_memory_valid   = w_write_valid || w_read_valid;
    assign o_memory_write   = w_write_valid;
    assign o_memory_address = w_write_valid ? w_write_word : w_read_word;
    assign o_memory_strobe  = 8'hff;

    // Cycles: c in the c-th cycle after the start; the last write's is kept.
    reg [31:0] r_cycle, r_last_write;

    always @(posedge i_clock)
        r_cycle <= o_busy ? r_cycle + 32'd1 : 32'd1;

    always @(posedge i_clock)
        if (i_reset || (i_start && !o_busy))
            r_last_write <= 32'd0;
        else if (w_write_valid && i_memory_ready)
            r_last_write <= r_cycle;

    assign o_cycles = r_last_write;

    wire w_unused = &{1'b0, i_program_address, i_slot_offset};

    retort_sequencer #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) sequencer (
        .i_clock             (i_clock),
        .i_reset             (i_reset),
        .i_start             (i_start),
        .i_program_word      (i_program_address[3 +: ADDRESS_BITS]),
        .i_slot_offset       (i_slot_offset[ADDRESS_BITS+2:0]),
        .i_stop_after        (i_stop_after),
        .o_busy              (o_busy),
        .o_done              (o_done),
        .o_fault             (o_fault),
        .o_descriptor        (o_descriptor),
        .o_read_valid        (w_read_valid),
        .i_read_ready        (i_memory_ready && !w_write_valid),
        .o_read_word         (w_read_word),
        .i_answer_valid      (i_memory_read_valid),
        .i_answer            (i_memory_data),
        .o_load              (w_load),
        .o_multiply          (w_multiply),
        .o_compare           (w_compare),
        .o_record            (w_record),
        .o_index             (w_index),
        .o_use_constant      (w_use_constant),
        .o_begin             (w_begin),
        .o_finish            (w_finish),
        .o_output_word       (w_output_word),
        .i_requantizer_ready (w_requantizer_ready),
        .i_requantizer_busy  (w_requantizer_busy),
        .o_lanewise          (w_lanewise),
        .o_maximum           (w_maximum),
        .o_constant          (w_constant),
        .o_output_zero_point (w_zero_point),
        .o_clamp_min         (w_clamp_min),
        .o_clamp_max         (w_clamp_max)
    );

    retort_lanes lanes (
        .i_clock        (i_clock),
        .i_reset        (i_reset),
        .i_load         (w_load),
        .i_multiply     (w_multiply),
        .i_data         (i_memory_data),
        .i_select       (w_index[2:0]),
        .i_use_constant (w_use_constant),
        .i_finish       (w_finish),
        .i_constant     (w_constant),
        .i_lanewise     (w_lanewise),
        .i_maximum      (w_maximum),
        .i_lane         (w_lane),
        .o_accumulator  (w_accumulator)
    );

    retort_parameters parameters (
        .i_clock      (i_clock),
        .i_write      (w_record),
        .i_write_word (w_index),
        .i_data       (i_memory_data),
        .i_read       (w_record_read),
        .i_read_word  (w_record_word),
        .o_data       (w_record_data)
    );

    retort_requantizer #(
        .ADDRESS_BITS(ADDRESS_BITS)
    ) requantizer (
        .i_clock         (i_clock),
        .i_reset         (i_reset),
        .i_start         (w_finish),
        .i_address       (w_output_word),
        .o_ready         (w_requantizer_ready),
        .o_busy          (w_requantizer_busy),
        .i_bypass        (w_maximum),
        .i_zero_point    (w_zero_point),
        .i_clamp_min     (w_clamp_min),
        .i_clamp_max     (w_clamp_max),
        .o_lane          (w_lane),
        .i_accumulator   (w_accumulator),
        .o_record_read   (w_record_read),
        .o_record_word   (w_record_word),
        .i_record_data   (w_record_data),
        .o_write_valid   (w_write_valid),
        .i_write_ready   (i_memory_ready),
        .o_write_address (w_write_word),
        .o_write_data    (o_memory_data)
    );

    retort_argmax argmax (
        .i_clock   (i_clock),
        .i_reset   (i_reset),
        .i_clear   (w_begin),
        .i_compare (w_compare),
        .i_data    (i_memory_data),
        .i_select  (w_index[2:0]),
        .o_label   (o_label)
    );

endmodule

`default_nettype wire
