/** Looks inside a run in the module: every layer's values, and how its units fare. */

import { kHistogramBins, kLayout, type Pointer } from "./abi.js";
import { Arguments } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import type { Catalog, Histogram, LayerStats, LayerTrace } from "./types.js";
import type { TrainerHandle } from "./trainer.js";

/** The sizes of one layer. */
export interface LayerShape {
  readonly fan_in: number;
  readonly units: number;
  readonly outputs: number;
}

/** A run that is alive. */
export interface Inside {
  readonly core: Core;
  readonly catalog: Catalog;
  readonly handle: TrainerHandle;
  readonly layers: readonly LayerShape[];
  /** Of the training and the test part. */
  readonly rows: readonly [number, number];
}

export function readLayers(core: Core, catalog: Catalog, handle: TrainerHandle): LayerShape[] {
  const at = kLayout.ap_layer_shape;
  return core.withMemory((memory) => {
    const out = memory.allocate(catalog.limits.layers * at.size);
    const count = memory.allocate(4);
    core.call("ap_trainer_layers", [handle, out, catalog.limits.layers, count]);
    const view = memory.data;
    return Array.from({ length: view.getInt32(count, true) }, (_, i) => {
      const read = (offset: number) => view.getInt32(out + i * at.size + offset, true);
      return { fan_in: read(at.fan_in), units: read(at.units), outputs: read(at.outputs) };
    });
  });
}

/** How many rows of features these are, `least` or more; each may cost `width` numbers. Errors: `ArgumentError`. */
export function countRows(
  { catalog: { limits }, layers }: Pick<Inside, "catalog" | "layers">,
  features: Float32Array,
  width: number,
  least = 0,
): number {
  const { fan_in } = layers[0];
  const most = Math.min(limits.samples, Math.floor(limits.elements / Math.max(fan_in, width)));
  const check = new Arguments();
  if (check.rows(features, "features", fan_in, most) && features.length < least * fan_in) {
    const limit = `at least ${least * fan_in} numbers`;
    check.note("features", features, "there is no row", { limit, suggestion: `give ${limit}` });
  }
  check.done();
  return features.length / fan_in;
}

export function readTrace(inside: Inside, features: Float32Array): LayerTrace[] {
  const { core, handle, layers } = inside;
  const width = layers.reduce((sum, { units, outputs }) => sum + units + outputs, 0);
  const rows = countRows(inside, features, width);
  return core.withMemory((memory) => {
    const size = width * rows;
    const [from, out] = [memory.place(features), memory.reserve(Float32Array, size)];
    core.call("ap_trainer_trace", [handle, from, rows, out, size]);
    let at = out;
    const take = (units: number) => {
      const matrix = memory.take(Float32Array, at, units * rows);
      at += matrix.byteLength;
      return matrix;
    };
    return layers.map(({ units, outputs }) => {
      const pre_activation = take(units);
      return { units, outputs, rows, pre_activation, activation: take(outputs) };
    });
  });
}

/** What `unit_states` of `ap_trainer_layer_stats` says. */
const kDead = 1;
const kSaturated = 2;

export function readLayerStats(inside: Inside, features: Float32Array | undefined): LayerStats[] {
  const { core, handle, layers } = inside;
  const rows = features === undefined ? 0 : countRows(inside, features, 1, 1);
  const units = layers.reduce((sum, layer) => sum + layer.units, 0);
  return core.withMemory((memory) => {
    const from = features === undefined ? 0 : memory.place(features);
    const out = memory.allocate(layers.length * kLayout.ap_layer_stats.size);
    const places = memory.reserve(Int32Array, units);
    core.call("ap_trainer_layer_stats", [handle, from, rows, out, layers.length, places, units]);
    const states = memory.take(Int32Array, places, units);
    let first = 0;
    return layers.map((layer, i) => {
      const own = states.subarray(first, first + layer.units);
      first += layer.units;
      return {
        units: layer.units,
        dead: unitsIn(own, kDead),
        saturated: unitsIn(own, kSaturated),
        ...toStats(memory, out + i * kLayout.ap_layer_stats.size),
      };
    });
  });
}

function unitsIn(states: Int32Array, state: number): number[] {
  return Array.from(states.keys()).filter((unit) => states[unit] === state);
}

function toStats(memory: Scratch, place: Pointer): Omit<LayerStats, "units" | "dead" | "saturated"> {
  const at = kLayout.ap_layer_stats;
  const read = (offset: number) => memory.data.getFloat64(place + offset, true);
  const histogram = (low: number, high: number, counts: number): Histogram => ({
    low: read(low),
    high: read(high),
    counts: memory.take(Int32Array, place + counts, kHistogramBins),
  });
  return {
    gradient_norm: read(at.gradient_norm),
    weight_norm: read(at.weight_norm),
    update_ratio: read(at.update_ratio),
    pre_activation: histogram(at.pre_activation_low, at.pre_activation_high, at.pre_activation_counts),
    activation: histogram(at.activation_low, at.activation_high, at.activation_counts),
  };
}
