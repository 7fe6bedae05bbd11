// The iCE40's own modules as yosys makes them (…_netlist, over the vendor's cells) beside their behavioural twins: memory with random requests, the sum
// of two products, of one pair of bytes twice or of that and a random one, and what counts, adds and compares for all pairs of bytes, which are all that there is at this width.
// An answer of memory is compared in the one cycle in which it has to be there. Ends at the first difference.
`default_nettype none

module ice40_cells_bench;
    reg         clock = 1'b0;
    reg         valid = 1'b0, write = 1'b0;
    reg  [13:0] address;
    reg  [63:0] data;
    reg   [7:0] strobe;
    wire [63:0] answer, twin_answer, unused;

    reg         enable = 1'b0;
    reg  [31:0] operands;
    wire [16:0] sum, twin_sum;

    reg         load;
    reg   [7:0] a, b;
    wire  [7:0] loading, twin_loading, up, twin_up, down, twin_down;
    wire        larger, twin_larger;

    memory_netlist memory (
        .i_clock(clock), .i_read(1'b0), .i_read_address(14'd0), .o_read_data(unused),
        .i_valid(valid), .i_write(write), .i_address(address), .i_data(data), .i_strobe(strobe), .o_data(answer)
    );
    retort_memory twin_memory (
        .i_clock(clock), .i_read(1'b0), .i_read_address(14'd0), .o_read_data(),
        .i_valid(valid), .i_write(write), .i_address(address), .i_data(data), .i_strobe(strobe), .o_data(twin_answer)
    );
    product_sum_netlist products (
        .i_clock(clock), .i_enable(enable), .i_a0(operands[7:0]), .i_b0(operands[15:8]), .i_a1(operands[23:16]), .i_b1(operands[31:24]),
        .o_sum(sum)
    );
    retort_product_sum twin_products (
        .i_clock(clock), .i_enable(enable), .i_a0(operands[7:0]), .i_b0(operands[15:8]), .i_a1(operands[23:16]), .i_b1(operands[31:24]),
        .o_sum(twin_sum)
    );
    adder_netlist adder (.i_load(load), .i_a(a), .i_b(b), .o_sum(loading));
    retort_loading_adder #(.WIDTH(8)) twin_adder (.i_load(load), .i_a(a), .i_b(b), .o_sum(twin_loading));
    up_netlist up_counter (.i_load(load), .i_value(b), .i_count(a), .o_next(up));
    retort_loading_counter #(.WIDTH(8)) twin_up_counter (.i_load(load), .i_value(b), .i_count(a), .o_next(twin_up));
    down_netlist down_counter (.i_load(load), .i_value(b), .i_count(a), .o_next(down));
    retort_loading_counter #(.WIDTH(8), .DOWN(1'b1)) twin_down_counter (.i_load(load), .i_value(b), .i_count(a), .o_next(twin_down));
    larger_netlist comparison (.i_a(a), .i_b(b), .o_larger(larger));
    retort_larger #(.WIDTH(8)) twin_comparison (.i_a(a), .i_b(b), .o_larger(twin_larger));

    integer step, compared;

    task tick;
        begin
            #1 clock = 1'b1;
            #1 clock = 1'b0;
        end
    endtask

    task compare_loading(input loads);
        begin
            load = loads;
            #1;
            if (loading !== twin_loading) begin
                $display("sum of %h and %h, load %b: netlist %h, twin %h", a, b, load, loading, twin_loading);
                $finish;
            end
            if (up !== twin_up) begin
                $display("up from %h, load %b of %h: netlist %h, twin %h", a, load, b, up, twin_up);
                $finish;
            end
            if (down !== twin_down) begin
                $display("down from %h, load %b of %h: netlist %h, twin %h", a, load, b, down, twin_down);
                $finish;
            end
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
        for (step = 0; step <= 65537; step = step + 1) begin
            {valid, write, strobe} = $urandom;
            address = place($urandom);
            data = {$urandom, $urandom};
            enable = step < 3 || step % 5 != 0;
            operands = {step[15:0], step[7:0], step[15:8]};
            if (step % 3 == 0) operands[31:16] = $urandom;
            {a, b} = step[15:0];
            tick;
            if (valid && !write) begin
                compared = compared + 1;
                if (answer !== twin_answer) begin
                    $display("word %0d: netlist %h, twin %h", address, answer, twin_answer);
                    $finish;
                end
            end
            if (step > 1 && sum !== twin_sum) begin
                $display("operands %h, enable %b: netlist %h, twin %h", operands, enable, sum, twin_sum);
                $finish;
            end
            compare_loading(1'b0);
            compare_loading(1'b1);
            if (larger !== twin_larger) begin
                $display("comparison of %h and %h: netlist %b, twin %b", a, b, larger, twin_larger);
                $finish;
            end
        end
        $display("%0d answers, and the rest for 65536 pairs of bytes, equal", compared);
        $finish;
    end
endmodule

`default_nettype wire
