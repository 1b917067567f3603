/** From a function that can only be evaluated to a drawing of it: grid, kinks, asymptotes, flat stretches. */

import type { Asymptote, CurveBand, CurveJump } from "../../charts/curve-types.js";
import { nextFloat } from "./floats.js";

/** Value and derivative at each x. Shapes: all [n]. */
export interface Sample {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly dy: Float32Array;
}

/** Evaluates the function; one call is one message to the worker. */
export type Sampler = (x: Float32Array) => Promise<Sample>;

/** A curve ready to be drawn: broken at its kinks, with the jumps listed. */
export interface DrawnCurve extends Sample {
  readonly valueJumps: readonly CurveJump[];
  readonly slopeJumps: readonly CurveJump[];
}

type Domain = readonly [number, number];

/** `count` evenly spaced numbers from end to end, as float32. */
export function evenGrid([low, high]: Domain, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

const ROUNDS = 4;
const PIECES = 128;

/** How much a sample changes from point i to the next, slope and value together. */
function change({ y, dy }: Sample, i: number): number {
  const slope = Math.abs(dy[i + 1] - dy[i]);
  const value = Math.abs(y[i + 1] - y[i]);
  return (Number.isFinite(slope) ? slope : 0) + (Number.isFinite(value) ? value : 0);
}

/** What the change would be if the curve were smooth here, from the steps two to four places away on both sides. */
function usualChange(sample: Sample, i: number): number {
  const last = sample.x.length - 2;
  let most = 0;
  for (const step of [2, 3, 4]) {
    if (i - step >= 0) most = Math.max(most, change(sample, i - step));
    if (i + step <= last) most = Math.max(most, change(sample, i + step));
  }
  return most;
}

function suspects(sample: Sample): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < sample.x.length; i++) {
    const size = change(sample, i);
    const peak =
      (i === 0 || size >= change(sample, i - 1)) &&
      (i + 2 >= sample.x.length || size > change(sample, i + 1));
    if (peak && size > 1e-4 && size > 4 * usualChange(sample, i)) found.push(i);
  }
  return found;
}

/** Of a few neighbouring floats, the one a person would write down. */
function roundest(candidates: readonly number[]): number {
  const length = (value: number): number => String(Number(value.toPrecision(7))).length;
  return candidates.reduce((best, value) => (length(value) < length(best) ? value : best));
}

/** Narrows an interval to the two neighbouring floats between which value or slope changes most. */
async function narrow(sampler: Sampler, from: number, to: number): Promise<{ x: number; jump: number }> {
  let low = from;
  let high = to;
  let jump = 0;
  for (let round = 0; round < ROUNDS && nextFloat(low) < high; round++) {
    const part = await sampler(evenGrid([low, high], PIECES + 1));
    let best = 0;
    for (let i = 1; i < PIECES; i++) if (change(part, i) > change(part, best)) best = i;
    jump = change(part, best);
    low = part.x[best];
    high = part.x[best + 1];
  }
  // Near zero floats never become neighbours; zero between two tiny numbers is the number that is meant.
  const middle = low <= 0 && high >= 0 ? 0 : roundest([low, high]);
  return { x: middle, jump };
}

/**
 * Where value or derivative jumps inside the sampled interval, in ascending order.
 * Accuracy: to the float32 nearest the kink; a bend narrower than a hundredth of the grid's step counts as a kink.
 */
export async function findKinks(sampler: Sampler, sample: Sample): Promise<number[]> {
  const kinks: number[] = [];
  for (const i of suspects(sample)) {
    const found = await narrow(
      sampler,
      sample.x[Math.max(0, i - 1)],
      sample.x[Math.min(sample.x.length - 1, i + 2)],
    );
    if (found.jump > 0.3 * change(sample, i)) kinks.push(found.x);
  }
  return [...new Set(kinks)].sort((a, b) => a - b);
}

/** The grid with each kink and its two neighbouring floats put in. */
function gridWithKinks(grid: Float32Array, kinks: readonly number[]): Float32Array {
  const extra = kinks.flatMap((kink) => [-nextFloat(-kink), Math.fround(kink), nextFloat(kink)]);
  return Float32Array.from([...new Set([...grid, ...extra])].sort((a, b) => a - b));
}

