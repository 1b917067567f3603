/** From a drawing to the panels and the probe that the chart shows. */

import type { CurveLine, CurvePanel, CurveProbe, ProbePoint } from "../../charts/curve-types.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { functionStyle } from "../../components/glyph.js";
import type { Catalog } from "../../engine/types.js";
import { jumpsAt, type Drawing, type NamedCurve, type Readings } from "./curve-model.js";
import { infoOf } from "./curve-state.js";
import { FLAT } from "./measure.js";
import { flatBands } from "./sampling.js";

const DASHED = "8 5";

interface Named {
  readonly id: string;
  readonly name: string;
}

function lines(drawing: Drawing, catalog: Catalog): (Named & NamedCurve)[] {
  return [...drawing.others, drawing].map((each) => ({ ...each, name: infoOf(catalog, each.id).name }));
}

/** The functions above, their slopes below in half the height. */
export function curvePanels(drawing: Drawing, catalog: Catalog): CurvePanel[] {
  const alone = drawing.others.length === 0;
  const bands = alone ? flatBands(drawing.curve, FLAT) : [];
  const values: CurveLine[] = lines(drawing, catalog).map(({ id, name, curve }) => {
    const { color, dash } = functionStyle(catalog, id);
    const look = alone ? { label: "f", italic: true } : { label: name, dash };
    return { id, color, ...look, xs: curve.x, ys: curve.valueLine, jumps: curve.valueJumps };
  });
  const slopes: CurveLine[] = lines(drawing, catalog).map(({ id, curve }) => {
    const { color } = functionStyle(catalog, id);
    const label = alone ? "f′" : "";
    return {
      id,
      color,
      label,
      italic: true,
      dash: DASHED,
      xs: curve.x,
      ys: curve.slopeLine,
      jumps: curve.slopeJumps,
    };
  });
  return [
    { name: "value", weight: 2, asymptotes: alone ? drawing.asymptotes : [], bands, lines: values },
    { name: "slope", bands, bandLabel: `slope below ${FLAT}`, lines: slopes },
  ];
}

/** The hair at the probe; alone, a function has its tangent and its numbers beside it. */
export function curveProbe(drawing: Drawing, { x, all }: Readings, catalog: Catalog): CurveProbe {
  const at = formatTick(x);
  const alone = drawing.others.length === 0;
  const { value: valueJump, slope: slopeJump } = jumpsAt(drawing, x);
  const hasTangent = valueJump === undefined && slopeJump === undefined;
  const points = all.flatMap(({ id, value, slope }): ProbePoint[] => {
    const { color } = functionStyle(catalog, id);
    const isFirst = id === drawing.id;
    const tangent = isFirst && hasTangent ? { slope } : {};
    const label = (name: string, y: number): string => (alone ? `${name}(${at}) = ${formatFixed(y)}` : "");
    return [
      { panel: 0, y: value, color, label: label("f", value), ...tangent },
      { panel: 1, y: slope, color, label: label("f′", slope) },
    ];
  });
  const words = all.map(({ id, value, slope }) => {
    const name = alone ? "f of x" : infoOf(catalog, id).name;
    return `${name} = ${formatFixed(value)}, slope ${formatFixed(slope)}`;
  });
  return { x, points, text: `x = ${at}, ${words.join("; ")}` };
}
