/** How good a run's answers are, and the one map that a linear network is. */

import { show } from "../spec/faults.js";
import { suggestName } from "../spec/suggest.js";
import { kCalibrationBins, kLayout } from "./abi.js";
import { Arguments } from "./arguments.js";
import { countRows, type Inside } from "./insight.js";
import type { Assessment, LinearMap } from "./types.js";

/** Parts of the rows, as the boundary counts them. */
const kParts: readonly string[] = ["train", "test"];

/** The number of a part on the boundary, or -1 with a note. */
export function partIndex(check: Arguments, part: unknown, path = "part"): number {
  const index = kParts.indexOf(part as string);
  if (index === -1) {
    check.note(path, part, `there is no part ${show(part)}`, {
      limit: kParts.join(", "),
      suggestion: suggestName(part, kParts),
    });
  }
  return index;
}

export function readAssessment({ core, handle }: Inside, outputs: number, part: unknown): Assessment {
  const check = new Arguments();
  const index = partIndex(check, part);
  check.done();
  const at = kLayout.ap_assessment;
  return core.withMemory((memory) => {
    const out = memory.allocate(at.size);
    // A single output tells two classes apart.
    const capacity = Math.max(2, outputs) ** 2;
    const confusion = memory.reserve(Int32Array, capacity);
    core.call("ap_trainer_assess", [handle, index, out, confusion, capacity]);
    const double = (offset: number) => memory.data.getFloat64(out + offset, true);
    const int = (offset: number) => memory.data.getInt32(out + offset, true);
    const bins = Array.from({ length: kCalibrationBins }, (_, i) => ({
      count: int(at.bin_counts + 4 * i),
      confidence: double(at.bin_confidence + 8 * i),
      accuracy: double(at.bin_accuracy + 8 * i),
    }));
    const classes = int(at.classes);
    return {
      rows: int(at.rows),
      loss: double(at.loss),
      accuracy: double(at.accuracy),
      r_squared: double(at.r_squared),
      classes,
      confusion: memory.take(Int32Array, confusion, classes ** 2),
      calibration:
        int(at.is_calibrated) === 0 ? undefined : { bins, expected_error: double(at.expected_error) },
    };
  });
}

export function readLinearMap(
  inside: Inside,
  outputs: number,
  features: Float32Array | undefined,
): LinearMap | undefined {
  const { core, handle, layers } = inside;
  const rows = features === undefined ? 0 : countRows(inside, features, 1, 1);
  const size = outputs * layers[0].fan_in;
  return core.withMemory((memory) => {
    const from = features === undefined ? 0 : memory.place(features);
    const [weight, bias] = [memory.reserve(Float64Array, size), memory.reserve(Float64Array, outputs)];
    const [difference, linear] = [memory.reserve(Float64Array, 1), memory.reserve(Int32Array, 1)];
    core.call("ap_trainer_collapse", [handle, from, rows, weight, size, bias, outputs, difference, linear]);
    if (memory.data.getInt32(linear, true) === 0) return undefined;
    return {
      weight: memory.take(Float64Array, weight, size),
      bias: memory.take(Float64Array, bias, outputs),
      largest_difference: memory.data.getFloat64(difference, true),
    };
  });
}
