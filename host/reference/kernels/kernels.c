// The integer reference's inner loops for WebAssembly SIMD: convolution, depthwise convolution, addition and pooling, value for value those
// of the TypeScript beside this folder, which is the specification. Each export takes the address of its parameters, whose order
// compile-kernels.ts writes. Lanes are output channels. Loads may reach 16 bytes behind a buffer, stores never do.
#include <stdint.h>
#include <wasm_simd128.h>

#define INLINE static inline __attribute__((always_inline))
#define EXPORT(name) __attribute__((export_name(name)))

/** Of four output channels: bias and requantization, with the shift as factors, because a vector shifts all its lanes alike. */
struct lanes {
  int32_t bias[4];
  int32_t left[4];  // 2^max(0, shift)
  int32_t q[4];
  int32_t right[4]; // −2^(31 − max(0, −shift)), which is an int32 also for a shift of 0
  int32_t away[4];  // −1 where there is a shift to the right, which rounds halves away from zero, else 0
};

struct clamp {
  int32_t zero_point, lowest, highest;
};

/** Copies int8 rows, less their zero point, into an int16 frame that has its padding in place; each channel `copies` times. */
struct fill {
  const int8_t *input;
  int16_t *frame;
  int32_t rows, row_length, pitch, zero_point, copies;
};

/** Where the windows of the output pixels begin in a frame, row by row; steps in elements. */
struct walk {
  const int16_t *corner;
  int32_t columns, step_x, step_y;
};

INLINE v128_t load(const int32_t *four) { return wasm_v128_load(four); }

/** Of each 64-bit number the 32 bits from bit 31 on. */
INLINE v128_t high(v128_t low_pair, v128_t high_pair) {
  return wasm_i32x4_shuffle(wasm_u64x2_shr(low_pair, 31), wasm_u64x2_shr(high_pair, 31), 0, 2, 4, 6);
}

/** requantize.ts on four accumulators: round(x · q / 2^31), halves up, and x / 2^exponent, halves away from zero. */
INLINE v128_t requantize(v128_t sums, const struct lanes *lanes) {
  const v128_t half = wasm_i64x2_const_splat(1ll << 30); // of the 2^31 that both divide by
  const v128_t q = load(lanes->q), right = load(lanes->right);
  v128_t x = wasm_i32x4_mul(sums, load(lanes->left));
  x = high(wasm_i64x2_add(wasm_i64x2_extmul_low_i32x4(x, q), half), wasm_i64x2_add(wasm_i64x2_extmul_high_i32x4(x, q), half));
  x = wasm_i32x4_add(x, wasm_v128_and(wasm_i32x4_shr(x, 31), load(lanes->away)));
  return high(wasm_i64x2_sub(half, wasm_i64x2_extmul_low_i32x4(x, right)),
              wasm_i64x2_sub(half, wasm_i64x2_extmul_high_i32x4(x, right)));
}

/** The first `count` (at most 8) of eight int8 lanes. */
INLINE void store_lanes(int8_t *to, v128_t bytes, int32_t count) {
  if (count >= 8) {
    wasm_v128_store64_lane(to, bytes, 0);
    return;
  }
  uint64_t rest = wasm_u64x2_extract_lane(bytes, 0);
  for (; count > 0; count--, rest >>= 8) *to++ = (int8_t)rest;
}

/** Adds the zero point to eight requantized sums and clamps them. Saturating to int16 first changes nothing: the bounds are int8. */
INLINE void store_clamped(int8_t *to, v128_t first, v128_t second, struct clamp clamp, int32_t count) {
  v128_t x = wasm_i16x8_add_sat(wasm_i16x8_narrow_i32x4(first, second), wasm_i16x8_splat(clamp.zero_point));
  x = wasm_i16x8_min(wasm_i16x8_max(x, wasm_i16x8_splat(clamp.lowest)), wasm_i16x8_splat(clamp.highest));
  store_lanes(to, wasm_i8x16_narrow_i16x8(x, x), count);
}

static void fill_frame(const struct fill *fill) {
  const v128_t zero_point = wasm_i16x8_splat(fill->zero_point);
  const int8_t *from = fill->input;
  for (int32_t row = 0; row < fill->rows; row++) {
    int16_t *to = fill->frame + row * fill->pitch;
    int32_t i = 0;
    if (fill->copies == 1) {
      for (; i + 8 <= fill->row_length; i += 8)
        wasm_v128_store(to + i, wasm_i16x8_sub(wasm_i16x8_load8x8(from + i), zero_point));
    }
    for (; i < fill->row_length; i++) {
      for (int32_t copy = 0; copy < fill->copies; copy++) to[i * fill->copies + copy] = from[i] - fill->zero_point;
    }
    from += fill->row_length;
  }
}

