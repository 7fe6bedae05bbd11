// What a layer's second pass computes with: two tables of 256 int32, one looked up by the first pass's byte, the other by the byte that the
// output had before, and the pass's multiplier, shift, zero point and clamp (docs/core.md, "The second pass"). Entries are there one cycle
// after i_read. Each of HALVES values at once has its own copy of the tables.
// It does not add or round, and answers an entry that is being written in the same cycle with anything.
`default_nettype none

module retort_tables #(
    parameter integer HALVES = 1
) (
    input  wire                 i_clock,

    input  wire                 i_write,
    input  wire           [8:0] i_write_word,  // 0: multiplier, shift, zero point, clamp; then the entries
    input  wire          [63:0] i_data,

    input  wire                 i_read,
    input  wire  [8*HALVES-1:0] i_bytes,
    input  wire  [8*HALVES-1:0] i_former_bytes,
    output wire [32*HALVES-1:0] o_entries,
    output wire [32*HALVES-1:0] o_former_entries,

    output wire          [31:0] o_multiplier,
    output wire           [7:0] o_shift,
    output wire           [7:0] o_zero_point,
    output wire           [7:0] o_clamp_min,
    output wire           [7:0] o_clamp_max
);

    reg [63:0] r_parameters;

    wire       w_write_entry = i_write && i_write_word != 9'd0;
    wire [7:0] w_index       = i_write_word[7:0] - 8'd1;

    always @(posedge i_clock)
        if (i_write && i_write_word == 9'd0)
            r_parameters <= i_data;

    genvar half;
    generate
        for (half = 0; half < HALVES; half = half + 1) begin : g_half
            (* no_rw_check *)
            reg [31:0] r_entries [0:255];
            (* no_rw_check *)
            reg [31:0] r_former_entries [0:255];
            reg [31:0] r_entry, r_former_entry;

            always @(posedge i_clock)
                if (w_write_entry)
                    r_entries[w_index] <= i_data[31:0];

            always @(posedge i_clock)
                if (w_write_entry)
                    r_former_entries[w_index] <= i_data[63:32];

            always @(posedge i_clock)
                if (i_read) begin
                    r_entry        <= r_entries[i_bytes[8*half +: 8]];
                    r_former_entry <= r_former_entries[i_former_bytes[8*half +: 8]];
                end

            assign o_entries[32*half +: 32]        = r_entry;
            assign o_former_entries[32*half +: 32] = r_former_entry;
        end
    endgenerate

    assign {o_clamp_max, o_clamp_min, o_zero_point, o_shift, o_multiplier} = r_parameters;

endmodule

`default_nettype wire
