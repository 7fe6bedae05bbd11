// Parameter records: for each lane a word of bias and multiplier, and a word of eight shifts (docs/core.md). Four records are kept, so that
// the next ones are there before the running one is done. A lane's word and the shifts are there one cycle after i_read.
// It does not know whose records it holds, and answers a word that is being written in the same cycle with anything.
`default_nettype none

module retort_records (
    input  wire        i_clock,

    input  wire        i_write,
    input  wire  [1:0] i_write_slot,
    input  wire  [3:0] i_write_word,
    input  wire [63:0] i_data,

    input  wire        i_read,
    input  wire  [1:0] i_read_slot,
    input  wire  [2:0] i_read_lane,
    output wire [31:0] o_bias,
    output wire [31:0] o_multiplier,
    output wire  [7:0] o_shift
);

    (* no_rw_check *)
    reg [63:0] r_lanes [0:31];
    (* no_rw_check *)
    reg [63:0] r_shifts [0:3];
    reg [63:0] r_lane_answer, r_shift_answer;
    reg  [2:0] r_lane;

    always @(posedge i_clock)
        if (i_write && !i_write_word[3])
            r_lanes[{i_write_slot, i_write_word[2:0]}] <= i_data;

    always @(posedge i_clock)
        if (i_write && i_write_word[3])
            r_shifts[i_write_slot] <= i_data;

    always @(posedge i_clock)
        if (i_read) begin
            r_lane_answer  <= r_lanes[{i_read_slot, i_read_lane}];
            r_shift_answer <= r_shifts[i_read_slot];
            r_lane         <= i_read_lane;
        end

    assign o_bias       = r_lane_answer[31:0];
    assign o_multiplier = r_lane_answer[63:32];
    assign o_shift      = r_shift_answer[8*r_lane +: 8];

endmodule

`default_nettype wire
