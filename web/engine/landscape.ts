/** The loss around a run, on a plane through its parameters. */

import { show } from "../spec/faults.js";
import { kLayout } from "./abi.js";
import { Arguments } from "./arguments.js";
import { partIndex } from "./assessment.js";
import { findParameter } from "./edits.js";
import type { Inside } from "./insight.js";
import type { LossPlane, LossSlice, ParameterPlace, LossSliceOptions } from "./types.js";

/** Points of one side of a slice, at most and when nothing is said. */
const kMostPoints = 501;
const kPoints = 25;
const kKeys: readonly string[] = ["part", "along", "seed", "extent", "size"];

/** How many numbers a run has, running statistics included. */
function valueCount({ core, handle }: Inside): number {
  const at = kLayout.ap_trainer_size;
  return core.withMemory((memory) => {
    const out = memory.allocate(at.size);
    core.call("ap_trainer_measure", [handle, out]);
    return memory.data.getInt32(out + at.values, true);
  });
}

/** The directions in which two numbers of parameters alone change. */
function axes(check: Arguments, inside: Inside, along: unknown, count: number): Float32Array[] {
  if (!Array.isArray(along) || along.length !== 2) {
    const limit =
      'two parameters\' numbers, such as [{ name: "fc1.weight", index: 0 }, { name: "fc1.bias", index: 0 }]';
    check.note("along", along, `${show(along)} is not ${limit}`, { limit, suggestion: `give ${limit}` });
    return [];
  }
  return along.map((place: unknown, i) => {
    const given = check.object(place, `along[${i}]`, ["name", "index"]) as
      Partial<ParameterPlace> | undefined;
    const direction = new Float32Array(count);
    if (given === undefined) return direction;
    const index: unknown = given.index === ("all" as unknown) ? NaN : given.index;
    const found = findParameter(check, inside, given.name, index, `along[${i}].`);
    if (found !== undefined) direction[found.first] = 1;
    return direction;
  });
}

export function readLossPlane(inside: Inside, options: LossSliceOptions): LossPlane {
  const { core, handle } = inside;
  const check = new Arguments();
  const { part = "train", along, seed = 0 } = check.options(options, "options", kKeys);
  partIndex(check, part);
  const count = valueCount(inside);
  const [first, second] = along === undefined ? [] : axes(check, inside, along, count);
  check.whole(seed, "seed", 0, inside.catalog.limits.seed);
  check.done();
  return core.withMemory((memory) => {
    const [a, b, c] = [0, 1, 2].map(() => memory.reserve(Float32Array, count));
    core.call("ap_trainer_parameters", [handle, a, count]);
    if (along === undefined) core.call("ap_trainer_directions", [handle, seed as number, b, c, count]);
    const take = (from: number) => memory.take(Float32Array, from, count);
    return {
      part: part as LossPlane["part"],
      center: take(a),
      first: along === undefined ? take(b) : first,
      second: along === undefined ? take(c) : second,
    };
  });
}

export function readLosses(inside: Inside, plane: LossPlane, u: Float64Array, v: Float64Array): Float64Array {
  const { core, handle, catalog } = inside;
  const check = new Arguments();
  const { part, center, first, second } = check.options(plane, "plane", [
    "part",
    "center",
    "first",
    "second",
  ]);
  const index = partIndex(check, part, "plane.part");
  const count = valueCount(inside);
  for (const [path, values] of Object.entries({ center, first, second })) {
    if (!check.floats(values, `plane.${path}`, Infinity) || values.length === count) continue;
    const limit = `the ${count} numbers of this run`;
    check.note(`plane.${path}`, values, `${values.length} numbers are not ${limit}`, {
      limit,
      suggestion: "give a plane of this run's lossPlane()",
    });
  }
  const most = catalog.limits.elements;
  if (check.doubles(u, "u", most) && check.doubles(v, "v", most) && u.length !== v.length) {
    check.note("v", v, `${v.length} numbers do not go with the ${u.length} of u`, {
      limit: `${u.length} numbers`,
      suggestion: `give ${u.length} numbers`,
    });
  }
  check.done();
  return core.withMemory((memory) => {
    const places = [center, first, second].map((values) => memory.place(values as Float32Array));
    const out = memory.reserve(Float64Array, u.length);
    const points = [memory.place(u), memory.place(v), u.length, out];
    core.call("ap_trainer_losses", [handle, index, ...places, count, ...points]);
    return memory.take(Float64Array, out, u.length);
  });
}

/** A square grid of points of a plane. */
export interface Grid {
  readonly extent: number;
  readonly size: number;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/** The grid that options ask for. Errors: `ArgumentError`. */
export function gridOf(options: LossSliceOptions): Grid {
  const check = new Arguments();
  const { extent = 1, size = kPoints } = check.options(options, "options", kKeys);
  check.number(extent, "extent", { id: "extent", kind: "real", min: 1e-6, max: 1e6, default: 1 });
  check.whole(size, "size", 2, kMostPoints);
  check.done();
  const [width, points] = [extent as number, size as number];
  const at = (i: number) => width * ((2 * i) / (points - 1) - 1);
  const count = points ** 2;
  return {
    extent: width,
    size: points,
    u: Float64Array.from({ length: count }, (_, i) => at(i % points)),
    v: Float64Array.from({ length: count }, (_, i) => at(Math.floor(i / points))),
  };
}

export function readLossSlice(inside: Inside, options: LossSliceOptions): LossSlice {
  const { u, v, ...grid } = gridOf(options);
  return { ...grid, losses: readLosses(inside, readLossPlane(inside, options), u, v) };
}
