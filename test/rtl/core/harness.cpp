// Runs jobs from standard input on core_bench and answers on standard output, all numbers u32 little-endian (core-harness.ts is the other side).
// Job: memory bytes (a multiple of 8, at most the core's memory - 512), program address, slot offset, stop after, seed, link (chance in 256
// that in a cycle the link uses the port), reset at (a cycle in which a first run is reset; 0: none), most cycles, cycle limit (0: none), expire at (the cycle limit of a first run, behind which nothing is reset; 0: none), then the memory. Answer: ended (0 or 1), fault, expired, descriptor, label, cycles, link errors, then the memory.
// While the core runs, the link reads and writes its own last 64 words with random strobes and checks every answer.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "Vcore_bench.h"

namespace {

constexpr uint32_t kWords = MEMORY_WORDS;
constexpr uint32_t kLinkWords = 64;

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
    step();
    bench_.i_link_valid = 0;
  }

  uint64_t read(uint32_t word) {
    drive_link(false, word, 0, 0);
    step();
    bench_.i_link_valid = 0;
    return bench_.o_link_data;
  }

  Answer run(const Job& job, uint32_t most_cycles) {
    Answer answer{};
    random_ = job.seed * 2654435761u + 1;
    for (uint32_t i = 0; i < kLinkWords; i++) {
      link_words_[i] = 0;
      write(kWords - kLinkWords + i, 0, 0xff);
    }
    bench_.i_program_address = job.program_address;
    bench_.i_slot_offset = job.slot_offset;
    bench_.i_stop_after = job.stop_after;
    bench_.i_cycle_limit = job.cycle_limit;
    bench_.i_start = 1;
    step();
    bench_.i_start = 0;
    bench_.i_program_address = bench_.i_slot_offset = bench_.i_stop_after = 0xdeadbeef;  // the core has taken them
    for (uint32_t cycle = 0; cycle < most_cycles; cycle++) {
      if (bench_.o_done) {
        answer = {1, bench_.o_fault, bench_.o_expired, bench_.o_descriptor, bench_.o_label, bench_.o_cycles, answer.link_errors};
        break;
      }
      if (chance(job.link)) use_link();
      step();
      if (bench_.o_link_read_valid != expects_ || (expects_ && bench_.o_link_data != expected_)) answer.link_errors++;
      bench_.i_link_valid = 0;
      expects_ = false;
    }
    step();
    if (answer.ended && (bench_.o_busy || bench_.o_done)) answer.ended = 0;
    return answer;
  }

 private:
  void clear() {
    bench_.i_clock = 0;
    bench_.i_reset = bench_.i_start = bench_.i_link_valid = 0;
    bench_.eval();
  }

  void step() {
    bench_.i_clock = 1;
    bench_.eval();
    bench_.i_clock = 0;
    bench_.eval();
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
      expects_ = true;
      expected_ = link_words_[index];
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
  bool expects_ = false;
  uint64_t expected_ = 0;
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
    if (job.reset_at) {
      bench.run(job, job.reset_at);
      bench.reset();
    }
    if (job.expire_at) {
      Job first = job;
      first.cycle_limit = job.expire_at;
      bench.run(first, job.most_cycles);
    }
    const Answer answer = bench.run(job, job.most_cycles);
    for (uint32_t i = 0; i < memory.size(); i++) memory[i] = bench.read(i);
    fwrite(&answer, sizeof answer, 1, stdout);
    fwrite(memory.data(), 8, memory.size(), stdout);
  }
  return 0;
}
