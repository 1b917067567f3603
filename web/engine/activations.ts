/** Activation functions: elementwise ones with their derivative, and the softmax family row by row. */

import { Arguments, unknownActivation } from "./arguments.js";
import type { Pointer } from "./abi.js";
import type { Core } from "./core.js";
import { kMostTimed, timeSample } from "./timing.js";
import type {
  ActivationParams,
  ActivationSample,
  Catalog,
  Curve,
  SoftmaxOptions,
  TimePerElement,
} from "./types.js";

/** The place of an activation in the catalogue, which is its number on the boundary; notes a fault when there is none. */
function indexOf(catalog: Catalog, id: unknown, path: string, rowwise: boolean, check: Arguments): number {
  const index = catalog.activations.findIndex((info) => info.id === id && info.rowwise === rowwise);
  if (index < 0) check.faults.push(unknownActivation(path, id, catalog.activations, rowwise));
  return index;
}

export function sampleActivation(
  core: Core,
  catalog: Catalog,
  id: string,
  x: Float32Array,
  params: ActivationParams | undefined,
): ActivationSample {
  const check = new Arguments();
  const index = indexOf(catalog, id, "id", false, check);
  check.floats(x, "x", catalog.limits.elements);
  const values = index < 0 ? [] : check.params(params, "params", catalog.activations[index].params);
  check.done();

  return core.withMemory((memory) => {
    const n = x.length;
    const [from, y, dy] = [memory.place(x), memory.reserve(Float32Array, n), memory.reserve(Float32Array, n)];
    core.call("ap_activation_sample", [
      index,
      memory.place(Float32Array.from(values)),
      values.length,
      from,
      n,
      y,
      dy,
    ]);
    return { y: memory.take(Float32Array, y, n), dy: memory.take(Float32Array, dy, n) };
  });
}

export function activationCurve(
  core: Core,
  catalog: Catalog,
  id: string,
  x: Float64Array,
  params: ActivationParams | undefined,
): Curve {
  const check = new Arguments();
  const index = indexOf(catalog, id, "id", false, check);
  check.doubles(x, "x", catalog.limits.elements);
  const values = index < 0 ? [] : check.params(params, "params", catalog.activations[index].params);
  check.done();

  return core.withMemory((memory) => {
    const n = x.length;
    const placed = memory.place(Float32Array.from(values));
    const from = memory.place(x);
    const [y, dy, d2y] = [0, 1, 2].map(() => memory.reserve(Float64Array, n));
    core.call("ap_activation_curve", [index, placed, values.length, from, n, y, dy, d2y]);
    const take = (at: Pointer) => memory.take(Float64Array, at, n);
    return { y: take(y), dy: take(dy), d2y: take(d2y) };
  });
}

export function timeActivation(
  core: Core,
  catalog: Catalog,
  id: string,
  elements: number,
  params: ActivationParams | undefined,
): TimePerElement {
  const check = new Arguments();
  const index = indexOf(catalog, id, "id", false, check);
  check.whole(elements, "elements", 1, kMostTimed);
  const values = index < 0 ? [] : check.params(params, "params", catalog.activations[index].params);
  check.done();

  return core.withMemory((memory) => {
    const placed = memory.place(Float32Array.from(values));
    return timeSample(core, elements, (x, y, dy) => {
      core.call("ap_activation_sample", [index, placed, values.length, x, elements, y, dy]);
    });
  });
}

export function softmaxRows(
  core: Core,
  catalog: Catalog,
  logits: Float32Array,
  options: SoftmaxOptions,
): Float32Array {
  const check = new Arguments();
  const given = check.options(options, "options", ["rows", "cols", "kind", "temperature"]);
  const { rows, cols, kind = "softmax", temperature } = given;
  const areFloats = check.floats(logits, "logits", catalog.limits.elements);
  const haveRows = check.whole(rows, "rows", 0, catalog.limits.elements);
  const haveCols = check.whole(cols, "cols", 1, catalog.limits.elements);
  if (areFloats && haveRows && haveCols && rows * cols !== logits.length) {
    check.note(
      "logits",
      logits,
      `${rows} rows of ${cols} are ${rows * cols} numbers, and there are ${logits.length}`,
      {
        limit: `${rows * cols} numbers`,
        suggestion: "make rows * cols the length of logits",
      },
    );
  }
  const index = indexOf(catalog, kind, "kind", true, check);
  const asked = temperature === undefined ? {} : { temperature };
  const values = index < 0 ? [] : check.params(asked, "", catalog.activations[index].params);
  check.done();

  return core.withMemory((memory) => {
    const n = logits.length / catalog.activations[index].row_divisor;
    const [from, out] = [memory.place(logits), memory.reserve(Float32Array, n)];
    const params = memory.place(Float32Array.from(values));
    core.call("ap_activation_rows", [index, params, values.length, from, Number(rows), Number(cols), out, n]);
    return memory.take(Float32Array, out, n);
  });
}
