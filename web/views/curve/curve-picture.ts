/** From a drawing to the panels and the probe that the chart shows. */

import type { CurveLine, CurvePanel, CurveProbe, ProbePoint } from "../../charts/curve-types.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { functionStyle } from "../../components/glyph.js";
import type { Catalog } from "../../engine/types.js";
import { jumpsAt, type Drawing, type NamedCurve, type Readings } from "./curve-model.js";
import { nameOf } from "./curve-state.js";
import { FLAT } from "./measure.js";
import { flatBands, type DrawnLine } from "./sampling.js";

const DASHED = "8 5";
const DOTTED = "1.5 5";

/** The axes before there is a curve. */
export const EMPTY_PANELS: readonly CurvePanel[] = [
  { name: "value", weight: 2, lines: [] },
  { name: "slope", lines: [] },
];

interface Named extends NamedCurve {
  readonly name: string;
}

/** The function itself last, on top of the others. */
function curvesOf(drawing: Drawing, catalog: Catalog): Named[] {
  return [...drawing.others, drawing].map((each) => ({ ...each, name: nameOf(catalog, each.id) }));
}

function line(
  { id, curve }: NamedCurve,
  { ys, jumps }: DrawnLine,
  look: Pick<CurveLine, "color" | "label" | "dash" | "italic" | "mark">,
): CurveLine {
  return { id, xs: curve.x, ys, jumps, ...look };
}

/** What stands above the lower panel. */
function slopeName(drawing: Drawing, catalog: Catalog): string {
  if (!drawing.state.second) return "slope";
  if (drawing.others.length === 0) return "slope (dashed) and its slope (dotted)";
  return `slope; dotted: how the slope of ${nameOf(catalog, drawing.id)} changes`;
}

/**
 * The functions above, their derivatives below in half the height. Alone, the first derivative is dashed and the second
 * dotted; among others each line has its function's own dash and marks, and only the chosen function has its second derivative.
 */
export function curvePanels(drawing: Drawing, catalog: Catalog): CurvePanel[] {
  const alone = drawing.others.length === 0;
  const bands = alone ? flatBands(drawing.curve, FLAT) : [];
  const curves = curvesOf(drawing, catalog);
  const values = curves.map((each) => {
    const { color, dash, mark } = functionStyle(catalog, each.id);
    const look = alone ? { label: "f", italic: true } : { label: each.name, dash, mark };
    return line(each, each.curve.value, { color, ...look });
  });
  const derivatives = curves.flatMap((each) => {
    const { color, dash, mark } = functionStyle(catalog, each.id);
    const look = (prime: string) => ({ color, label: alone ? prime : "", italic: true });
    const own = alone ? { dash: DASHED } : { dash, mark };
    const slope = line(each, each.curve.slope, { ...look("f′"), ...own });
    const second = line(each, each.curve.second, { ...look("f″"), dash: DOTTED });
    return drawing.state.second && each.id === drawing.id ? [second, slope] : [slope];
  });
  return [
    {
      name: "value",
      weight: 2,
      asymptotes: alone ? drawing.asymptotes : [],
      poles: curves.flatMap(({ curve }) => curve.valuePoles),
      bands,
      lines: values,
    },
    {
      name: slopeName(drawing, catalog),
      bands,
      bandLabel: `slope below ${FLAT}`,
      poles: curves.flatMap(({ curve }) => curve.slopePoles),
      lines: derivatives,
    },
  ];
}

/** The hair at the probe; alone, a function has its tangent and its numbers beside it. */
export function curveProbe(drawing: Drawing, { x, all }: Readings, catalog: Catalog): CurveProbe {
  const at = formatTick(x);
  const alone = drawing.others.length === 0;
  const { value: valueJump, slope: slopeJump } = jumpsAt(drawing, x);
  const hasTangent = valueJump === undefined && slopeJump === undefined;
  const points = all.flatMap(({ id, value, slope, second }): ProbePoint[] => {
    const { color } = functionStyle(catalog, id);
    const isFirst = id === drawing.id;
    const tangent = isFirst && hasTangent ? { slope } : {};
    const label = (name: string, y: number): string => (alone ? `${name}(${at}) = ${formatFixed(y)}` : "");
    const bend: ProbePoint[] =
      drawing.state.second && isFirst && hasTangent
        ? [{ panel: 1, y: second, color, label: label("f″", second), small: true }]
        : [];
    return [
      { panel: 0, y: value, color, label: label("f", value), ...tangent },
      { panel: 1, y: slope, color, label: label("f′", slope) },
      ...bend,
    ];
  });
  const words = all.map(({ id, value, slope, second }) => {
    const name = alone ? "f of x" : nameOf(catalog, id);
    const bend = alone && hasTangent ? `, second derivative ${formatFixed(second)}` : "";
    return `${name} = ${formatFixed(value)}, slope ${formatFixed(slope)}${bend}`;
  });
  // What is no number, such as the value at a pole, has no place in the picture.
  const placed = points.filter(({ y }) => Number.isFinite(y));
  return { x, points: placed, text: `x = ${at}, ${words.join("; ")}` };
}
