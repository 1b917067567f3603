// The recorded runs of tests/fixtures/runs.json: read, trained, written. Trains in Node and, served as it is, in pages.

/**
 * Fingerprints of RunSpecs, each trained to its end; tables and the digits are there for them.
 * @import { Engine, RunSpec } from "../../web/engine/index.js"
 * @import { RecordedTable } from "./recorded-runs.mjs"
 * @param {Engine} engine
 * @param {readonly RunSpec[]} specs
 * @param {readonly RecordedTable[]} tables
 */
export async function trainAll(engine, specs, tables = []) {
  await engine.loadDigits();
  for (const { features, labels, targets, ...sizes } of tables) {
    const values = { features: Float64Array.from(features), targets: Float64Array.from(targets) };
    engine.addTable({ ...sizes, ...values, labels: Int32Array.from(labels) });
  }
  return specs.map((spec) => {
    const run = engine.createRun(spec);
    run.train();
    const fingerprint = run.fingerprint();
    run.dispose();
    return fingerprint;
  });
}

/** The fixture's text: a line for each table and run, so that a change shows which run it changes. */
export function printRuns({ tables, runs }) {
  const lines = (items) => items.map((item) => JSON.stringify(item)).join(",\n");
  return `{"tables": [\n${lines(tables)}\n], "runs": [\n${lines(runs)}\n]}\n`;
}
