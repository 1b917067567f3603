/** The path of a function's little curve. */

/** A path through the values, evenly spaced, in a box of 24 x 16 with a margin; it breaks where a value is not finite. */
export function glyphPathOf(values: ArrayLike<number>): string {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  const low = Math.min(...finite);
  const height = Math.max(...finite) - low || 1;
  let command = "M";
  let path = "";
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      command = "M";
      continue;
    }
    const x = 2 + (20 * i) / (values.length - 1);
    const y = 14 - (12 * (values[i] - low)) / height;
    path += `${command}${x.toFixed(1)} ${y.toFixed(1)}`;
    command = "L";
  }
  return path;
}
