/** How the gradient of one sample's loss comes about, layer by layer and factor by factor. */

import { Arguments } from "./arguments.js";
import { partIndex } from "./assessment.js";
import type { Inside } from "./insight.js";
import type { Backtrace, ChainFactor, GradientChain, LayerGradient, Parameter } from "./types.js";

/** Arrays of [units] and of [outputs] that `ap_trainer_backtrace` writes for each layer. */
const kUnitParts = 5;
const kOutputParts = 2;

export function readBacktrace(inside: Inside, part: unknown, row: number): Backtrace {
  const { core, handle, layers } = inside;
  const check = new Arguments();
  const index = partIndex(check, part);
  if (index >= 0) {
    const rows = inside.rows[index];
    if (rows > 0) check.whole(row, "row", 0, rows - 1);
    else check.note("part", part, "has no rows", { limit: "a part with rows", suggestion: 'use "train"' });
  }
  check.done();
  const size = layers.reduce(
    (sum, { units, outputs }) => sum + kUnitParts * units + kOutputParts * outputs,
    0,
  );
  return core.withMemory((memory) => {
    const [out, loss] = [memory.reserve(Float32Array, size), memory.reserve(Float64Array, 1)];
    core.call("ap_trainer_backtrace", [handle, index, row, out, size, loss]);
    let at = out;
    const take = (count: number) => {
      const values = memory.take(Float32Array, at, count);
      at += values.byteLength;
      return values;
    };
    return {
      loss: memory.data.getFloat64(loss, true),
      layers: layers.map(({ units, outputs }): LayerGradient => ({
        pre_activation: take(units),
        norm_factor: take(units),
        slope: take(units),
        pre_activation_grad: take(units),
        linear_grad: take(units),
        activation: take(outputs),
        activation_grad: take(outputs),
      })),
    };
  });
}

export function readNextBatch({ core, handle, rows: [most] }: Inside): Int32Array {
  return core.withMemory((memory) => {
    const [rows, count] = [memory.reserve(Int32Array, most), memory.allocate(4)];
    core.call("ap_trainer_next_batch", [handle, rows, most, count]);
    return memory.take(Int32Array, rows, memory.data.getInt32(count, true));
  });
}

/** What each unit of the layer above hands down to one output: its weight times its own gradient. */
function termsFrom(above: LayerGradient, weight: Parameter, output: number): Float64Array {
  const fan_in = weight.shape[1];
  return Float64Array.from(above.linear_grad, (grad, k) => grad * weight.data[k * fan_in + output]);
}

function strongest(terms: Float64Array): number {
  let best = 0;
  for (let k = 1; k < terms.length; k++) if (Math.abs(terms[k]) > Math.abs(terms[best])) best = k;
  return best;
}

/** A layer norm mixes the units of its layer, and so does an activation of whole rows: no single factor leads on. */
function mixes({ norm_factor, slope }: LayerGradient): boolean {
  return Number.isNaN(norm_factor[0]) || Number.isNaN(slope[0]);
}

/** The chain of one unit (0-based) of a layer (1-based), out of a backtrace. Errors: `ArgumentError`. */
export function chainOf(
  { loss, layers }: Backtrace,
  parameters: readonly Parameter[],
  layer: number,
  unit: number,
): GradientChain {
  const check = new Arguments();
  if (check.whole(layer, "layer", 1, layers.length))
    check.whole(unit, "unit", 0, layers[layer - 1].slope.length - 1);
  check.done();
  const weightOf = (l: number) => parameters.find(({ name }) => name === `fc${l}.weight`);
  const factors: ChainFactor[] = [];
  let [at, u] = [layer, unit];
  for (;;) {
    const own = layers[at - 1];
    const place = { layer: at, unit: u };
    if (mixes(own)) {
      if (Number.isNaN(own.norm_factor[0])) {
        factors.push({ kind: "gradient", by: "linear", ...place, value: own.linear_grad[u] });
        break;
      }
      if (own.norm_factor[u] !== 1) factors.push({ kind: "norm", ...place, value: own.norm_factor[u] });
      factors.push({ kind: "gradient", by: "pre_activation", ...place, value: own.pre_activation_grad[u] });
      break;
    }
    if (own.norm_factor[u] !== 1) factors.push({ kind: "norm", ...place, value: own.norm_factor[u] });
    factors.push({ kind: "slope", ...place, value: own.slope[u] });
    const weight = weightOf(at + 1);
    if (weight === undefined) {
      factors.push({ kind: "gradient", by: "activation", ...place, value: own.activation_grad[u] });
      break;
    }
    const to = strongest(termsFrom(layers[at], weight, u));
    factors.push({ kind: "weight", ...place, to, value: weight.data[to * weight.shape[1] + u] });
    [at, u] = [at + 1, to];
  }
  const own = layers[layer - 1];
  const above = weightOf(layer + 1);
  const isMixed = mixes(own);
  return {
    loss,
    gradient: own.linear_grad[unit],
    terms: above === undefined || isMixed ? new Float64Array(0) : termsFrom(layers[layer], above, unit),
    factors,
    product: factors.reduce((product, { value }) => product * value, 1),
  };
}
