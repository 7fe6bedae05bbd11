// retort_memory's netlist beside its twin: every word written and read through both ports, then random reads, writes and strobes, many of them at
// few addresses, then every word again. Ends at the first difference.
// It compares what the module promises: an answer LATENCY cycles after its request, but not that to a read of what is written in the same cycle.
`default_nettype none

module memory_bench #(
    parameter integer WORDS = 16_384,
    parameter integer LATENCY = 1
);
    localparam integer ADDRESS_BITS = $clog2(WORDS);
    localparam integer RANDOM_CYCLES = 200_000;

    reg                     clock = 1'b0;
    reg                     read, valid, write;
    reg  [ADDRESS_BITS-1:0] read_address, address;
    reg              [63:0] data;
    reg               [7:0] strobe;
    wire             [63:0] netlist_read_data, netlist_data, twin_read_data, twin_data;

    retort_memory_netlist netlist (
        .i_clock(clock),
        .i_read(read),
        .i_read_address(read_address),
        .o_read_data(netlist_read_data),
        .i_valid(valid),
        .i_write(write),
        .i_address(address),
        .i_data(data),
        .i_strobe(strobe),
        .o_data(netlist_data)
    );

    retort_memory #(
        .WORDS(WORDS),
        .LATENCY(LATENCY)
    ) twin (
        .i_clock(clock),
        .i_read(read),
        .i_read_address(read_address),
        .o_read_data(twin_read_data),
        .i_valid(valid),
        .i_write(write),
        .i_address(address),
        .i_data(data),
        .i_strobe(strobe),
        .o_data(twin_data)
    );

    // Of the last requests, the latest at the bottom: which answers are due, and of which words
    reg              [LATENCY-1:0] read_due = 0, due = 0;
    reg [LATENCY*ADDRESS_BITS-1:0] read_addresses, addresses;

    integer answers = 0;
    integer at, last;

    task step;
        begin
            read_due       = read_due << 1;
            due            = due << 1;
            read_due[0]    = read && !(valid && write && address == read_address);
            due[0]         = valid && !write;
            read_addresses = read_addresses << ADDRESS_BITS;
            addresses      = addresses << ADDRESS_BITS;
            read_addresses[ADDRESS_BITS-1:0] = read_address;
            addresses[ADDRESS_BITS-1:0]      = address;
            #1 clock = 1'b1;
            #1 clock = 1'b0;
            if (read_due[LATENCY-1] && netlist_read_data != twin_read_data)
                $fatal(1, "answer %0d, word %0d through the reading port: netlist %h, twin %h", answers,
                    read_addresses[(LATENCY-1)*ADDRESS_BITS +: ADDRESS_BITS], netlist_read_data, twin_read_data);
            if (due[LATENCY-1] && netlist_data != twin_data)
                $fatal(1, "answer %0d, word %0d: netlist %h, twin %h", answers,
                    addresses[(LATENCY-1)*ADDRESS_BITS +: ADDRESS_BITS], netlist_data, twin_data);
            answers = answers + {31'd0, read_due[LATENCY-1]} + {31'd0, due[LATENCY-1]};
        end
    endtask

    task read_all;
        for (at = 0; at < WORDS; at = at + 1) begin
            last = WORDS - 1 - at;
            {read, valid, write} = 3'b110;
            address      = at[ADDRESS_BITS-1:0];
            read_address = last[ADDRESS_BITS-1:0];
            step;
        end
    endtask

    // Half of them one of sixteen, spread over all banks
    function [ADDRESS_BITS-1:0] draw_address(input integer random);
        integer word;
        begin
            word = $unsigned(random >> 5) % WORDS;
            if (random[0]) word = random[4:1] * (WORDS - 1) / 15;
            draw_address = word[ADDRESS_BITS-1:0];
        end
    endfunction

    initial begin
        for (at = 0; at < WORDS; at = at + 1) begin
            {read, valid, write} = 3'b011;
            read_address = 0;
            address      = at[ADDRESS_BITS-1:0];
            data         = {$urandom, $urandom};
            strobe       = 8'hff;
            step;
        end
        read_all;
        for (at = 0; at < RANDOM_CYCLES; at = at + 1) begin
            {read, valid, write} = $urandom;
            read_address = draw_address($urandom);
            address      = draw_address($urandom);
            data         = {$urandom, $urandom};
            strobe       = $urandom;
            step;
        end
        read_all;
        $display("%0d answers", answers);
        $finish;
    end
endmodule

`default_nettype wire
