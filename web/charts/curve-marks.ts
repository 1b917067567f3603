/** The marks of the curve chart as SVG: axes, lines, jumps, asymptotes, labels, probe. */

import { nothing, svg, type SVGTemplateResult } from "lit";
import type { CurveFrame, PanelFrame } from "./curve-frame.js";
import { widestBand } from "./curve-frame.js";
import type { CurveJump, CurveLine, CurvePanel, CurveProbe, ProbePoint } from "./curve-types.js";
import { formatTick } from "./format.js";
import type { markAt } from "./line-marks.js";
import { linePath } from "./path.js";
import { niceTicks } from "./scale.js";
import { MARK_ROOM, roughTextWidth, spreadLabels } from "./series.js";

const LABEL_GAP = 18;
const TANGENT_REACH = 72;
const MOST_INSIDE = 5;
const IMPULSE = 26;

/** Ticks, hairlines and the two zero lines of a panel; the lowest panel carries the numbers of the x axis. */
export function axes(panel: CurvePanel, frame: CurveFrame, index: number): SVGTemplateResult {
  const { x, left, right } = frame;
  const { y, top, bottom } = frame.panels[index];
  const lowest = index === frame.panels.length - 1;
  const yTicks = niceTicks(y.domain, Math.min(6, Math.max(2, Math.floor((bottom - top) / 52))));
  const xTicks = niceTicks(x.domain, Math.max(3, Math.floor((right - left) / 84)));
  const zero = x(0);
  return svg`
    <text class="axis-name" x=${left} y=${top - 9}>${panel.name}</text>
    ${yTicks.map(
      (t) => svg`<line class=${t === 0 ? "zero" : "grid"} x1=${left} x2=${right} y1=${y(t)} y2=${y(t)}></line>
        <text class="tick" x=${left - 8} y=${y(t)} dy="0.32em" text-anchor="end">${formatTick(t)}</text>`,
    )}
    ${
      zero >= left && zero <= right
        ? svg`<line class="zero" x1=${zero} x2=${zero} y1=${top} y2=${bottom}></line>`
        : nothing
    }
    ${
      lowest
        ? xTicks.map(
            (t) => svg`<line class="zero" x1=${x(t)} x2=${x(t)} y1=${bottom} y2=${bottom + 4}></line>
              <text class="tick" x=${x(t)} y=${bottom + 18} text-anchor="middle">${formatTick(t)}</text>`,
          )
        : nothing
    }
    ${lowest ? svg`<text class="tick math" x=${right + 10} y=${bottom + 18}>x</text>` : nothing}`;
}

/** Shaded intervals of x. */
export function bands(panel: CurvePanel, frame: CurveFrame, index: number): SVGTemplateResult[] {
  const { x, left, right } = frame;
  const { top, bottom } = frame.panels[index];
  return (panel.bands ?? []).flatMap(({ from, to }) => {
    const start = Math.max(left, x(from));
    const width = Math.min(right, x(to)) - start;
    if (width <= 0) return [];
    return svg`<rect class="band" x=${start} y=${top} width=${width} height=${bottom - top}></rect>`;
  });
}

/** One word about the bands, inside the widest. */
export function bandLabel(
  panel: CurvePanel,
  frame: CurveFrame,
  index: number,
): SVGTemplateResult | typeof nothing {
  const { top, bottom } = frame.panels[index];
  const widest = widestBand(panel, frame);
  const label = panel.bandLabel ?? "";
  if (label === "" || widest === undefined || widest.to - widest.from < roughTextWidth(label, 12) + 16)
    return nothing;
  return svg`<text class="tick halo" x=${widest.from + 8} y=${(top + bottom) / 2 + 4}>${label}</text>`;
}

/** Thin straight lines that curves approach. */
export function asymptotes(panel: CurvePanel, frame: CurveFrame, index: number): SVGTemplateResult[] {
  const { x, left, right } = frame;
  const { y, top, bottom } = frame.panels[index];
  const [x0, x1] = x.domain;
  const level = (panel.asymptotes ?? []).map(
    ({ slope, intercept }) => svg`<line class="asymptote" x1=${left} x2=${right}
      y1=${y(slope * x0 + intercept)} y2=${y(slope * x1 + intercept)}></line>`,
  );
  const upright = (panel.poles ?? [])
    .filter((pole) => pole >= x0 && pole <= x1)
    .map(
      (pole) => svg`<line class="asymptote pole" x1=${x(pole)} x2=${x(pole)} y1=${top} y2=${bottom}></line>`,
    );
  return [...level, ...upright];
}

