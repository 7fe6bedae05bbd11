// The virtual board as a native program: runner.cpp with Verilator's model, given what a host once wrote to a board. For a bench.
//   native_board SCRIPT REPLIES skip|evaluate
// SCRIPT has a line for each thing that the host did, as native-board.ts writes them. The board's bytes go to the file REPLIES; seconds go to stdout.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>
#include "runner.cpp"

namespace {

struct Action {
  double cycle;
  char kind;  // W: bytes; B: bit time; E: the end
  std::vector<uint8_t> bytes;
  double bit_time;
};

std::vector<Action> read_script(const char* path) {
  std::ifstream file(path);
  std::vector<Action> actions;
  std::string argument;
  for (Action action{}; file >> action.cycle >> action.kind >> argument; action = {}) {
    if (action.kind == 'B') action.bit_time = std::stod(argument);
    if (action.kind == 'W')
      for (size_t at = 0; at < argument.size(); at += 2)
        action.bytes.push_back(uint8_t(std::stoi(argument.substr(at, 2), nullptr, 16)));
    actions.push_back(action);
  }
  return actions;
}

void run_until(double cycle, std::vector<uint8_t>& replies) {
  while (board_cycle_count() < cycle) {
    const double left = cycle - board_cycle_count();
    board_run(uint32_t(left < 1e6 ? left : 1e6), 0);
    const uint32_t given = board_read();
    replies.insert(replies.end(), buffer, buffer + given);
  }
}

}  // namespace

int main(int, char** arguments) {
  const auto script = read_script(arguments[1]);
  std::vector<uint8_t> replies;
  board_power_on(1);
  if (std::string(arguments[3]) == "evaluate") board_evaluate_all();
  const auto start = std::chrono::steady_clock::now();
  for (const auto& action : script) {
    run_until(action.cycle, replies);
    if (action.kind == 'B') board_set_bit_time(action.bit_time);
    std::copy(action.bytes.begin(), action.bytes.end(), buffer);
    if (action.kind == 'W') board_write(uint32_t(action.bytes.size()));
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::ofstream(arguments[2], std::ios::binary)
      .write(reinterpret_cast<const char*>(replies.data()), std::streamsize(replies.size()));
  std::printf("%.6f\n", seconds.count());
}
