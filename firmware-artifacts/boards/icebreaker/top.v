// The iCEBreaker (iCE40 UP5K, SG48): clock, reset, serial port and LEDs around retort_board. Pins: pins.pcf.
// Clock: the PLL multiplies the 12 MHz oscillator by (PLL_DIVF + 1) / (PLL_DIVR + 1) to its own frequency and divides that by 2 ** PLL_DIVQ;
// CLOCK_HZ is what comes out.
// Reset: until the PLL has locked, and for 255 cycles then; again by the user button. It is synchronous and active high behind this module.
// Timing: nothing here but the reset's counter of 8 bits.
`default_nettype none

module retort_top #(
    parameter integer CLOCK_HZ = 24_000_000,
    parameter integer PLL_DIVR = 0,
    parameter integer PLL_DIVF = 63,
    parameter integer PLL_DIVQ = 5,
    parameter integer MEMORY_WORDS = 16_384,
    parameter integer INPUTS = 2,
    parameter integer WEIGHT_ENTRIES_LOG2 = 9,
    parameter integer REQUANTIZE_CYCLES = 2,
    parameter integer RESCALERS = 1,
    parameter integer MEMORY_PORTS = 1,
    parameter integer READ_LATENCY = 1,
    parameter [31:0] BUILD = 32'h0
) (
    input  wire       i_oscillator,
    input  wire       i_button_n,   // the user button, pulled up on the board
    input  wire       i_ftdi_txd,   // the USB bridge's output
    output wire       o_ftdi_rxd,   // its input
    output wire       o_led_red_n,  // low lights it
    output wire       o_led_green_n
);
    wire clock, locked;

    // iCE40 sysCLOCK PLL (Lattice FPGA-TN-02052); the filter's range 1 is for 10 to 20 MHz at the phase detector.
    SB_PLL40_PAD #(
        .FEEDBACK_PATH ("SIMPLE"),
        .DIVR          (PLL_DIVR[3:0]),
        .DIVF          (PLL_DIVF[6:0]),
        .DIVQ          (PLL_DIVQ[2:0]),
        .FILTER_RANGE  (3'd1)
    ) pll (
        .PACKAGEPIN      (i_oscillator),
        .PLLOUTGLOBAL    (clock),
        .PLLOUTCORE      (),
        .EXTFEEDBACK     (1'b0),
        .DYNAMICDELAY    (8'd0),
        .LOCK            (locked),
        .BYPASS          (1'b0),
        .RESETB          (1'b1),
        .LATCHINPUTVALUE (1'b0),
        .SDO             (),
        .SDI             (1'b0),
        .SCLK            (1'b0)
    );

    // Two flip-flops, since neither the lock nor the button knows the clock. All flip-flops of an iCE40 begin as 0.
    reg [1:0] r_ready = 2'b00;
    reg [7:0] r_settled = 8'd0;
    reg       r_run = 1'b0;

    always @(posedge clock) begin
        r_ready <= {r_ready[0], locked && i_button_n};
        if (!r_ready[1]) r_settled <= 8'd0;
        else if (r_settled != 8'd255) r_settled <= r_settled + 8'd1;
        r_run <= r_settled == 8'd255;
    end

    wire [15:0] cycles_per_bit;
    wire        busy;

    retort_board #(
        .CLOCK_HZ(CLOCK_HZ),
        .MEMORY_WORDS(MEMORY_WORDS),
        .INPUTS(INPUTS),
        .WEIGHT_ENTRIES_LOG2(WEIGHT_ENTRIES_LOG2),
        .REQUANTIZE_CYCLES(REQUANTIZE_CYCLES),
        .RESCALERS(RESCALERS),
        .MEMORY_PORTS(MEMORY_PORTS),
        .READ_LATENCY(READ_LATENCY),
        .BUILD(BUILD)
    ) board (
        .i_clock(clock),
        .i_reset(!r_run),
        .i_uart_rx(i_ftdi_txd),
        .o_uart_tx(o_ftdi_rxd),
        .o_cycles_per_bit(cycles_per_bit),
        .o_busy(busy)
    );

    // Green: out of reset. Red: busy.
    assign o_led_green_n = !r_run;
    assign o_led_red_n = !busy;

    wire unused = &{1'b0, cycles_per_bit};
endmodule

`default_nettype wire
