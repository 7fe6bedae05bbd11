// Keeps what the link needs of a payload's header (docs/core.md), and judges it, while the payload goes by for its CRC at a commit.
// It does not look at the program: the core refuses a wrong one when it runs. The verdict is there two cycles after the last byte.
// Reset: none. A commit's scan clears what was judged and sets every field, and nothing reads a field before a commit.
// Timing: one field of 32 bits compared with the memory's size or another field, then the note that it is wrong. The ends of slots and
// logits are added and compared on a path that ends in its own register.
`default_nettype none

module retort_image_header #(
    parameter integer ADDRESS_BITS = 14,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CORE = 32'h0003_0102,
    parameter [31:0] MOST_CYCLES = 32'h0400_0000 // of an inference; the limit of an image that names none
) (
    input  wire                    i_clock,

    // The scan
    input  wire                    i_commits,         // it is a commit's
    input  wire                    i_scan_start,      // the payload's first byte comes next
    input  wire                    i_scan_busy,
    input  wire                    i_valid,           // at most once a cycle; 64 bytes at least, or the verdict is bad
    input  wire              [7:0] i_byte,

    output wire              [3:0] o_error,           // ErrorCode; 0: the header fits this board
    output wire [ADDRESS_BITS+2:0] o_program_address,
    output wire [ADDRESS_BITS+2:0] o_input_address,
    output wire [ADDRESS_BITS+3:0] o_input_bytes,
    output wire              [1:0] o_input_shift,     // a byte of the input on the line is 2^o_input_shift values
    output wire [ADDRESS_BITS+2:0] o_slot_pitch,
    output wire              [2:0] o_slot_count,
    output wire [ADDRESS_BITS+2:0] o_logits_address,
    output wire             [10:0] o_logits_count,
    output wire             [31:0] o_cycle_limit
);

    localparam integer B = ADDRESS_BITS + 3;

    localparam [31:0] MAGIC = 32'h5452_4552;

    localparam [3:0] NO_ERROR    = 4'd0;
    localparam [3:0] WRONG_CORE  = 4'd3;
    localparam [3:0] TOO_LARGE   = 4'd4;
    localparam [3:0] BAD_PROGRAM = 4'd13;

    // Words of the header
    localparam [3:0] MAGIC_WORD      = 4'd0;
    localparam [3:0] CORE_WORD       = 4'd1;
    localparam [3:0] PROGRAM_ADDRESS = 4'd2;
    localparam [3:0] INPUT_ADDRESS   = 4'd3;
    localparam [3:0] INPUT_BYTES     = 4'd4;
    localparam [3:0] SLOT_PITCH      = 4'd5;
    localparam [3:0] SLOT_COUNT      = 4'd6;
    localparam [3:0] LOGITS_ADDRESS  = 4'd7;
    localparam [3:0] LOGITS_COUNT    = 4'd8;
    localparam [3:0] MEMORY_NEEDED   = 4'd9;
    localparam [3:0] CYCLE_LIMIT     = 4'd10;
    localparam [3:0] INPUT_BITS      = 4'd11;

    reg   [6:0] r_index;           // bytes seen, up to 64
    reg  [23:0] r_low_bytes;
    reg [B-1:0] r_program_address;
    reg [B-1:0] r_input_address;
    reg   [B:0] r_input_bytes;
    reg   [1:0] r_input_shift;
    reg [B-1:0] r_slot_pitch;
    reg   [2:0] r_slot_count;
    reg [B-1:0] r_logits_address;
    reg  [10:0] r_logits_count;
    reg  [31:0] r_cycle_limit;

    wire        w_clear         = i_commits && i_scan_start;
    wire        w_valid         = i_commits && i_scan_busy && i_valid;
    wire        w_whole         = r_index[6];
    wire  [3:0] w_word          = r_index[5:2];
    wire [31:0] w_value         = {i_byte, r_low_bytes};
    wire        w_field_ends    = w_valid && !w_whole && r_index[1:0] == 2'd3;
    wire        w_fits          = w_value <= MEMORY_BYTES;
    wire        w_starts_within = w_value < MEMORY_BYTES;
    wire        w_on_word       = w_value[2:0] == 3'd0;

    always @(posedge i_clock)
        if (w_clear)
            r_index <= 7'd0;
        else if (w_valid && !w_whole)
            r_index <= r_index + 7'd1;

    always @(posedge i_clock)
        if (w_valid)
            r_low_bytes <= {i_byte, r_low_bytes[23:8]};

    always @(posedge i_clock)
        if (w_field_ends)
            case (w_word)
                PROGRAM_ADDRESS: r_program_address <= w_value[B-1:0];
                INPUT_ADDRESS:   r_input_address   <= w_value[B-1:0];
                INPUT_BYTES:     r_input_bytes     <= w_value[B:0];
                SLOT_PITCH:      r_slot_pitch      <= w_value[B-1:0];
                SLOT_COUNT:      r_slot_count      <= w_value[2:0];
                LOGITS_ADDRESS:  r_logits_address  <= w_value[B-1:0];
                LOGITS_COUNT:    r_logits_count    <= w_value[10:0];
                CYCLE_LIMIT:     r_cycle_limit     <= w_value == 32'd0 ? MOST_CYCLES : w_value;
                INPUT_BITS:      r_input_shift     <= w_input_shift;
                default: ;
            endcase

    assign o_program_address = r_program_address;
    assign o_input_address   = r_input_address;
    assign o_input_bytes     = r_input_bytes;
    assign o_input_shift     = r_input_shift;
    assign o_slot_pitch      = r_slot_pitch;
    assign o_slot_count      = r_slot_count;
    assign o_logits_address  = r_logits_address;
    assign o_logits_count    = r_logits_count;
    assign o_cycle_limit     = r_cycle_limit;

    // How an input is packed: 8, 4, 2 or 1 bits a value; 0 is 8. In its slot each value takes a byte.
    wire   [1:0] w_input_shift  = w_value[2] ? 2'd1 : w_value[1] ? 2'd2 : w_value[0] ? 2'd3 : 2'd0;
    wire         w_packing      = w_value == 32'd0 || w_value == 32'd1 || w_value == 32'd2 || w_value == 32'd4 || w_value == 32'd8;
    wire [B+3:0] w_input_values = {3'd0, r_input_bytes} << w_input_shift;

    // What is wrong with one field
    reg r_wrong_magic, r_wrong_core, r_too_large, r_wrong_field;
    reg w_wrong;

    always @(*)
        case (w_word)
            PROGRAM_ADDRESS: w_wrong = !w_starts_within || !w_on_word;
            INPUT_ADDRESS:   w_wrong = !w_starts_within || !w_on_word;
            INPUT_BYTES:     w_wrong = !w_fits || w_value == 32'd0;
            SLOT_PITCH:      w_wrong = !w_starts_within || !w_on_word;
            SLOT_COUNT:      w_wrong = w_value == 32'd0 || w_value > 32'd4;
            LOGITS_ADDRESS:  w_wrong = !w_starts_within;
            LOGITS_COUNT:    w_wrong = w_value == 32'd0 || w_value > 32'd1024;
            CYCLE_LIMIT:     w_wrong = w_value > MOST_CYCLES;
            INPUT_BITS:      w_wrong = !w_packing || w_input_values > {4'd0, r_slot_pitch};
            default:         w_wrong = 1'b0;
        endcase

    always @(posedge i_clock)
        if (w_clear) begin
            r_wrong_magic <= 1'b0;
            r_wrong_core  <= 1'b0;
            r_too_large   <= 1'b0;
            r_wrong_field <= 1'b0;
        end else if (w_field_ends) begin
            r_wrong_field <= r_wrong_field || w_wrong;
            case (w_word)
                MAGIC_WORD:    r_wrong_magic <= w_value != MAGIC;
                CORE_WORD:     r_wrong_core  <= w_value != CORE;
                MEMORY_NEEDED: r_too_large   <= !w_fits;
                default: ;
            endcase
        end

    // The slots' end, one addition a cycle behind the slot count; more than four bytes follow it.
    reg   [2:0] r_slots_to_add;
    reg [B+2:0] r_slots_end;    // of four slots at most: two bits more than an address, and one

    always @(posedge i_clock)
        if (w_field_ends && w_word == SLOT_COUNT) begin
            r_slots_to_add <= w_value[2:0];
            r_slots_end    <= {3'd0, r_input_address};
        end else if (w_clear)
            r_slots_to_add <= 3'd0;
        else if (r_slots_to_add != 3'd0) begin
            r_slots_to_add <= r_slots_to_add - 3'd1;
            r_slots_end    <= r_slots_end + {3'd0, r_slot_pitch};
        end

    // The verdict
    reg       r_outside;
    reg [3:0] r_error;

    wire [B:0] w_logits_end = {1'b0, r_logits_address} + {{(B-10){1'b0}}, r_logits_count};

    always @(posedge i_clock)
        r_outside <= {{(29-B){1'b0}}, r_slots_end} > MEMORY_BYTES || {{(31-B){1'b0}}, w_logits_end} > MEMORY_BYTES;

    always @(posedge i_clock)
        if (!w_whole || r_wrong_magic)
            r_error <= BAD_PROGRAM;
        else if (r_wrong_core)
            r_error <= WRONG_CORE;
        else if (r_too_large)
            r_error <= TOO_LARGE;
        else
            r_error <= r_wrong_field || r_outside ? BAD_PROGRAM : NO_ERROR;

    assign o_error = r_error;

endmodule

`default_nettype wire
