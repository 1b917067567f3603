// Converts PyTorch's activations.json into the binary fixture the native tests read, keeping every bit:
// node tests/support/convert-activation-reference.mjs <activations.json>
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const reference = JSON.parse(readFileSync(process.argv[2], "utf8"));
const folder = join(fileURLToPath(new URL(".", import.meta.url)), "../fixtures/activations");
const ids = { identity: "linear", rrelu_eval: "rrelu" };
const chunks = [];
const index = [];
let offset = 0;

function number(value) {
  if (typeof value === "number") return value;
  if (value === "none" || value === "tanh") return value === "tanh" ? 1 : 0;
  return { inf: Infinity, "-inf": -Infinity, nan: NaN }[value];
}

function add(key, type, values) {
  const numbers = values.flat().map(number);
  const bytes = Buffer.from((type === "f64" ? Float64Array : Float32Array).from(numbers).buffer);
  const padding = Buffer.alloc((8 - (bytes.length % 8)) % 8);
  index.push([key, type, numbers.length, offset].join("\t"));
  chunks.push(bytes, padding);
  offset += bytes.length + padding.length;
}

add("x", "f32", reference.x);
reference.elementwise.forEach((test, i) => {
  const key = `elementwise/${i}`;
  const id = ids[test.name] ?? test.name;
  index.push([`${key}/${id}`, "f32", 0, offset].join("\t"));
  add(`${key}/params`, "f32", Object.values(test.params));
  for (const name of ["y", "dy"]) add(`${key}/${name}`, "f32", test[name]);
  for (const name of ["y64", "dy64"]) add(`${key}/${name}`, "f64", test[name]);
});
reference.vector.forEach((test, i) => {
  const key = `vector/${i}`;
  const matrix = Array.isArray(test.x[0]);
  index.push([`${key}/${test.name}`, "f32", 0, offset].join("\t"));
  add(`${key}/shape`, "f32", [
    matrix ? test.x.length : 1,
    matrix ? test.x[0].length : test.x.length,
    matrix ? test.dim : 1,
  ]);
  for (const name of ["x", "upstream"]) add(`${key}/${name}`, "f32", test[name]);
  for (const name of ["y64", "dx64"]) add(`${key}/${name}`, "f64", test[name]);
});
writeFileSync(join(folder, "reference.bin"), Buffer.concat(chunks));
writeFileSync(join(folder, "reference.txt"), `${index.join("\n")}\n`);
