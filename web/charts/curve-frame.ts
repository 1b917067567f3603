/** Where things stand in the curve chart: scales, margins, ticks. Pure numbers, no DOM. */

import type { CurvePanel } from "./curve-types.js";
import { finiteExtent, linearScale, niceStep, type Scale } from "./scale.js";
import { MARK_ROOM, roughTextWidth } from "./series.js";

/** The place of one panel. Units: CSS px. */
export interface PanelFrame {
  readonly y: Scale;
  readonly top: number;
  readonly bottom: number;
}

/** The places of everything. Units: CSS px. */
export interface CurveFrame {
  readonly x: Scale;
  readonly left: number;
  readonly right: number;
  readonly panels: readonly PanelFrame[];
  /** False where labels at the ends of lines must stand inside the picture. */
  readonly labelsOutside: boolean;
}

const LEFT = 40;
const BOTTOM = 30;
const HEAD = 24;
const LABEL_SIZE = 14;

/** Beyond this, and this many times larger than nine tenths of a line's values, the largest belong to a pole. */
const POLE = 50;
const POLE_RATIO = 8;
/** Room for an impulse's arrow, as a share of the values' height. */
const IMPULSE_SHARE = 0.22;

/** The values without those that run away at a pole, which would press all others flat. */
function withoutPoles(values: number[]): number[] {
  const sizes = values
    .map(Math.abs)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length * 0.9)] ?? 0;
  const largest = sizes[sizes.length - 1] ?? 0;
  if (largest < POLE || largest < POLE_RATIO * usual) return values;
  return values.filter((value) => Math.abs(value) <= 3 * usual);
}

/** The values of a panel's lines that lie inside the x domain, with zero. */
function valueExtent(panel: CurvePanel, domain: readonly [number, number]): [number, number] {
  const visible = panel.lines.map(({ xs, ys }) =>
    withoutPoles(Array.from(ys).filter((_, i) => xs[i] >= domain[0] && xs[i] <= domain[1])),
  );
  const jumps = panel.lines.flatMap(({ jumps }) => jumps ?? []);
  const marks = jumps.filter(({ x }) => x >= domain[0] && x <= domain[1]);
  const limits = marks.flatMap(({ left, at, right }) => [left, at, right]);
  const [low, high] = finiteExtent([0], limits, ...visible) ?? [0, 1];
  // The arrows of impulses stand on the axis, on either side of it.
  const room = IMPULSE_SHARE * (high - low || 1);
  const arrows = marks.map(({ impulse = 0 }) => Math.sign(impulse) * room);
  return [Math.min(low, ...arrows), Math.max(high, ...arrows)];
}

/** Widens an extent a little, so that curves keep off the frame and small changes do not move the axis. */
function comfortable([low, high]: [number, number]): [number, number] {
  if (low === high) return [low - 0.5, high + 1];
  const step = niceStep(high - low, 20);
  const margin = (high - low) * 0.035;
  const down = Math.floor((low - margin) / step) * step;
  const up = Math.ceil((high + margin) / step) * step;
  return [down, up];
}

/** Places the panels in a picture of `width` x `height`, over the x axis `domain`. */
export function curveFrame(
  panels: readonly CurvePanel[],
  domain: readonly [number, number],
  width: number,
  height: number,
): CurveFrame {
  const labels = panels.flatMap(({ lines }) =>
    lines.map(({ label, mark }) => roughTextWidth(label, LABEL_SIZE) + (mark && label ? MARK_ROOM : 0)),
  );
  const longest = Math.max(0, ...labels);
  const labelsOutside = longest < 30 || width >= 560;
  const left = LEFT;
  const right = width - (labelsOutside ? longest + 14 : 12);
  const weights = panels.map(({ weight }) => weight ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const free = Math.max(0, height - BOTTOM - HEAD * panels.length);
  let at = 0;
  const frames = panels.map((panel, i) => {
    const top = at + HEAD;
    const bottom = top + (free * weights[i]) / total;
    at = bottom;
    return { top, bottom, y: linearScale(comfortable(valueExtent(panel, domain)), [bottom, top]) };
  });
  return { x: linearScale(domain, [left, right]), left, right, panels: frames, labelsOutside };
}

/** The widest visible stretch of the bands, where a word about them has room; undefined when there is none. */
export function widestBand(
  panel: CurvePanel,
  { x, left, right }: CurveFrame,
): { readonly from: number; readonly to: number } | undefined {
  const visible = (panel.bands ?? [])
    .map(({ from, to }) => ({ from: Math.max(left, x(from)), to: Math.min(right, x(to)) }))
    .filter(({ from, to }) => to > from);
  return visible.sort((a, b) => b.to - b.from - (a.to - a.from)).at(0);
}

/** The step that a hand can hit: a power of ten no coarser than about a pixel. */
export function pointerStep({ x }: CurveFrame): number {
  const perPixel = (x.domain[1] - x.domain[0]) / Math.max(1, x.range[1] - x.range[0]);
  return 10 ** Math.floor(Math.log10(perPixel) + 1e-9);
}

/** The nearest multiple of a step, without the noise of multiplying by 0.1. */
export function roundTo(value: number, step: number): number {
  const index = Math.round(value / step);
  return (step < 1 ? index / Math.round(1 / step) : index * step) || 0;
}
