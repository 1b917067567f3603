import { describe, expect, it } from "vitest";
import { loadEngine } from "../../web/engine/index.js";
import { exerciseSpec } from "../../web/spec/exercise.js";
import type { EngineClient, Race, RaceResult } from "../../web/worker/types.js";
import { launchChromium } from "../support/browser.js";
import { serveDist } from "../support/serve.js";

/** What the package's `./client` entry exports. */
interface ClientModule {
  readonly createEngineClient: () => EngineClient;
}

const race: Race = {
  spec: exerciseSpec({ epochs: 5 }),
  activations: [{ id: "relu" }, { id: "tanh" }],
  seeds: [1, 2, 3],
};

/** The fingerprints of the runs, each trained alone. */
async function alone(): Promise<string[]> {
  const engine = await loadEngine();
  const [, output] = race.spec.layers;
  return race.activations.flatMap((activation) =>
    race.seeds.map((seed) => {
      const run = engine.createRun({ ...race.spec, layers: [{ units: 50, activation }, output], seed });
      run.train();
      return run.fingerprint();
    }),
  );
}

describe("a race of the built package", () => {
  it("runs in workers of a page, with the bits of single runs", async () => {
    const [site, browser] = await Promise.all([serveDist(), launchChromium()]);
    const page = await browser.newPage();
    await page.goto(`${site.url}embed.html#view=curve`);
    // As text, for the test's own transpiler would put its names into an import.
    const result = await page.evaluate<RaceResult>(
      `import("./client.js").then(({ createEngineClient }) =>
        createEngineClient().race(${JSON.stringify(race)}, { workers: 2 }))`,
    );
    const fingerprints = result.all.map(({ fingerprint }) => fingerprint);
    expect(fingerprints).toEqual(await alone());
    expect(result.verdict).toEqual({ kind: "too_few_seeds", epoch: 5, needed: 5 });
    // The client's own, and the two of the race.
    expect(page.workers().length).toBeGreaterThanOrEqual(3);
    await Promise.all([browser.close(), site.close()]);
  });

  it("runs in Node", async () => {
    const path = new URL("../../dist/client.js", import.meta.url).href;
    const { createEngineClient } = (await import(/* @vite-ignore */ path)) as ClientModule;
    const client = createEngineClient();
    const { all } = await client.race(race);
    expect(all.map(({ fingerprint }) => fingerprint)).toEqual(await alone());
    client.dispose();
  });
});
