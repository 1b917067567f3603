/** Inputs of a network as formulas of the features of each row. */

import { kInputLimits, readInputs } from "../spec/data-sources.js";
import { show } from "../spec/faults.js";
import { kLayout, kSentenceLength, kStatus, type Pointer } from "./abi.js";
import { Arguments } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import type { Catalog } from "./types.js";

/** Rows in the module's memory. */
export interface PlacedRowsOf {
  readonly features: Pointer;
  readonly n_samples: number;
  readonly n_features: number;
}

/** Notes the first value that is not finite: which input, and at which row. */
function checkFinite(
  check: Arguments,
  values: Float64Array,
  texts: readonly string[],
  path: string,
  features: Float64Array,
): void {
  const bad = values.findIndex((value) => !(Math.abs(value) <= 1e30));
  if (bad < 0) return;
  const [row, input] = [Math.floor(bad / texts.length), bad % texts.length];
  const width = (features.length * texts.length) / values.length;
  const given = Array.from(features.subarray(row * width, row * width + Math.min(width, 4)), (x, j) => {
    return `x${j + 1} = ${Number(x.toPrecision(6))}`;
  });
  const where = `${given.join(", ")}${width > 4 ? " ..." : ""}`;
  check.note(
    `${path}[${input}]`,
    texts[input],
    `${show(texts[input])} is ${values[bad]} in row ${row} (${where})`,
    {
      limit: "finite numbers up to 1e30",
      suggestion: "write a formula that is finite for every row",
    },
  );
}

/**
 * Works out all inputs of rows in the module's memory. Shapes: result [n_samples, texts.length]. A formula that is wrong, or
 * not finite somewhere, is a fault each; the result then has no meaning.
 */
export function placeInputs(
  core: Core,
  memory: Scratch,
  check: Arguments,
  rows: PlacedRowsOf,
  texts: readonly string[],
  path: string,
): Pointer {
  const { features, n_samples, n_features } = rows;
  const size = n_samples * texts.length;
  const out = memory.reserve(Float64Array, size);
  const at = kLayout.ap_formula_error;
  const error = memory.allocate(at.size);
  const before = check.faults.length;
  texts.forEach((text, i) => {
    const bytes = new TextEncoder().encode(text);
    const from = memory.allocate(bytes.length);
    new Uint8Array(memory.data.buffer, from, bytes.length).set(bytes);
    const args = [from, bytes.length, features, n_samples, n_features, out, size, texts.length, i, error];
    const status = core.call("ap_input_compute", args, [kStatus.OK, kStatus.BAD_FORMULA]);
    if (status === kStatus.OK) return;
    const problem = memory.text(error + at.problem, kSentenceLength);
    const suggestion = memory.text(error + at.suggestion, kSentenceLength);
    check.note(`${path}[${i}]`, text, problem, { suggestion });
  });
  if (check.faults.length === before) {
    const values = memory.view(Float64Array, out, size);
    checkFinite(check, values, texts, path, memory.view(Float64Array, features, n_samples * n_features));
  }
  return out;
}

export function computeInputs(
  core: Core,
  catalog: Catalog,
  features: Float64Array,
  n_features: number,
  inputs: readonly string[],
): Float64Array {
  const check = new Arguments();
  const texts = readInputs(check, { inputs }, "");
  const haveWidth = check.whole(n_features, "n_features", 1, catalog.limits.features);
  if (!(features instanceof Float64Array)) {
    const limit = "a Float64Array";
    check.note("features", features, `${show(features)} is not ${limit}`, {
      limit,
      suggestion: `give ${limit}`,
    });
  } else if (haveWidth) {
    const rowLimit = Math.floor(catalog.limits.elements / Math.max(kInputLimits.inputs, n_features));
    const limit = `whole rows of ${n_features} features, at most ${rowLimit}`;
    if (features.length % n_features !== 0 || features.length > rowLimit * n_features) {
      const problem = `${features.length} numbers are not ${limit}`;
      check.note("features", features, problem, { limit, suggestion: `give ${limit}` });
    }
  }
  check.done();
  if (texts === null || texts === undefined) return features.slice();
  return core.withMemory((memory) => {
    const n_samples = features.length / n_features;
    const rows = { features: memory.place(features), n_samples, n_features };
    const out = placeInputs(core, memory, check, rows, texts, "inputs");
    check.done();
    return memory.take(Float64Array, out, n_samples * texts.length);
  });
}
