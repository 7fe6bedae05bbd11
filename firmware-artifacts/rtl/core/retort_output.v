// Collects output bytes into a word and writes it: eight of the requantizer's, or those of an expanded pixel, whose words follow one
// another. For a second pass it first reads the word that the output had before; nobody waits for that, since it is there long before it
// is needed. A write is taken in the cycle in which it is offered.
// It does not compute. Everything waits while i_run is low.
`default_nettype none

module retort_output #(
    parameter integer ADDRESS_BITS = 14
) (
    input  wire                    i_clock,
    input  wire                    i_reset,
    input  wire                    i_run,
    input  wire                    i_begin,

    // A pixel: where its word goes (given with its last step; the requantizer starts on it later, before the next one's last step)
    input  wire                    i_pixel_ends,
    input  wire [ADDRESS_BITS-1:0] i_pixel_word,
    input  wire                    i_start,
    input  wire                    i_last_read,
    input  wire                    i_post,

    // Bytes
    input  wire                    i_value_valid,
    input  wire                    i_value_ends,
    input  wire              [2:0] i_value_lane,
    input  wire              [7:0] i_value,
    input  wire                    i_expand,
    input  wire                    i_expand_step,
    input  wire              [7:0] i_expand_byte,
    output wire             [63:0] o_word,
    output wire             [63:0] o_former_word,

    // Memory
    output wire                    o_write_valid,
    output wire [ADDRESS_BITS-1:0] o_write_word,
    output wire                    o_read_valid,
    input  wire                    i_read_ready,
    output wire [ADDRESS_BITS-1:0] o_read_word,
    input  wire             [63:0] i_answer,

    output wire                    o_idle
);

    // Words on their way: from the last step to the write
    reg [2:0] r_under_way;
    reg       r_write_valid;

    wire w_pixel_enters = i_run && i_pixel_ends && !i_expand;

    always @(posedge i_clock)
        if (i_reset)
            r_under_way <= 3'd0;
        else if (i_run)
            r_under_way <= r_under_way + {2'b00, w_pixel_enters} - {2'b00, i_value_ends};

    assign o_idle = r_under_way == 3'd0 && !r_write_valid;

    reg  [2:0] r_byte;
    wire       w_expand_ends = i_expand_step && (r_byte == 3'd7 || i_pixel_ends);

    // Addresses: of the pixel that has stepped, of the one that is read into the requantizer, of the one that leaves it, of the write
    reg [ADDRESS_BITS-1:0] r_pixel_word, r_start_word, r_end_word, r_write_word;
    reg                    r_expanding;

    always @(posedge i_clock)
        if (w_pixel_enters)
            r_pixel_word <= i_pixel_word;

    always @(posedge i_clock)
        if (i_run && i_start)
            r_start_word <= r_pixel_word;

    always @(posedge i_clock)
        if (i_last_read)
            r_end_word <= r_start_word;

    always @(posedge i_clock)
        if (i_begin)
            r_expanding <= 1'b0;
        else if (i_run && i_expand_step)
            r_expanding <= 1'b1;

    always @(posedge i_clock)
        if (i_run) begin
            if (i_value_ends)
                r_write_word <= r_end_word;
            else if (i_expand_step && !r_expanding)
                r_write_word <= i_pixel_word;
            else if (i_expand && r_write_valid)
                r_write_word <= r_write_word + {{(ADDRESS_BITS-1){1'b0}}, 1'b1};
        end

    // Bytes
    reg [63:0] r_word;
    wire [2:0] w_place = i_expand ? r_byte : i_value_lane;

    always @(posedge i_clock)
        if (i_begin)
            r_byte <= 3'd0;
        else if (i_run && i_expand_step)
            r_byte <= w_expand_ends ? 3'd0 : r_byte + 3'd1;

    always @(posedge i_clock)
        if (i_run && i_expand_step && r_byte == 3'd0)
            r_word <= {56'd0, i_expand_byte};
        else if (i_run && (i_value_valid || i_expand_step))
            r_word[8*w_place +: 8] <= i_expand ? i_expand_byte : i_value;

    always @(posedge i_clock)
        if (i_reset)
            r_write_valid <= 1'b0;
        else if (i_run)
            r_write_valid <= i_value_ends || w_expand_ends;

    assign o_word        = r_word;
    assign o_write_valid = r_write_valid;
    assign o_write_word  = r_write_word;

    // What the output had before
    reg        r_wanted, r_coming;
    reg [63:0] r_former;

    always @(posedge i_clock)
        if (i_reset) begin
            r_wanted <= 1'b0;
            r_coming <= 1'b0;
        end else if (i_run) begin
            r_wanted <= (i_start && i_post) || (r_wanted && !i_read_ready);
            r_coming <= r_wanted && i_read_ready;
        end

    always @(posedge i_clock)
        if (i_run && r_coming)
            r_former <= i_answer;

    assign o_read_valid  = r_wanted;
    assign o_read_word   = r_start_word;
    assign o_former_word = r_former;

endmodule

`default_nettype wire
