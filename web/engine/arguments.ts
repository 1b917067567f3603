/** Checks of the engine's own arguments; the RunSpec's are in web/spec. */

import { fault, show, type Fault } from "../spec/faults.js";
import { limitText, type Field } from "../spec/fields.js";
import { Reader } from "../spec/reader.js";
import { suggestName } from "../spec/suggest.js";
import { ArgumentError } from "./errors.js";
import type { ActivationInfo, ParamInfo } from "./types.js";

/** Collects the faults of one call; `done` throws when there are any. */
export class Arguments extends Reader {
  /** Throws what was found. */
  done(): void {
    if (this.faults.length > 0) throw new ArgumentError(this.faults);
  }

  /** A Float32Array of at most `limit` numbers. */
  floats(value: unknown, path: string, limit: number): value is Float32Array {
    return this.#array(value, path, limit, Float32Array);
  }

  /** A Float64Array of at most `limit` numbers. */
  doubles(value: unknown, path: string, limit: number): value is Float64Array {
    return this.#array(value, path, limit, Float64Array);
  }

  #array(
    value: unknown,
    path: string,
    limit: number,
    type: typeof Float32Array | typeof Float64Array,
  ): boolean {
    if (!(value instanceof type)) {
      const suggestion = `give a ${type.name}, such as ${type.name}.of(1, 2, 3)`;
      this.note(path, value, `${show(value)} is not a ${type.name}`, { limit: `a ${type.name}`, suggestion });
      return false;
    }
    if (value.length <= limit) return true;
    this.note(path, value, `${value.length} numbers are too many`, {
      limit: `at most ${limit}`,
      suggestion: `give at most ${limit} at a time`,
    });
    return false;
  }

  /** At most `limit` whole rows of `cols` numbers. */
  rows(value: unknown, path: string, cols: number, limit: number): value is Float32Array {
    if (!this.floats(value, path, limit * cols)) return false;
    if (value.length % cols === 0) return true;
    this.note(path, value, `${value.length} numbers are no whole rows of ${cols} features`, {
      limit: `a multiple of ${cols} numbers`,
      suggestion: `give ${cols} numbers for each row`,
    });
    return false;
  }

  /** A whole number from `min` to `max`. */
  whole(value: unknown, path: string, min: number, max: number): value is number {
    const field: Field = { id: path, kind: "integer", min, max, default: min };
    if (value !== undefined) return this.number(value, path, field) !== undefined;
    this.note(path, value, "is missing", { limit: limitText(field), suggestion: `give ${limitText(field)}` });
    return false;
  }

  /** An object of options, or nothing. */
  options(value: unknown, path: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
    return value === undefined ? {} : (this.object(value, path, keys) ?? {});
  }

  /** Values of parameters in the catalogue's order, options as the index of the choice. */
  params(value: unknown, path: string, infos: readonly ParamInfo[]): number[] {
    const given = this.options(
      value,
      path,
      infos.map(({ id }) => id),
    );
    return infos.map((info) => paramNumber(this.field(given, path, info), info));
  }
}

/** A parameter's value as the core takes it. */
export function paramNumber(value: unknown, info: Pick<ParamInfo, "choices">): number {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return info.choices?.indexOf(value) ?? 0;
  return typeof value === "number" ? value : 0;
}

/** The fault of an id that no activation of this kind has; says where it belongs when it is of the other kind. */
export function unknownActivation(
  path: string,
  given: unknown,
  activations: readonly ActivationInfo[],
  rowwise: boolean,
): Fault {
  const ids = activations.filter((info) => info.rowwise === rowwise).map(({ id }) => id);
  const limit = ids.join(", ");
  if (activations.some((info) => info.id === given)) {
    const problem = rowwise ? `${show(given)} acts on single numbers` : `${show(given)} acts on whole rows`;
    const suggestion = rowwise
      ? `use engine.activation(${show(given)}, x)`
      : `use engine.softmax(logits, { rows, cols, kind: ${show(given)} })`;
    return fault(path, given, problem, { limit, suggestion });
  }
  const what = rowwise ? "kind" : "activation";
  return fault(path, given, `unknown ${what} ${show(given)}`, { limit, suggestion: suggestName(given, ids) });
}
