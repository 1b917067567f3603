/** Random tables and texts, the same in every run. */

/** Numbers from 0 up to 1, by George Marsaglia's xorshift32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const below = (random: () => number, count: number): number => Math.floor(random() * count);

export function pick<T>(random: () => number, items: readonly T[]): T {
  return items[below(random, items.length)];
}
