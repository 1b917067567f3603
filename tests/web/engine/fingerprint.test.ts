import { describe, expect, it } from "vitest";
import { recordedRuns } from "../../support/recorded-runs.js";
import { engines, kinds } from "./modules.js";

const runs = recordedRuns(engines.simd.catalog);

describe.each(kinds)("fingerprints of the %s module", (kind) => {
  it("are recorded for many runs", () => {
    expect(runs.length).toBeGreaterThan(30);
  });

  it.each(runs)("$fingerprint: $changes", ({ fingerprint, spec, epochs }) => {
    const run = engines[kind].createRun(spec);
    run.train(epochs);
    expect(run.fingerprint()).toBe(fingerprint);
    run.dispose();
  });
});
