// Stands in for retort_board in the link's tests: the link alone, with a memory that keeps it waiting and a core that needs no memory cycle.
// The memory takes a request 1 to 8 cycles after it came, sometimes 40 to 48, with ready high for that one cycle. It answers a read 1 to 6
// cycles after it was taken; in every other cycle its data means nothing. A request that changes or ends before it was taken is never taken,
// and neither is any later one: a link that breaks the handshake stops replying.
// The core runs what ./stand_in_core.v calls a program, in RUN_CYCLES cycles and without faults.
`default_nettype none

module retort_board #(
    parameter integer CLOCK_HZ = 24_000_000,
    parameter [31:0] BUILD = 32'h0
) (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire        i_uart_rx,
    output wire        o_uart_tx,
    output wire [15:0] o_cycles_per_bit,
    output wire        o_busy
);

    localparam integer A = 14;

    localparam [31:0] RUN_CYCLES = 32'd500;

    wire         core_start, core_abort;
    wire  [31:0] program_address, slot_offset, stop_after, cycle_limit;
    wire         memory_valid, memory_write;
    wire [A-1:0] memory_address;
    wire  [63:0] memory_data;
    wire   [7:0] memory_strobe;

    reg [63:0] r_words [0:(1<<A)-1];
    reg [31:0] r_random;

    always @(posedge i_clock)
        if (i_reset)
            r_random <= 32'h2545_f491;
        else
            r_random <= {r_random[30:0], r_random[31] ^ r_random[21] ^ r_random[1] ^ r_random[0]};

    // A request, as it first came
    reg         r_waits, r_ready, r_broken, r_write;
    reg   [5:0] r_cycles_left;
    reg [A-1:0] r_address;
    reg  [63:0] r_data;
    reg   [7:0] r_strobe;

    wire w_same = memory_valid && memory_write == r_write && memory_address == r_address &&
                  (!r_write || (memory_data == r_data && memory_strobe == r_strobe));
    wire w_taken = r_ready && w_same && !r_broken;

    always @(posedge i_clock)
        if (i_reset) begin
            r_waits  <= 1'b0;
            r_ready  <= 1'b0;
            r_broken <= 1'b0;
        end else if (!r_waits) begin
            r_waits       <= memory_valid;
            r_cycles_left <= {r_random[7:4] == 4'd0 ? 3'd5 : 3'd0, r_random[2:0]};
            r_ready       <= memory_valid && r_random[7:4] != 4'd0 && r_random[2:0] == 3'd0;
            r_write       <= memory_write;
            r_address     <= memory_address;
            r_data        <= memory_data;
            r_strobe      <= memory_strobe;
        end else begin
            r_waits       <= !r_ready;
            r_ready       <= !r_ready && r_cycles_left == 6'd1;
            r_cycles_left <= r_cycles_left - 6'd1;
            r_broken      <= r_broken || !w_same;
        end

    // Its answer
    reg   [2:0] r_answer_left;
    reg [A-1:0] r_read_address;

    wire w_answers = r_answer_left == 3'd1;

    always @(posedge i_clock)
        if (i_reset)
            r_answer_left <= 3'd0;
        else if (w_taken && !r_write) begin
            r_answer_left  <= r_random[10:8] == 3'd0 ? 3'd1 : r_random[10:8] == 3'd7 ? 3'd6 : r_random[10:8];
            r_read_address <= r_address;
        end else if (r_answer_left != 3'd0)
            r_answer_left <= r_answer_left - 3'd1;

    // The core
    reg         r_core_reset, r_runs;
    reg  [31:0] r_cycles, r_program, r_offset, r_stop_after;

    wire         w_ends   = r_runs && r_cycles == RUN_CYCLES;
    wire  [63:0] w_where  = r_words[r_program[A+2:3] + 1];
    wire  [31:0] w_from   = w_where[31:0] + r_offset;
    wire  [63:0] w_input  = r_words[w_from[A+2:3]];
    wire [A-1:0] w_to     = w_where[A+34:35];
    reg          r_done;
    reg   [15:0] r_label;

    always @(posedge i_clock) begin
        r_core_reset <= i_reset || core_abort;
        r_done       <= w_ends && !r_core_reset;
        if (r_core_reset)
            r_runs <= 1'b0;
        else if (core_start && !r_runs) begin
            r_runs       <= 1'b1;
            r_cycles     <= 32'd0;
            r_program    <= program_address;
            r_offset     <= slot_offset;
            r_stop_after <= stop_after;
        end else if (r_runs) begin
            r_runs   <= !w_ends;
            r_cycles <= r_cycles + 32'd1;
            if (w_ends)
                r_label <= {8'd0, w_input[7:0]};
        end
    end

    // The words
    integer byte_index;

    always @(posedge i_clock) begin
        if (w_taken && r_write)
            for (byte_index = 0; byte_index < 8; byte_index = byte_index + 1)
                if (r_strobe[byte_index])
                    r_words[r_address][8*byte_index +: 8] <= r_data[8*byte_index +: 8];
        if (w_ends && !r_core_reset)
            r_words[w_to] <= w_input ^ {8{r_stop_after[7:0]}};
    end

    retort_link #(
        .CLOCK_HZ     (CLOCK_HZ),
        .ADDRESS_BITS (A),
        .MEMORY_BYTES (8 << A),
        .BUILD        (BUILD)
    ) link (
        .i_clock                (i_clock),
        .i_reset                (i_reset),
        .i_uart_rx              (i_uart_rx),
        .o_uart_tx              (o_uart_tx),
        .o_cycles_per_bit       (o_cycles_per_bit),
        .o_busy                 (o_busy),
        .o_core_start           (core_start),
        .o_core_program_address (program_address),
        .o_core_slot_offset     (slot_offset),
        .o_core_stop_after      (stop_after),
        .o_core_cycle_limit     (cycle_limit),
        .o_core_abort           (core_abort),
        .i_core_busy            (r_runs || r_done),
        .i_core_done            (r_done),
        .i_core_fault           (1'b0),
        .i_core_expired         (1'b0),
        .i_core_descriptor      (16'd0),
        .i_core_label           (r_label),
        .i_core_cycles          (r_cycles),
        .o_memory_valid         (memory_valid),
        .i_memory_ready         (r_ready && !r_broken),
        .o_memory_write         (memory_write),
        .o_memory_address       (memory_address),
        .o_memory_data          (memory_data),
        .o_memory_strobe        (memory_strobe),
        .i_memory_read_valid    (w_answers),
        .i_memory_data          (w_answers ? r_words[r_read_address] : {2{r_random}})
    );

endmodule

`default_nettype wire
