// Stands in for retort_core in the link's tests: its "program" is two words.
//   word 0: 7:0 opcode (0xee: fault), 31:16 the descriptor reported, 63:32 cycles to wait
//   word 1: 31:0 input address, 63:32 logits address
// It gives the first eight bytes of the input, each xored with stop_after, as logits, and the first of them as the label. No arithmetic.
// After i_cycle_limit cycles it gives up. It takes answers one cycle after their requests and leaves the second port alone.
`default_nettype none

module retort_core #(
    parameter integer ADDRESS_BITS = 14,
    parameter integer INPUTS = 2,
    parameter integer WEIGHT_ENTRIES_LOG2 = 9,
    parameter integer REQUANTIZE_CYCLES = 2,
    parameter integer RESCALERS = 1,
    parameter integer MEMORY_PORTS = 1,
    parameter integer READ_LATENCY = 1
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,
    input  wire                    i_start,
    input  wire [31:0]             i_program_address,
    input  wire [31:0]             i_slot_offset,
    input  wire [31:0]             i_stop_after,
    input  wire [31:0]             i_cycle_limit,
    output wire                    o_busy,
    output reg                     o_done,
    output reg                     o_fault,
    output reg                     o_expired,
    output reg  [15:0]             o_descriptor,
    output reg  [15:0]             o_label,
    output reg  [31:0]             o_cycles,
    output wire                    o_memory_valid,
    output wire                    o_memory_write,
    output wire [ADDRESS_BITS-1:0] o_memory_address,
    output wire [63:0]             o_memory_data,
    input  wire [63:0]             i_memory_data,
    output wire                    o_read_valid,
    output wire [ADDRESS_BITS-1:0] o_read_address,
    input  wire [63:0]             i_read_data
);
    localparam [2:0] IDLE = 0, READ_0 = 1, READ_1 = 2, PAUSE = 3, READ_INPUT = 4, WRITE = 5;

    reg [2:0]  state;
    reg        asked;
    reg [31:0] address, logits_address, pause;
    reg [63:0] data;
    wire       reads = state == READ_0 || state == READ_1 || state == READ_INPUT;

    assign o_busy = state != IDLE;
    wire       answered = asked && i_run;

    assign o_memory_valid = i_run && ((reads && !asked) || state == WRITE);
    assign o_memory_write = state == WRITE;
    assign o_memory_address = address[ADDRESS_BITS+2:3];
    assign o_memory_data = data;
    assign o_read_valid = 1'b0;
    assign o_read_address = {ADDRESS_BITS{1'b0}};

    always @(posedge i_clock) begin
        o_done <= 1'b0;
        if (o_memory_valid)
            asked <= 1'b1;
        o_expired <= 1'b0;
        if (o_busy)
            o_cycles <= o_cycles + 32'd1;
        if (i_reset) begin
            state <= IDLE;
            asked <= 1'b0;
        end else if (o_busy && o_cycles == i_cycle_limit) begin
            state <= IDLE;
            o_done <= 1'b1;
            o_expired <= 1'b1;
        end else case (state)
            IDLE: if (i_start) begin
                state <= READ_0;
                asked <= 1'b0;
                address <= i_program_address;
                o_cycles <= 32'd0;
            end
            READ_0: if (answered) begin
                asked <= 1'b0;
                state <= READ_1;
                address <= address + 32'd8;
                o_fault <= i_memory_data[7:0] == 8'hee;
                o_descriptor <= i_memory_data[31:16];
                pause <= i_memory_data[63:32];
            end
            READ_1: if (answered) begin
                asked <= 1'b0;
                state <= PAUSE;
                address <= i_memory_data[31:0] + i_slot_offset;
                logits_address <= i_memory_data[63:32];
            end
            PAUSE:
                if (pause != 32'd0) pause <= pause - 32'd1;
                else if (o_fault) begin
                    state <= IDLE;
                    o_done <= 1'b1;
                end else state <= READ_INPUT;
            READ_INPUT: if (answered) begin
                state <= WRITE;
                address <= logits_address;
                data <= i_memory_data ^ {8{i_stop_after[7:0]}};
                o_label <= {8'd0, i_memory_data[7:0]};
            end
            WRITE: if (i_run) begin
                state <= IDLE;
                asked <= 1'b0;
                o_done <= 1'b1;
            end
            default: state <= IDLE;
        endcase
    end
endmodule

`default_nettype wire
