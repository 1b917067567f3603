/** Parts of a frame: the weights of each layer, the maps of its units, and one unit in words. */

import { plain } from "../../components/numbers.js";
import type { Edit, LayerStats } from "../../engine/types.js";
import { kFormula } from "../../spec/fields.js";
import type { LayerSpec, RunSpec } from "../../spec/run-spec.js";
import type { Frame } from "../../worker/types.js";
import type { Tensor } from "./player-types.js";

const length = ({ shape }: Tensor) => shape.reduce((product, size) => product * size, 1);

/** The tensors of a frame by name; views, not copies. */
export function tensorsOf(
  { parameters }: Frame,
  tensors: readonly Tensor[],
): ReadonlyMap<string, Float32Array> {
  let at = 0;
  return new Map(
    tensors.map((tensor) => {
      const from = at;
      at += length(tensor);
      return [tensor.name, parameters.subarray(from, at)];
    }),
  );
}

/** The weight matrices from the first layer to the last. Shapes: [fan_out, fan_in]. */
export function weightsOf(frame: Frame, tensors: readonly Tensor[]): Float32Array[] {
  const all = tensorsOf(frame, tensors);
  return tensors
    .filter(({ shape }) => shape.length === 2)
    .map(({ name }) => all.get(name) ?? new Float32Array(0));
}

/** The activations of each layer at the cells of a unit's map. Shapes: [outputs, cells]. */
export function mapsOf({ activations }: Frame, outputs: readonly number[], cells: number): Float32Array[] {
  let at = 0;
  return outputs.map((count) => {
    const from = at;
    at += count * cells;
    return activations.subarray(from, at);
  });
}

/** The inputs as maps of units: each feature at the cells. Shapes: grid [cells, n_features] -> [n_features, cells]. */
export function inputMaps(grid: Float32Array, n_features: number): Float32Array {
  const cells = grid.length / n_features;
  return Float32Array.from(
    { length: grid.length },
    (_, i) => grid[(i % cells) * n_features + Math.floor(i / cells)],
  );
}

const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** The name of an input: its formula where the RunSpec has one, its column's in a table, or x₁, x₂... */
export function inputName(index: number, spec?: RunSpec, columns?: readonly string[]): string {
  const formula = spec?.data.inputs?.[index];
  if (formula !== undefined)
    return formula.replaceAll(/\bx(\d+)/g, (_name, number: string) => inputName(Number(number) - 1));
  const column = columns?.at(index);
  if (column !== undefined) return column;
  return `x${String(index + 1).replaceAll(/\d/g, (digit) => subscripts[Number(digit)])}`;
}

/** So many terms can be read in one line. */
const kMostTerms = 4;

function sumWords(weights: Float32Array, bias: number | undefined, names: (index: number) => string): string {
  const term = (value: number, name: string, first: boolean) => {
    const size = `${plain(Math.abs(value), 3)}${name === "" ? "" : ` ${name}`}`;
    if (first) return value < 0 ? `−${size}` : size;
    return `${value < 0 ? "−" : "+"} ${size}`;
  };
  if (weights.length > kMostTerms) {
    const [low, high] = [Math.min(...weights), Math.max(...weights)];
    const rest = bias === undefined ? "" : ` ${term(bias, "", false)}`;
    return `sum of ${weights.length} inputs, weights from ${plain(low, 3)} to ${plain(high, 3)},${rest}`;
  }
  const terms = Array.from(weights, (weight, i) => term(weight, names(i), i === 0));
  return [...terms, ...(bias === undefined ? [] : [term(bias, "", false)])].join(" ");
}

/** What the words about a unit are made of. */
export interface UnitContext {
  readonly spec: RunSpec;
  readonly tensors: readonly Tensor[];
  /** Of the features, where they have names. */
  readonly columns: readonly string[] | undefined;
  /** Of an activation of the catalogue. */
  readonly activationName: (id: string) => string;
}

/** What a layer's function makes of a unit's sums: one, or two for GLU. */
function functionWords(
  { activation, norm }: LayerSpec,
  sums: readonly string[],
  { activationName }: UnitContext,
): string {
  const normed = sums.map((sum) =>
    norm === undefined || norm.id === "none" ? sum : `${norm.id.replaceAll("_", " ")} of (${sum})`,
  );
  if (activation.id === "linear") return normed[0];
  if (activation.id === kFormula) return `${activation[kFormula]} with x = ${normed[0]}`;
  return `${activationName(activation.id)}(${normed.join("; gate ")})`;
}

/** One unit in words: what it computes, and how it fares. `column` 0 is the inputs. */
export function unitWords(
  at: { readonly column: number; readonly unit: number },
  frame: Frame,
  context: UnitContext,
): string {
  const { column, unit } = at;
  const { spec, tensors, columns } = context;
  if (column === 0) return `Input ${inputName(unit, spec, columns)}.`;
  const index = column - 1;
  const layer = spec.layers[index];
  const matrices = tensors.filter(({ shape }) => shape.length === 2);
  const [units, fan_in] = matrices[index].shape;
  // GLU makes one output of two sums, the second one from the layer's second half.
  const rows = layer.activation.id === "glu" ? [unit, unit + units / 2] : [unit];
  if (rows.some((row) => row >= units)) return "";
  const weights = weightsOf(frame, tensors)[index];
  const bias = tensorsOf(frame, tensors).get(matrices[index].name.replace(/weight$/, "bias"));
  const names = (i: number) => (index === 0 ? inputName(i, spec, columns) : `h${inputName(i).slice(1)}`);
  const sums = rows.map((row) =>
    sumWords(weights.subarray(row * fan_in, (row + 1) * fan_in), bias?.[row], names),
  );
  const name = column === spec.layers.length ? `Output ${unit + 1}` : `Layer ${column}, unit ${unit + 1}`;
  return `${name} = ${functionWords(layer, sums, context)}${fateWords(frame.layers.at(index), unit)}.`;
}

/** Whether a unit is silenced, after the changes so far. `layer` is 1-based, as in fc1. */
export function isSilenced(made: readonly Edit[], layer: number, unit: number): boolean {
  const last = made.findLast((edit) => edit.kind === "ablate" && edit.layer === layer && edit.unit === unit);
  return last?.kind === "ablate" && last.ablated;
}

function fateWords(stats: LayerStats | undefined, unit: number): string {
  if (stats?.dead.includes(unit))
    return "; dead: its slope is 0 for every training row, so it cannot learn any more";
  if (stats?.saturated.includes(unit))
    return "; saturated: its slope is nearly 0 for almost every training row";
  return "";
}
