// The weights of the running group, read at one entry a step: an entry holds, for each of INPUTS input channels, the word of eight lanes'
// weights. It is a ring of 2^ENTRIES_LOG2 entries: filled ahead of use, kept until the group ends, so that every pixel of the group reads
// them again; with i_stream an entry is free as soon as it was read, and with i_constant a group has one entry, which every step reads.
// With i_single an entry holds one word.
// Words are claimed (o_room) when they are asked of memory and come in order; the answer to a step is there a cycle later.
// It does not know addresses, and trusts that a group kept whole fits. Everything waits while i_run is low.
`default_nettype none

module retort_weights #(
    parameter integer INPUTS = 2,
    parameter integer ENTRIES_LOG2 = 9
) (
    input  wire                 i_clock,
    input  wire                 i_run,
    input  wire                 i_begin,
    input  wire                 i_single,
    input  wire                 i_stream,
    input  wire                 i_constant,

    output wire                 o_room,
    input  wire                 i_claim,
    input  wire                 i_write,
    input  wire          [63:0] i_data,

    output wire                 o_available,
    input  wire                 i_step,
    input  wire                 i_pixel_ends,
    input  wire                 i_group_ends,
    output wire [64*INPUTS-1:0] o_weights
);

    localparam integer E = ENTRIES_LOG2;
    localparam [2:0] BANK_LAST = INPUTS[2:0] - 3'd1;

    // Entries since the layer began, modulo twice the ring: claimed, filled, next to be read, first that is kept.
    reg [E:0] r_claimed, r_filled, r_next, r_kept;
    reg [2:0] r_claimed_bank, r_filled_bank;

    wire [2:0] w_bank_last = i_single ? 3'd0 : BANK_LAST;
    wire [E:0] w_next;
    wire       w_again     = !i_group_ends && (i_constant || (i_pixel_ends && !i_stream));

    assign o_room      = r_claimed != {!r_kept[E], r_kept[E-1:0]};  // once around
    assign o_available = r_filled != r_next;

    always @(posedge i_clock)
        if (i_begin) begin
            r_claimed      <= {(E+1){1'b0}};
            r_claimed_bank <= 3'd0;
        end else if (i_run && i_claim) begin
            r_claimed_bank <= r_claimed_bank == w_bank_last ? 3'd0 : r_claimed_bank + 3'd1;
            if (r_claimed_bank == w_bank_last)
                r_claimed <= r_claimed + {{E{1'b0}}, 1'b1};
        end

    always @(posedge i_clock)
        if (i_begin) begin
            r_filled      <= {(E+1){1'b0}};
            r_filled_bank <= 3'd0;
        end else if (i_run && i_write) begin
            r_filled_bank <= r_filled_bank == w_bank_last ? 3'd0 : r_filled_bank + 3'd1;
            if (r_filled_bank == w_bank_last)
                r_filled <= r_filled + {{E{1'b0}}, 1'b1};
        end

    retort_loading_counter #(
        .WIDTH(E + 1)
    ) entries (
        .i_load (w_again),
        .i_value(r_kept),
        .i_count(r_next),
        .o_next (w_next)
    );

    always @(posedge i_clock)
        if (i_begin)
            r_next <= {(E+1){1'b0}};
        else if (i_run && i_step)
            r_next <= w_next;

    always @(posedge i_clock)
        if (i_begin)
            r_kept <= {(E+1){1'b0}};
        else if (i_run && i_step && (i_stream || i_group_ends))
            r_kept <= r_next + {{E{1'b0}}, 1'b1};

    genvar bank;
    generate
        for (bank = 0; bank < INPUTS; bank = bank + 1) begin : g_bank
            localparam [2:0] BANK = bank[2:0];

            (* no_rw_check *)
            reg [63:0] r_ring [0:(1 << E)-1];
            reg [63:0] r_answer;

            always @(posedge i_clock)
                if (i_run && i_write && r_filled_bank == BANK)
                    r_ring[r_filled[E-1:0]] <= i_data;

            always @(posedge i_clock)
                if (i_run && i_step)
                    r_answer <= r_ring[r_next[E-1:0]];

            assign o_weights[64*bank +: 64] = r_answer;
        end
    endgenerate

endmodule

`default_nettype wire
