// The ULX3S (any of its ECP5 sizes): clock, reset, serial port and LEDs around retort_board. Pins: pins.lpf.
// Clock: the PLL multiplies the 25 MHz oscillator by PLL_FEEDBACK to its own frequency and divides that by PLL_OUTPUT; CLOCK_HZ is what comes out.
// Reset: until the PLL has locked, and for 255 cycles then; again by the button FIRE 1. It is synchronous and active high behind this module.
// Timing: nothing here but the reset's counter of 8 bits.
`default_nettype none

module retort_top #(
    parameter integer CLOCK_HZ = 25_000_000,
    parameter integer PLL_FEEDBACK = 25,
    parameter integer PLL_OUTPUT = 25,
    parameter integer MEMORY_WORDS = 12_288,
    parameter integer INPUTS = 2,
    parameter integer WEIGHT_ENTRIES_LOG2 = 9,
    parameter integer REQUANTIZE_CYCLES = 2,
    parameter integer RESCALERS = 1,
    parameter integer MEMORY_PORTS = 2,
    parameter integer READ_LATENCY = 5,
    parameter [31:0] BUILD = 32'h0
) (
    input  wire       i_oscillator,
    input  wire       i_fire1,
    input  wire       i_ftdi_txd,   // the USB bridge's output
    output wire       o_ftdi_rxd,   // its input
    output wire [7:0] o_led,
    output wire       o_wifi_gpio0  // high, or the ESP32 restarts the board
);
    wire feedback, clock, locked;

    // sysCLOCK PLL of the ECP5 (Lattice FPGA-TN-02200): the oscillator is compared with CLKOP, so the PLL runs at 25 MHz * PLL_FEEDBACK.
    (* ICP_CURRENT = "12" *) (* LPF_RESISTOR = "8" *) (* MFG_ENABLE_FILTEROPAMP = "1" *) (* MFG_GMCREF_SEL = "2" *)
    EHXPLLL #(
        .PLLRST_ENA("DISABLED"),
        .INTFB_WAKE("DISABLED"),
        .STDBY_ENABLE("DISABLED"),
        .DPHASE_SOURCE("DISABLED"),
        .CLKI_DIV(1),
        .CLKFB_DIV(1),
        .CLKOP_ENABLE("ENABLED"),
        .CLKOP_DIV(PLL_FEEDBACK),
        .CLKOP_CPHASE(PLL_FEEDBACK - 1),
        .CLKOP_FPHASE(0),
        .CLKOS_ENABLE("ENABLED"),
        .CLKOS_DIV(PLL_OUTPUT),
        .CLKOS_CPHASE(PLL_OUTPUT - 1),
        .CLKOS_FPHASE(0),
        .FEEDBK_PATH("CLKOP")
    ) pll (
        .RST(1'b0),
        .STDBY(1'b0),
        .CLKI(i_oscillator),
        .CLKFB(feedback),
        .CLKOP(feedback),
        .CLKOS(clock),
        .CLKINTFB(),
        .PHASESEL0(1'b0),
        .PHASESEL1(1'b0),
        .PHASEDIR(1'b1),
        .PHASESTEP(1'b1),
        .PHASELOADREG(1'b1),
        .PLLWAKESYNC(1'b0),
        .ENCLKOP(1'b0),
        .ENCLKOS(1'b0),
        .LOCK(locked)
    );

    // Two flip-flops, since neither the lock nor the button knows the clock.
    reg [1:0] r_hold = 2'b11;
    reg [7:0] r_settled = 8'd0;
    reg       r_reset = 1'b1;

    always @(posedge clock) begin
        r_hold <= {r_hold[0], !locked || i_fire1};
        if (r_hold[1]) r_settled <= 8'd0;
        else if (r_settled != 8'd255) r_settled <= r_settled + 8'd1;
        r_reset <= r_settled != 8'd255;
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
        .i_reset(r_reset),
        .i_uart_rx(i_ftdi_txd),
        .o_uart_tx(o_ftdi_rxd),
        .o_cycles_per_bit(cycles_per_bit),
        .o_busy(busy)
    );

    // LED 0: out of reset. LED 1: busy. The others stay dark.
    assign o_led = {6'b0, busy, !r_reset};
    assign o_wifi_gpio0 = 1'b1;

    wire unused = &{1'b0, cycles_per_bit};
endmodule

`default_nettype wire
