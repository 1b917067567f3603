/** The order in which mini-batches take the rows: PyTorch's CPU stream, written here a second time as a check. */

/** The 32-bit words of mt19937. @param {number} seed */
function createWords(seed) {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; ++i) {
    state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  }
  let next = 624;
  const refill = () => {
    for (let i = 0; i < 624; ++i) {
      const y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
      state[i] = state[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    next = 0;
  };
  return () => {
    if (next === 624) refill();
    let y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/**
 * torch.randperm(rows) after torch.manual_seed(seed) and the drawing of `parameters` initial values.
 * @param {number} seed @param {number} parameters @param {number} rows
 */
export function firstEpochOrder(seed, parameters, rows) {
  const nextWord = createWords(seed);
  for (let i = 0; i < parameters; ++i) nextWord();
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  for (let i = 0; i + 1 < rows; ++i) {
    const j = i + (nextWord() % (rows - i));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
