// The one seeded generator of everything random in our own code (shuffles, splits, drawn pictures). TensorFlow's kernels have their own.

export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  next(): number;
  /** Uniform in 0 … n−1, without bias; n in 1 … 2^32. */
  integer(n: number): number;
  /** Normal with mean 0 and deviation 1 (Box and Muller, 1958). */
  normal(): number;
  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/**
 * xoshiro128** (Blackman and Vigna, 2018), its state filled from the seed by splitmix32.
 * @param seed a safe integer; equal seeds give equal sequences
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed ${seed} is not an integer below 2^53`);
  const state = expandSeed(seed);

  function nextUint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return result;
  }

  function next(): number {
    return nextUint32() / 2 ** 32;
  }

  function integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`${n} is not an integer in 1 … 2^32`);
    const fair = 2 ** 32 - (2 ** 32 % n);
    let drawn = nextUint32();
    while (drawn >= fair) drawn = nextUint32();
    return drawn % n;
  }

  return {
    next,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle(items) {
      for (let last = items.length - 1; last > 0; last--) {
        const other = integer(last + 1);
        const kept = items[last];
        items[last] = items[other];
        items[other] = kept;
      }
      return items;
    },
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Four words from the 53 bits and the sign of a seed; a state of zeros, which would stay zero, cannot be reached from splitmix32's four outputs. */
function expandSeed(seed: number): Uint32Array {
  const state = new Uint32Array(4);
  let position = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b)) >>> 0;
  for (let word = 0; word < state.length; word++) {
    position = (position + 0x9e3779b9) >>> 0;
    let mixed = position;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    state[word] = mixed ^ (mixed >>> 15);
  }
  return state;
}
