// retort_multiplier's netlist beside its twin: all 65,536 pairs of operands on the first product, random ones on the second, and between them
// cycles without i_enable, in which operands and products stay. Ends at the first difference.
`default_nettype none

module multiplier_bench;
    reg               clock = 1'b0;
    reg               enable;
    reg signed  [7:0] a0, b0, a1, b1;
    wire signed [15:0] netlist0, netlist1, twin0, twin1;

    retort_multiplier_netlist netlist (
        .i_clock(clock),
        .i_enable(enable),
        .i_a0(a0),
        .i_b0(b0),
        .i_a1(a1),
        .i_b1(b1),
        .o_product0(netlist0),
        .o_product1(netlist1)
    );

    retort_multiplier twin (
        .i_clock(clock),
        .i_enable(enable),
        .i_a0(a0),
        .i_b0(b0),
        .i_a1(a1),
        .i_b1(b1),
        .o_product0(twin0),
        .o_product1(twin1)
    );

    integer pair, vectors;
    reg signed [7:0] next_a0, next_b0, next_a1, next_b1; // taken, and multiplied with the next i_enable
    reg signed [7:0] of_a0, of_b0, of_a1, of_b1;         // multiplied

    task step(input run, input [31:0] operands);
        begin
            enable = run;
            {a0, b0, a1, b1} = operands;
            #1 clock = 1'b1;
            #1 clock = 1'b0;
            vectors = vectors + 1;
            if (run) begin
                {of_a0, of_b0, of_a1, of_b1} = {next_a0, next_b0, next_a1, next_b1};
                {next_a0, next_b0, next_a1, next_b1} = operands;
            end
            if (netlist0 != twin0 || netlist1 != twin1)
                $fatal(1, "vector %0d: %0d * %0d and %0d * %0d, enable %0d: netlist %0d and %0d, twin %0d and %0d", vectors,
                    of_a0, of_b0, of_a1, of_b1, enable, netlist0, netlist1, twin0, twin1);
        end
    endtask

    initial begin
        vectors = 0;
        for (pair = 0; pair < 65536; pair = pair + 1) begin
            step(1'b1, {pair[15:0], 16'd0} | ($urandom & 32'h0000_ffff));
            if (pair % 4 == 0) step(1'b0, $urandom);
        end
        step(1'b1, 32'd0);
        $display("%0d vectors", vectors);
        $finish;
    end
endmodule

`default_nettype wire
