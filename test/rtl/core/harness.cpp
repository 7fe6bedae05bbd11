// Runs jobs from standard input on core_bench and answers on standard output, all numbers u32 little-endian (core-harness.ts is the other side).
// Job: memory bytes (a multiple of 8, at most the core's memory - 512), program address, slot offset, stop after, seed, link (chance in 256
// that in a cycle the link asks for memory), reset at (a cycle in which a first run is reset; 0: none), most cycles, cycle limit (0: none),
// expire at (the cycle limit of a first run, behind which nothing is reset; 0: none), then the memory. Answer: ended (0 or 1), fault, expired,
// descriptor, label, cycles, link errors, then the memory.
// While the core runs, the link reads and writes its own last 64 words with random strobes and checks every answer.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <vector>

#include "Vcore_bench.h"

namespace {

constexpr uint32_t kWords = MEMORY_WORDS;
constexpr uint32_t kLinkWords = 64;
constexpr uint32_t kAnswerCycles = 16;  // more than memory takes

struct Job {
  uint32_t memory_bytes, program_address, slot_offset, stop_after, seed, link, reset_at, most_cycles, cycle_limit, expire_at;
};
struct Answer {
  uint32_t ended, fault, expired, descriptor, label, cycles, link_errors;
};

class Bench {
 public:
  Bench() { clear(); }

  void reset() {
    bench_.i_reset = 1;
    step();
    bench_.i_reset = 0;
  }

  void write(uint32_t word, uint64_t data, uint8_t strobe) {
    drive_link(true, word, data, strobe);
    while (!step_link());
  }

  uint64_t read(uint32_t word) {
    drive_link(false, word, 0, 0);
    while (!step_link());
    while (!bench_.o_link_read_valid) step();
    return bench_.o_link_data;
  }

  // What the link has in memory: its own last words, zero.
  void clear_link_words() {
    for (uint32_t i = 0; i < kLinkWords; i++) {
      link_words_[i] = 0;
      write(kWords - kLinkWords + i, 0, 0xff);
    }
  }

  void reset_core() {
    bench_.i_core_reset = 1;
    advance();
    bench_.i_core_reset = 0;
  }

  // Returns as soon as the program has ended or its cycles are over, so that another run may begin while memory still answers the link.
  Answer run(const Job& job, uint32_t most_cycles) {
    Answer answer{};
    bench_.i_program_address = job.program_address;
    bench_.i_slot_offset = job.slot_offset;
    bench_.i_stop_after = job.stop_after;
    bench_.i_cycle_limit = job.cycle_limit;
    bench_.i_start = 1;
    advance();
    bench_.i_start = 0;
    bench_.i_program_address = bench_.i_slot_offset = bench_.i_stop_after = 0xdeadbeef;  // the core has taken them
    for (uint32_t cycle = 0; cycle < most_cycles && !answer.ended; cycle++) {
      if (bench_.o_done) answer = {1, bench_.o_fault, bench_.o_expired, bench_.o_descriptor, bench_.o_label, bench_.o_cycles, 0};
      if (!answer.ended && !bench_.i_link_valid && chance(job.link)) use_link();
      advance();
    }
    if (answer.ended && (bench_.o_busy || bench_.o_done)) answer.ended = 0;
    return answer;
  }

  // Lets the link's last request and answers end; how many answers since the last call were wrong, missing or uncalled for.
  uint32_t settle() {
    for (uint32_t cycle = 0; cycle < kAnswerCycles; cycle++) advance();
    const uint32_t errors = link_errors_ + expected_.size();
    expected_.clear();
    link_errors_ = 0;
    return errors;
  }

  void seed(uint32_t seed) { random_ = seed * 2654435761u + 1; }

 private:
  void clear() {
    bench_.i_clock = 0;
    bench_.i_reset = bench_.i_core_reset = bench_.i_start = bench_.i_link_valid = 0;
    bench_.eval();
  }

  void step() {
    bench_.i_clock = 1;
    bench_.eval();
    bench_.i_clock = 0;
    bench_.eval();
  }

  // One cycle, in which the link judges the answer that it gets.
  void advance() {
    step_link();
    if (bench_.o_link_read_valid && !answered()) link_errors_++;
  }

  // One cycle; true if the link's request was taken in it.
  bool step_link() {
    const bool taken = bench_.i_link_valid && bench_.o_link_ready;
    step();
    if (taken) bench_.i_link_valid = 0;
    return taken;
  }

  // Whether the answer to the link is the one that comes next.
  bool answered() {
    if (expected_.empty()) return false;
    const uint64_t expected = expected_.front();
    expected_.pop_front();
    return bench_.o_link_data == expected;
  }

  void drive_link(bool write, uint32_t word, uint64_t data, uint8_t strobe) {
    bench_.i_link_valid = 1;
    bench_.i_link_write = write;
    bench_.i_link_address = word;
    bench_.i_link_data = data;
    bench_.i_link_strobe = strobe;
  }

  void use_link() {
    const uint32_t index = next() % kLinkWords;
    const bool write = next() & 1;
    const uint64_t data = (uint64_t(next()) << 32) | next();
    const uint8_t strobe = next();
    drive_link(write, kWords - kLinkWords + index, data, strobe);
    if (write) {
      for (int byte = 0; byte < 8; byte++)
        if (strobe >> byte & 1) reinterpret_cast<uint8_t*>(&link_words_[index])[byte] = data >> (8 * byte);
    } else {
      expected_.push_back(link_words_[index]);
    }
  }

  uint32_t next() {  // xorshift32
    random_ ^= random_ << 13;
    random_ ^= random_ >> 17;
    random_ ^= random_ << 5;
    return random_;
  }
  bool chance(uint32_t of_256) { return of_256 && (next() >> 8 & 0xff) < of_256; }

  Vcore_bench bench_;
  uint32_t random_ = 1;
  uint64_t link_words_[kLinkWords];
  std::deque<uint64_t> expected_;
  uint32_t link_errors_ = 0;
};

}  // namespace

int main() {
  Bench bench;
  Job job;
  while (fread(&job, sizeof job, 1, stdin) == 1) {
    std::vector<uint64_t> memory(job.memory_bytes / 8);
    if (job.memory_bytes > 8 * (kWords - kLinkWords) || fread(memory.data(), 8, memory.size(), stdin) != memory.size()) return 2;
    bench.reset();
    for (uint32_t i = 0; i < memory.size(); i++) bench.write(i, memory[i], 0xff);
    bench.clear_link_words();
    bench.seed(job.seed);
    if (job.reset_at) {
      bench.run(job, job.reset_at);
      bench.reset_core();
    }
    if (job.expire_at) {
      Job first = job;
      first.cycle_limit = job.expire_at;
      bench.run(first, job.most_cycles);
    }
    Answer answer = bench.run(job, job.most_cycles);
    answer.link_errors = bench.settle();
    for (uint32_t i = 0; i < memory.size(); i++) memory[i] = bench.read(i);
    fwrite(&answer, sizeof answer, 1, stdout);
    fwrite(memory.data(), 8, memory.size(), stdout);
  }
  return 0;
}
