/** What can be measured of a function by evaluating it: its claims, checked on this device. */

import type { ActivationInfo } from "../../engine/types.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { evenGrid, findBreaks, isFlat, type Floats, type Sample, type Sampler } from "./sampling.js";

/** How far out the function is followed. */
const FARTHEST = 1e5;
/** The stretch that is walked in small steps. */
const NEAR = 10;
const STEPS = 4001;
const STEP = (2 * NEAR) / (STEPS - 1);
/** A slope this small passes next to nothing on. */
export const FLAT = 0.01;

/** An interval of x. */
type Stretch = readonly [from: number, to: number];

/** Where a function falls, for |x| <= 10. */
interface Fall {
  readonly from: number;
  readonly to: number;
  /** Whether it rises in between. */
  readonly isBroken: boolean;
}

/** Extremes and averages of a function. */
export interface Measurement {
  /** Smallest and largest value for |x| <= 10^5, and where. */
  readonly low: Extreme;
  readonly high: Extreme;
  /** Steepest place for |x| <= 10. */
  readonly steepest: Extreme;
  /** Ends of the stretch around it on which it is as steep, when there is more than that place. */
  readonly steepestStretch: Stretch | undefined;
  readonly valueAtZero: number;
  readonly slopeAtZero: number;
  /** Slopes at -10^5 and 10^5. */
  readonly farSlopes: readonly [number, number];
  /** Where value or slope jumps, for |x| < 10. */
  readonly kinks: readonly number[];
  /** Where value or slope run away, for |x| < 10. */
  readonly poles: readonly number[];
  /** Ends of the stretch on which it falls, when it does. */
  readonly falls: Fall | undefined;
  /** Largest |f(x) + f(-x)| for |x| <= 10: 0 when the function is odd. */
  readonly lopsided: number;
  /** Mean output when inputs are standard normal. */
  readonly mean: number;
  /** Share of standard normal inputs at which the slope is nearer to zero than 0.01. */
  readonly flatShare: number;
  /** Share of standard normal inputs whose output is exactly 0. */
  readonly zeroShare: number;
  /** Whether it is exactly 0 on a whole stretch. */
  readonly zeroStretch: boolean;
  /** Ends of the stretch outside of which the slope is nearer to zero than 0.01, for |x| <= 10; undefined: everywhere. */
  readonly steepStretch: Stretch | undefined;
  /** Share of standard normal inputs whose output is no finite number. */
  readonly missingShare: number;
}

export interface Extreme {
  readonly x: number;
  readonly y: number;
}

function extreme(xs: Float32Array, ys: Floats, better: (a: number, b: number) => boolean): Extreme {
  let best = 0;
  for (let i = 1; i < xs.length; i++) {
    const tie = ys[i] === ys[best] && Math.abs(xs[i]) < Math.abs(xs[best]);
    if (Number.isNaN(ys[best]) || tie || better(ys[i], ys[best])) best = i;
  }
  return { x: xs[best], y: ys[best] };
}

