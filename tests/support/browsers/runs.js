// Trains in the page, for the tests of equal bits: the built engine and nothing else.
import { loadEngine } from "./engine.js";
import { trainAll } from "./recorded-runs.mjs";

/** Fingerprints of RunSpecs, each trained to its end. */
globalThis.trainRuns = async (module, specs, tables) => {
  const engine = await loadEngine({ module });
  return trainAll(engine, specs, tables);
};
