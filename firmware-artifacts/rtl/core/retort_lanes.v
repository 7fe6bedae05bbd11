// The datapath of eight lanes: operand word, multipliers, int32 accumulators and their snapshot. Lane l is output channel 8*group + l.
// A beat of the sequencer is a word from memory with what to do: i_load keeps it as the operand; i_multiply multiplies its eight bytes by
// the operand (byte i_select for all lanes, or with i_lanewise each lane's own) or, with i_use_constant, by i_constant, and one cycle
// later adds the products to the accumulators or, with i_maximum, keeps the larger. i_finish goes through the same two stages: two cycles
// after it the accumulators are in the snapshot that o_accumulator shows, and the next beat begins the next sum.
// It does not know layers, addresses, biases or rounding, and does not wait: whoever finishes must know that the snapshot is free.
`default_nettype none

module retort_lanes (
    input  wire        i_clock,
    input  wire        i_reset,

    input  wire        i_load,
    input  wire        i_multiply,
    input  wire [63:0] i_data,
    input  wire  [2:0] i_select,
    input  wire        i_use_constant,
    input  wire        i_finish,

    input  wire  [7:0] i_constant,
    input  wire        i_lanewise,
    input  wire        i_maximum,

    input  wire  [2:0] i_lane,
    output wire [31:0] o_accumulator
);

    reg  [63:0] r_operand;
    reg         r_accumulate;
    reg         r_fresh;
    reg   [1:0] r_finish;
    reg  [31:0] r_snapshot [0:7];

    wire [7:0] w_shared = i_use_constant ? i_constant : r_operand[8*i_select +: 8];
    wire       w_apart  = i_lanewise && !i_use_constant;

    always @(posedge i_clock)
        if (i_load)
            r_operand <= i_data;

    always @(posedge i_clock)
        if (i_reset) begin
            r_accumulate <= 1'b0;
            r_finish     <= 2'b00;
        end else begin
            r_accumulate <= i_multiply;
            r_finish     <= {r_finish[0], i_finish};
        end

    always @(posedge i_clock)
        if (i_reset || r_finish[1])
            r_fresh <= 1'b1;
        else if (r_accumulate)
            r_fresh <= 1'b0;

    genvar pair;
    generate
        for (pair = 0; pair < 4; pair = pair + 1) begin : g_pair
            wire signed [15:0] w_product0;
            wire signed [15:0] w_product1;
            reg  signed [31:0] r_accumulator0;
            reg  signed [31:0] r_accumulator1;

            wire signed [31:0] w_term0  = {{16{w_product0[15]}}, w_product0};
            wire signed [31:0] w_term1  = {{16{w_product1[15]}}, w_product1};

            retort_multiplier multiplier (
                .i_clock    (i_clock),
                .i_enable   (i_multiply),
                .i_a0       (w_apart ? r_operand[16*pair +: 8] : w_shared),
                .i_b0       (i_data[16*pair +: 8]),
                .i_a1       (w_apart ? r_operand[16*pair + 8 +: 8] : w_shared),
                .i_b1       (i_data[16*pair + 8 +: 8]),
                .o_product0 (w_product0),
                .o_product1 (w_product1)
            );

            always @(posedge i_clock)
                if (r_accumulate) begin
                    if (r_fresh)
                        r_accumulator0 <= w_term0;
                    else if (!i_maximum)
                        r_accumulator0 <= r_accumulator0 + w_term0;
                    else if (w_term0 > r_accumulator0)
                        r_accumulator0 <= w_term0;

                    if (r_fresh)
                        r_accumulator1 <= w_term1;
                    else if (!i_maximum)
                        r_accumulator1 <= r_accumulator1 + w_term1;
                    else if (w_term1 > r_accumulator1)
                        r_accumulator1 <= w_term1;
                end

            always @(posedge i_clock)
                if (r_finish[1]) begin
                    r_snapshot[2*pair]     <= r_accumulator0;
                    r_snapshot[2*pair + 1] <= r_accumulator1;
                end
        end
    endgenerate

    assign o_accumulator = r_snapshot[i_lane];

endmodule

`default_nettype wire
