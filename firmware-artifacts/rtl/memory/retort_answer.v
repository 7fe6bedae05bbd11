// Aligns memory's answers with the core's running cycles. When the core stands still for the link, answers already on their way arrive one
// cycle too early, so they are delayed by one while i_late is high. REGISTERED adds one running cycle.
// It does not know what was asked for, and trusts that the core does not stand still twice while an answer is on its way.
// No reset: what it holds is worth something only after a read.
// Timing: a multiplexer between memory and the register; without REGISTERED in front of the core.
`default_nettype none

module retort_answer #(
    parameter integer REGISTERED = 0
) (
    input  wire        i_clock,
    input  wire        i_run,
    input  wire        i_late,
    input  wire [63:0] i_data,
    output wire [63:0] o_data
);

    reg [63:0] r_previous;

    always @(posedge i_clock)
        r_previous <= i_data;

    wire [63:0] w_due = i_late ? r_previous : i_data;

    generate
        if (REGISTERED != 0) begin : g_registered
            reg [63:0] r_due;

            always @(posedge i_clock)
                if (i_run)
                    r_due <= w_due;

            assign o_data = r_due;
        end else begin : g_direct
            wire w_unused = i_run;

            assign o_data = w_due;
        end
    endgenerate

endmodule

`default_nettype wire
