/** Neighbours among the float32 numbers. */

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

/** The smallest float32 above `value` (rounded to float32 first); infinity and NaN stay what they are. */
export function nextFloat(value: number): number {
  float[0] = value;
  if (!Number.isFinite(float[0])) return float[0];
  if (float[0] === 0) {
    bits[0] = 1;
  } else {
    bits[0] += float[0] > 0 ? 1 : -1;
  }
  return float[0];
}