/** The next output pixels' corners in the frame; behind the last one it stays there. */
INLINE void next_corners(struct walk *walk, int32_t *column, const int16_t **corners, int32_t pixels, int32_t left) {
  for (int32_t pixel = 0; pixel < pixels; pixel++) {
    if (pixel >= left) {
      corners[pixel] = corners[pixel - 1];
      continue;
    }
    corners[pixel] = walk->corner + *column * walk->step_x;
    if (++*column == walk->columns) {
      *column = 0;
      walk->corner += walk->step_y;
    }
  }
}

struct weighted {
  struct fill fill;
  struct walk walk;
  int32_t pixels, channels;
  const int32_t *offsets; // of the taps from a window's corner, in elements
  int32_t pairs;          // of taps
  const int8_t *weights;
  const struct lanes *lanes;
  struct clamp clamp;
  int8_t *output;
};

INLINE void set_to_bias(const struct lanes *lanes, int32_t pixels, v128_t (*sums)[2]) {
#pragma clang loop unroll(full)
  for (int32_t pixel = 0; pixel < pixels; pixel++) {
    sums[pixel][0] = load(lanes[0].bias);
    sums[pixel][1] = load(lanes[1].bias);
  }
}

/** Offsets per pair of neighbouring taps; weights [channels / 8][pairs][8 channels][2 taps]. */
INLINE void convolve_pixels(const struct weighted *op, int32_t group, const int16_t **corners, int32_t pixels, v128_t (*sums)[2]) {
  const int8_t *weights = op->weights + group * op->pairs * 16;
  set_to_bias(op->lanes + group * 2, pixels, sums);
  for (int32_t pair = 0; pair < op->pairs; pair++, weights += 16) {
    const v128_t w0 = wasm_i16x8_load8x8(weights), w1 = wasm_i16x8_load8x8(weights + 8);
    const int32_t offset = op->offsets[pair];
#pragma clang loop unroll(full)
    for (int32_t pixel = 0; pixel < pixels; pixel++) {
      const v128_t x = wasm_v128_load32_splat(corners[pixel] + offset);
      sums[pixel][0] = wasm_i32x4_add(sums[pixel][0], wasm_i32x4_dot_i16x8(x, w0));
      sums[pixel][1] = wasm_i32x4_add(sums[pixel][1], wasm_i32x4_dot_i16x8(x, w1));
    }
  }
}

/** Offsets per tap; weights as for convolve_pixels. */
INLINE void convolve_depthwise(const struct weighted *op, int32_t group, const int16_t **corners, int32_t pixels, v128_t (*sums)[2]) {
  const int8_t *weights = op->weights + group * op->pairs * 16;
  set_to_bias(op->lanes + group * 2, pixels, sums);
  for (int32_t pair = 0; pair < op->pairs; pair++, weights += 16) {
    const v128_t w0 = wasm_i16x8_load8x8(weights), w1 = wasm_i16x8_load8x8(weights + 8);
    const int32_t first = op->offsets[2 * pair] + group * 8, second = op->offsets[2 * pair + 1] + group * 8;
#pragma clang loop unroll(full)
    for (int32_t pixel = 0; pixel < pixels; pixel++) {
      const v128_t a = wasm_v128_load(corners[pixel] + first), b = wasm_v128_load(corners[pixel] + second);
      const v128_t low = wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
      const v128_t high = wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
      sums[pixel][0] = wasm_i32x4_add(sums[pixel][0], wasm_i32x4_dot_i16x8(low, w0));
      sums[pixel][1] = wasm_i32x4_add(sums[pixel][1], wasm_i32x4_dot_i16x8(high, w1));
    }
  }
}

typedef void (*compute_pixels)(const struct weighted *, int32_t, const int16_t **, int32_t, v128_t (*)[2]);

/** `pixels` output pixels from `pixel` on, eight channels of each; `left` of them exist. */
INLINE void compute_tile(const struct weighted *op, compute_pixels compute, int32_t pixels, int32_t group, struct walk *walk,
                         int32_t *column, int32_t pixel) {
  const int32_t left = op->pixels - pixel;
  const int16_t *corners[4];
  v128_t sums[4][2];
  next_corners(walk, column, corners, pixels, left);
  compute(op, group, corners, pixels, sums);
  int8_t *output = op->output + pixel * op->channels + group * 8;
#pragma clang loop unroll(full)
  for (int32_t i = 0; i < pixels; i++) {
    if (i < left)
      store_clamped(output + i * op->channels, requantize(sums[i][0], op->lanes + group * 2),
                    requantize(sums[i][1], op->lanes + group * 2 + 1), op->clamp, op->channels - group * 8);
  }
}

INLINE void compute_weighted(const struct weighted *op, compute_pixels compute) {
  fill_frame(&op->fill);
  for (int32_t group = 0; group * 8 < op->channels; group++) {
    struct walk walk = op->walk;
    int32_t column = 0, pixel = 0;
    for (; pixel + 1 < op->pixels; pixel += 4) compute_tile(op, compute, 4, group, &walk, &column, pixel);
    if (pixel < op->pixels) compute_tile(op, compute, 1, group, &walk, &column, pixel);
  }
}

