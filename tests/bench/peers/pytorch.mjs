/**
 * PyTorch, natively, when `python3 -c "import torch"` works (PYTHON names another python3). It keeps its own clock, so that the way to its
 * process is not measured. Only in Node.
 * @import { Task } from "../harness/types.js"
 */

/** Python's side of this file. */
const script = new URL("pytorch.py", import.meta.url);

/** Typed arrays as base64, the rest as JSON has it. The RunSpec and what is expected stay here. */
function encode(key, value) {
  if (key === "spec" || key === "expected") return undefined;
  if (!ArrayBuffer.isView(value)) return value;
  return globalThis.Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
}

/** A function that asks the Python process; its answers come in order. */
async function startPython() {
  if (globalThis.document) throw new Error("PyTorch runs beside Node only");
  const { spawn } = await import("node:child_process");
  const { createInterface } = await import("node:readline");
  const { fileURLToPath } = await import("node:url");
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const child = spawn(process.env.PYTHON || "python3", [fileURLToPath(script)], { env });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors = (errors + chunk).slice(-2000);
  });
  const waiting = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(JSON.parse(line)));
  let ended;
  const end = (error) => {
    ended = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on("error", end);
  child.on("close", () => end(new Error(errors.trim().split("\n").at(-1) || "python3 ended")));
  child.stdin.on("error", () => {});
  return (method, argument) =>
    new Promise((resolve, reject) => {
      if (ended) reject(ended);
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify({ method, argument }, encode)}\n`);
    });
}

export function createPytorch() {
  let call;
  return {
    async load() {
      call = await startPython();
      return call("load");
    },
    /** @param {Task} task */
    async prepare(task) {
      if (!(await call("prepare", task))) return undefined;
      return {
        check: () => call("check"),
        unit: async () => void (await call("measure", 0)),
        measure: (ms) => call("measure", ms),
      };
    },
  };
}
