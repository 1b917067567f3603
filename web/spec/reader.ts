/** Reads values out of a document of unknown shape, collecting every fault on the way. */

import type { EntryShape, ListShape } from "./catalog.js";
import { fault, show, type Fault } from "./faults.js";
import { limitText, type Field } from "./fields.js";
import { suggestName } from "./suggest.js";

export type Scalar = number | string | boolean;
/** A JSON object. */
export type Json = Record<string, unknown>;

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** Each method returns the value read, or undefined after noting why there is none. */
export class Reader {
  readonly faults: Fault[] = [];

  note(
    path: string,
    value: unknown,
    problem: string,
    options?: { limit?: string; suggestion?: string },
  ): void {
    this.faults.push(fault(path, value, problem, options));
  }

  /** An object with no keys but these. */
  object(value: unknown, path: string, keys: readonly string[]): Json | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
      const limit = `an object with ${keys.join(", ")}`;
      this.note(path, value, `${show(value)} is not an object`, { limit, suggestion: `give ${limit}` });
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (keys.includes(key)) continue;
      this.note(join(path, key), (value as Json)[key], `unknown key ${show(key)}`, {
        limit: keys.join(", "),
        suggestion: suggestName(key, keys),
      });
    }
    return value as Json;
  }

  /** The value of a key of the object's own, or undefined. */
  get(object: Json, key: string): unknown {
    return Object.hasOwn(object, key) ? object[key] : undefined;
  }

  /** A key that must be there. */
  need(object: Json, path: string, key: string, what: string): unknown {
    const value = this.get(object, key);
    if (value === undefined)
      this.note(join(path, key), undefined, "is missing", { suggestion: `give ${what}` });
    return value;
  }

  /** A field of an object, or its default. */
  field(object: Json, path: string, field: Field): Scalar | null | undefined {
    const given = this.get(object, field.id);
    const place = join(path, field.id);
    if (given === undefined && !field.required) return defaultOf(field);
    if (given === null && field.nullMeans !== undefined) return null;
    if (given !== undefined) return this.scalar(given, place, field);
    const orNull = field.nullMeans === undefined ? "" : `, or null for ${field.nullMeans}`;
    const limit = limitText(field) + orNull;
    this.note(place, undefined, "is missing", { limit, suggestion: `give ${limit}` });
    return undefined;
  }

  scalar(value: unknown, path: string, field: Field): Scalar | undefined {
    if (field.kind === "flag") {
      if (typeof value === "boolean") return value;
      const limit = "true or false";
      this.note(path, value, `${show(value)} is not ${limit}`, { limit, suggestion: `use ${limit}` });
      return undefined;
    }
    if (field.kind === "option") return this.option(value, path, field.choices ?? []);
    return this.number(value, path, field);
  }

  option(value: unknown, path: string, choices: readonly string[]): string | undefined {
    if (typeof value === "string" && choices.includes(value)) return value;
    const limit = choices.join(", ");
    this.note(path, value, `unknown option ${show(value)}`, {
      limit,
      suggestion: suggestName(value, choices),
    });
    return undefined;
  }

  number(value: unknown, path: string, field: Field): number | undefined {
    const { kind, min, max, exclusive } = field;
    const limit =
      limitText(field) + (field.nullMeans === undefined ? "" : `, or null for ${field.nullMeans}`);
    const suggestion = `use ${limit}`;
    if (typeof value !== "number") {
      this.note(path, value, `${show(value)} is not a number`, { limit, suggestion });
    } else if (!Number.isFinite(value)) {
      this.note(path, value, `${value} is not a finite number`, { limit, suggestion });
    } else if (kind === "integer" && !Number.isInteger(value)) {
      this.note(path, value, `${value} is not a whole number`, { limit, suggestion });
    } else if (value < min || value > max || (exclusive && (value === min || value === max))) {
      this.note(path, value, `${value} is out of range`, { limit, suggestion });
    } else {
      return value === 0 ? 0 : value;
    }
    return undefined;
  }

  /** A list argument: null, one number where that may stand for all, or a list. */
  list(object: Json, path: string, shape: ListShape): number | readonly number[] | null | undefined {
    const given = this.get(object, shape.id);
    const place = join(path, shape.id);
    if (given === undefined) return defaultList(shape);
    if (given === null) return null;
    const field: Field = { ...shape, kind: "real", default: 0 };
    if (shape.one_for_all && typeof given === "number") return this.number(given, place, field);
    if (!Array.isArray(given)) {
      const limit = shape.one_for_all ? "a number, a list of numbers, or null" : "a list of numbers, or null";
      this.note(place, given, `${show(given)} is not ${limit}`, { limit, suggestion: `use ${limit}` });
      return undefined;
    }
    if (given.length === 0 || given.length > shape.max_length) {
      const limit = `1 to ${shape.max_length} numbers`;
      const suggestion = `use ${limit}, or null`;
      this.note(place, given, `a list of ${given.length} has the wrong length`, { limit, suggestion });
      return undefined;
    }
    const numbers = Array.from(given, (item: unknown, i) => this.number(item, `${place}[${i}]`, field));
    return numbers.every((number) => number !== undefined) ? numbers : undefined;
  }

  /** The entry whose id stands under `key`. */
  entry<E extends EntryShape>(
    object: Json,
    path: string,
    key: string,
    what: string,
    table: readonly E[],
  ): E | undefined {
    const given = this.get(object, key);
    const found = table.find(({ id }) => id === given);
    if (found !== undefined) return found;
    const ids = table.map(({ id }) => id);
    const problem = given === undefined ? "is missing" : `unknown ${what} ${show(given)}`;
    this.note(join(path, key), given, problem, {
      limit: ids.join(", "),
      suggestion: suggestName(given, ids),
    });
    return undefined;
  }
}

/** The default as a RunSpec has it: false and true for a flag. */
export function defaultOf(field: Field): Scalar | null {
  if (field.isNullByDefault) return null;
  return field.kind === "flag" ? field.default === 1 : field.default;
}

/** The same of a list: null where it is None. */
export function defaultList({ default: initial, one_for_all }: ListShape): number | readonly number[] | null {
  if (initial.length === 0) return null;
  return one_for_all && initial.length === 1 ? initial[0] : initial;
}
