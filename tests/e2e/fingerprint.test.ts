import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEngine, type Catalog, type ModuleKind, type RunSpec } from "../../web/engine/index.js";
import { hiddenChoices, initialState, runSpec, withDefaults } from "../../web/views/exercise/state.js";
import { launchChromium } from "../support/browser.js";
import { browserKinds, openBrowser, type Tab } from "../support/browsers/index.js";
import { trainAll, type RecordedRuns } from "../support/recorded-runs.mjs";
import { serveDist, serveWatched, type WatchedSite } from "../support/serve.js";
import { cases } from "../web/views/exercise/recordings.js";
import { openWatched, waitForFigures } from "./figures.js";

/** Few, as a wrong bit shows from the first step on. */
const kEpochs = 4;
const modules: readonly ModuleKind[] = ["scalar", "simd"];
const { catalog } = await loadEngine({ module: "scalar" });
const file = new URL("../fixtures/runs.json", import.meta.url);
const { tables, runs } = JSON.parse(readFileSync(file, "utf8")) as RecordedRuns;

interface Exercise {
  readonly activation: string;
  readonly output: string;
  readonly spec: RunSpec;
}

/** The exercise with every hidden activation, with and without the softmax, for a few epochs. */
function exercises(from: Catalog): Exercise[] {
  const initial = initialState(from);
  return hiddenChoices(from).flatMap((info) =>
    (["softmax", "logits"] as const).map((output) => ({
      activation: info.id,
      output,
      spec: { ...runSpec({ ...initial, activation: withDefaults(info), output }), epochs: kEpochs },
    })),
  );
}

const exercise = exercises(catalog);

const exerciseSpecs = exercise.map(({ spec }) => spec);

/** What the C++ compiled for Node gives; the recorded runs are compared with what is recorded instead. */
const trainInNode = async (module: ModuleKind, specs: readonly RunSpec[]) =>
  trainAll(await loadEngine({ module }), specs);

describe("the bits of the exercise", () => {
  let inNode: string[] = [];

  beforeAll(async () => {
    inNode = await trainInNode("scalar", exerciseSpecs);
  });

  it("differ from run to run", () => {
    // At their defaults some functions are others: ELU and CELU, ReLU and threshold. The recorded ones all differ.
    const distinct = new Set(cases.map(({ activation }) => activation));
    const own = inNode.filter((_, index) => distinct.has(exercise[index].activation));
    expect(own.length).toBeGreaterThanOrEqual(10);
    expect(new Set(own).size).toBe(own.length);
  });

  it("are the same with SIMD in Node", async () => {
    expect(await trainInNode("simd", exerciseSpecs)).toEqual(inNode);
  });

  it("are the ones the page shows", async () => {
    const [site, browser] = await Promise.all([serveDist(), launchChromium()]);
    const { page } = await openWatched(browser);
    await page.goto(`${site.url}embed.html#view=exercise`);
    await waitForFigures(page);
    const shown = exercise.find(({ activation, output }) => activation === "relu" && output === "softmax");
    const whole = shown && { ...shown.spec, epochs: initialState(catalog).epochs };
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

    const train = async (module: ModuleKind, specs: readonly RunSpec[]) => {
      // Not every driver waits for the modules that a page loads.
      await expect.poll(() => tab.evaluate("typeof trainRuns")).toBe("function");
      return tab.evaluate(
        `trainRuns(${[module, specs, tables].map((part) => JSON.stringify(part)).join(", ")})`,
      );
    };

    it.each(modules)("are the same, %s module", async (module) => {
      expect(await train(module, exerciseSpecs)).toEqual(inNode);
    });

    it.each(modules)("are the recorded ones of every other run, %s module", async (module) => {
      expect(runs.length).toBeGreaterThanOrEqual(40);
      const specs = runs.map(({ spec }) => spec);
      const fingerprints = (await train(module, specs)) as string[];
      expect(fingerprints.map((text, i) => `${text} ${runs[i].name}`)).toEqual(
        runs.map(({ fingerprint, name }) => `${fingerprint} ${name}`),
      );
    });
  });
});
