// Cycles in which nothing on the board changes but what a bit on the line changes, without evaluating the RTL: the registers of ../rtl/link's
// retort_uart_receiver.v, retort_uart_transmitter.v and retort_baud.v, and what retort_cobs_decoder.v makes of a byte that is not complete. The
// rest of the board is known to be settled because one evaluated cycle left every bit of it as it was; it stays so until a byte starts, ends or is
// complete, or the rate falls back, and such a cycle is evaluated. test/virtual-board/skipped-cycles.test.ts compares the whole state with that of
// a board whose every cycle is evaluated.
#pragma once
#include <cstdint>
#include <cstring>
#include "Vboard.h"
#include "Vboard___024root.h"

namespace bit_timers {

using State = Vboard___024root;

bool settled = false;
uint32_t evaluated = 0;               // cycles since the board was last settled
constexpr uint32_t kFirstTry = 6;     // of those, before the first comparison: what a byte sets off takes longer
constexpr uint32_t kMostBetween = 64; // and between two of them, doubling
uint32_t next_try = kFirstTry;
uint8_t before[sizeof(State)];

#define LINK(name) state.retort_board__DOT__link__DOT__##name
#define WORDS(state) state.retort_board__DOT__memory__DOT__r_words

// One cycle of a settled board; false, and nothing done, where it has to be evaluated.
inline bool step(State& state) {
  const unsigned synchronised = LINK(uart_receiver__DOT__r_synchronised), line = synchronised >> 1;
  unsigned index = LINK(uart_receiver__DOT__r_bit_index);
  unsigned countdown = LINK(uart_receiver__DOT__r_countdown);
  unsigned shift = LINK(uart_receiver__DOT__r_shift);
  const bool receiving = LINK(uart_receiver__DOT__r_receiving);
  if (!receiving) {
    if (LINK(uart_receiver__DOT__r_line_before) && !line) return false;  // a byte starts
  } else if (LINK(uart_receiver__DOT__w_sample)) {
    if (index == 9 || (index == 0 && line)) return false;  // it is complete, or was none
    countdown = LINK(baud__DOT__r_cycles_per_bit) - 1;
    ++index;
    shift = (line << 7) | (shift >> 1);
  } else {
    --countdown;
  }

  unsigned bits_left = LINK(uart_transmitter__DOT__r_bits_left);
  unsigned sending_countdown = LINK(uart_transmitter__DOT__r_countdown);
  unsigned sending = LINK(uart_transmitter__DOT__r_shift);
  if (bits_left > 0) {
    if (LINK(uart_transmitter__DOT__w_bit_ends)) {
      if (bits_left == 1) return false;
      sending = 0x200 | (sending >> 1);
      --bits_left;
      sending_countdown = LINK(uart_transmitter__DOT__r_bit_cycles);
    } else {
      --sending_countdown;
    }
    if (bits_left == 1 && sending_countdown == 0) return false;  // it becomes ready for the next byte
  }

  const uint32_t patience = LINK(baud__DOT__r_cycles_left);
  if (patience == 1) return false;
  if (patience > 0) LINK(baud__DOT__r_cycles_left) = patience - 1;

  LINK(cobs_decoder__DOT__r_byte) = LINK(cobs_decoder__DOT__r_remaining) ? LINK(uart_receiver__DOT__r_shift) : 0;
  LINK(cobs_decoder__DOT__w_delimiter) = shift == 0 && line;
  LINK(uart_receiver__DOT__r_bad) = !line;
  LINK(uart_receiver__DOT__r_line_before) = line;
  LINK(uart_receiver__DOT__r_synchronised) = ((synchronised & 1) << 1) | state.i_uart_rx;
  LINK(uart_receiver__DOT__r_bit_index) = index;
  LINK(uart_receiver__DOT__r_countdown) = countdown;
  LINK(uart_receiver__DOT__r_shift) = shift;
  LINK(uart_receiver__DOT__w_sample) = receiving && countdown == 0;
  LINK(uart_transmitter__DOT__r_bits_left) = bits_left;
  LINK(uart_transmitter__DOT__r_countdown) = sending_countdown;
  LINK(uart_transmitter__DOT__r_shift) = sending;
  LINK(uart_transmitter__DOT__w_bit_ends) = sending_countdown == 0;
  state.o_uart_tx = sending & 1;
  return true;
}

// Calls visit(address, bytes) for all of the state but the board's memory, which only a write through its port changes.
template <typename Visit>
inline void visit_parts(State& state, Visit visit) {
  uint8_t* const start = reinterpret_cast<uint8_t*>(&state);
  uint8_t* const words = reinterpret_cast<uint8_t*>(&WORDS(state));
  uint8_t* const after = words + sizeof(WORDS(state));
  visit(start, size_t(words - start));
  visit(after, size_t(start + sizeof(State) - after));
}

inline uint8_t* kept(State& state, const void* field) {
  return before + (static_cast<const uint8_t*>(field) - reinterpret_cast<uint8_t*>(&state));
}

// Whether all that changed since `before` was kept is what step() changes.
inline bool only_the_line_changed(State& state) {
  const auto allow = [&](const auto&... fields) { (memcpy(kept(state, &fields), &fields, sizeof fields), ...); };
  allow(LINK(uart_receiver__DOT__r_synchronised), LINK(uart_receiver__DOT__r_line_before),
        LINK(uart_receiver__DOT__r_bit_index), LINK(uart_receiver__DOT__r_countdown),
        LINK(uart_receiver__DOT__r_shift), LINK(uart_receiver__DOT__w_sample), LINK(uart_receiver__DOT__r_bad),
        LINK(uart_transmitter__DOT__r_bits_left), LINK(uart_transmitter__DOT__r_countdown),
        LINK(uart_transmitter__DOT__r_shift), LINK(uart_transmitter__DOT__w_bit_ends),
        LINK(baud__DOT__r_cycles_left), LINK(cobs_decoder__DOT__r_byte), LINK(cobs_decoder__DOT__w_delimiter),
        state.i_uart_rx, state.o_uart_tx);
  bool same = true;
  visit_parts(state, [&](uint8_t* part, size_t bytes) { same = same && memcmp(kept(state, part), part, bytes) == 0; });
  return same;
}

// One cycle, evaluated or not. `evaluate` is the model's; `skips` lets cycles go unevaluated.
template <typename Evaluate>
inline void cycle(State& state, bool skips, Evaluate evaluate) {
  if (settled && skips && !state.i_reset && step(state)) return;
  if (settled || state.i_reset) {
    settled = false;
    evaluated = 0;
    next_try = kFirstTry;
  }
  const bool tries = skips && ++evaluated >= next_try && !state.retort_board__DOT__memory_valid;
  if (tries) visit_parts(state, [&](uint8_t* part, size_t bytes) { memcpy(kept(state, part), part, bytes); });
  evaluate();
  if (!tries) return;
  settled = !state.retort_board__DOT__memory_valid && only_the_line_changed(state);
  next_try = evaluated + (evaluated < kMostBetween ? evaluated : kMostBetween);
}

#undef LINK
#undef WORDS

}  // namespace bit_timers
