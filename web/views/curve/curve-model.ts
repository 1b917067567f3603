/** The curve view's dealings with the engine: one drawing and one probe at a time, newest wins. */

import type { Asymptote, CurveJump } from "../../charts/curve-types.js";
import { niceTicks } from "../../charts/scale.js";
import { FORMULA } from "../../components/formula-id.js";
import type { ActivationParams, ActivationSample, Curve, TimePerElement } from "../../engine/types.js";
import type { EngineClient, FormulaClient } from "../../worker/types.js";
import { formulaGlyph, formulaValues } from "../formula-text.js";
import type { CurveState } from "./curve-state.js";
import { measure, type Measurement } from "./measure.js";
import { printTensor } from "./print-tensor.js";
import {
  drawCurve,
  findAsymptotes,
  type CurveSample,
  type DrawnCurve,
  type Sample,
  type Sampler,
} from "./sampling.js";

/** Who evaluates: the engine, and the reader's formula once it could be read. */
export interface Source {
  readonly client: EngineClient;
  readonly formula: FormulaClient | undefined;
}

/** One curve of the picture. */
export interface NamedCurve {
  readonly id: string;
  readonly curve: DrawnCurve;
  /** Round places on the axis, for the table. */
  readonly table: CurveSample;
}

/** Everything the picture of one state shows. */
export interface Drawing extends NamedCurve {
  readonly state: CurveState;
  readonly asymptotes: readonly Asymptote[];
  /** The functions beside it. */
  readonly others: readonly NamedCurve[];
  /** The little curve of the reader's formula; empty when there is none. */
  readonly formulaGlyph: string;
}

/** What does not depend on the axis. */
export interface Facts {
  readonly measured: Measurement;
  /** What PyTorch prints for the inputs. */
  readonly printed: string;
}

/** What one element costs when few are computed at a time, and when many are. */
export interface Times {
  readonly few: TimePerElement;
  readonly many: TimePerElement;
}

/** How many elements that is: a batch's layer in the cache, and more than the cache holds. */
export const FEW = 4096;
export const MANY = 2 ** 20;

/** A function at the probe. */
export interface Reading {
  readonly id: string;
  readonly value: number;
  readonly slope: number;
  readonly second: number;
}

/** The function and those beside it at the probe, in the order of the state. */
export interface Readings {
  readonly x: number;
  readonly all: readonly Reading[];
}

/** The ways to evaluate one function with its parameters. */
interface Evaluator {
  readonly sample: (x: Float32Array) => Promise<ActivationSample>;
  readonly curve: (x: Float64Array) => Promise<Curve>;
  readonly time: (elements: number) => Promise<TimePerElement>;
}

/** Parameters of one of the state's functions. */
function paramsOf(state: CurveState, id: string): ActivationParams {
  return id === state.id ? state.params : (state.otherParams[id] ?? {});
}

function evaluatorOf({ client, formula }: Source, state: CurveState, id: string): Evaluator {
  if (id !== FORMULA) {
    const params = paramsOf(state, id);
    return {
      sample: (x) => client.activation(id, x, params),
      curve: (x) => client.activationCurve(id, x, params),
      time: (elements) => client.activationTime(id, elements, params),
    };
  }
  if (formula === undefined) throw new Error("There is no formula yet; type one.");
  const params = formulaValues(formula.params, state.formulaParams);
  return {
    sample: (x) => formula.sample(x, params),
    curve: (x) => formula.curve(x, params),
    time: (elements) => formula.time(elements, params),
  };
}

/** Samples a function of the state in single precision, as a network does. */
export function samplerOf(source: Source, state: CurveState, id: string): Sampler {
  const { sample } = evaluatorOf(source, state, id);
  return async (x): Promise<Sample> => ({ x, ...(await sample(x)) });
}

/** Samples its curve: single-precision places, double-precision values. */
function curveSamplerOf(source: Source, state: CurveState, id: string): Sampler<CurveSample> {
  const { curve } = evaluatorOf(source, state, id);
  return async (x) => ({ x, ...(await curve(Float64Array.from(x))) });
}

/** The picture of a state. */
export async function draw(source: Source, state: CurveState, count: number): Promise<Drawing> {
  const [first, asymptotes, others, glyph] = await Promise.all([
    drawOne(source, state, state.id, count),
    findAsymptotes(curveSamplerOf(source, state, state.id)),
    Promise.all(shownBeside(source, state).map((id) => drawOne(source, state, id, count))),
    source.formula ? formulaGlyph(source.formula, state.formulaParams) : "",
  ]);
  return { ...first, state, asymptotes, others, formulaGlyph: glyph };
}

async function drawOne(source: Source, state: CurveState, id: string, count: number): Promise<NamedCurve> {
  const sampler = curveSamplerOf(source, state, id);
  const [curve, table] = await Promise.all([
    drawCurve(sampler, state.domain, count),
    sampler(Float32Array.from(niceTicks(state.domain, 13))),
  ]);
  return { id, curve, table };
}

/** The functions beside the first; a formula that could not be read has no curve. */
function shownBeside({ formula }: Source, { others }: CurveState): readonly string[] {
  return others.filter((id) => id !== FORMULA || formula !== undefined);
}

/** What is measured and printed of a state's function. */
export async function findFacts(source: Source, state: CurveState): Promise<Facts> {
  const sampler = samplerOf(source, state, state.id);
  const example = await sampler(Float32Array.from(state.inputs));
  return { measured: await measure(sampler), printed: printTensor(example.y) };
}

/** What the state's function costs on this device. */
export async function findTimes(source: Source, state: CurveState): Promise<Times> {
  const { time } = evaluatorOf(source, state, state.id);
  return { few: await time(FEW), many: await time(MANY) };
}

/** Values and derivatives at the probe, which stands on a single-precision number as a network's inputs do. */
export async function read(source: Source, state: CurveState): Promise<Readings> {
  const x = Float64Array.of(Math.fround(state.x));
  const all = await Promise.all(
    [state.id, ...shownBeside(source, state)].map(async (id) => {
      const { y, dy, d2y } = await evaluatorOf(source, state, id).curve(x);
      return { id, value: y[0], slope: dy[0], second: d2y[0] };
    }),
  );
  return { x: state.x, all };
}

/** What jumps at x, when something does. */
export interface JumpsAt {
  readonly value: CurveJump | undefined;
  readonly slope: CurveJump | undefined;
  readonly second: CurveJump | undefined;
}

/** The jumps of value, slope and second derivative at x. */
export function jumpsAt({ curve }: NamedCurve, x: number): JumpsAt {
  const here = (jump: CurveJump): boolean => jump.x === Math.fround(x) || jump.x === x;
  return {
    value: curve.value.jumps.find(here),
    slope: curve.slope.jumps.find(here),
    second: curve.second.jumps.find(here),
  };
}

/**
 * Runs the newest of the tasks given to it: one at a time, and of those that wait only the last.
 * Errors: a task's error goes to `onError`.
 */
export class NewestWins {
  #running = false;
  #next: (() => Promise<void>) | undefined;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  run(task: () => Promise<void>): void {
    this.#next = task;
    if (!this.#running) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#next !== undefined) {
      const task = this.#next;
      this.#next = undefined;
      try {
        await task();
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#running = false;
  }
}
