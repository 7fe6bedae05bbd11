// The thin runner around the board's RTL (Verilator's model): its clock, its reset, and an adapter that turns bytes into bits on the
// board's serial pins and back, at a bit time of its own, which need not be the board's. Everything else (latency, faults,
// pseudo-terminals) is TypeScript's. One board per WebAssembly instance; the exports are used by virtual-board.ts.
#include <cstdint>
#include "Vboard.h"
#include "Vboard___024root.h"
#include "bit_timers.h"

void Vboard___024root___eval_nba(Vboard___024root*);  // what happens at the clock's rising edge

namespace {

constexpr uint32_t kQueueBytes = 1 << 16;  // a power of two, larger than any window on the line
constexpr uint32_t kFrames = 1 << 12;

struct Queue {
  uint8_t bytes[kQueueBytes];
  uint32_t head = 0, tail = 0;
  uint32_t size() const { return tail - head; }
  void push(uint8_t byte) {  // what nobody makes room for is lost
    if (size() < kQueueBytes) bytes[tail++ % kQueueBytes] = byte;
  }
  uint8_t pop() { return bytes[head++ % kQueueBytes]; }
};

// A frame as it passed the board's receiving pin: what stands between two zeros.
struct Frame {
  double first_start_bit, last_stop_bit;  // cycles
  double bytes;                           // without the zeros
};

Vboard* board = nullptr;
uint64_t cycle = 0;
uint64_t last_work = 0;                 // the last cycle with something under way
constexpr uint32_t kQuietCycles = 256;  // more than a byte or frame takes between two stages that each say they are busy
double adapter_bit = 0;                 // cycles; 0: whatever the board uses
#ifdef EVALUATE_ALL
bool skips = false;
#else
bool skips = true;                      // cycles in which nothing but a bit's time passes are not evaluated (bit_timers.h)
#endif

Queue to_board, from_board;
Frame frames[kFrames];
uint32_t frame_count = 0;

// The adapter's transmitter: bit n of the byte under way (start, 8 data, stop) ends at edge.
struct {
  bool busy = false;
  uint16_t bits = 0;
  int bit = 0;
  double started = 0, edge = 0, period = 0;
  uint8_t byte = 0;
} sending;
Frame open_frame{0, 0, 0};

// The adapter's receiver: samples in the middle of each bit.
struct {
  bool busy = false;
  uint16_t bits = 0;
  int bit = 0;
  double sample = 0, period = 0;
} receiving;

double bit_time() { return adapter_bit > 0 ? adapter_bit : double(board->o_cycles_per_bit); }

void log_byte(uint8_t byte, double start, double stop) {
  if (byte != 0) {
    if (open_frame.bytes == 0) open_frame.first_start_bit = start;
    open_frame.last_stop_bit = stop;
    open_frame.bytes += 1;
  } else if (open_frame.bytes > 0) {
    frames[frame_count++ % kFrames] = open_frame;
    open_frame.bytes = 0;
  }
}

void drive_line() {
  if (sending.busy && double(cycle) >= sending.edge) {
    if (++sending.bit == 10) {
      sending.busy = false;
      log_byte(sending.byte, sending.started, sending.edge);
    } else {
      sending.edge += sending.period;
    }
  }
  if (!sending.busy && to_board.size() > 0) {
    const bool back_to_back = sending.edge > double(cycle) - 1;
    sending.byte = to_board.pop();
    sending.bits = uint16_t(0x200 | (sending.byte << 1));
    sending.bit = 0;
    sending.busy = true;
    sending.period = bit_time();
    sending.started = back_to_back ? sending.edge : double(cycle);
    sending.edge = sending.started + sending.period;
  }
  board->i_uart_rx = sending.busy ? (sending.bits >> sending.bit) & 1 : 1;
}

void watch_line() {
  if (!receiving.busy) {
    if (board->o_uart_tx) return;
    receiving.busy = true;
    receiving.bit = 0;
    receiving.bits = 0;
    receiving.period = bit_time();
    receiving.sample = double(cycle) + receiving.period / 2;
  } else if (double(cycle) >= receiving.sample) {
    receiving.bits |= uint16_t(board->o_uart_tx) << receiving.bit;
    receiving.sample += receiving.period;
    if (++receiving.bit == 10) {
      receiving.busy = false;
      from_board.push(uint8_t(receiving.bits >> 1));
    }
  }
}

void step() {
  drive_line();
  // eval() without its search for triggers: there is one, the clock's edge. That is enough because no logic hangs on an input but
  // through a register (build.mjs checks it), so the outputs, which the registers alone decide, are settled when this returns.
  bit_timers::cycle(*board->rootp, skips, [] { Vboard___024root___eval_nba(board->rootp); });
  watch_line();
  if (sending.busy || receiving.busy || board->o_busy) last_work = cycle;
  ++cycle;
}

}  // namespace

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

