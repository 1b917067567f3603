import { describe, expect, it } from "vitest";
import { ArgumentError, type Run } from "../../../web/engine/index.js";
import { exerciseSpec } from "../../../web/spec/exercise.js";
import { engines, kinds, thrownBy } from "./modules.js";

const engine = engines.simd;

function trained(epochs = 5): Run {
  const run = engine.createRun(exerciseSpec({ epochs }));
  run.train();
  return run;
}

const message = (call: () => unknown) => {
  const error = thrownBy(call);
  expect(error).toBeInstanceOf(ArgumentError);
  return (error as ArgumentError).message;
};

describe("the loss around a run", () => {
  it("is the run's own at the centre", () => {
    const run = trained();
    const { losses, extent, size } = run.lossSlice({ part: "test" });
    expect([extent, size, losses.length]).toEqual([1, 25, 625]);
    expect(losses[312]).toBe(run.history[4].test_loss);
    expect(Math.max(...losses)).toBeGreaterThan(losses[312]);
    expect(run.lossSlice({ part: "test" })).toEqual({ extent, size, losses });
    expect(run.lossSlice({ part: "test", seed: 1 }).losses).not.toEqual(losses);
    expect(run.lossSlice({ part: "test", seed: 1 }).losses[312]).toBe(losses[312]);
    expect(run.lossSlice({ size: 3 }).losses[4]).toBe(run.assess("train").loss);
  });

  it("along two numbers is what the run has when they are set", () => {
    const run = trained();
    const along = [
      { name: "fc1.weight", index: 21 },
      { name: "fc2.bias", index: 1 },
    ] as const;
    const parameters = run.parameters();
    const [weight, bias] = [parameters[0].data[21], parameters[3].data[1]];
    const { losses } = run.lossSlice({ along, extent: 0.75, size: 4, part: "test" });
    for (let row = 0; row < 4; row++) {
      for (let col = 0; col < 4; col++) {
        run.setParameter("fc1.weight", 21, weight + 0.75 * ((2 * col) / 3 - 1));
        run.setParameter("fc2.bias", 1, bias + 0.75 * ((2 * row) / 3 - 1));
        expect(losses[4 * row + col]).toBe(run.assess("test").loss);
      }
    }
  });

  it("changes nothing in the run, and its plane stays while the run goes on", () => {
    const [run, blind] = [trained(3), trained(3)];
    const plane = run.lossPlane({ seed: 7 });
    const [u, v] = [Float64Array.of(0, 0.3, -2), Float64Array.of(0, 0.1, 5)];
    const losses = run.lossOn(plane, u, v);
    run.train(3);
    blind.train(3);
    expect(run.lossOn(plane, u, v)).toEqual(losses);
    expect(run.fingerprint()).toBe(blind.fingerprint());
    expect(run.lossOn(plane, new Float64Array(0), new Float64Array(0))).toHaveLength(0);
  });

  it("has the same bits in both modules", () => {
    const [one, two] = kinds.map((kind) => engines[kind].createRun(exerciseSpec({ epochs: 2 })));
    one.train();
    two.train();
    expect(two.lossSlice({ size: 9 })).toEqual(one.lossSlice({ size: 9 }));
  });

  it("needs a part, a plane of its own, and numbers that there are", () => {
    const run = trained(1);
    expect(message(() => run.lossSlice({ part: "trian" as never }))).toBe(
      'part: there is no part "trian"; did you mean "train"?',
    );
    expect(message(() => run.lossSlice({ size: 502 }))).toMatch(/^size: /);
    expect(message(() => run.lossSlice({ extent: 0 }))).toMatch(/^extent: /);
    expect(message(() => run.lossSlice({ seed: -1 }))).toMatch(/^seed: /);
    expect(message(() => run.lossSlice({ along: [{ name: "fc1.weight", index: 0 }] as never }))).toMatch(
      /^along: .* is not two parameters' numbers/,
    );
    expect(
      message(() =>
        run.lossPlane({
          along: [
            { name: "fc1.wieght", index: 0 },
            { name: "fc2.bias", index: 2 },
          ],
        }),
      ),
    ).toMatch(
      /along\[0\]\.name: unknown parameter "fc1.wieght".*did you mean "fc1.weight".*\n?.*along\[1\]\.index: /s,
    );
    const other = engine.createRun(exerciseSpec({ hidden: { id: "prelu" } })).lossPlane();
    expect(message(() => run.lossOn(other, Float64Array.of(0), Float64Array.of(0)))).toContain(
      "plane.center: 1153 numbers are not the 1152 numbers of this run; give a plane of this run's lossPlane()",
    );
    expect(message(() => run.lossOn(run.lossPlane(), Float64Array.of(0), new Float64Array(2)))).toBe(
      "v: 2 numbers do not go with the 1 of u; give 1 numbers",
    );
  });
});
