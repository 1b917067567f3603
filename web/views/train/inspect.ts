/** Parts of a frame: the weights of each layer, the maps of its units, and one unit in words. */

import { plain } from "../../components/numbers.js";
import type { LayerStats, Parameter } from "../../engine/types.js";
import type { RunSpec } from "../../spec/run-spec.js";
import type { Frame } from "../../worker/types.js";

type Tensor = Pick<Parameter, "name" | "shape">;

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

/** The name of an input: its formula where the RunSpec has one, or x₁, x₂... */
export function inputName(index: number, spec?: RunSpec): string {
  const formula = spec?.data.inputs?.[index];
  if (formula !== undefined)
    return formula.replaceAll(/\bx(\d+)/g, (_name, number: string) => inputName(Number(number) - 1));
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

/** One unit in words: what it computes, and how it fares. `column` 0 is the inputs. */
export function unitWords(
  at: { readonly column: number; readonly unit: number },
  frame: Frame,
  context: {
    readonly spec: RunSpec;
    readonly tensors: readonly Tensor[];
    readonly activationName: (id: string) => string;
  },
): string {
  const { column, unit } = at;
  const { spec, tensors } = context;
  if (column === 0) return `Input ${inputName(unit, spec)}.`;
  const index = column - 1;
  const layer = spec.layers[index];
  const isOutput = column === spec.layers.length;
  const matrices = tensors.filter(({ shape }) => shape.length === 2);
  const [units, fan_in] = matrices[index].shape;
  if (unit >= units) return "";
  const weights = weightsOf(frame, tensors)[index].subarray(unit * fan_in, (unit + 1) * fan_in);
  const bias = tensorsOf(frame, tensors).get(matrices[index].name.replace(/weight$/, "bias"))?.[unit];
  const names = (i: number) => (index === 0 ? inputName(i, spec) : `h${inputName(i).slice(1)}`);
  const name = isOutput ? `Output ${unit + 1}` : `Layer ${column}, unit ${unit + 1}`;
  const sum = sumWords(weights, bias, names);
  const id = layer.activation.id;
  return `${name} = ${id === "linear" ? sum : `${context.activationName(id)}(${sum})`}${fateWords(frame.layers.at(index), unit)}.`;
}

function fateWords(stats: LayerStats | undefined, unit: number): string {
  if (stats?.dead.includes(unit))
    return "; dead: its slope is 0 for every training row, so it cannot learn any more";
  if (stats?.saturated.includes(unit))
    return "; saturated: its slope is nearly 0 for almost every training row";
  return "";
}
