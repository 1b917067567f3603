/** Reads the catalogue out of the module. */

import type { Core } from "./core.js";
import type { Catalog } from "./types.js";

/** The catalogue as the module writes it. */
export interface FullCatalog extends Catalog {
  /** Names of the operations of a divergence, by their number. */
  readonly operations: readonly string[];
}

/**
 * Freezes all that a parsed document holds. JSON has no infinite numbers, so the core writes them as text. A reviver could do
 * this, in twice the time.
 */
function settle(value: object): void {
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const held = holder[key];
    if (typeof held === "object" && held !== null) settle(held);
    else if (held === "Infinity" || held === "-Infinity") holder[key] = Number(held);
  }
  Object.freeze(value);
}

/** The catalogue, frozen. */
export function readCatalog(core: Core): FullCatalog {
  const text = core.withMemory((memory) => {
    const out = memory.allocate(8);
    core.call("ap_catalog_json", [out, out + 4]);
    return memory.text(memory.data.getUint32(out, true), memory.data.getInt32(out + 4, true));
  });
  const catalog = JSON.parse(text) as FullCatalog;
  settle(catalog);
  return catalog;
}