// Holds the reset for some cycles: registers lost, memory kept, the line let go of.
EXPORT(reset) void board_reset() {
  sending = {};
  sending.edge = -2;
  receiving = {};
  to_board.head = to_board.tail;
  from_board.head = from_board.tail;
  open_frame.bytes = 0;
  board->i_reset = 1;
  for (int i = 0; i < 8; ++i) step();
  board->i_reset = 0;
}

// Power off and on: the memory wakes up with whatever the seed says (xorshift64*), as real memory does.
EXPORT(power_on) void board_power_on(uint32_t seed) {
  if (!board) {
    board = new Vboard;
    board->i_uart_rx = 1;
    board->i_clock = 1;
    board->eval();
    board->rootp->__VnbaTriggered.at(0) = true;
  }
  uint64_t state = 0x9E3779B97F4A7C15ull ^ seed;
  auto& words = board->rootp->retort_board__DOT__memory__DOT__r_words;
  for (auto& word : words.m_storage) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    word = state * 0x2545F4914F6CDD1Dull;
  }
  board_reset();
}

EXPORT(set_bit_time) void board_set_bit_time(double cycles) { adapter_bit = cycles; }

// The buffer through which bytes go in and out, `buffer_size` bytes.
static uint8_t buffer[kQueueBytes];
EXPORT(buffer_address) uint8_t* board_buffer_address() { return buffer; }
EXPORT(buffer_size) uint32_t board_buffer_size() { return kQueueBytes; }

// Takes as many of the buffer's first bytes as there is room for; returns how many.
EXPORT(write) uint32_t board_write(uint32_t bytes) {
  uint32_t taken = 0;
  while (taken < bytes && to_board.size() < kQueueBytes) to_board.push(buffer[taken++]);
  return taken;
}

EXPORT(read) uint32_t board_read() {
  uint32_t given = 0;
  while (from_board.size() > 0) buffer[given++] = from_board.pop();
  return given;
}

EXPORT(waiting) uint32_t board_waiting() { return to_board.size(); }

// Nothing on the line in either direction and nothing to do on the board, for some time already.
EXPORT(idle) uint32_t board_idle() { return cycle - last_work > kQuietCycles && to_board.size() == 0; }

// Runs up to `cycles` cycles, fewer once idle where `stop_when_idle`. Returns the cycles run.
EXPORT(run) uint32_t board_run(uint32_t cycles, uint32_t stop_when_idle) {
  uint32_t done = 0;
  while (done < cycles) {
    if (stop_when_idle && board_idle()) break;
    step();
    ++done;
  }
  return done;
}

// As run(cycles) of an idle board, at once: the only register that changes meanwhile is the one that counts down to the
// starting baud rate (retort_baud.v). Its last cycle is run, and whatever follows from it.
EXPORT(skip) void board_skip(double cycles) {
  uint64_t left = uint64_t(cycles);
  auto& patience = board->rootp->retort_board__DOT__link__DOT__baud__DOT__r_cycles_left;
  if (patience > 0) {
    const uint32_t quiet = uint32_t(left < patience - 1 ? left : patience - 1);
    patience -= quiet;
    cycle += quiet;
    left -= quiet;
  }
  for (int i = 0; i < 4 && left > 0; ++i, --left) step();
  cycle += left;
}

// Evaluates every cycle from now on, for comparison; and the model's state, all of it.
EXPORT(evaluate_all) void board_evaluate_all() { skips = false; }
EXPORT(state_address) void* board_state_address() { return board->rootp; }
EXPORT(state_size) uint32_t board_state_size() { return sizeof(*board->rootp); }

EXPORT(clock_hz) double board_clock_hz() { return CLOCK_HZ; }
EXPORT(cycle_count) double board_cycle_count() { return double(cycle); }
EXPORT(own_bit_time) uint32_t board_own_bit_time() { return board->o_cycles_per_bit; }

// The frames that passed the receiving pin since power-on: [first start bit, last stop bit, bytes] each, the last 4,096 kept.
EXPORT(frames_address) Frame* board_frames_address() { return frames; }
EXPORT(frames_seen) uint32_t board_frames_seen() { return frame_count; }

// What Verilator's runtime asks of a C++ host and a board never uses: time stamps, and destructors at a thread's end.
double sc_time_stamp() { return double(cycle); }
extern "C" int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }
