// The core on its memory behind the arbiter, as on a board; the link's side of the arbiter belongs to harness.cpp.
`default_nettype none

module core_bench #(
    parameter integer MEMORY_WORDS = 16_384,
    parameter integer INPUTS = 2,
    parameter integer WEIGHT_ENTRIES_LOG2 = 9,
    parameter integer REQUANTIZE_CYCLES = 2,
    parameter integer RESCALERS = 1,
    parameter integer MEMORY_PORTS = 1,
    parameter integer READ_LATENCY = 1
) (
    input  wire        i_clock,
    input  wire        i_reset,
    input  wire        i_core_reset,  // of the core alone, as an abort does it

    input  wire        i_start,
    input  wire [31:0] i_program_address,
    input  wire [31:0] i_slot_offset,
    input  wire [31:0] i_stop_after,
    input  wire [31:0] i_cycle_limit,
    output wire        o_busy,
    output wire        o_done,
    output wire        o_fault,
    output wire        o_expired,
    output wire [15:0] o_descriptor,
    output wire [15:0] o_label,
    output wire [31:0] o_cycles,

    input  wire        i_link_valid,
    output wire        o_link_ready,
    input  wire        i_link_write,
    input  wire [31:0] i_link_address,
    input  wire [63:0] i_link_data,
    input  wire  [7:0] i_link_strobe,
    output wire        o_link_read_valid,
    output wire [63:0] o_link_data
);

    localparam integer A = $clog2(MEMORY_WORDS);
    localparam integer LATENCY = READ_LATENCY == 1 ? 1 : READ_LATENCY - 1;

    wire         w_core_run, w_core_valid, w_core_write, w_read_valid;
    wire [A-1:0] w_core_address, w_address, w_read_address;
    wire  [63:0] w_core_data, w_core_answer, w_core_read_answer, w_data, w_answer, w_read_answer;
    wire   [7:0] w_strobe;
    wire         w_valid, w_write;

    wire w_unused = &{1'b0, i_link_address};

    retort_core #(
        .ADDRESS_BITS       (A),
        .INPUTS             (INPUTS),
        .WEIGHT_ENTRIES_LOG2(WEIGHT_ENTRIES_LOG2),
        .REQUANTIZE_CYCLES  (REQUANTIZE_CYCLES),
        .RESCALERS          (RESCALERS),
        .MEMORY_PORTS       (MEMORY_PORTS),
        .READ_LATENCY       (READ_LATENCY)
    ) core (
        .i_clock           (i_clock),
        .i_reset           (i_reset || i_core_reset),
        .i_run             (w_core_run),
        .i_start           (i_start),
        .i_program_address (i_program_address),
        .i_slot_offset     (i_slot_offset),
        .i_stop_after      (i_stop_after),
        .i_cycle_limit     (i_cycle_limit),
        .o_busy            (o_busy),
        .o_done            (o_done),
        .o_fault           (o_fault),
        .o_expired         (o_expired),
        .o_descriptor      (o_descriptor),
        .o_label           (o_label),
        .o_cycles          (o_cycles),
        .o_memory_valid    (w_core_valid),
        .o_memory_write    (w_core_write),
        .o_memory_address  (w_core_address),
        .o_memory_data     (w_core_data),
        .i_memory_data     (w_core_answer),
        .o_read_valid      (w_read_valid),
        .o_read_address    (w_read_address),
        .i_read_data       (w_core_read_answer)
    );

    retort_arbiter #(
        .ADDRESS_BITS(A),
        .LATENCY     (LATENCY),
        .READ_LATENCY(READ_LATENCY)
    ) arbiter (
        .i_clock           (i_clock),
        .i_reset           (i_reset),
        .i_link_valid      (i_link_valid),
        .o_link_ready      (o_link_ready),
        .i_link_write      (i_link_write),
        .i_link_address    (i_link_address[A-1:0]),
        .i_link_data       (i_link_data),
        .i_link_strobe     (i_link_strobe),
        .o_link_read_valid (o_link_read_valid),
        .o_link_data       (o_link_data),
        .o_core_run        (w_core_run),
        .i_core_valid      (w_core_valid),
        .i_core_write      (w_core_write),
        .i_core_address    (w_core_address),
        .i_core_data       (w_core_data),
        .o_core_data       (w_core_answer),
        .o_core_read_data  (w_core_read_answer),
        .o_memory_valid    (w_valid),
        .o_memory_write    (w_write),
        .o_memory_address  (w_address),
        .o_memory_data     (w_data),
        .o_memory_strobe   (w_strobe),
        .i_memory_data     (w_answer),
        .i_memory_read_data(w_read_answer)
    );

    retort_memory #(
        .WORDS       (MEMORY_WORDS),
        .LATENCY     (LATENCY),
        .ADDRESS_BITS(A)
    ) memory (
        .i_clock       (i_clock),
        .i_read        (w_read_valid),
        .i_read_address(w_read_address),
        .o_read_data   (w_read_answer),
        .i_valid       (w_valid),
        .i_write       (w_write),
        .i_address     (w_address),
        .i_data        (w_data),
        .i_strobe      (w_strobe),
        .o_data        (w_answer)
    );

endmodule

`default_nettype wire
