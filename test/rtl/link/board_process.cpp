// Runs retort_board under Verilator as a child process, bit by bit at its pins, with a UART of its own on the other side.
// Reads requests on stdin, answers each on stdout with a length (u32) and that many bytes. All numbers little-endian.
//   'W' u32 n, n bytes   queue bytes for the line                       'T' u32 n   run until a whole frame came, at most n cycles: bytes received
//   'R' u32 n            run n cycles: bytes received                   'B' u32 n   the host's cycles a bit from here on
//   'L' u32 n            hold the line low for n cycles                 'C' u32 0   o_cycles_per_bit, cycles so far (u32 each)
//   'Z' u32 0            reset the board (the memory keeps its content)
#include "Vretort_board.h"
#include "verilated.h"
#include <cstdint>
#include <cstdio>
#include <deque>
#include <vector>

static Vretort_board board;
static std::deque<uint8_t> to_send;
static std::vector<uint8_t> received;
static uint32_t cycles_per_bit = 10, cycles = 0;

struct Sender {
    uint32_t bits = 0, left = 0, countdown = 0;
    bool busy() const { return left != 0 || !to_send.empty(); }
    bool level() {
        if (left == 0) {
            if (to_send.empty()) return true;
            bits = 0x200u | uint32_t(to_send.front()) << 1;
            to_send.pop_front();
            left = 10;
            countdown = cycles_per_bit;
        }
        const bool now = bits & 1;
        if (--countdown == 0) {
            bits >>= 1;
            left--;
            countdown = cycles_per_bit;
        }
        return now;
    }
} sender;

struct Receiver {
    uint32_t bit = 0, countdown = 0, shift = 0;
    bool receiving = false, before = true, frame_came = false, content = false;
    void sample(bool line) {
        if (!receiving) {
            if (before && !line) {
                receiving = true;
                bit = 0;
                countdown = cycles_per_bit / 2;
            }
        } else if (--countdown == 0) {
            countdown = cycles_per_bit;
            if (bit == 0 && line) receiving = false;
            else if (bit == 9) {
                receiving = false;
                // A byte without its stop bit can only be a fault of the board or a wrong rate: it shows as a broken frame.
                const uint8_t byte = line ? uint8_t(shift) : 0xff;
                received.push_back(byte);
                if (byte == 0 && content) frame_came = true;
                content = byte != 0;
            } else if (bit > 0) shift = shift >> 1 | uint32_t(line) << 7;
            bit++;
        }
        before = line;
    }
} receiver;

static void cycle(bool line) {
    board.i_uart_rx = line;
    board.i_clock = 1;
    board.eval();
    board.i_clock = 0;
    board.eval();
    receiver.sample(board.o_uart_tx);
    cycles++;
}

static void answer(const std::vector<uint8_t> &bytes) {
    const uint32_t length = uint32_t(bytes.size());
    fwrite(&length, 4, 1, stdout);
    fwrite(bytes.data(), 1, bytes.size(), stdout);
    fflush(stdout);
}

static void append(std::vector<uint8_t> &bytes, uint32_t value) {
    for (int k = 0; k < 4; k++) bytes.push_back(uint8_t(value >> 8 * k));
}

static void reset() {
    board.i_reset = 1;
    for (int k = 0; k < 4; k++) cycle(true);
    board.i_reset = 0;
    cycle(true);
    to_send.clear();
    sender = Sender();
    receiver = Receiver();
    received.clear();
    cycles_per_bit = board.o_cycles_per_bit;
}

int main() {
    reset();
    int op;
    while ((op = getchar()) != EOF) {
        uint32_t n;
        if (fread(&n, 4, 1, stdin) != 1) return 1;
        std::vector<uint8_t> out;
        switch (op) {
        case 'W':
            for (uint32_t k = 0; k < n; k++) to_send.push_back(uint8_t(getchar()));
            break;
        case 'R':
            while (n--) cycle(sender.level());
            out.swap(received);
            break;
        case 'T':
            receiver.frame_came = false;
            while (n-- && !receiver.frame_came) cycle(sender.level());
            out.swap(received);
            break;
        case 'L':
            while (n--) cycle(false);
            break;
        case 'B':
            cycles_per_bit = n;
            break;
        case 'C':
            append(out, board.o_cycles_per_bit);
            append(out, cycles);
            break;
        case 'Z':
            reset();
            break;
        default:
            return 1;
        }
        answer(out);
    }
    return 0;
}
