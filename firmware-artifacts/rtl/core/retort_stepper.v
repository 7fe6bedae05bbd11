// Decides, cycle by cycle, whether the next step is taken: one multiplication in every lane (or one byte of EXPAND or ARGMAX) on the operand
// word at hand. A step waits for its operand and its weights; the last step of a pixel that has an output also for the group's record, and
// until the requantizer, which takes SPACING cycles a pixel and POST_SPACING with a second pass, will be ready when the sums get there.
// It does not compute and does not look at data: how long a layer takes depends on its shape alone. Everything waits while i_run is low.
// Reset: of the step, of whether it is a pixel's first, and of the spacing; a beginning layer does the same.
// Timing: from the queue's head and the spacing to the step, which enables half of the core.
`default_nettype none

module retort_stepper #(
    parameter integer INPUTS = 2,
    parameter integer SPACING = 16,
    parameter integer POST_SPACING = 32
) (
    input  wire       i_clock,
    input  wire       i_reset,
    input  wire       i_run,
    input  wire       i_begin,

    // The operand word at hand
    input  wire       i_operand_valid,
    input  wire [2:0] i_operand_byte,
    input  wire       i_tap_last,
    input  wire       i_pixel_last,
    input  wire       i_emits,        // the pixel has an output; a group's last one always has
    input  wire       i_group_last,
    input  wire       i_layer_last,
    output wire       o_take,

    // What else a step needs
    input  wire       i_weights_available,
    input  wire       i_record_there,

    // The step
    output wire       o_step,
    output wire [2:0] o_byte,
    output wire       o_first,
    output wire       o_pixel_ends,
    output wire       o_output_ends,  // the same of a pixel that has an output
    output wire       o_group_ends,
    output wire       o_layer_ends,

    // The layer
    input  wire       i_requantized,
    input  wire       i_expand,
    input  wire       i_argmax,
    input  wire       i_post,
    input  wire [2:0] i_last_step
);

    localparam integer STEPS = 8 / INPUTS;
    localparam integer INPUTS_LOG2 = $clog2(INPUTS);
    localparam [2:0] FULL_LAST = STEPS[2:0] - 3'd1;
    localparam [6:0] SPACING_LEFT = SPACING[6:0] - 7'd1;
    localparam [6:0] POST_LEFT = POST_SPACING[6:0] - 7'd1;

    reg [2:0] r_step;
    reg       r_first;
    reg [6:0] r_spacing;
    reg       r_apart;  // r_spacing is 0

    wire [2:0] w_last       = i_tap_last ? i_last_step : i_argmax ? 3'd7 : FULL_LAST;
    wire       w_word_ends  = r_step == w_last;
    wire       w_pixel_ends = w_word_ends && i_pixel_last;
    wire       w_may_end    = !i_requantized || !w_pixel_ends || !i_emits || (r_apart && i_record_there);

    assign o_step = i_run && i_operand_valid && (!i_requantized || i_weights_available) && w_may_end;
    assign o_take = o_step && w_word_ends;

    assign o_byte        = i_expand ? i_operand_byte : i_argmax ? r_step : r_step << INPUTS_LOG2;
    assign o_first       = r_first;
    assign o_pixel_ends  = o_step && w_pixel_ends;
    assign o_output_ends = o_pixel_ends && i_emits;
    assign o_group_ends  = o_pixel_ends && i_group_last;
    assign o_layer_ends  = o_pixel_ends && i_layer_last;

    always @(posedge i_clock)
        if (i_reset || i_begin)
            r_step <= 3'd0;
        else if (o_step)
            r_step <= w_word_ends ? 3'd0 : r_step + 3'd1;

    always @(posedge i_clock)
        if (i_reset || i_begin)
            r_first <= 1'b1;
        else if (o_step)
            r_first <= w_pixel_ends;

    always @(posedge i_clock)
        if (i_reset || i_begin) begin
            r_spacing <= 7'd0;
            r_apart   <= 1'b1;
        end else if (o_output_ends) begin
            r_spacing <= i_post ? POST_LEFT : SPACING_LEFT;
            r_apart   <= 1'b0;
        end else if (i_run && !r_apart) begin
            r_spacing <= r_spacing - 7'd1;
            r_apart   <= r_spacing == 7'd1;
        end

endmodule

`default_nettype wire
