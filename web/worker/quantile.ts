/** Quantiles of sorted numbers, to the bit as NumPy has them. */

/**
 * The value below which a share of the numbers lies, as numpy.quantile(..., method="linear"); between infinite numbers it is
 * the larger one, where NumPy has NaN.
 * @param sorted ascending, at least one, no NaN
 * @param share 0..1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const part = place - below;
  const low = sorted[below];
  if (part === 0) return low;
  const high = sorted[below + 1];
  const gap = high - low;
  if (!Number.isFinite(gap)) return high;
  // From the nearer end, as NumPy does, so that rounding is the same.
  return part < 0.5 ? low + gap * part : high - gap * (1 - part);
}
