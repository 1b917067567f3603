import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEngine, type Catalog, type ModuleKind, type RunSpec } from "../../web/engine/index.js";
import { hiddenChoices, initialState, runSpec, withDefaults } from "../../web/views/exercise/state.js";
import { launchChromium } from "../support/browser.js";
import { browserKinds, openBrowser, type Tab } from "../support/browsers/index.js";
import { recordedRuns } from "../support/recorded-runs.js";
import { serveDist, serveWatched, type WatchedSite } from "../support/serve.js";
import { cases } from "../web/views/exercise/recordings.js";
import { openWatched, waitForFigures } from "./figures.js";

interface Wanted {
  readonly spec: RunSpec;
  readonly epochs: number;
}

/** Few, as a wrong bit shows from the first step on. */
const kEpochs = 4;
const modules: readonly ModuleKind[] = ["scalar", "simd"];
const { catalog } = await loadEngine({ module: "scalar" });
const recorded = recordedRuns(catalog);

/** The exercise with every hidden activation, with and without the softmax, for a few epochs. */
function exercises(from: Catalog): (Wanted & { readonly activation: string; readonly output: string })[] {
  const initial = initialState(from);
  return hiddenChoices(from).flatMap((info) =>
    (["softmax", "logits"] as const).map((output) => ({
      activation: info.id,
      output,
      spec: runSpec({ ...initial, activation: withDefaults(info), output }),
      epochs: kEpochs,
    })),
  );
}

const exercise = exercises(catalog);

/** What the C++ compiled for Node gives; the recorded runs are compared with what is recorded instead. */
async function trainInNode(module: ModuleKind, runs: readonly Wanted[]): Promise<string[]> {
  const engine = await loadEngine({ module });
  return runs.map(({ spec, epochs }) => {
    const run = engine.createRun(spec);
    run.train(epochs);
    const fingerprint = run.fingerprint();
    run.dispose();
    return fingerprint;
  });
}

describe("the bits of the exercise", () => {
  let inNode: string[] = [];

  beforeAll(async () => {
    inNode = await trainInNode("scalar", exercise);
  });

  it("differ from run to run", () => {
    // At their defaults some functions are others: ELU and CELU, ReLU and threshold. The recorded ones all differ.
    const distinct = new Set(cases.map(({ activation }) => activation));
    const own = inNode.filter((_, index) => distinct.has(exercise[index].activation));
    expect(own.length).toBeGreaterThanOrEqual(10);
    expect(new Set(own).size).toBe(own.length);
  });

  it("are the same with SIMD in Node", async () => {
    expect(await trainInNode("simd", exercise)).toEqual(inNode);
  });

  it("are the ones the page shows", async () => {
    const [site, browser] = await Promise.all([serveDist(), launchChromium()]);
    const { page } = await openWatched(browser);
    await page.goto(`${site.url}embed.html#view=exercise`);
    await waitForFigures(page);
    const shown = exercise.find(({ activation, output }) => activation === "relu" && output === "softmax");
    const whole = shown && { ...shown, epochs: initialState(catalog).epochs };
    const [fingerprint] = await trainInNode("simd", whole ? [whole] : []);
    await expect.poll(() => page.locator(".hash").textContent()).toBe(fingerprint);
    await Promise.all([browser.close(), site.close()]);
  });

  describe.each(browserKinds)("in %s", (kind) => {
    let site: WatchedSite;
    let tab: Tab;

    beforeAll(async () => {
      [site, tab] = await Promise.all([serveWatched(), openBrowser(kind)]);
      await tab.goto(`${site.url}runs.html`);
    });

    afterAll(async () => {
      await Promise.all([tab.close(), site.close()]);
    });

    const train = (module: ModuleKind, runs: readonly Wanted[]) =>
      tab.evaluate(
        `trainAll("${module}", ${JSON.stringify(runs.map(({ spec, epochs }) => ({ spec, epochs })))})`,
      );

    it.each(modules)("are the same, %s module", async (module) => {
      expect(await train(module, exercise)).toEqual(inNode);
    });

    it.each(modules)("are the recorded ones of every other run, %s module", async (module) => {
      expect(recorded.length).toBeGreaterThan(30);
      const fingerprints = (await train(module, recorded)) as string[];
      expect(fingerprints.map((text, i) => `${text}\t${recorded[i].changes}`)).toEqual(
        recorded.map(({ fingerprint, changes }) => `${fingerprint}\t${changes}`),
      );
    });
  });
});
