/** Changes to a run that is under way, and the way back to an earlier step. */

import { kLayout, kNameLength, kStatus } from "./abi.js";
import { Arguments } from "./arguments.js";
import { EngineError } from "./errors.js";
import type { Inside } from "./insight.js";
import type { Edit } from "./types.js";
import { suggestName } from "../spec/suggest.js";
import { show } from "../spec/faults.js";

/** One tensor's name and place among all numbers of a run. */
interface Tensor {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/** `ap_edit.kind`. */
const kKinds = ["learning_rate", "parameter", "freeze", "ablate"] as const;

interface RawEdit {
  readonly kind: (typeof kKinds)[number];
  readonly first?: number;
  readonly count?: number;
  readonly value: number;
}

/** True when the edit was made; false when it is one that the layer's activation does not allow. */
function send({ core, handle }: Inside, { kind, first = 0, count = 1, value }: RawEdit): boolean {
  const at = kLayout.ap_edit;
  return core.withMemory((memory) => {
    const edit = memory.place(new Int32Array(at.size / 4));
    const view = memory.data;
    view.setFloat64(edit + at.value, value, true);
    view.setInt32(edit + at.kind, kKinds.indexOf(kind), true);
    view.setInt32(edit + at.first, first, true);
    view.setInt32(edit + at.count, count, true);
    const expected = [kStatus.OK, kStatus.BAD_SHAPE, kStatus.CAPACITY];
    const status = core.call("ap_trainer_edit", [handle, edit], expected);
    if (status !== kStatus.CAPACITY) return status === kStatus.OK;
    throw new EngineError("this run has had as many edits as it can take; make a new one");
  });
}

/** The tensors that are trained; the running statistics of a batch norm are not. */
function readTensors({ core, handle }: Inside): Tensor[] {
  const [at, sizes] = [kLayout.ap_parameter_info, kLayout.ap_trainer_size];
  const tensors = core.withMemory((memory) => {
    const [info, size] = [memory.allocate(at.size), memory.allocate(sizes.size)];
    core.call("ap_trainer_measure", [handle, size]);
    return Array.from({ length: memory.data.getInt32(size + sizes.tensors, true) }, (_, i) => {
      core.call("ap_trainer_parameter_info", [handle, i, info]);
      const view = memory.data;
      return {
        name: memory.text(info + at.name, kNameLength),
        offset: view.getInt32(info + at.offset, true),
        length: view.getInt32(info + at.length, true),
      };
    });
  });
  return tensors.filter(({ name }) => !name.includes(".running_"));
}

/** The tensor of that name that is trained, and the place in it; notes what is wrong. */
export function findParameter(
  check: Arguments,
  inside: Inside,
  name: unknown,
  index: unknown,
  path = "",
): { readonly first: number; readonly count: number } | undefined {
  const tensors = readTensors(inside);
  const tensor = tensors.find((each) => each.name === name);
  if (tensor === undefined) {
    const names = tensors.map((each) => each.name);
    check.note(`${path}name`, name, `unknown parameter ${show(name)}`, {
      limit: names.join(", "),
      suggestion: suggestName(name, names),
    });
    return undefined;
  }
  if (index === "all") return { first: tensor.offset, count: tensor.length };
  if (!check.whole(index, `${path}index`, 0, tensor.length - 1)) return undefined;
  return { first: tensor.offset + index, count: 1 };
}

const flag = (check: Arguments, value: unknown, id: string) =>
  check.scalar(value, id, { id, kind: "flag", min: 0, max: 1, default: 1 });

export function setLearningRate(inside: Inside, rate: number, optimizer: string): void {
  const check = new Arguments();
  const info = inside.catalog.optimizers.find(({ id }) => id === optimizer);
  const param = info?.params.find(({ id }) => id === "lr");
  if (param !== undefined) check.number(rate, "rate", param);
  check.done();
  send(inside, { kind: "learning_rate", value: rate });
}

const kLargest = 3.4028234663852886e38;

export function setParameter(inside: Inside, name: string, index: number, value: number): void {
  const check = new Arguments();
  const place = findParameter(check, inside, name, index === ("all" as unknown) ? NaN : index);
  check.number(value, "value", { id: "value", kind: "real", min: -kLargest, max: kLargest, default: 0 });
  check.done();
  send(inside, { kind: "parameter", ...place, value });
}

export function freeze(inside: Inside, name: string, index: number | "all", frozen: boolean): void {
  const check = new Arguments();
  const place = findParameter(check, inside, name, index);
  flag(check, frozen, "frozen");
  check.done();
  send(inside, { kind: "freeze", ...place, value: frozen ? 1 : 0 });
}

/** The place of a layer's first output among all outputs. */
function firstOutput({ layers }: Inside, layer: number): number {
  return layers.slice(0, layer - 1).reduce((sum, { outputs }) => sum + outputs, 0);
}

export function ablate(inside: Inside, layer: number, unit: number, ablated: boolean): void {
  const { layers } = inside;
  const check = new Arguments();
  if (check.whole(layer, "layer", 1, layers.length)) {
    check.whole(unit, "unit", 0, layers[layer - 1].outputs - 1);
  }
  flag(check, ablated, "ablated");
  check.done();
  if (send(inside, { kind: "ablate", first: firstOutput(inside, layer) + unit, value: ablated ? 1 : 0 }))
    return;
  check.note("layer", layer, `the activation of layer ${layer} acts on whole rows`, {
    limit: "a layer whose activation acts on single numbers",
    suggestion: "choose a unit of another layer",
  });
  check.done();
}

/** Edits that are read from the module at once. */
const kEditsAtOnce = 1024;

export function readEdits(inside: Inside): Edit[] {
  const tensors = readTensors(inside);
  const { core, handle } = inside;
  const at = kLayout.ap_edit;
  const edits: Edit[] = [];
  core.withMemory((memory) => {
    const [out, count] = [memory.allocate(kEditsAtOnce * at.size), memory.allocate(4)];
    let read = kEditsAtOnce;
    while (read === kEditsAtOnce) {
      core.call("ap_trainer_edits", [handle, edits.length, out, kEditsAtOnce, count]);
      const view = memory.data;
      read = view.getInt32(count, true);
      for (let i = 0; i < read; i++) {
        const place = out + i * at.size;
        edits.push(
          toEdit(inside, tensors, view.getFloat64(place + at.step, true), {
            kind: kKinds[view.getInt32(place + at.kind, true)],
            first: view.getInt32(place + at.first, true),
            count: view.getInt32(place + at.count, true),
            value: view.getFloat64(place + at.value, true),
          }),
        );
      }
    }
  });
  return edits;
}

function toEdit(inside: Inside, tensors: readonly Tensor[], step: number, raw: Required<RawEdit>): Edit {
  const { kind, first, count, value } = raw;
  if (kind === "learning_rate") return { kind, step, value };
  if (kind === "ablate") {
    let layer = 1;
    while (firstOutput(inside, layer + 1) <= first) layer++;
    return { kind, step, layer, unit: first - firstOutput(inside, layer), ablated: value === 1 };
  }
  const tensor = tensors.findLast(({ offset }) => offset <= first);
  if (tensor === undefined) throw new EngineError(`no parameter is at ${first}; please report this`);
  const { name, offset } = tensor;
  if (kind === "parameter") return { kind, step, name, index: first - offset, value };
  return { kind, step, name, index: count === 1 ? first - offset : "all", frozen: value === 1 };
}

/** The rate of the next step. */
export function readLearningRate({ core, handle }: Inside): number {
  return core.withMemory((memory) => {
    const out = memory.allocate(16);
    core.call("ap_trainer_learning_rate", [handle, out, out + 8]);
    return memory.data.getFloat64(out, true);
  });
}

/** Room for the checkpoints of a run, unless more is asked for. Units: bytes. */
export const kCheckpointBytes = 2 ** 26;

export function keepCheckpoints({ core, handle }: Inside, max_bytes: number): number {
  const check = new Arguments();
  check.whole(max_bytes, "max_bytes", 0, 2 ** 31);
  check.done();
  const at = kLayout.ap_kept_states;
  return core.withMemory((memory) => {
    const out = memory.allocate(at.size);
    const status = core.call("ap_trainer_keep_states", [handle, max_bytes], [kStatus.OK, kStatus.CAPACITY]);
    core.call("ap_trainer_kept_states", [handle, out]);
    const view = memory.data;
    if (status === kStatus.OK) return view.getInt32(out + at.capacity, true);
    const least = view.getFloat64(out + at.state_size, true) * view.getInt32(out + at.fewest, true);
    check.note("max_bytes", max_bytes, `${max_bytes} bytes are not enough for this network`, {
      limit: `0, or at least ${least} bytes`,
      suggestion: `give at least ${least} bytes, or 0 to do without: rewinding then starts anew`,
    });
    check.done();
    return 0;
  });
}

/** Goes back to a state kept before `step`. */
export function restore({ core, handle }: Inside, step: number, made: number): void {
  const check = new Arguments();
  check.whole(step, "step", 0, made);
  check.done();
  core.call("ap_trainer_restore", [handle, step]);
}
