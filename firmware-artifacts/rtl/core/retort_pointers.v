// Where the sequencer reads weights and parameter records, in words: weights follow one another and begin anew for each pixel of a group; a
// record serves a group (nine words further for the next), or with i_average stands params_step further for each counted tap after
// a pixel's first.
// It does not read and does not know which record is loaded.
`default_nettype none

module retort_pointers #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,

    input  wire                    i_load,
    input  wire                    i_weight_taken,
    input  wire                    i_tap_counted,
    input  wire                    i_pixel_done,
    input  wire                    i_group_done,
    output wire [ADDRESS_BITS-1:0] o_weights_word,
    output wire [ADDRESS_BITS-1:0] o_record_word,

    input  wire                    i_average,
    input  wire [ADDRESS_BITS-1:0] i_weights_word,
    input  wire [ADDRESS_BITS-1:0] i_params_word,
    input  wire             [12:0] i_params_step_words
);

    localparam [ADDRESS_BITS-1:0] ONE          = 1;
    localparam [ADDRESS_BITS-1:0] RECORD_WORDS = 9;

    reg [ADDRESS_BITS-1:0] r_weights;
    reg [ADDRESS_BITS-1:0] r_group_weights;
    reg [ADDRESS_BITS-1:0] r_record;
    reg                    r_counted;

    always @(posedge i_clock)
        if (i_load)
            r_weights <= i_weights_word;
        else if (i_weight_taken)
            r_weights <= r_weights + ONE;
        else if (i_pixel_done && !i_group_done)
            r_weights <= r_group_weights;

    always @(posedge i_clock)
        if (i_load)
            r_group_weights <= i_weights_word;
        else if (i_group_done)
            r_group_weights <= r_weights;

    always @(posedge i_clock)
        if (i_load || (i_pixel_done && i_average))
            r_record <= i_params_word;
        else if (i_group_done)
            r_record <= r_record + RECORD_WORDS;
        else if (i_tap_counted && r_counted)
            r_record <= r_record + {{(ADDRESS_BITS-13){1'b0}}, i_params_step_words};

    always @(posedge i_clock)
        if (i_load || i_pixel_done)
            r_counted <= 1'b0;
        else if (i_tap_counted)
            r_counted <= 1'b1;

    assign o_weights_word = r_weights;
    assign o_record_word  = r_record;

endmodule

`default_nettype wire
