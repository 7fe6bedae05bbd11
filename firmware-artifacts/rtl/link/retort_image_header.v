// Keeps what the link needs of a payload's header (docs/core.md), and judges it, while the payload goes by for its CRC at a commit.
// Does not look at the program: a wrong one the core refuses when it runs.
`default_nettype none

module retort_image_header #(
    parameter integer ADDRESS_BITS = 14,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CORE = 32'h0002_0102,
    parameter [31:0] MOST_CYCLES = 32'h0400_0000  // of an inference; the limit of an image that names none
) (
    input  wire                    i_clock,
    input  wire                    i_clear,  // the payload's first byte comes next
    input  wire                    i_valid,  // at most once a cycle; 64 bytes at least, or the verdict is bad
    input  wire [7:0]              i_byte,
    output reg  [3:0]              o_error,  // ErrorCode; 0: the header fits this board
    output reg  [ADDRESS_BITS+2:0] o_program_address,
    output reg  [ADDRESS_BITS+2:0] o_input_address,
    output reg  [ADDRESS_BITS+3:0] o_input_bytes,
    output reg  [ADDRESS_BITS+2:0] o_slot_pitch,
    output reg  [2:0]              o_slot_count,
    output reg  [ADDRESS_BITS+2:0] o_logits_address,
    output reg  [10:0]             o_logits_count,
    output reg  [31:0]             o_cycle_limit
);
    localparam [31:0] MAGIC = 32'h5452_4552;
    localparam [3:0] WRONG_CORE = 4'd3, TOO_LARGE = 4'd4, BAD_PROGRAM = 4'd13;
    localparam integer B = ADDRESS_BITS + 3;

    reg [6:0]  index;      // bytes seen, up to 64
    reg [23:0] low_bytes;
    wire [31:0] value = {i_byte, low_bytes};
    wire        field_ends = i_valid && !index[6] && index[1:0] == 2'd3;
    wire        fits = value <= MEMORY_BYTES;
    wire        starts_within = value < MEMORY_BYTES;
    wire        on_word = value[2:0] == 3'd0;

    reg         wrong_magic, wrong_core, too_large, wrong_field;
    reg [2:0]   slots_to_add;
    reg [B+2:0] slots_end;     // of four slots at most: two bits more than an address, and one

    always @(posedge i_clock) begin
        if (i_clear)
            index <= 7'd0;
        else if (i_valid && !index[6])
            index <= index + 7'd1;
    end

    always @(posedge i_clock) begin
        if (i_valid)
            low_bytes <= {i_byte, low_bytes[23:8]};
    end

    always @(posedge i_clock) begin
        if (i_clear) begin
            wrong_magic <= 1'b0;
            wrong_core <= 1'b0;
            too_large <= 1'b0;
            wrong_field <= 1'b0;
        end else if (field_ends) case (index[5:2])
            4'd0: wrong_magic <= value != MAGIC;
            4'd1: wrong_core <= value != CORE;
            4'd2, 4'd3: wrong_field <= wrong_field || !starts_within || !on_word;
            4'd4: wrong_field <= wrong_field || !fits || value == 32'd0;
            4'd5: wrong_field <= wrong_field || !starts_within || !on_word || value[B:0] < o_input_bytes;
            4'd6: wrong_field <= wrong_field || value == 32'd0 || value > 32'd4;
            4'd7: wrong_field <= wrong_field || !starts_within;
            4'd8: wrong_field <= wrong_field || value == 32'd0 || value > 32'd1024;
            4'd9: too_large <= !fits;
            4'd10: wrong_field <= wrong_field || value > MOST_CYCLES;
            default: ;
        endcase
    end

    always @(posedge i_clock) begin
        if (field_ends) case (index[5:2])
            4'd2: o_program_address <= value[B-1:0];
            4'd3: o_input_address <= value[B-1:0];
            4'd4: o_input_bytes <= value[B:0];
            4'd5: o_slot_pitch <= value[B-1:0];
            4'd6: o_slot_count <= value[2:0];
            4'd7: o_logits_address <= value[B-1:0];
            4'd8: o_logits_count <= value[10:0];
            4'd10: o_cycle_limit <= value == 32'd0 ? MOST_CYCLES : value;
            default: ;
        endcase
    end

    // The slots' end, one addition a cycle behind the slot count; more than four bytes follow it.
    always @(posedge i_clock) begin
        if (field_ends && index[5:2] == 4'd6) begin
            slots_to_add <= value[2:0];
            slots_end <= {3'd0, o_input_address};
        end else if (i_clear)
            slots_to_add <= 3'd0;
        else if (slots_to_add != 3'd0) begin
            slots_to_add <= slots_to_add - 3'd1;
            slots_end <= slots_end + {3'd0, o_slot_pitch};
        end
    end

    wire [B:0] logits_end = {1'b0, o_logits_address} + {{B-10{1'b0}}, o_logits_count};
    wire       outside = {{29-B{1'b0}}, slots_end} > MEMORY_BYTES || {{31-B{1'b0}}, logits_end} > MEMORY_BYTES;

    always @* begin
        if (!index[6] || wrong_magic)
            o_error = BAD_PROGRAM;
        else if (wrong_core)
            o_error = WRONG_CORE;
        else if (too_large)
            o_error = TOO_LARGE;
        else
            o_error = wrong_field || outside ? BAD_PROGRAM : 4'd0;
    end
endmodule

`default_nettype wire
