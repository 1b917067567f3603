/** Reads the catalogue out of the module. */

import type { Core } from "./core.js";
import type { Catalog } from "./types.js";

/** The catalogue as the module writes it. */
export interface FullCatalog extends Catalog {
  /** Names of the operations of a divergence, by their number. */
  readonly operations: readonly string[];
}

const isInfinite = (value: unknown) => value === "Infinity" || value === "-Infinity";

/** The catalogue, frozen. JSON has no infinite numbers, so the core writes them as text. */
export function readCatalog(core: Core): FullCatalog {
  const text = core.withMemory((memory) => {
    const out = memory.allocate(8);
    core.call("ap_catalog_json", [out, out + 4]);
    return memory.text(memory.data.getUint32(out, true), memory.data.getInt32(out + 4, true));
  });
  return JSON.parse(text, (_key, value: unknown) => {
    if (isInfinite(value)) return Number(value);
    return typeof value === "object" && value !== null ? Object.freeze(value) : value;
  }) as FullCatalog;
}
