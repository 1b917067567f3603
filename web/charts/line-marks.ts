/** Marks along the lines of a chart, so that they are told apart without their colours. */

import { svg, type SVGTemplateResult } from "lit";
import type { SeriesMark } from "../styles/colors.js";
import { MARK_SHAPES } from "../styles/marks.js";
import type { CurveFrame } from "./curve-frame.js";
import type { CurveLine } from "./curve-types.js";

/** Distance between the marks of one line. Units: CSS px. */
const SPACING = 108;

/** The line's height at x; NaN where it has none, or where it breaks. */
function heightAt({ xs, ys }: CurveLine, x: number): number {
  let low = 0;
  let high = xs.length - 1;
  if (!(x >= xs[low] && x <= xs[high])) return NaN;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  const share = (x - xs[low]) / (xs[high] - xs[low]);
  return ys[low] + share * (ys[high] - ys[low]);
}

/** A mark of 8 px at a point. */
export function markAt(mark: SeriesMark, x: number, y: number): SVGTemplateResult {
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(4)`;
  return svg`<path class="mark" d=${MARK_SHAPES[mark]} transform=${place} fill="var(--series)"
    stroke="var(--series)" stroke-width="0.44" stroke-linejoin="round"></path>`;
}

/** The marks of line `index` of `count`; lines that lie on each other show theirs in turn. */
export function lineMarks(
  line: CurveLine,
  frame: CurveFrame,
  panel: number,
  index: number,
  count: number,
): SVGTemplateResult[] {
  const { mark } = line;
  if (mark === undefined) return [];
  const { y, top, bottom } = frame.panels[panel];
  const marks: SVGTemplateResult[] = [];
  for (let px = frame.left + (SPACING * (index + 0.5)) / count; px <= frame.right; px += SPACING) {
    const py = y(heightAt(line, frame.x.invert(px)));
    if (py >= top - 1 && py <= bottom + 1) marks.push(markAt(mark, px, py));
  }
  return marks;
}
