// The board's memory out of the ECP5's block RAMs (sysMEM, Lattice FPGA-TN-02204), both of whose ports are used: behaves as rtl/memory's, with
// LATENCY 4. Each byte of the word has its own copy of address and command, next to its blocks, since one address for 200 blocks
// all over the chip is what a wire is slowest at.
//
//   cycle   0         1         2             3       4
//           request   request   of the byte   block   the byte
//
// A word beyond WORDS reads as 0, and writing it does nothing. No reset.
// Timing: cycle 1 is for the wires to the bytes, cycle 2 for those within a byte, cycle 3 for a block alone, cycle 4 for the way back.
`default_nettype none

module retort_memory #(
    parameter integer WORDS = 16_384,  // a multiple of 2,048
    parameter integer LATENCY = 4,
    parameter integer ADDRESS_BITS = $clog2(WORDS)
) (
    input  wire                    i_clock,

    input  wire                    i_read,
    input  wire [ADDRESS_BITS-1:0] i_read_address,
    output wire             [63:0] o_read_data,

    input  wire                    i_valid,
    input  wire                    i_write,
    input  wire [ADDRESS_BITS-1:0] i_address,
    input  wire             [63:0] i_data,
    input  wire              [7:0] i_strobe,
    output wire             [63:0] o_data
);

    reg                    r_read, r_valid;
    reg [ADDRESS_BITS-1:0] r_read_address, r_address;
    reg              [7:0] r_strobe;
    reg             [63:0] r_data;

    always @(posedge i_clock) begin
        r_read         <= i_read;
        r_read_address <= i_read_address;
        r_valid        <= i_valid && !i_write;
        r_strobe       <= i_valid && i_write ? i_strobe : 8'd0;
        r_address      <= i_address;
        r_data         <= i_data;
    end

    genvar index;
    generate
        if (LATENCY != 4)
            retort_memory_of_the_ecp5_has_latency_4 wrong_latency ();

        for (index = 0; index < 8; index = index + 1) begin : g_byte
            retort_memory_byte #(
                .WORDS       (WORDS),
                .ADDRESS_BITS(ADDRESS_BITS)
            ) byte_of_words (
                .i_clock       (i_clock),
                .i_read        (r_read),
                .i_read_address(r_read_address),
                .o_read_byte   (o_read_data[8*index +: 8]),
                .i_valid       (r_valid),
                .i_write       (r_strobe[index]),
                .i_address     (r_address),
                .i_byte        (r_data[8*index +: 8]),
                .o_byte        (o_data[8*index +: 8])
            );
        end
    endgenerate

endmodule

// One byte of every word: banks of 16,384 words and at most one each of 8,192, 4,096 and 2,048, in this order. A module of its own in the netlist
// too, or the copies of the address would be merged.
(* keep_hierarchy *)
module retort_memory_byte #(
    parameter integer WORDS = 16_384,
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_read,
    input  wire [ADDRESS_BITS-1:0] i_read_address,
    output wire              [7:0] o_read_byte,
    input  wire                    i_valid,
    input  wire                    i_write,
    input  wire [ADDRESS_BITS-1:0] i_address,
    input  wire              [7:0] i_byte,
    output wire              [7:0] o_byte
);

    localparam integer LARGE = WORDS / 16_384;
    localparam integer BANKS = LARGE + 3;

    reg                    r_read, r_valid, r_write;
    reg [ADDRESS_BITS-1:0] r_read_address, r_address;
    reg              [7:0] r_byte;

    always @(posedge i_clock) begin
        r_read         <= i_read;
        r_read_address <= i_read_address;
        r_valid        <= i_valid;
        r_write        <= i_write;
        r_address      <= i_address;
        r_byte         <= i_byte;
    end

    wire [8*BANKS-1:0] w_read_answers, w_answers;  // zeros from all banks but the one that was asked

    genvar bank, part;
    generate
        for (bank = 0; bank < BANKS; bank = bank + 1) begin : g_bank
            localparam integer LOG2 = bank < LARGE ? 14 : 13 - (bank - LARGE);
            localparam integer FIRST = bank < LARGE ? bank << 14 : (WORDS >> (LOG2 + 1)) << (LOG2 + 1);
            localparam integer PLACE = FIRST >> LOG2;
            localparam integer WIDTH = 1 << (14 - LOG2);

            if (bank < LARGE || ((WORDS >> LOG2) & 1) == 1) begin : g_present
                wire       w_read_here = (r_read_address >> LOG2) == PLACE[ADDRESS_BITS-1:0];
                wire       w_here      = (r_address >> LOG2) == PLACE[ADDRESS_BITS-1:0];
                wire [7:0] w_read_answer, w_answer;
                reg  [7:0] r_read_answer, r_answer;
                reg        r_read_came, r_came;

                for (part = 0; part < 8 / WIDTH; part = part + 1) begin : g_part
                    retort_memory_block #(
                        .WIDTH       (WIDTH),
                        .ADDRESS_BITS(LOG2)
                    ) block (
                        .i_clock       (i_clock),
                        .i_read        (r_read && w_read_here),
                        .i_read_address(r_read_address[LOG2-1:0]),
                        .o_read_data   (w_read_answer[WIDTH*part +: WIDTH]),
                        .i_valid       ((r_valid || r_write) && w_here),
                        .i_write       (r_write),
                        .i_address     (r_address[LOG2-1:0]),
                        .i_data        (r_byte[WIDTH*part +: WIDTH]),
                        .o_data        (w_answer[WIDTH*part +: WIDTH])
                    );
                end

                always @(posedge i_clock) begin
                    r_read_came   <= r_read && w_read_here;
                    r_came        <= r_valid && w_here;
                    r_read_answer <= r_read_came ? w_read_answer : 8'd0;
                    r_answer      <= r_came ? w_answer : 8'd0;
                end

                assign w_read_answers[8*bank +: 8] = r_read_answer;
                assign w_answers[8*bank +: 8]      = r_answer;
            end else begin : g_absent
                assign w_read_answers[8*bank +: 8] = 8'd0;
                assign w_answers[8*bank +: 8]      = 8'd0;
            end
        end
    endgenerate

    integer   answer;
    reg [7:0] w_read_byte, w_byte;

    always @(*) begin
        w_read_byte = 8'd0;
        w_byte      = 8'd0;
        for (answer = 0; answer < BANKS; answer = answer + 1) begin
            w_read_byte = w_read_byte | w_read_answers[8*answer +: 8];
            w_byte      = w_byte | w_answers[8*answer +: 8];
        end
    end

    assign o_read_byte = w_read_byte;
    assign o_byte      = w_byte;

endmodule

// One DP16KD: 2^ADDRESS_BITS by WIDTH, 16,384 bits in all.
module retort_memory_block #(
    parameter integer WIDTH = 1,
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_read,
    input  wire [ADDRESS_BITS-1:0] i_read_address,
    output reg         [WIDTH-1:0] o_read_data,
    input  wire                    i_valid,
    input  wire                    i_write,
    input  wire [ADDRESS_BITS-1:0] i_address,
    input  wire        [WIDTH-1:0] i_data,
    output reg         [WIDTH-1:0] o_data
);

    (* no_rw_check, ram_style = "block" *)
    reg [WIDTH-1:0] r_bits [0:(1 << ADDRESS_BITS)-1];

    always @(posedge i_clock)
        if (i_read)
            o_read_data <= r_bits[i_read_address];

    always @(posedge i_clock)
        if (i_valid) begin
            if (i_write)
                r_bits[i_address] <= i_data;
            else
                o_data <= r_bits[i_address];
        end

endmodule

`default_nettype wire
