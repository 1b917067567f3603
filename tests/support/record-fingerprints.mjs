// Trains every run of tests/fixtures/runs.json with the built engine and writes the fingerprints that it gives:
//   npm run record:fingerprints
// For a new run (its "fingerprint" may be empty), or when the arithmetic is changed on purpose. Both modules must agree.
import { readFileSync, writeFileSync } from "node:fs";
import { loadEngine } from "../../dist/engine.js";
import { printRuns, trainAll } from "./recorded-runs.mjs";

const file = new URL("../fixtures/runs.json", import.meta.url);
const { tables, runs } = JSON.parse(readFileSync(file, "utf8"));
const specs = runs.map(({ spec }) => spec);
const [simd, scalar] = await Promise.all(
  ["simd", "scalar"].map(async (module) => trainAll(await loadEngine({ module }), specs, tables)),
);
const apart = runs.filter((_, i) => simd[i] !== scalar[i]);
for (const { name } of apart) console.error(`the modules do not agree on: ${name}`);
if (apart.length > 0) process.exit(1);
const changed = runs.filter(({ fingerprint }, i) => fingerprint !== simd[i]);
for (const { name, fingerprint } of changed)
  console.log(`${fingerprint === "" ? "new" : "changed"}: ${name}`);
writeFileSync(file, printRuns({ tables, runs: runs.map((run, i) => ({ ...run, fingerprint: simd[i] })) }));
console.log(`${runs.length} runs recorded, ${changed.length} of them with another fingerprint than before`);
