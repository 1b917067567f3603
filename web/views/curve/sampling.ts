/** From a function that can only be evaluated to a drawing of it: grid, kinks, asymptotes, flat stretches. */

import type { Asymptote, CurveBand, CurveJump } from "../../charts/curve-types.js";
import { nextFloat } from "./floats.js";

/** Numbers in single or double precision. */
export type Floats = Float32Array | Float64Array;

/** Value and derivative at each x. Shapes: all [n]. */
export interface Sample {
  readonly x: Float32Array;
  readonly y: Floats;
  readonly dy: Floats;
}

/** With the second derivative. */
export interface CurveSample extends Sample {
  readonly d2y: Floats;
}

/** Evaluates the function; one call is one message to the worker. */
export type Sampler<S extends Sample = Sample> = (x: Float32Array) => Promise<S>;

/** A quantity with NaN where it jumps, so that a line breaks there, and its jumps. */
export interface DrawnLine {
  readonly ys: Floats;
  readonly jumps: readonly CurveJump[];
}

/** A curve ready to be drawn: broken at its kinks, with the jumps listed. */
export interface DrawnCurve extends CurveSample {
  readonly value: DrawnLine;
  readonly slope: DrawnLine;
  readonly second: DrawnLine;
  /** Where the value runs away. */
  readonly valuePoles: readonly number[];
  /** Where the slope does, and with it the value or not. */
  readonly slopePoles: readonly number[];
}

type Domain = readonly [number, number];

