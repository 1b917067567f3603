// Runs the PyTorch and NumPy programs beside the functions of the catalogue and writes what they print:
//   npm run build:core && node tests/support/record-samples.mjs
// Needs a python3 (or what PYTHON names) with PyTorch and NumPy; tests/fixtures/README.md says which made the file.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const load = async (name) => (await runnerImport(pathOf(name))).module;
const { loadEngine } = await load("../../web/engine/index.ts");
const { sampleCases } = await load("./sample-cases.ts");

const wasm = readFileSync(pathOf("../../build/wasm/ap_scalar.wasm"));
const cases = sampleCases((await loadEngine({ module: "scalar", wasm })).catalog);
const python = spawnSync(process.env.PYTHON ?? "python3", [pathOf("./run-samples.py")], {
  input: JSON.stringify(cases),
  encoding: "utf8",
  maxBuffer: 2 ** 28,
  stdio: ["pipe", "pipe", "inherit"],
});
if (python.status !== 0) process.exit(1);
writeFileSync(pathOf("../fixtures/samples.json"), python.stdout);
console.log(`${cases.length} programs recorded`);