/** An arrow from the axis, up or down: an impulse is higher than any picture. */
function impulseArrow(x: number, axis: number, weight: number): SVGTemplateResult {
  const up = weight < 0 ? 1 : -1;
  const tip = axis + up * IMPULSE;
  const barb = tip - up * 6;
  return svg`<path class="line thin impulse" d="M${x},${axis}V${tip}M${x - 4},${barb}L${x},${tip}L${x + 4},${barb}"></path>
    <text class="tick math" x=${x - 7} y=${tip - up * 4} dy="0.32em" text-anchor="end">δ</text>`;
}

function jumpMarks(
  { x: at, left, at: value, right, impulse }: CurveJump,
  x: number,
  { y }: PanelFrame,
): SVGTemplateResult {
  const open = [...new Set([left, right])].filter((limit) => Number.isFinite(limit) && limit !== value);
  const weight = impulse ? `, impulse of weight ${formatTick(impulse)}` : "";
  return svg`
    <title>at x = ${formatTick(at)}: ${formatTick(left)} from the left, ${formatTick(right)} from the right${weight}</title>
    ${impulse ? impulseArrow(x, y(0), impulse) : nothing}
    ${open.map((limit) => svg`<circle class="ring" cx=${x} cy=${y(limit)} r="4"></circle>`)}
    ${Number.isFinite(value) ? svg`<circle class="dot" cx=${x} cy=${y(value)} r="4.5"></circle>` : nothing}`;
}

/** The jumps of a line that are to be seen. */
function visibleJumps(line: CurveLine, { x, left, right }: CurveFrame): CurveJump[] {
  return (line.jumps ?? []).filter(({ x: at }) => x(at) >= left && x(at) <= right);
}

/** Where the arrows of a panel's impulses are, with their δ. */
function impulseBoxes(lines: readonly CurveLine[], frame: CurveFrame, { y }: PanelFrame): Box[] {
  return lines
    .flatMap((line) => visibleJumps(line, frame))
    .filter(({ impulse }) => impulse)
    .map(({ x, impulse = 0 }) => {
      const tip = y(0) - Math.sign(impulse) * IMPULSE;
      return {
        left: frame.x(x) - 18,
        right: frame.x(x) + 5,
        top: Math.min(y(0), tip) - 4,
        bottom: Math.max(y(0), tip) + 4,
      };
    });
}

/** One line with its jumps. */
export function curve(line: CurveLine, frame: CurveFrame, index: number): SVGTemplateResult {
  const { x } = frame;
  const panel = frame.panels[index];
  const visible = visibleJumps(line, frame);
  return svg`<path class="line" stroke-dasharray=${line.dash ? line.dash : nothing}
      d=${linePath(line.xs, line.ys, x, panel.y)}></path>
    ${visible.map((jump) => svg`<g>${jumpMarks(jump, x(jump.x), panel)}</g>`)}`;
}

function lastVisible(line: CurveLine, frame: CurveFrame, { y, top, bottom }: PanelFrame): number | undefined {
  for (let i = line.xs.length - 1; i >= 0; i--) {
    const px = frame.x(line.xs[i]);
    if (px > frame.right + 0.5) continue;
    if (px < frame.left) return undefined;
    const py = y(line.ys[i]);
    if (Number.isFinite(py)) return Math.min(bottom, Math.max(top, py));
  }
  return undefined;
}

/** Names at the ends of the lines, with their marks before them, moved apart where they would touch. */
export function endLabels(
  panel: CurvePanel,
  frame: CurveFrame,
  index: number,
  draw?: typeof markAt,
): SVGTemplateResult[] {
  const place = frame.panels[index];
  const wishes = panel.lines.flatMap((item) => {
    const y = item.label === "" ? undefined : lastVisible(item, frame, place);
    return y === undefined ? [] : [{ item, y: frame.labelsOutside ? y : y - 14 }];
  });
  // Inside the picture a few names fit; more would hide what they name.
  if (!frame.labelsOutside && wishes.length > MOST_INSIDE) return [];
  const x = frame.labelsOutside ? frame.right + 8 : frame.right - 4;
  const anchor = frame.labelsOutside ? "start" : "end";
  const [top, bottom] = [place.top + 6, place.bottom - 6];
  // Many labels stand closer rather than outside.
  const gap = Math.min(LABEL_GAP, (bottom - top) / Math.max(1, wishes.length - 1));
  return spreadLabels(wishes, gap, top, bottom).map(({ item, y }) => {
    const room = item.mark === undefined ? 0 : MARK_ROOM;
    const away = frame.labelsOutside ? 1 : -1;
    return svg`<g class=${item.color}>
      ${item.mark && draw?.(item.mark, x + away * (MARK_ROOM / 2 - 2), y)}
      <text class="series-label halo ${item.italic ? "math" : ""}"
        x=${x + away * room} y=${y} dy="0.32em" text-anchor=${anchor}>${item.label}</text>
    </g>`;
  });
}

