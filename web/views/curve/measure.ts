/** What can be measured of a function by evaluating it: its claims, checked on this device. */

import type { ActivationInfo } from "../../engine/types.js";
import { formatFixed, formatTick } from "../../charts/format.js";
import { evenGrid, findKinks, isFlat, type Sample, type Sampler } from "./sampling.js";

/** How far out the function is followed. */
const FARTHEST = 1e5;
/** The stretch that is walked in small steps. */
const NEAR = 10;
const STEPS = 4001;
/** A slope this small passes next to nothing on. */
export const FLAT = 0.01;

/** Extremes and averages of a function. */
export interface Measurement {
  /** Smallest and largest value for |x| <= 10^5, and where. */
  readonly low: Extreme;
  readonly high: Extreme;
  /** Steepest place for |x| <= 10. */
  readonly steepest: Extreme;
  readonly valueAtZero: number;
  readonly slopeAtZero: number;
  /** Slopes at -10^5 and 10^5. */
  readonly farSlopes: readonly [number, number];
  /** Where value or slope jumps, for |x| < 10. */
  readonly kinks: readonly number[];
  /** Ends of the stretch on which it falls, when it does. */
  readonly falls: readonly [number, number] | undefined;
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
}

export interface Extreme {
  readonly x: number;
  readonly y: number;
}

function extreme(xs: Float32Array, ys: Float32Array, better: (a: number, b: number) => boolean): Extreme {
  let best = 0;
  for (let i = 1; i < xs.length; i++) {
    const tie = ys[i] === ys[best] && Math.abs(xs[i]) < Math.abs(xs[best]);
    if (tie || better(ys[i], ys[best])) best = i;
  }
  return { x: xs[best], y: ys[best] };
}

/** Share of the normal distribution that the condition picks, by the midpoints of the near grid. */
function normalMean({ x }: Sample, of: (i: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < x.length; i++) {
    const weight = Math.exp((-x[i] * x[i]) / 2);
    sum += weight * of(i);
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

function fallingStretch({ x, y }: Sample): readonly [number, number] | undefined {
  let from: number | undefined;
  let to = 0;
  for (let i = 1; i < x.length; i++) {
    if (y[i] >= y[i - 1] - ROUNDING * Math.abs(y[i])) continue;
    from ??= x[i - 1];
    to = x[i];
  }
  return from === undefined ? undefined : [from, to];
}

/** Measures a function on 4001 points around zero and on powers of ten far out. */
export async function measure(sampler: Sampler): Promise<Measurement> {
  const powers = [1, 2, 3, 4, 5].map((power) => 10 ** power);
  const far = await sampler(Float32Array.from([...powers.map((x) => -x).reverse(), ...powers]));
  const near = await sampler(evenGrid([-NEAR, NEAR], STEPS));
  const xs = Float32Array.of(...far.x, ...near.x);
  const ys = Float32Array.of(...far.y, ...near.y);
  const middle = (STEPS - 1) / 2;
  return {
    low: extreme(xs, ys, (a, b) => a < b),
    high: extreme(xs, ys, (a, b) => a > b),
    steepest: extreme(near.x, near.dy, (a, b) => Math.abs(a) > Math.abs(b)),
    valueAtZero: near.y[middle],
    slopeAtZero: near.dy[middle],
    farSlopes: [far.dy[0], far.dy[far.dy.length - 1]],
    kinks: await findKinks(sampler, near),
    falls: fallingStretch(near),
    lopsided: Math.max(...near.y.map((y, i) => Math.abs(y + near.y[STEPS - 1 - i]))),
    mean: normalMean(near, (i) => near.y[i]),
    flatShare: normalMean(near, (i) => (isFlat(near.dy[i], FLAT) ? 1 : 0)),
    zeroShare: normalMean(near, (i) => (near.y[i] === 0 ? 1 : 0)),
    zeroStretch: hasZeroStretch(near),
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

function place({ x, y }: Extreme): string {
  return Math.abs(x) === FARTHEST ? number(y) : `${number(y)} at x = ${number(x)}`;
}

/** Yes-or-no properties: the catalogue's word, and how a measurement answers. */
const QUESTIONS: readonly {
  readonly id: string;
  readonly name: string;
  /** What the measurement says; some answers can only contradict a claim, not make one. */
  readonly answer: (m: Measurement, claimed: boolean) => boolean;
  readonly because: (m: Measurement) => string;
}[] = [
  {
    id: "smooth",
    name: "smooth",
    answer: ({ kinks }, claimed) => claimed && kinks.length === 0,
    because: ({ kinks }) =>
      kinks.length === 0 ? "no jump of value or slope" : `a jump at x = ${kinks.map(number).join(", ")}`,
  },
  {
    id: "monotonic",
    name: "monotonic",
    answer: ({ falls }) => falls === undefined,
    because: ({ falls }) =>
      falls === undefined ? "never falls" : `falls from x = ${number(falls[0])} to ${number(falls[1])}`,
  },
  {
    id: "bounded",
    name: "bounded",
    answer: ({ low, high }) => Math.max(-low.y, high.y) < FARTHEST / 100,
    because: ({ low, high }) => `${number(low.y)} to ${number(high.y)} for |x| up to 10⁵`,
  },
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

/**
 * The catalogue's claims beside what was measured. Claims hold at default parameters only, so they are left out when
 * `atDefaults` is false.
 */
export function propertyRows(
  info: ActivationInfo,
  measured: Measurement,
  atDefaults: boolean,
): PropertyRow[] {
  const [low, high] = info.range;
  const within =
    measured.low.y >= low - 1e-6 * Math.abs(low) && measured.high.y <= high + 1e-6 * Math.abs(high);
  const rows: PropertyRow[] = [
    {
      name: "values",
      claim: atDefaults
        ? `${formatTick(Number(low.toPrecision(4)))} to ${formatTick(Number(high.toPrecision(4)))}`
        : "",
      measured: `${place(measured.low)} to ${place(measured.high)}`,
      agrees: !atDefaults || within,
    },
  ];
  for (const { id, name, answer, because } of QUESTIONS) {
    const claimed = info.properties.includes(id);
    rows.push({
      name,
      claim: atDefaults ? (claimed ? "yes" : "no") : "",
      measured: because(measured),
      agrees: !atDefaults || claimed === answer(measured, claimed),
    });
  }
  rows.push(
    { name: "largest slope", claim: "", measured: place(measured.steepest), agrees: true },
    { name: "slope at 0", claim: "", measured: number(measured.slopeAtZero), agrees: true },
    {
      name: "flat",
      claim: "",
      measured: `slope below ${FLAT} for ${percent(measured.flatShare)} of normal inputs`,
      agrees: true,
    },
  );
  return rows;
}

/** The largest error over all float32 inputs, as the catalogue states it. */
export function errorText({ max_ulp, derivative_max_ulp }: ActivationInfo): string {
  const text = (ulp: number): string => (ulp === 0 ? "exact" : `at most ${formatTick(ulp)} ULP`);
  return `value ${text(max_ulp)}, slope ${text(derivative_max_ulp)}`;
}
