// Checks who knows whom: the include lines of src and the import lines of web, against the table below.
// Prints every fault as file:line and exits 1 when there is one.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

// Each room with what it may know besides itself: a room, or one file of a room (without its ending).
const known = {
  "src/core": [],
  "src/activations": ["src/core"],
  "src/nn": ["src/core", "src/activations"],
  "src/data": ["src/core"],
  "src/formula": ["src/core", "src/activations"],
  "src/abi": ["src/core", "src/activations", "src/nn", "src/data", "src/formula"],
  "web/spec": [],
  "web/engine": ["web/spec"],
  "web/worker": ["web/engine", "web/spec"],
  "web/data": ["web/spec"],
  "web/export": ["web/spec"],
  "web/styles": [],
  "web/charts": ["web/styles"],
  "web/components": ["web/styles"],
  "web/lessons": ["web/spec"],
  "web/views": [
    "web/worker/client",
    "web/charts",
    "web/components",
    "web/spec",
    "web/data/table-reader",
    "web/export",
    "web/lessons",
    "web/styles",
  ],
  "web/element": [
    "web/views",
    "web/worker/client",
    "web/data/table-reader",
    "web/charts",
    "web/components",
    "web/spec",
    "web/lessons",
    "web/styles",
  ],
};

// What may be known of a room by `import type` alone: it leaves nothing behind in the code that runs.
const knownTypes = {
  "web/worker/client": ["web/engine/types"],
  "web/data": ["web/engine/types"],
  "web/export": ["web/engine/types"],
  "web/components": ["web/engine/types"],
  "web/views": ["web/engine/types", "web/worker/types", "web/data/types"],
  "web/element": ["web/engine/types", "web/worker/types", "web/data/types"],
};

// Headers that only some files may include, by what stands between the angle brackets or quotes.
const restrictedHeaders = [
  { header: /^wasm_simd128\.h$/, allowed: (path) => path === "src/core/simd_wasm.hpp" },
  { header: /^Eigen\//, allowed: (path) => path.endsWith(".cpp") },
];

const includeLine = /^\s*#\s*include\s*[<"]([^>"]+)[>"]/;
const importLine = /(?:\bfrom|\bimport\(|^\s*import|new URL\()\s*["'](\.[^"']+)["']/;

function* filesUnder(folder, ending) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesUnder(path, ending);
    else if (ending.test(entry.name)) yield path;
  }
}

const roomOf = (path) => path.split("/").slice(0, 2).join("/");
const isWithin = (path, place) =>
  path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}.`);

function mayKnow(table, from, to) {
  return Object.entries(table).some(
    ([place, allowed]) => isWithin(from, place) && allowed.some((a) => isWithin(to, a)),
  );
}

/** The places of `text` that lead to other files: [line number, target path, whether for types only]. */
function* includesOf(path, text) {
  for (const [index, line] of text.split("\n").entries()) {
    const name = includeLine.exec(line)?.[1];
    if (!name) continue;
    const restricted = restrictedHeaders.find(({ header }) => header.test(name));
    if (restricted && !restricted.allowed(path)) yield [index + 1, name, false];
    if (/^[a-z_]+\/[a-z0-9_]+\.(h|hpp)$/.test(name)) yield [index + 1, `src/${name}`, false];
  }
}

function* importsOf(path, text) {
  // A statement may span lines, so its kind is that of the last import or export keyword before the file's name.
  let typeOnly = false;
  for (const [index, line] of text.split("\n").entries()) {
    const keyword = /^\s*(?:import|export)\b(\s+type\b)?/.exec(line);
    if (keyword) typeOnly = keyword[1] !== undefined;
    const name = importLine.exec(line)?.[1];
    if (!name) continue;
    yield [index + 1, posix.join(posix.dirname(path), name), typeOnly && /\bfrom\b/.test(line)];
  }
}

function faultsOf(path) {
  const text = readFileSync(join(root, path), "utf8");
  const from = roomOf(path);
  if (!(from in known)) return [`${path}:1: room ${from} is not in the table of cmake/check-rooms.mjs`];
  const found = [...(path.startsWith("src/") ? includesOf(path, text) : importsOf(path, text))];
  return found
    .filter(([, to, typeOnly]) => {
      if (to.endsWith(".wasm")) return from !== "web/engine" && from !== "web/worker";
      if (roomOf(to) === from) return false;
      return !mayKnow(known, path, to) && !(typeOnly && mayKnow(knownTypes, path, to));
    })
    .map(([line, to]) => `${path}:${line}: ${from} must not know ${relative(root, join(root, to))}`);
}

const files = [...filesUnder("src", /\.(h|hpp|cpp)$/), ...filesUnder("web", /\.ts$/)];
const faults = files.flatMap(faultsOf);
for (const fault of faults) console.error(fault);
console.log(`rooms: ${files.length} files checked, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
