// Runs every suite in turn, each under a heading, and closes with the sum of the counts that the suites print, and with what failed.
// A suite without counts of its own (format, lint) counts as one test; so does a suite that broke before counting.
import { spawn } from "node:child_process";

const suites = [
  { script: "test:format", title: "Format of all files" },
  { script: "test:lint", title: "ESLint and TypeScript" },
  { script: "test:native", title: "C++ tests, native: SIMD lanes, then scalar lanes" },
  {
    script: "test:sanitize",
    title: "C++ tests, and calls with any arguments, under AddressSanitizer and UndefinedBehaviorSanitizer",
  },
  { script: "test:wasm", title: "C++ tests as WebAssembly under Node: SIMD module, scalar module" },
  { script: "test:web", title: "TypeScript tests" },
  { script: "test:e2e", title: "The built page and package in Chromium, Firefox and WebKit" },
];

const number = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

// Each reads one line; Catch2 prints the first form only when nothing failed.
const counters = [
  (line) => ({ passed: number(line, /All tests passed \(.* in (\d+) test cases?\)/), failed: 0 }),
  (line) => {
    if (!/^(?:\d+: )?test cases:/.test(line)) return { passed: 0, failed: 0 };
    return { passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) };
  },
  (line) => {
    if (!/^\s+Tests\s/.test(line)) return { passed: 0, failed: 0 };
    return { passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) };
  },
];

/** What failed, in the words of Vitest and Catch2, with the line after it that says why. */
const failure = /^ FAIL |: FAILED:/;
/** What passed at the second attempt only. */
const retry = /\(retry x\d+\)/;

function remarks(lines) {
  return lines.flatMap((line, i) => {
    if (retry.test(line)) return [line.trim()];
    return failure.test(line) && line !== lines[i + 1] ? [`${line.trim()}\n  ${lines[i + 1]}`] : [];
  });
}

function linesOf(output) {
  // eslint would rather have no control characters in a pattern: the escape is written by its code.
  return output.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "").split("\n");
}

function count(lines, succeeded) {
  const counts = lines.flatMap((line) => counters.map((counter) => counter(line)));
  const passed = counts.reduce((sum, { passed: n }) => sum + n, 0);
  const failed = counts.reduce((sum, { failed: n }) => sum + n, 0);
  if (succeeded) return { passed: passed + failed === 0 ? 1 : passed, failed };
  return { passed, failed: Math.max(failed, 1) };
}

function run(script) {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const [stream, sink] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
        sink.write(text);
      });
    }
    child.on("close", (code) => {
      const lines = linesOf(output);
      resolve({ ...count(lines, code === 0), remarks: remarks(lines) });
    });
  });
}

const rows = [];
for (const { script, title } of suites) {
  console.log(`\n=== ${title} (npm run ${script})\n`);
  const start = performance.now();
  const result = await run(script);
  rows.push({ ...result, script, seconds: Math.round((performance.now() - start) / 1000) });
}

console.log("\n=== Summary\n");
for (const { script, passed, failed, seconds } of rows) {
  console.log(
    `${failed ? "FAILED" : "passed"}  ${script.padEnd(14)} ${passed} passed, ${failed} failed (${seconds} s)`,
  );
}
for (const remark of rows.flatMap(({ remarks }) => remarks)) console.log(`\n${remark}`);
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
