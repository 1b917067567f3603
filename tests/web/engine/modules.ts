/** Both modules, loaded once for each test file. */

import { loadEngine, type Engine, type ModuleKind } from "../../../web/engine/index.js";

export const kinds: readonly ModuleKind[] = ["simd", "scalar"];

export const engines: Readonly<Record<ModuleKind, Engine>> = {
  simd: await loadEngine({ module: "simd" }),
  scalar: await loadEngine({ module: "scalar" }),
};

/** What the call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
