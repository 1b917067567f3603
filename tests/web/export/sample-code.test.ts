import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActivationParams } from "../../../web/engine/types.js";
import { codeSamples } from "../../../web/views/curve/code-samples.js";
import { infoOf } from "../../../web/views/curve/curve-state.js";
import { fixtureNames, readFixture } from "../engine/fixture.js";
import { engines } from "../engine/modules.js";

const reference = readFixture("activations/reference");
const { catalog } = engines.scalar;

interface Case {
  readonly name: string;
  readonly id: string;
  readonly params: ActivationParams;
  readonly truth: ArrayLike<number>;
}

/** The recorded cases: a function and parameters, with its true values. */
const cases = fixtureNames("activations/reference", /^elementwise\/\d+\/params$/).map((array): Case => {
  const path = array.slice(0, -"/params".length);
  const [title] = fixtureNames("activations/reference", new RegExp(`^${path}/(?!params|y|dy)`));
  const id = title.slice(path.length + 1);
  const given = reference(array);
  const values = infoOf(catalog, id).params.map(({ id: param, choices }, i) => [
    param,
    choices?.[given[i]] ?? given[i],
  ]);
  const params = Object.fromEntries(values) as ActivationParams;
  return { name: `${id} ${given.join(" ")}`, id, params, truth: reference(`${path}/y64`) };
});
const inputs = Array.from(reference("x")).filter((x) => Number.isFinite(x));
const places = Array.from(reference("x").keys()).filter((i) => Number.isFinite(reference("x")[i]));

/** A program of all samples, each in a name space of its own, that prints their values row by row. */
function program(): string {
  const bodies = cases.map(({ id, params }, i) => {
    const text = codeSamples(infoOf(catalog, id), params).find((sample) => sample.id === "cpp")?.text ?? "";
    return `namespace n${i} {\n${text.replace("#include <cmath>\n", "")}\n}`;
  });
  const rows = cases.map(({ id }, i) => `for (double x : xs) std::printf("%.17g\\n", n${i}::${id}(x));`);
  return (
    `#include <cmath>\n#include <cstdio>\n${bodies.join("\n")}\n` +
    `int main() {\n  const double xs[] = {${inputs.join(", ")}};\n  ${rows.join("\n  ")}\n}\n`
  );
}

describe("the C++ beside a function", () => {
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  let printed: number[] = [];

  beforeAll(() => {
    const [source, binary] = ["samples.cpp", "samples"].map((name) => join(folder, name));
    writeFileSync(source, program());
    execFileSync("c++", ["-std=c++20", "-o", binary, source]);
    const lines = execFileSync(binary, { encoding: "utf8" }).trimEnd().split("\n");
    printed = lines.map((line) => (line.includes("nan") ? NaN : Number(line.replace("inf", "Infinity"))));
  }, 120_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(cases.map((each, row) => ({ ...each, row })))("computes $name as it truly is", ({ truth, row }) => {
    const computed = printed.slice(row * inputs.length, (row + 1) * inputs.length);
    const wrong = inputs.filter((x, i) => {
      const expected = truth[places[i]];
      // The reference rounds its parameters to float32, the sample does not; infinite values have to agree.
      return (
        computed[i] !== expected && !(Math.abs(computed[i] - expected) <= 1e-7 * Math.max(1e-3, Math.abs(x)))
      );
    });
    expect(wrong).toEqual([]);
  });

  it("is there for every function", () => {
    for (const info of catalog.activations) {
      expect(
        codeSamples(info, {}).map(({ id }) => id),
        info.id,
      ).toEqual(["pytorch", "numpy", "cpp"]);
    }
  });
});
