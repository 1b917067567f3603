import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, ModuleKind } from "../../web/engine/types.js";
import type { RunSpec } from "../../web/spec/run-spec.js";
import { hiddenChoices, initialState, runSpec, withDefaults } from "../../web/views/exercise/state.js";
import { launchChromium } from "../support/browser.js";
import { serveDist, type Site } from "../support/serve.js";
import { cases } from "../web/views/exercise/recordings.js";
import { openWatched, waitForFigures } from "./figures.js";

interface EngineModule {
  loadEngine(options: { module: ModuleKind }): Promise<Engine>;
}

const enginePath = new URL("../../dist/engine.js", import.meta.url).href;

/** Fingerprint of each run; it runs in Node and, sent as text, in the page. */
async function fingerprints(
  address: string,
  module: ModuleKind,
  specs: readonly RunSpec[],
): Promise<string[]> {
  const { loadEngine } = (await import(/* @vite-ignore */ address)) as EngineModule;
  const engine = await loadEngine({ module });
  return specs.map((spec) => {
    const run = engine.createRun(spec);
    run.train();
    const text = run.fingerprint();
    run.dispose();
    return text;
  });
}

describe("the bits of the exercise", () => {
  let site: Site;
  let browser: Browser;
  let specs: RunSpec[] = [];
  let inNode: string[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveDist(), launchChromium()]);
    const { loadEngine } = (await import(enginePath)) as EngineModule;
    const { catalog } = await loadEngine({ module: "scalar" });
    specs = hiddenChoices(catalog).flatMap((info) =>
      (["softmax", "logits"] as const).map((output) =>
        runSpec({ ...initialState(catalog), activation: withDefaults(info), output }),
      ),
    );
    inNode = await fingerprints(enginePath, "scalar", specs);
  });

  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
  });

  /** A page of the site, so that its policy allows the engine's module. */
  async function open(address: string): Promise<Page> {
    const { page } = await openWatched(browser);
    await page.goto(site.url + address);
    return page;
  }

  it("differ from run to run", () => {
    // At their defaults some functions are others: ELU and CELU, ReLU and threshold. The recorded ones all differ.
    const recorded = new Set(cases.map(({ activation }) => activation));
    const own = inNode.filter((_, index) => recorded.has(specs[index].layers[0].activation.id));
    expect(own.length).toBeGreaterThanOrEqual(10);
    expect(new Set(own).size).toBe(own.length);
  });

  it("are the same with SIMD in Node", async () => {
    expect(await fingerprints(enginePath, "simd", specs)).toEqual(inNode);
  });

  it.each(["scalar", "simd"] as const)("are the same in Chromium, %s module", async (module) => {
    const page = await open("embed.html");
    // The test runner gives import() a name of its own, which the page does not know.
    const source = fingerprints.toString().replace(/__vite_ssr_dynamic_import__|__vi_import__/g, "import");
    const call = `(${source})(${JSON.stringify(`${site.url}engine.js`)}, "${module}", ${JSON.stringify(specs)})`;
    expect(await page.evaluate(call)).toEqual(inNode);
    await page.context().close();
  });

  it("are the ones the page shows", async () => {
    const page = await open("embed.html#view=exercise");
    await waitForFigures(page);
    const index = specs.findIndex(
      ({ layers }) => layers[0].activation.id === "relu" && layers[1].activation.id === "softmax",
    );
    await expect.poll(() => page.locator(".hash").textContent()).toBe(inNode[index]);
    await page.context().close();
  });
});