function tangent(point: ProbePoint, px: number, frame: CurveFrame): SVGTemplateResult | typeof nothing {
  if (point.slope === undefined || !Number.isFinite(point.slope)) return nothing;
  const { y } = frame.panels[point.panel];
  const perX = frame.x(1) - frame.x(0);
  const rise = ((y(1) - y(0)) * point.slope) / perX;
  const dx = TANGENT_REACH / Math.hypot(1, rise);
  const py = y(point.y);
  return svg`<line class="tangent" x1=${px - dx} x2=${px + dx} y1=${py - rise * dx} y2=${py + rise * dx}></line>`;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The zero line through a label costs as much as so many points of a curve. */
const ZERO_LINE = 20;

/** How many of the lines' points lie inside a box, and how far it leaves the panel: less is better. */
function crowding(
  box: Box,
  lines: readonly CurveLine[],
  frame: CurveFrame,
  { y, top, bottom }: PanelFrame,
): number {
  const outside =
    Math.max(0, frame.left - box.left) +
    Math.max(0, box.right - frame.right - 4) +
    Math.max(0, top - 4 - box.top) +
    Math.max(0, box.bottom - bottom);
  let covered = 0;
  for (const { xs, ys } of lines) {
    for (let i = 0; i < xs.length; i++) {
      const px = frame.x(xs[i]);
      if (px < box.left) continue;
      if (px > box.right) break;
      const py = y(ys[i]);
      if (py > box.top && py < box.bottom) covered++;
    }
  }
  const isStruck = y(0) > box.top && y(0) < box.bottom;
  return outside * 50 + covered + (isStruck ? ZERO_LINE : 0);
}

interface PlacedText extends Box {
  readonly anchor: "start" | "end";
  readonly x: number;
  readonly base: number;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The place of a label beside a dot: the corner where it hides least of the curves, and neither an impulse nor a label. */
function placeLabel(
  point: ProbePoint,
  px: number,
  frame: CurveFrame,
  lines: readonly CurveLine[],
  taken: readonly Box[],
): PlacedText {
  const panel = frame.panels[point.panel];
  const py = Math.min(panel.bottom, Math.max(panel.top, panel.y(point.y)));
  const width = roughTextWidth(point.label, 14.5);
  const corners = [1, -1].flatMap((side) => [-14, 22].map((drop) => ({ side, base: py + drop })));
  const [best] = corners
    .map(({ side, base }): { readonly place: PlacedText; readonly cost: number } => {
      const left = side > 0 ? px + 12 : px - 12 - width;
      const box = { left, right: left + width, top: base - 14, bottom: base + 4 };
      const hidden = taken.filter((other) => overlaps(other, box)).length;
      return {
        place: { ...box, anchor: side > 0 ? "start" : "end", x: px + side * 12, base },
        cost: crowding(box, lines, frame, panel) + hidden * 1e4,
      };
    })
    .sort((a, b) => a.cost - b.cost);
  return best.place;
}

/** The labels beside the dots. */
function pointLabels(
  points: readonly ProbePoint[],
  px: number,
  frame: CurveFrame,
  panels: readonly CurvePanel[],
): SVGTemplateResult[] {
  const taken: Box[] = panels.flatMap(({ lines }, i) => impulseBoxes(lines, frame, frame.panels[i]));
  return points
    .filter(({ label }) => label !== "")
    .map((point) => {
      const place = placeLabel(point, px, frame, panels[point.panel].lines, taken);
      taken.push(place);
      return svg`<text class="point-label halo" x=${place.x} y=${place.base} text-anchor=${place.anchor}
        >${point.label}</text>`;
    });
}

/** The hair, its dots, tangents and numbers. */
export function probeMarks(
  probe: CurveProbe,
  panels: readonly CurvePanel[],
  frame: CurveFrame,
  clip: string,
): SVGTemplateResult {
  const px = frame.x(probe.x);
  if (!(px >= frame.left - 0.5 && px <= frame.right + 0.5)) return svg``;
  const first = frame.panels[0];
  const last = frame.panels[frame.panels.length - 1];
  return svg`
    <line class="hair" x1=${px} x2=${px} y1=${first.top} y2=${last.bottom + 6}></line>
    ${probe.points.map(
      (point) => svg`<g clip-path="url(#${clip}-${point.panel})">${tangent(point, px, frame)}</g>`,
    )}
    ${probe.points.map((point) => {
      const { y, top, bottom } = frame.panels[point.panel];
      const py = y(point.y);
      return py >= top - 1 && py <= bottom + 1
        ? svg`<circle class="dot ${point.color}" cx=${px} cy=${py} r=${point.small ? 4 : 6}></circle>`
        : nothing;
    })}
    ${pointLabels(probe.points, px, frame, panels)}`;
}
