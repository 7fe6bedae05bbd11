// The whole board between its clock and its serial pins: link, core, and the memory that both share.
// Does not make its clock or reset, and holds no vendor cell: a board's own top does that (firmware-artifacts/boards).
`default_nettype none

module retort_board #(
    parameter integer CLOCK_HZ = 24_000_000,
    parameter integer MEMORY_WORDS = 16_384,   // of 8 bytes
    parameter integer INPUTS = 2,              // the core's: 8 INPUTS multiplications a cycle
    parameter integer WEIGHT_ENTRIES_LOG2 = 9,
    parameter integer REQUANTIZE_CYCLES = 2,
    parameter integer RESCALERS = 1,
    parameter integer MEMORY_PORTS = 1,
    parameter integer READ_LATENCY = 1,        // the core's; more than 1 stands for a memory behind registers
    parameter [31:0] MOST_CYCLES = 32'h0400_0000, // of an inference: an image may have less, not more
    parameter [31:0] BUILD = 32'h0             // the first 32 bits of the build's digest
) (
    input  wire        i_clock,
    input  wire        i_reset,
    input  wire        i_uart_rx,
    output wire        o_uart_tx,
    output wire [15:0] o_cycles_per_bit,
    output wire        o_busy  // a byte, a frame, an inference or an answer is under way
);
    localparam integer A = $clog2(MEMORY_WORDS);
    localparam integer LATENCY = READ_LATENCY == 1 ? 1 : READ_LATENCY - 1;  // memory's own
    localparam [31:0] CORE = {24'h0003_01, INPUTS[7:0]};  // docs/core.md, "Core id"

    wire         link_valid, link_ready, link_write, link_read_valid;
    wire [A-1:0] link_address;
    wire [63:0]  link_write_data;
    wire [7:0]   link_strobe;
    wire         core_run, core_valid, core_write;
    wire [A-1:0] core_address;
    wire [63:0]  core_write_data, core_answer;
    wire         read_valid;
    wire [A-1:0] read_address;
    wire [63:0]  core_read_answer, link_answer;
    wire         memory_valid, memory_write;
    wire [A-1:0] memory_address;
    wire [63:0]  memory_write_data, memory_answer, memory_read_answer;
    wire [7:0]   memory_strobe;

    wire         start, busy, done, fault, expired, abort;
    wire [31:0]  program_address, slot_offset, stop_after, cycle_limit, cycles;
    wire [15:0]  descriptor, label;

    retort_link #(
        .CLOCK_HZ(CLOCK_HZ),
        .ADDRESS_BITS(A),
        .MEMORY_BYTES(8 * MEMORY_WORDS),
        .CORE(CORE),
        .BUILD(BUILD),
        .MACS_PER_CYCLE(8 * INPUTS),
        .MOST_CYCLES(MOST_CYCLES)
    ) link (
        .i_clock(i_clock),
        .i_reset(i_reset),
        .i_uart_rx(i_uart_rx),
        .o_uart_tx(o_uart_tx),
        .o_cycles_per_bit(o_cycles_per_bit),
        .o_busy(o_busy),
        .o_core_start(start),
        .o_core_program_address(program_address),
        .o_core_slot_offset(slot_offset),
        .o_core_stop_after(stop_after),
        .o_core_cycle_limit(cycle_limit),
        .o_core_abort(abort),
        .i_core_busy(busy),
        .i_core_done(done),
        .i_core_fault(fault),
        .i_core_expired(expired),
        .i_core_descriptor(descriptor),
        .i_core_label(label),
        .i_core_cycles(cycles),
        .o_memory_valid(link_valid),
        .i_memory_ready(link_ready),
        .o_memory_write(link_write),
        .o_memory_address(link_address),
        .o_memory_data(link_write_data),
        .o_memory_strobe(link_strobe),
        .i_memory_read_valid(link_read_valid),
        .i_memory_data(link_answer)
    );

    reg core_reset;
    always @(posedge i_clock) core_reset <= i_reset || abort;

    retort_core #(
        .ADDRESS_BITS(A),
        .INPUTS(INPUTS),
        .WEIGHT_ENTRIES_LOG2(WEIGHT_ENTRIES_LOG2),
        .REQUANTIZE_CYCLES(REQUANTIZE_CYCLES),
        .RESCALERS(RESCALERS),
        .MEMORY_PORTS(MEMORY_PORTS),
        .READ_LATENCY(READ_LATENCY)
    ) core (
        .i_clock(i_clock),
        .i_reset(core_reset),
        .i_run(core_run),
        .i_start(start),
        .i_program_address(program_address),
        .i_slot_offset(slot_offset),
        .i_stop_after(stop_after),
        .i_cycle_limit(cycle_limit),
        .o_busy(busy),
        .o_done(done),
        .o_fault(fault),
        .o_expired(expired),
        .o_descriptor(descriptor),
        .o_label(label),
        .o_cycles(cycles),
        .o_memory_valid(core_valid),
        .o_memory_write(core_write),
        .o_memory_address(core_address),
        .o_memory_data(core_write_data),
        .i_memory_data(core_answer),
        .o_read_valid(read_valid),
        .o_read_address(read_address),
        .i_read_data(core_read_answer)
    );

    retort_arbiter #(
        .ADDRESS_BITS(A),
        .LATENCY(LATENCY),
        .READ_LATENCY(READ_LATENCY)
    ) arbiter (
        .i_clock(i_clock),
        .i_reset(i_reset),
        .i_link_valid(link_valid),
        .o_link_ready(link_ready),
        .i_link_write(link_write),
        .i_link_address(link_address),
        .i_link_data(link_write_data),
        .i_link_strobe(link_strobe),
        .o_link_read_valid(link_read_valid),
        .o_link_data(link_answer),
        .o_core_run(core_run),
        .i_core_valid(core_valid),
        .i_core_write(core_write),
        .i_core_address(core_address),
        .i_core_data(core_write_data),
        .o_core_data(core_answer),
        .o_core_read_data(core_read_answer),
        .o_memory_valid(memory_valid),
        .o_memory_write(memory_write),
        .o_memory_address(memory_address),
        .o_memory_data(memory_write_data),
        .o_memory_strobe(memory_strobe),
        .i_memory_data(memory_answer),
        .i_memory_read_data(memory_read_answer)
    );

    retort_memory #(
        .WORDS(MEMORY_WORDS),
        .LATENCY(LATENCY),
        .ADDRESS_BITS(A)
    ) memory (
        .i_clock(i_clock),
        .i_read(read_valid),
        .i_read_address(read_address),
        .o_read_data(memory_read_answer),
        .i_valid(memory_valid),
        .i_write(memory_write),
        .i_address(memory_address),
        .i_data(memory_write_data),
        .i_strobe(memory_strobe),
        .o_data(memory_answer)
    );
endmodule

`default_nettype wire
