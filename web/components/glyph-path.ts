/** The path of a function's little curve. */

/**
 * The curve's heights in a box of 16 px with a margin, for the page to carry: each as the step from the one before, empty
 * where a value is not finite. Units: tenths of a px.
 */
export function glyphSteps(values: ArrayLike<number>): string {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  const low = Math.min(...finite);
  const height = Math.max(...finite) - low || 1;
  let last = 0;
  const step = (value: number): string => {
    if (!Number.isFinite(value)) return "";
    const before = last;
    last = Math.round(140 - (120 * (value - low)) / height);
    return String(last - before);
  };
  return Array.from(values, step).join(" ");
}

/** The path through such heights, evenly spaced over 24 px with a margin; it breaks where one is missing. */
export function glyphPathFrom(steps: string): string {
  const each = steps.split(" ");
  let height = 0;
  let command = "M";
  return each
    .map((step, i) => {
      if (step === "") {
        command = "M";
        return "";
      }
      height += Number(step);
      const point = `${command}${2 + (20 * i) / (each.length - 1)} ${height / 10}`;
      command = "L";
      return point;
    })
    .join("");
}

/** The path through values at evenly spaced places. */
export function glyphPathOf(values: ArrayLike<number>): string {
  return glyphPathFrom(glyphSteps(values));
}
