/** Reads fields, and entries of the catalogue with their parameters. */

import type { EntryShape } from "./catalog.js";
import type { EntryField, Field } from "./fields.js";
import type { Json, Reader } from "./reader.js";
import type { EntrySpec } from "./run-spec.js";

export const isComplete = (values: Record<string, unknown>): boolean =>
  Object.values(values).every((value) => value !== undefined);
export const ids = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);

/** Values of some fields; undefined where one was wrong. */
export function readFields(
  reader: Reader,
  object: Json,
  path: string,
  fields: readonly Field[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.id, reader.field(object, path, field)]));
}

/** An entry, and it as the complete RunSpec has it: undefined when a parameter is wrong. */
export interface ReadEntry<E extends EntryShape> {
  readonly entry: E;
  readonly spec: { readonly id: string } | undefined;
}

/** `{ id, ...params }`; undefined when it is no entry. */
export function readEntry<E extends EntryShape>(
  reader: Reader,
  value: unknown,
  path: string,
  what: string,
  table: readonly E[],
): ReadEntry<E> | undefined {
  const known = table.find(({ id }) => id === (value as { id?: unknown } | null | undefined)?.id);
  // Keys of an entry that is not known cannot be judged: only its id is at fault.
  const keys = known ? ["id", ...ids(known.params)] : Object.keys(Object(value) as object);
  const object = reader.object(value, path, known ? keys : [...new Set(["id", ...keys])]);
  if (object === undefined) return undefined;
  const entry = reader.entry(object, path, "id", what, table);
  if (entry === undefined) return undefined;
  const params = readFields(reader, object, path, entry.params);
  return { entry, spec: isComplete(params) ? { id: entry.id, ...params } : undefined };
}

/** The part of an object that is an entry; the table's first when it is left out and may be. */
export function readPart<E extends EntryShape>(
  reader: Reader,
  object: Json,
  path: string,
  { id, what, table, example }: EntryField<E>,
): ReadEntry<E> | undefined {
  const place = path === "" ? id : `${path}.${id}`;
  if (example !== undefined) {
    const given = reader.need(object, path, id, `an object such as ${example}`);
    return given === undefined ? undefined : readEntry(reader, given, place, what, table);
  }
  const given = reader.get(object, id);
  return readEntry(reader, given === undefined ? { id: table[0].id } : given, place, what, table);
}

/** Several such parts as the complete RunSpec has them. */
export function readParts(
  reader: Reader,
  object: Json,
  path: string,
  fields: readonly EntryField[],
): Record<string, EntrySpec | undefined> {
  return Object.fromEntries(fields.map((field) => [field.id, readPart(reader, object, path, field)?.spec]));
}
