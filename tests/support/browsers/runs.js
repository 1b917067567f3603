// Trains in the page, for the tests of equal bits: the built engine and nothing else.
import { loadEngine } from "./engine.js";

/** Fingerprints of runs after so many epochs each. */
globalThis.trainAll = async (module, runs) => {
  const engine = await loadEngine({ module });
  return runs.map(({ spec, epochs }) => {
    const run = engine.createRun(spec);
    run.train(epochs);
    const fingerprint = run.fingerprint();
    run.dispose();
    return fingerprint;
  });
};
