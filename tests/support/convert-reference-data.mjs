// Turns the reference files of PyTorch, NumPy and scikit-learn into pairs of .bin and .txt that C++ reads without a
// JSON library:  node tests/support/convert-reference-data.mjs <folder with rng.json, datasets.json, ...>
//
// The .txt has a line for each array: name, type (f64, f32, i32), count and byte offset in the .bin, by tabs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const from = process.argv[2];
if (!from) throw new Error("usage: node tests/support/convert-reference-data.mjs <reference folder>");
const to = join(dirname(fileURLToPath(import.meta.url)), "../fixtures");
const typeNames = { float64: "f64", float32: "f32", int32: "i32" };

const readJson = (name) => JSON.parse(readFileSync(join(from, `${name}.json`), "utf8"));

/** A fixture being written: arrays back to back, each at a multiple of 8 bytes. */
class Fixture {
  #parts = [];
  #lines = [];
  #offset = 0;

  add(name, type, count, bytes) {
    const padding = Buffer.alloc((8 - (bytes.length % 8)) % 8);
    this.#lines.push([name, type, count, this.#offset].join("\t"));
    this.#parts.push(bytes, padding);
    this.#offset += bytes.length + padding.length;
  }

  addNumbers(name, numbers) {
    const array = Float64Array.from(numbers);
    this.add(name, "f64", array.length, Buffer.from(array.buffer));
  }

  write(name) {
    writeFileSync(join(to, `${name}.bin`), Buffer.concat(this.#parts));
    writeFileSync(join(to, `${name}.txt`), `${this.#lines.join("\n")}\n`);
  }
}

/** Adds every array of numbers inside `value` under its path; text is left out. */
function addAll(fixture, path, value) {
  if (typeof value === "number") fixture.addNumbers(path, [value]);
  else if (Array.isArray(value) && value.every((x) => typeof x === "number")) fixture.addNumbers(path, value);
  else if (typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) addAll(fixture, `${path}/${key}`, inner);
  }
}

function addBinary(fixture, name) {
  const bytes = readFileSync(join(from, `${name}.bin`));
  for (const [key, { dtype, shape, offset, nbytes }] of Object.entries(readJson(name).arrays)) {
    const count = shape.reduce((a, b) => a * b, 1);
    fixture.add(key, typeNames[dtype], count, bytes.subarray(offset, offset + nbytes));
  }
}

for (const room of ["data", "nn"]) mkdirSync(join(to, room), { recursive: true });

const rng = new Fixture();
const streams = readJson("rng");
for (const { seed, ...stream } of streams.numpy_RandomState) addAll(rng, `numpy/${seed}`, stream);
for (const { seed, ...stream } of streams.torch_cpu) addAll(rng, `torch/${seed}`, stream);
for (const { seed, in: fanIn, out, ...init } of streams.torch_linear_init) {
  addAll(rng, `linear/${seed}/${fanIn}/${out}`, init);
}
rng.write("data/rng");

const classification = new Fixture();
addBinary(classification, "make_classification_42");
classification.write("data/make_classification_42");

const datasets = new Fixture();
addBinary(datasets, "datasets");
addAll(datasets, "split", readJson("datasets").splits);
datasets.write("data/datasets");

const exercise = new Fixture();
addBinary(exercise, "exercise_weights");
for (const { name, losses, correct, batch_losses, first_permutation_first_20 } of readJson("exercise")
  .cases) {
  addAll(exercise, name, { losses, correct });
  if (batch_losses) addAll(exercise, name, { batch_losses: batch_losses.flat(), first_permutation_first_20 });
}
exercise.write("nn/exercise");

/** An optimizer's settings as numbers, one name each. */
function settingsOf({ name: _name, betas, ...settings }) {
  if (betas) [settings.beta1, settings.beta2] = betas;
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, Number(value)]));
}

const optimizers = new Fixture();
const trajectories = readJson("optimizers");
addAll(optimizers, "given", {
  start: trajectories.given_gradients.p0,
  grads: trajectories.given_gradients.grads.flat(),
});
const counts = {};
trajectories.given_gradients.runs.forEach(({ optimizer, params }, i) => {
  const path = `${optimizer.name.toLowerCase()}/${(counts[optimizer.name] = (counts[optimizer.name] ?? -1) + 1)}`;
  const { losses, params_after_10 } = trajectories.mlp.runs[i];
  addAll(optimizers, path, { settings: settingsOf(optimizer), given: params.flat() });
  addAll(optimizers, path, { losses, net: params_after_10.flat(2) });
});
const { X, y, params0, first_gradients } = trajectories.mlp;
addAll(optimizers, "net", {
  X: X.flat(),
  y,
  start: params0.flat(2),
  first_gradients: first_gradients.flat(2),
});
for (const { loss, reduction, input, target, value, grad } of trajectories.losses) {
  if (reduction !== "mean") continue;
  addAll(optimizers, `loss/${loss}`, { input: input.flat(), target, value, grad: grad.flat() });
}
optimizers.write("nn/optimizers");