/** Mean over the normal distribution, of what is a finite number, by the midpoints of the near grid. */
function normalMean({ x }: Sample, of: (i: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < x.length; i++) {
    const weight = Math.exp((-x[i] * x[i]) / 2);
    const value = of(i);
    if (!Number.isFinite(value)) continue;
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

/** A fall below this share of the value is rounding, not the function. */
const ROUNDING = 2 ** -21;

/** Whether some run of twenty neighbouring outputs is exactly 0. */
function hasZeroStretch({ y }: Sample): boolean {
  let run = 0;
  for (const value of y) {
    run = value === 0 ? run + 1 : 0;
    if (run >= 20) return true;
  }
  return false;
}

function fallOf({ x, y }: Sample): Fall | undefined {
  const falls: number[] = [];
  // Asked this way round, a value that is not a number has not fallen.
  for (let i = 1; i < x.length; i++) if (y[i] < y[i - 1] - ROUNDING * Math.abs(y[i])) falls.push(i);
  const [first, last] = [falls.at(0), falls.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { from: x[first - 1], to: x[last], isBroken: last - first >= falls.length };
}

/** A stretch that begins at a kink begins there, not at the next place of the grid. */
function atKink(at: number, kinks: readonly number[]): number {
  return kinks.find((kink) => Math.abs(kink - at) <= STEP) ?? at;
}

/** The stretch of equal slopes around a place of the grid. */
function equalStretch({ x, dy }: Sample, at: number, kinks: readonly number[]): Stretch | undefined {
  const place = x.indexOf(at);
  let [first, last] = [place, place];
  while (first > 0 && dy[first - 1] === dy[place]) first--;
  while (last + 1 < x.length && dy[last + 1] === dy[place]) last++;
  return last - first < 3 ? undefined : [atKink(x[first], kinks), atKink(x[last], kinks)];
}

function steepStretch({ x, dy }: Sample, kinks: readonly number[]): Stretch | undefined {
  const isSteep = (slope: number): boolean => Math.abs(slope) > 0 && !isFlat(slope, FLAT);
  const first = dy.findIndex(isSteep);
  return first < 0 ? undefined : [atKink(x[first], kinks), atKink(x[dy.findLastIndex(isSteep)], kinks)];
}

/** Measures a function on 4001 points around zero and on powers of ten far out. */
export async function measure(sampler: Sampler): Promise<Measurement> {
  const powers = [1, 2, 3, 4, 5].map((power) => 10 ** power);
  const far = await sampler(Float32Array.from([...powers.map((x) => -x).reverse(), ...powers]));
  const near = await sampler(evenGrid([-NEAR, NEAR], STEPS));
  const xs = Float32Array.of(...far.x, ...near.x);
  const ys = Float32Array.of(...far.y, ...near.y);
  const middle = (STEPS - 1) / 2;
  const { kinks, poles } = await findBreaks(sampler, near);
  const steepest = extreme(near.x, near.dy, (a, b) => Math.abs(a) > Math.abs(b));
  return {
    low: extreme(xs, ys, (a, b) => a < b),
    high: extreme(xs, ys, (a, b) => a > b),
    steepest,
    steepestStretch: equalStretch(near, steepest.x, kinks),
    valueAtZero: near.y[middle],
    slopeAtZero: near.dy[middle],
    farSlopes: [far.dy[0], far.dy[far.dy.length - 1]],
    kinks,
    poles,
    falls: fallOf(near),
    lopsided: Math.max(...Array.from(near.y, (y, i) => Math.abs(y + near.y[STEPS - 1 - i]))),
    mean: normalMean(near, (i) => near.y[i]),
    flatShare: normalMean(near, (i) => (isFlat(near.dy[i], FLAT) ? 1 : 0)),
    zeroShare: normalMean(near, (i) => (near.y[i] === 0 ? 1 : 0)),
    zeroStretch: hasZeroStretch(near),
    steepStretch: steepStretch(near, kinks),
    missingShare: normalMean(near, (i) => (Number.isFinite(near.y[i]) ? 0 : 1)),
  };
}

/** One line of the table: what is said, what was measured, and whether they agree. */
export interface PropertyRow {
  readonly name: string;
  readonly claim: string;
  readonly measured: string;
  readonly agrees: boolean;
}

const number = (value: number): string => formatTick(Number(value.toPrecision(4)));
const percent = (share: number): string => `${formatTick(Number((share * 100).toPrecision(2)))} %`;

/** An end of the range, and where it is taken unless that is far out. */
function rangeEnd({ x, y }: Extreme): string {
  return Math.abs(x) === FARTHEST || y === 0 ? number(y) : `${number(y)} (at x = ${number(x)})`;
}

function steepestText({ steepest: { x, y }, steepestStretch: stretch }: Measurement): string {
  const size = number(Math.abs(y));
  if (stretch === undefined) return `${size} at x = ${number(x)}`;
  const [openLeft, openRight] = [stretch[0] <= -NEAR, stretch[1] >= NEAR];
  const [from, to] = stretch.map(number);
  if (openLeft && openRight) return `${size} everywhere`;
  if (openLeft) return `${size} up to x = ${to}`;
  return openRight ? `${size} from x = ${from} on` : `${size} from x = ${from} to ${to}`;
}

/** Where a function falls; what goes on at the end of the measured stretch is not said to begin there. */
function fallText({ from, to, isBroken }: Fall): string {
  if (from <= -NEAR && to >= NEAR) return isBroken ? "in places" : "everywhere";
  if (from <= -NEAR) return `up to x = ${number(to)}`;
  return `from x = ${number(from)} ${to < NEAR ? `to ${number(to)}` : "on"}`;
}

/** The questions that stand before the numbers of the table; the others stand behind them. */
const LEADING = 3;

/** Yes-or-no properties: the catalogue's word, and how a measurement answers. */
const QUESTIONS: readonly {
  readonly id: string;
  readonly name: string;
  /** What the measurement says; some answers can only contradict a claim, not make one. */
  readonly answer: (m: Measurement, claimed: boolean) => boolean;
  readonly because: (m: Measurement) => string;
}[] = [
  {
    id: "zero_centered",
    name: "zero-centred",
    answer: ({ lopsided }) => lopsided < 1e-5,
    because: ({ mean, lopsided }) => {
      const average = `mean output ${Math.abs(mean) < 5e-5 ? "0" : formatFixed(mean)} for normal inputs`;
      return lopsided < 1e-5 ? `f(−x) = −f(x); ${average}` : average;
    },
  },
  {
    id: "monotonic",
    name: "monotonic",
    answer: ({ falls }) => falls === undefined,
    because: ({ falls }) => (falls === undefined ? "never falls" : `falls ${fallText(falls)}`),
  },
  {
    id: "smooth",
    name: "smooth",
    answer: ({ kinks, poles }, claimed) => claimed && kinks.length + poles.length === 0,
    because: ({ kinks, poles }) => {
      const places = (what: string, xs: readonly number[]): string[] =>
        xs.length === 0 ? [] : [`a ${what} at x = ${xs.map(number).join(", ")}`];
      return [...places("jump", kinks), ...places("pole", poles)].join("; ") || "no jump of value or slope";
    },
  },
  {
    id: "bounded",
    name: "bounded",
    answer: ({ low, high }) => Math.max(-low.y, high.y) < FARTHEST / 100,
    because: ({ low, high }) => `${number(low.y)} to ${number(high.y)} for |x| up to 10⁵`,
  },
  {
    id: "saturating",
    name: "saturating",
    answer: ({ farSlopes }) => farSlopes.every((slope) => Math.abs(slope) < 1e-3),
    because: ({ farSlopes }) =>
      `slope ${farSlopes.map((slope) => (slope === 0 ? "0" : formatFixed(slope))).join(" and ")} at x = ∓10⁵`,
  },
  {
    id: "sparse",
    name: "sparse",
    answer: ({ zeroStretch }) => zeroStretch,
    because: ({ zeroShare, zeroStretch }) =>
      zeroStretch ? `exactly 0 for ${percent(zeroShare)} of normal inputs` : "exactly 0 on no stretch",
  },
  {
    id: "identity_at_zero",
    name: "identity near zero",
    answer: ({ valueAtZero, slopeAtZero }) => valueAtZero === 0 && slopeAtZero === 1,
    because: ({ valueAtZero, slopeAtZero }) => `f(0) = ${number(valueAtZero)}, slope ${number(slopeAtZero)}`,
  },
];

/** What is claimed of a function: the catalogue's entry, at default parameters; nothing of a typed formula. */
export type Claims = Pick<ActivationInfo, "range" | "properties">;

function rangeRow({ low, high, missingShare }: Measurement, claims: Claims | undefined): PropertyRow {
  // A single place that is missing, such as a pole, says nothing of a share.
  const missing = missingShare < 0.005 ? "" : `; not a number for ${percent(missingShare)} of normal inputs`;
  const measured = `${rangeEnd(low)} to ${rangeEnd(high)}${missing}`;
  if (claims === undefined) return { name: "range", claim: "", measured, agrees: true };
  const [least, most] = claims.range;
  const within = low.y >= least - 1e-6 * Math.abs(least) && high.y <= most + 1e-6 * Math.abs(most);
  return { name: "range", claim: `${number(least)} to ${number(most)}`, measured, agrees: within };
}

/** How wide the stretch is in which the function passes a gradient on. */
function saturationText({ steepStretch: stretch, flatShare }: Measurement): string {
  const share = flatShare < 1e-6 ? "" : `, which ${percent(flatShare)} of normal inputs miss`;
  if (stretch === undefined) return `slope below ${FLAT} everywhere`;
  const [from, to] = stretch;
  const [openLeft, openRight] = [from <= -NEAR, to >= NEAR];
  if (openLeft && openRight) return `none: slope at least ${FLAT} far out on both sides`;
  if (openLeft || openRight)
    return `one side: slope at least ${FLAT} ${openLeft ? `up to x = ${number(to)}` : `from x = ${number(from)}`}${share}`;
  return `${number(to - from)}: slope at least ${FLAT} from x = ${number(from)} to ${number(to)}${share}`;
}

/**
 * Claims beside what was measured. Claims hold at default parameters only; without `claims` none are made.
 */
export function propertyRows(measured: Measurement, claims: Claims | undefined): PropertyRow[] {
  const fact = (name: string, text: string): PropertyRow => {
    return { name, claim: "", measured: text, agrees: true };
  };
  const answers = QUESTIONS.map(({ id, name, answer, because }): PropertyRow => {
    const claimed = claims?.properties.includes(id);
    return {
      name,
      claim: claimed === undefined ? "" : claimed ? "yes" : "no",
      measured: because(measured),
      agrees: claimed === undefined || claimed === answer(measured, claimed),
    };
  });
  return [
    rangeRow(measured, claims),
    ...answers.slice(0, LEADING),
    fact("saturation width", saturationText(measured)),
    fact("max |f′|", steepestText(measured)),
    fact("f′(0)", number(measured.slopeAtZero)),
    ...answers.slice(LEADING),
  ];
}

/** The largest error over all float32 inputs, as the catalogue states it. */
export function errorText({ max_ulp, derivative_max_ulp }: ActivationInfo): string {
  const text = (ulp: number): string => (ulp === 0 ? "exact" : `at most ${formatTick(ulp)} ULP`);
  return `value ${text(max_ulp)}, slope ${text(derivative_max_ulp)}`;
}