function jumpsOf(
  ys: Float32Array,
  xs: Float32Array,
  kinks: readonly number[],
  smallest: number,
): CurveJump[] {
  return kinks.flatMap((kink) => {
    const i = xs.indexOf(Math.fround(kink));
    if (i < 1 || i + 1 >= xs.length) return [];
    const jump = { x: kink, left: ys[i - 1], at: ys[i], right: ys[i + 1] };
    const size = Math.max(Math.abs(jump.right - jump.left), Math.abs(jump.at - jump.left));
    return size > smallest ? [jump] : [];
  });
}

function broken(ys: Float32Array, xs: Float32Array, jumps: readonly CurveJump[]): Float32Array {
  const copy = ys.slice();
  for (const { x } of jumps) copy[xs.indexOf(Math.fround(x))] = NaN;
  return copy;
}

/** Samples a curve on `count` points and its kinks, and breaks it where it jumps. */
export async function drawCurve(sampler: Sampler, domain: Domain, count: number): Promise<DrawnCurve> {
  const grid = evenGrid(domain, count);
  const coarse = await sampler(grid);
  const kinks = await findKinks(sampler, coarse);
  const { x, y, dy } = kinks.length === 0 ? coarse : await sampler(gridWithKinks(grid, kinks));
  const slopeJumps = jumpsOf(dy, x, kinks, 1e-4);
  const valueJumps = jumpsOf(y, x, kinks, 1e-4);
  return { x, y: broken(y, x, valueJumps), dy: broken(dy, x, slopeJumps), slopeJumps, valueJumps };
}

const FAR = 1e5;
const NEAR = [0.75, 1.5];

function asymptoteOfSide(far: readonly { x: number; y: number }[], near: typeof far): Asymptote | undefined {
  const [a, b] = far;
  const slope = Math.round(((b.y - a.y) / (b.x - a.x)) * 1e4) / 1e4;
  const intercept = a.y - slope * a.x;
  const straight = Math.abs(b.y - slope * b.x - intercept) < 1e-2;
  if (!straight || !Number.isFinite(intercept)) return undefined;
  const asymptote = { slope: slope || 0, intercept: Math.round(intercept * 1e4) / 1e4 || 0 };
  const apart = near.some(({ x, y }) => Math.abs(y - asymptote.slope * x - asymptote.intercept) > 1e-3);
  return apart ? asymptote : undefined;
}

/** The straight lines that a function approaches far out and does not already follow close to zero. */
export async function findAsymptotes(sampler: Sampler): Promise<Asymptote[]> {
  const right = [...NEAR, FAR, 2 * FAR];
  const { x, y } = await sampler(Float32Array.from([...right.map((at) => -at), ...right]));
  const points = Array.from(x, (at, i) => ({ x: at, y: y[i] }));
  const sides = [points.slice(0, 4), points.slice(4)];
  const found = sides.flatMap((side) => asymptoteOfSide(side.slice(2), side.slice(0, 2)) ?? []);
  return found.filter(
    (line, i) =>
      found.findIndex(({ slope, intercept }) => slope === line.slope && intercept === line.intercept) === i,
  );
}

/** Stretches of x, at least a 25th of the domain wide, where the slope stays within `limit` of zero. */
export function flatBands({ x, dy }: Sample, limit: number): CurveBand[] {
  const least = (x[x.length - 1] - x[0]) / 25;
  const bands: CurveBand[] = [];
  let from: number | undefined;
  for (let i = 0; i <= x.length; i++) {
    // A broken point (NaN) inside a flat stretch does not end it.
    const flat = i < x.length && (Math.abs(dy[i]) <= limit || (Number.isNaN(dy[i]) && from !== undefined));
    if (flat) from ??= x[i];
    else if (from !== undefined) {
      const to = x[i - 1];
      if (to - from >= least) bands.push({ from, to });
      from = undefined;
    }
  }
  return bands;
}
