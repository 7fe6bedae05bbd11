// The parameter record of one group: nine words (biases, multipliers q, shifts; docs/core.md), written by the sequencer as they come
// from memory, read by the requantizer one cycle after i_read.
// It does not know whose record it holds, and answers a word that is being written in the same cycle with anything.
`default_nettype none

module retort_parameters (
    input  wire        i_clock,

    input  wire        i_write,
    input  wire  [3:0] i_write_word,
    input  wire [63:0] i_data,

    input  wire        i_read,
    input  wire  [3:0] i_read_word,
    output wire [63:0] o_data
);

    (* no_rw_check *)
    reg [63:0] r_record [0:15];
    reg [63:0] r_answer;

    always @(posedge i_clock)
        if (i_write)
            r_record[i_write_word] <= i_data;

    always @(posedge i_clock)
        if (i_read)
            r_answer <= r_record[i_read_word];

    assign o_data = r_answer;

endmodule

`default_nettype wire
