/** From a drawing to the panels and the probe that the chart shows. */

import type { CurvePanel, CurveProbe } from "../../charts/curve-types.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { functionStyle } from "../../components/glyph.js";
import type { Catalog } from "../../engine/types.js";
import { jumpAt, type Drawing, type Reading } from "./curve-model.js";
import { flatBands } from "./sampling.js";

/** A slope this small passes next to nothing on. */
const FLAT = 0.01;
const DASHED = "8 5";

/** The function above, its slope below in half the height. */
export function curvePanels({ state, curve, asymptotes }: Drawing, catalog: Catalog): CurvePanel[] {
  const { color } = functionStyle(catalog, state.id);
  const bands = flatBands(curve, FLAT);
  const line = { italic: true, color, xs: curve.x };
  return [
    {
      name: "value",
      weight: 2,
      asymptotes,
      bands,
      lines: [{ ...line, id: "value", label: "f", ys: curve.y, jumps: curve.valueJumps }],
    },
    {
      name: "slope",
      bands,
      bandLabel: `slope within ±${FLAT}`,
      lines: [{ ...line, id: "slope", label: "f′", dash: DASHED, ys: curve.dy, jumps: curve.slopeJumps }],
    },
  ];
}

/** The hair at the probe, with the tangent where there is one. */
export function curveProbe(drawing: Drawing, { x, value, slope }: Reading, catalog: Catalog): CurveProbe {
  const { color } = functionStyle(catalog, drawing.state.id);
  const at = formatTick(x);
  const jump = jumpAt(drawing, x);
  const tangent = jump === undefined ? { slope } : {};
  return {
    x,
    points: [
      { panel: 0, y: value, color, label: `f(${at}) = ${formatFixed(value)}`, ...tangent },
      { panel: 1, y: slope, color, label: `f′(${at}) = ${formatFixed(slope)}` },
    ],
    text: `x = ${at}, f of x = ${formatFixed(value)}, slope ${formatFixed(slope)}`,
  };
}
