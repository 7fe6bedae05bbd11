// The iCE40's memory and multiplier as yosys makes them (…_netlist, over the vendor's cells) beside their behavioural twins, with random requests. An
// answer of memory is compared in the one cycle in which it has to be there. Ends at the first difference.
`default_nettype none

module ice40_cells_bench;
    reg         clock = 1'b0;
    reg         valid = 1'b0, write = 1'b0, answers = 1'b0;
    reg  [13:0] address;
    reg  [63:0] data;
    reg   [7:0] strobe;
    wire [63:0] answer, twin_answer, unused;

    reg         enable = 1'b0;
    reg  [31:0] operands;
    wire [31:0] products, twin_products;

    retort_memory_netlist memory (
        .i_clock(clock), .i_read(1'b0), .i_read_address(14'd0), .o_read_data(unused),
        .i_valid(valid), .i_write(write), .i_address(address), .i_data(data), .i_strobe(strobe), .o_data(answer)
    );
    retort_memory twin_memory (
        .i_clock(clock), .i_read(1'b0), .i_read_address(14'd0), .o_read_data(),
        .i_valid(valid), .i_write(write), .i_address(address), .i_data(data), .i_strobe(strobe), .o_data(twin_answer)
    );
    retort_multiplier_netlist multiplier (
        .i_clock(clock), .i_enable(enable), .i_a0(operands[7:0]), .i_b0(operands[15:8]), .i_a1(operands[23:16]), .i_b1(operands[31:24]),
        .o_product0(products[15:0]), .o_product1(products[31:16])
    );
    retort_multiplier twin_multiplier (
        .i_clock(clock), .i_enable(enable), .i_a0(operands[7:0]), .i_b0(operands[15:8]), .i_a1(operands[23:16]), .i_b1(operands[31:24]),
        .o_product0(twin_products[15:0]), .o_product1(twin_products[31:16])
    );

    integer step, compared;

    task tick;
        begin
            #1 clock = 1'b1;
            #1 clock = 1'b0;
        end
    endtask

    // Both ends of memory and of each of its address lines' halves: 64 words, all of them written first.
    function [13:0] place(input [5:0] word);
        place = {word[5:3], 8'd0, word[2:0]} ^ {14{word[0]}};
    endfunction

    initial begin
        compared = 0;
        {valid, write, strobe} = {1'b1, 1'b1, 8'hff};
        for (step = 0; step < 64; step = step + 1) begin
            address = place(step[5:0]);
            data = {$urandom, $urandom};
            tick;
        end
        for (step = 0; step <= 65536; step = step + 1) begin
            {valid, write, strobe} = $urandom;
            address = place($urandom);
            data = {$urandom, $urandom};
            enable = step < 2 || step % 5 != 0;
            operands = {step[15:0], step[7:0], step[15:8]};
            tick;
            if (valid && !write) begin
                compared = compared + 1;
                if (answer !== twin_answer) begin
                    $display("word %0d: netlist %h, twin %h", address, answer, twin_answer);
                    $finish;
                end
            end
            if (step > 0 && products !== twin_products) begin
                $display("operands %h, enable %b: netlist %h, twin %h", operands, enable, products, twin_products);
                $finish;
            end
        end
        $display("%0d answers and 65536 products equal", compared);
        $finish;
    end
endmodule

`default_nettype wire