/** `count` evenly spaced numbers from end to end, as float32. */
export function evenGrid([low, high]: Domain, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

const ROUNDS = 4;
const PIECES = 128;
/** A jump smaller than this cannot be seen. */
const SMALLEST_JUMP = 1e-4;

/** More suspicious places than this are no kinks but the function's nature, such as that of sin(1 / x). */
const MOST_SUSPECTS = 24;
/** How much larger a jump gets, seen from nearer, before it is a pole's. */
const POLE_GROWTH = 8;

type Quantity = "y" | "dy" | "d2y";

function quantityOf(sample: Sample & Partial<CurveSample>, quantity: Quantity): Floats {
  return quantity === "d2y" ? (sample.d2y ?? new Float64Array(0)) : sample[quantity];
}

/** How much value or slope changes from point i to the next. */
function change(sample: Sample, quantity: Quantity, i: number): number {
  const values = quantityOf(sample, quantity);
  const size = Math.abs(values[i + 1] - values[i]);
  return Number.isFinite(size) ? size : 0;
}

/** What the change would be if the curve were smooth here: the largest of the steps two to four places away. */
function usualChange(sample: Sample, quantity: Quantity, i: number): number {
  const last = sample.x.length - 2;
  const around = [-4, -3, -2, 2, 3, 4].map((step) => i + step).filter((at) => at >= 0 && at <= last);
  return Math.max(0, ...around.map((at) => change(sample, quantity, at)));
}

/** Where value or slope changes far more in one step than in the steps around it, or begins or ends. */
function suspects(sample: Sample, quantity: Quantity): number[] {
  const found: number[] = [];
  const values = quantityOf(sample, quantity);
  for (let i = 0; i + 1 < values.length; i++) {
    if (Number.isNaN(values[i]) !== Number.isNaN(values[i + 1])) found.push(i);
    const size = change(sample, quantity, i);
    if (size <= SMALLEST_JUMP || size <= 4 * usualChange(sample, quantity, i)) continue;
    const before = i === 0 ? 0 : change(sample, quantity, i - 1);
    const after = i + 2 < sample.x.length ? change(sample, quantity, i + 1) : 0;
    if (size >= before && size > after) found.push(i);
  }
  return found;
}

/** How many digits a person needs to write a float32 down. */
function digits(value: number): number {
  const float = Math.fround(value);
  for (let count = 1; count < 9; count++)
    if (Math.fround(Number(float.toPrecision(count))) === float) return count;
  return 9;
}

/** A place where something jumps, and by how much. */
interface Jump {
  readonly x: number;
  /** Infinite where a value is not finite. */
  readonly size: number;
}

/** Narrows an interval to the neighbouring floats between which the quantity changes most. */
async function narrow(sampler: Sampler, quantity: Quantity, from: number, to: number): Promise<Jump> {
  let low = from;
  let high = to;
  let size = 0;
  for (let round = 0; round < ROUNDS && nextFloat(low) < high; round++) {
    const part = await sampler(evenGrid([low, high], PIECES + 1));
    const values = quantityOf(part, quantity);
    const infinite = values.findIndex((value) => Math.abs(value) === Infinity);
    if (infinite >= 0) return { x: part.x[infinite], size: Infinity };
    // Where a function ends, its last number may still be infinite.
    let best = values.findIndex(
      (value, i) => i < PIECES && Number.isNaN(value) !== Number.isNaN(values[i + 1]),
    );
    if (best < 0) {
      best = 0;
      for (let i = 1; i < PIECES; i++) if (change(part, quantity, i) > change(part, quantity, best)) best = i;
    }
    size = change(part, quantity, best);
    low = part.x[best];
    high = part.x[best + 1];
  }
  // Near zero floats never become neighbours; zero between two tiny numbers is the number that is meant.
  if (low <= 0 && high >= 0) return { x: 0, size };
  return { x: digits(low) < digits(high) ? low : high, size };
}

/** Where value or slope is infinite beside a number: there the grid has met a pole itself. */
function metPoles({ x, y, dy }: Sample): number[] {
  const isInfinite = (value: number): boolean => Math.abs(value) === Infinity;
  return Array.from(x).filter((_, i) =>
    [y, dy].some(
      (values) =>
        isInfinite(values[i]) && [values[i - 1], values[i + 1]].some((near) => Number.isFinite(near)),
    ),
  );
}

/** Where a curve is not one line, each in ascending order. */
export interface Breaks {
  /** Where value, slope or, when it is sampled, second derivative jump from one number to another. */
  readonly kinks: readonly number[];
  /** Where value or slope run away. */
  readonly poles: readonly number[];
}

/**
 * Finds kinks and poles inside the sampled interval.
 * Accuracy: to the float32 nearest; a bend narrower than a hundredth of the grid's step counts as a kink.
 */
export async function findBreaks(sampler: Sampler, sample: Sample & Partial<CurveSample>): Promise<Breaks> {
  const kinks = new Set<number>();
  const poles = new Set(metPoles(sample));
  for (const quantity of ["dy", "y", "d2y"] as const) {
    const places = suspects(sample, quantity);
    if (places.length > MOST_SUSPECTS) continue;
    for (const i of places) {
      const from = sample.x[Math.max(0, i - 1)];
      const to = sample.x[Math.min(sample.x.length - 1, i + 2)];
      const found = await narrow(sampler, quantity, from, to);
      const size = change(sample, quantity, i);
      // A kink's jump stays what it is however near one looks; a pole's grows.
      if (found.size > POLE_GROWTH * size) poles.add(found.x);
      else if (found.size > 0.3 * size) kinks.add(found.x);
    }
  }
  const ascending = (places: Set<number>): number[] => [...places].sort((a, b) => a - b);
  // Near a pole everything changes fast; what looks like a kink there is the pole.
  const step = (sample.x[sample.x.length - 1] - sample.x[0]) / (sample.x.length - 1);
  const isNear = (x: number): boolean => [...poles].some((pole) => Math.abs(pole - x) < 3 * step);
  return { kinks: ascending(kinks).filter((x) => !isNear(x)), poles: ascending(poles) };
}

/** The grid with each kink and its two neighbouring floats put in, and each pole. */
function gridWithBreaks(grid: Float32Array, { kinks, poles }: Breaks): Float32Array {
  const extra = kinks
    .flatMap((kink) => [-nextFloat(-kink), kink, nextFloat(kink)])
    .concat(poles)
    .map(Math.fround);
  return Float32Array.from([...new Set([...grid, ...extra])].sort((a, b) => a - b));
}

function brokenLine(ys: Floats, xs: Float32Array, { kinks, poles }: Breaks): DrawnLine {
  const line = ys.slice();
  for (const pole of poles) line[xs.indexOf(Math.fround(pole))] = NaN;
  const jumps = kinks.flatMap((kink): CurveJump[] => {
    const i = xs.indexOf(Math.fround(kink));
    if (i < 1 || i + 1 >= xs.length) return [];
    const jump = { x: kink, left: ys[i - 1], at: ys[i], right: ys[i + 1] };
    const size = Math.max(Math.abs(jump.right - jump.left), Math.abs(jump.at - jump.left));
    if (!(size > SMALLEST_JUMP)) return [];
    line[i] = NaN;
    return [jump];
  });
  return { ys: line, jumps };
}

/** More points than this cost more than the eye can see. */
const MOST_POINTS = 20_000;
/** A curve that turns at more than this share of the points is a wave too fine for them. */
const WAVY = 0.2;

/** Whether the samples jump to and fro, as those of a wave do that has more than a crest in a few of them. */
function isTooFine({ y }: Sample): boolean {
  let turns = 0;
  for (let i = 1; i + 1 < y.length; i++) if ((y[i] - y[i - 1]) * (y[i + 1] - y[i]) < 0) turns++;
  return turns > WAVY * y.length;
}

/** Samples finely enough that a wave fills its band, instead of one that is not there being drawn. */
async function sampleWaves(
  sampler: Sampler<CurveSample>,
  domain: Domain,
  count: number,
): Promise<CurveSample> {
  const sample = await sampler(evenGrid(domain, count));
  return isTooFine(sample) && 4 * count <= MOST_POINTS ? sampleWaves(sampler, domain, 4 * count) : sample;
}

/** The poles at which a quantity is larger than beside them by far. */
function polesOf(values: Floats, xs: Float32Array, { poles }: Breaks): number[] {
  return poles.filter((pole) => {
    const i = xs.indexOf(Math.fround(pole));
    const beside = Math.max(Math.abs(values[i - 1] || 0), Math.abs(values[i + 1] || 0));
    return !(Math.abs(values[i]) <= 100 * beside) && values[i] !== 0;
  });
}

/** Samples a curve on at least `count` points and its kinks, and breaks it where it jumps. */
export async function drawCurve(
  sampler: Sampler<CurveSample>,
  domain: Domain,
  count: number,
): Promise<DrawnCurve> {
  const coarse = await sampleWaves(sampler, domain, count);
  const breaks = await findBreaks(sampler, coarse);
  const isWhole = breaks.kinks.length + breaks.poles.length === 0;
  const sample = isWhole ? coarse : await sampler(gridWithBreaks(coarse.x, breaks));
  const { x, y, dy, d2y } = sample;
  const value = brokenLine(y, x, breaks);
  const slope = brokenLine(dy, x, breaks);
  const second = withoutPeaks(brokenLine(d2y, x, breaks), x, [...value.jumps, ...slope.jumps]);
  return {
    ...sample,
    value,
    slope: withImpulses(slope, dy, x, value.jumps),
    // Where the value jumps as well, it is no impulse but the derivative of one.
    second: withImpulses(
      second,
      second.ys,
      x,
      slope.jumps.filter((jump) => value.jumps.every((other) => other.x !== jump.x)),
    ),
    valuePoles: polesOf(y, x, breaks),
    slopePoles: polesOf(dy, x, breaks),
  };
}

/** Where value or slope jumps there is no second derivative, whatever convention stands for it. */
function withoutPeaks(
  { ys, jumps }: DrawnLine,
  xs: Float32Array,
  peaks: readonly { readonly x: number }[],
): DrawnLine {
  const line = ys.slice();
  for (const { x } of peaks) line[xs.indexOf(Math.fround(x))] = NaN;
  const isPeak = (at: number): boolean => peaks.some(({ x }) => x === at);
  return { ys: line, jumps: jumps.map((jump) => (isPeak(jump.x) ? { ...jump, at: NaN } : jump)) };
}

/** A derivative's jumps with the impulses it has where what it derives jumps, be both sides equal or not. */
function withImpulses(
  { ys, jumps }: DrawnLine,
  values: Floats,
  xs: Float32Array,
  causes: readonly CurveJump[],
): DrawnLine {
  const all = new Map(jumps.map((jump) => [jump.x, jump]));
  for (const { x, left, right } of causes) {
    const impulse = right - left;
    if (!(Math.abs(impulse) > SMALLEST_JUMP)) continue;
    const i = xs.indexOf(Math.fround(x));
    const sides = { x, left: values[i - 1], at: values[i], right: values[i + 1] };
    all.set(x, { ...(all.get(x) ?? sides), impulse });
  }
  return { ys, jumps: [...all.values()] };
}

const NEAR = [0.75, 1.5];
/** Far out, at distances that no wave has in common: two points of a wave may lie on a line by chance, six do not. */
const FAR = [1e5, 1.1317e5, 1.2931e5, 1.4773e5, 1.7389e5, 2e5];

interface Point {
  readonly x: number;
  readonly y: number;
}

function asymptoteOfSide(far: readonly Point[], near: readonly Point[]): Asymptote | undefined {
  const [first, last] = [far[0], far[far.length - 1]];
  const slope = Math.round(((last.y - first.y) / (last.x - first.x)) * 1e4) / 1e4;
  const intercept = first.y - slope * first.x;
  const straight = far.every(({ x, y }) => Math.abs(y - slope * x - intercept) < 2e-2);
  if (!straight || !Number.isFinite(intercept)) return undefined;
  const asymptote = { slope: slope || 0, intercept: Math.round(intercept * 1e4) / 1e4 || 0 };
  const apart = near.some(({ x, y }) => Math.abs(y - asymptote.slope * x - asymptote.intercept) > 1e-3);
  return apart ? asymptote : undefined;
}

/** The straight lines that a function approaches far out and does not already follow close to zero. */
export async function findAsymptotes(sampler: Sampler): Promise<Asymptote[]> {
  const right = [...NEAR, ...FAR];
  const { x, y } = await sampler(Float32Array.from([...right.map((at) => -at), ...right]));
  const points = Array.from(x, (at, i) => ({ x: at, y: y[i] }));
  const sides = [points.slice(0, right.length), points.slice(right.length)];
  const found = sides.flatMap(
    (side) => asymptoteOfSide(side.slice(NEAR.length), side.slice(0, NEAR.length)) ?? [],
  );
  return found.filter(
    (line, i) =>
      found.findIndex(({ slope, intercept }) => slope === line.slope && intercept === line.intercept) === i,
  );
}

/** Whether a slope is nearer to zero than `limit`; a slope of the limit itself, rounded to float32, is not. */
export function isFlat(slope: number, limit: number): boolean {
  return Math.abs(slope) < limit * (1 - 2 ** -22);
}

/** Stretches of x, at least a 25th of the domain wide, where the slope is nearer to zero than `limit`. */
export function flatBands({ x, dy }: Sample, limit: number): CurveBand[] {
  const least = (x[x.length - 1] - x[0]) / 25;
  const bands: CurveBand[] = [];
  let from: number | undefined;
  for (let i = 0; i <= x.length; i++) {
    const flat = i < x.length && isFlat(dy[i], limit);
    if (flat) from ??= x[i];
    else if (from !== undefined) {
      const to = x[i - 1];
      if (to - from >= least) bands.push({ from, to });
      from = undefined;
    }
  }
  return bands;
}