EXPORT("convolve") void convolve(const struct weighted *op) { compute_weighted(op, convolve_pixels); }

EXPORT("convolveDepthwise") void convolve_by_channel(const struct weighted *op) { compute_weighted(op, convolve_depthwise); }

struct addition {
  const int8_t *left, *right;
  const int32_t *left_terms, *right_terms; // of the values from −128 on
  const struct lanes *lanes;
  struct clamp clamp;
  int8_t *output;
  int32_t count;
};

INLINE v128_t sum_terms(const struct addition *op, int32_t i) {
  const int32_t *left = op->left_terms + 128, *right = op->right_terms + 128;
  const int8_t *a = op->left + i, *b = op->right + i;
  return wasm_i32x4_add(wasm_i32x4_make(left[a[0]], left[a[1]], left[a[2]], left[a[3]]),
                        wasm_i32x4_make(right[b[0]], right[b[1]], right[b[2]], right[b[3]]));
}

EXPORT("add") void add(const struct addition *op) {
  for (int32_t i = 0; i < op->count; i += 8)
    store_clamped(op->output + i, requantize(sum_terms(op, i), op->lanes), requantize(sum_terms(op, i + 4), op->lanes),
                  op->clamp, op->count - i);
}

struct pool {
  const int8_t *input;
  int32_t input_rows, input_columns, channels;
  int32_t rows, columns, window_rows, window_columns, stride_y, stride_x, top, left;
  int32_t lowest, highest;
  int8_t *output;
};

/** Of an output pixel, the taps inside the input. */
struct window {
  const int8_t *first;
  int32_t rows, columns, pitch, channels;
};

INLINE int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
INLINE int32_t most(int32_t a, int32_t b) { return a > b ? a : b; }

INLINE struct window window_at(const struct pool *op, int32_t row, int32_t column) {
  const int32_t y = row * op->stride_y - op->top, x = column * op->stride_x - op->left;
  const int32_t first_y = most(0, y), first_x = most(0, x);
  return (struct window){
      .first = op->input + (first_y * op->input_columns + first_x) * op->channels,
      .rows = least(op->input_rows, y + op->window_rows) - first_y,
      .columns = least(op->input_columns, x + op->window_columns) - first_x,
      .pitch = op->input_columns * op->channels,
      .channels = op->channels,
  };
}

INLINE v128_t largest(struct window window) {
  v128_t x = wasm_i8x16_const_splat(-128);
  for (int32_t row = 0; row < window.rows; row++) {
    const int8_t *from = window.first + row * window.pitch;
    for (int32_t column = 0; column < window.columns; column++, from += window.channels)
      x = wasm_i8x16_max(x, wasm_v128_load64_zero(from));
  }
  return x;
}

/** Halves away from zero. */
INLINE v128_t divide(v128_t sums, int32_t count) {
  int32_t x[4];
  wasm_v128_store(x, sums);
  for (int32_t lane = 0; lane < 4; lane++) x[lane] = (x[lane] > 0 ? x[lane] + (count >> 1) : x[lane] - (count >> 1)) / count;
  return wasm_v128_load(x);
}

INLINE v128_t mean(struct window window) {
  v128_t low = wasm_i32x4_const_splat(0), high = low;
  for (int32_t row = 0; row < window.rows; row++) {
    const int8_t *from = window.first + row * window.pitch;
    for (int32_t column = 0; column < window.columns; column++, from += window.channels) {
      const v128_t x = wasm_i16x8_load8x8(from);
      low = wasm_i32x4_add(low, wasm_i32x4_extend_low_i16x8(x));
      high = wasm_i32x4_add(high, wasm_i32x4_extend_high_i16x8(x));
    }
  }
  const int32_t count = window.rows * window.columns;
  const v128_t means = wasm_i16x8_narrow_i32x4(divide(low, count), divide(high, count));
  return wasm_i8x16_narrow_i16x8(means, means);
}

INLINE void compute_pool(const struct pool *op, v128_t (*reduce)(struct window)) {
  const v128_t lowest = wasm_i8x16_splat(op->lowest), highest = wasm_i8x16_splat(op->highest);
  int8_t *output = op->output;
  for (int32_t row = 0; row < op->rows; row++) {
    for (int32_t column = 0; column < op->columns; column++, output += op->channels) {
      struct window window = window_at(op, row, column);
      for (int32_t channel = 0; channel < op->channels; channel += 8, window.first += 8)
        store_lanes(output + channel, wasm_i8x16_min(wasm_i8x16_max(reduce(window), lowest), highest), op->channels - channel);
    }
  }
}

EXPORT("poolMaximum") void pool_maximum(const struct pool *op) { compute_pool(op, largest); }

EXPORT("poolAverage") void pool_average(const struct pool *op) { compute_pool(op, mean); }
