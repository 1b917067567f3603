/** The programs beside the functions against what PyTorch and NumPy printed for those very programs. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { SoftmaxOptions } from "../../../web/engine/types.js";
import { infoOf } from "../../../web/views/curve/curve-state.js";
import { printTensor } from "../../../web/views/curve/print-tensor.js";
import { sampleCases, type SampleCase } from "../../support/sample-cases.js";
import { engines } from "../engine/modules.js";

interface RecordedCase extends SampleCase {
  readonly printed: string;
  readonly y: readonly number[];
}

const path = new URL("../../fixtures/samples.json", import.meta.url);
const recorded = (JSON.parse(readFileSync(path, "utf8")) as { cases: RecordedCase[] }).cases;
const engine = engines.simd;

/** What the page shows. */
function ours({ id, params, inputs }: SampleCase): Float32Array {
  const x = Float32Array.from(inputs);
  if (!infoOf(engine.catalog, id).rowwise) return engine.activation(id, x, params).y;
  const kind = id as SoftmaxOptions["kind"];
  const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Number(value)]));
  return engine.softmax(x, { ...given, rows: 1, cols: x.length, kind });
}

const named = recorded.map((each) => ({
  ...each,
  name: `${each.language} ${each.id} ${JSON.stringify(each.params)} at ${each.inputs.join(", ")}`,
}));

describe("the recorded programs", () => {
  it("are those of every function as it stands; record-samples.mjs writes them anew", () => {
    const texts = ({ language, id, text }: SampleCase): string => `${language} ${id}\n${text}`;
    expect(recorded.map(texts)).toEqual(sampleCases(engine.catalog).map(texts));
  });

  // A naive formula in single precision loses a few steps of the largest number in it.
  it.each(named)("give the numbers of the page: $name", (each) => {
    const values = ours(each);
    expect(each.y).toHaveLength(values.length);
    const off = each.y.filter((y, i) => !(Math.abs(y - values[i]) <= 4e-7 * Math.max(1, Math.abs(y))));
    expect(off).toEqual([]);
  });

  // In its tails PyTorch itself is off by more than a printed digit: there its own numbers are printed.
  it.each(named.filter(({ language }) => language === "pytorch"))("print what it shows: $name", (each) => {
    const isExample = String(each.inputs) === String(infoOf(engine.catalog, each.id).example);
    expect(printTensor(isExample ? ours(each) : Float32Array.from(each.y))).toBe(each.printed);
  });
});
