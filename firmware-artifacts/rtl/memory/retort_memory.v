// The board's one memory: WORDS words of 64 bits, one port, byte strobes, the answer to a read one cycle later. This is the
// behavioural version; a family's own memory blocks stand behind the same ports.
// It does not arbitrate, does not answer a write (o_data then keeps its value), and is not cleared by any reset; what
// is read beyond WORDS is of no worth.
`default_nettype none

module retort_memory #(
    parameter integer WORDS = 16_384,
    parameter integer ADDRESS_BITS = $clog2(WORDS)
) (
    input  wire                    i_clock,

    input  wire                    i_valid,
    input  wire                    i_write,
    input  wire [ADDRESS_BITS-1:0] i_address,
    input  wire             [63:0] i_data,
    input  wire              [7:0] i_strobe,
    output wire             [63:0] o_data
);

    reg [63:0] r_words [0:WORDS-1];
    reg [63:0] r_answer;

    integer byte_index;

    assign o_data = r_answer;

    always @(posedge i_clock)
        if (i_valid && i_write)
            for (byte_index = 0; byte_index < 8; byte_index = byte_index + 1)
                if (i_strobe[byte_index])
                    r_words[i_address][8*byte_index +: 8] <= i_data[8*byte_index +: 8];

    always @(posedge i_clock)
        if (i_valid && !i_write)
            r_answer <= r_words[i_address];

endmodule

`default_nettype wire
