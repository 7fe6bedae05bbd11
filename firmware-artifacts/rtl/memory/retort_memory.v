// The board's one memory: WORDS words of 64 bits behind two ports, one that only reads and one that reads or writes by byte strobes. The answer
// to a read is there LATENCY cycles later, for one cycle. This is the behavioural version; a family's own memory blocks stand behind the
// same ports (firmware-artifacts/boards), and may leave out the reading port, which a core of one port never uses.
// It does not arbitrate, and no reset clears it. A read beyond WORDS is undefined, and so is a read of a word that the other port writes in
// the same cycle.
// Timing: a family's own decides.
`default_nettype none

module retort_memory #(
    parameter integer WORDS = 16_384,
    parameter integer LATENCY = 1,
    parameter integer ADDRESS_BITS = $clog2(WORDS)
) (
    input  wire                    i_clock,

    input  wire                    i_read,
    input  wire [ADDRESS_BITS-1:0] i_read_address,
    output wire             [63:0] o_read_data,

    input  wire                    i_valid,
    input  wire                    i_write,
    input  wire [ADDRESS_BITS-1:0] i_address,
    input  wire             [63:0] i_data,
    input  wire              [7:0] i_strobe,
    output wire             [63:0] o_data
);

    reg [63:0] r_words [0:WORDS-1];
    reg [63:0] r_answer, r_read_answer;

    integer byte_index;

    always @(posedge i_clock)
        if (i_valid && i_write)
            for (byte_index = 0; byte_index < 8; byte_index = byte_index + 1)
                if (i_strobe[byte_index])
                    r_words[i_address][8*byte_index +: 8] <= i_data[8*byte_index +: 8];

    always @(posedge i_clock)
        if (i_valid && !i_write)
            r_answer <= r_words[i_address];

    always @(posedge i_clock)
        if (i_read)
            r_read_answer <= r_words[i_read_address];

    generate
        if (LATENCY == 1) begin : g_at_once
            assign o_data      = r_answer;
            assign o_read_data = r_read_answer;
        end else begin : g_later
            reg  [128*(LATENCY-1)-1:0] r_later;  // the newest at the bottom
            wire [128*LATENCY-1:0]     w_later = {r_later, r_answer, r_read_answer};

            always @(posedge i_clock)
                r_later <= w_later[128*(LATENCY-1)-1:0];

            assign {o_data, o_read_data} = w_later[128*(LATENCY-1) +: 128];
        end
    endgenerate

endmodule

`default_nettype wire
