import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  kAbiVersion,
  kFunctions,
  kHistogramBins,
  kLayout,
  kNameLength,
  kStatus,
} from "../../../web/engine/abi.js";
import { engines, kinds } from "./modules.js";

const header = readFileSync(new URL("../../../src/abi/abi.h", import.meta.url), "utf8").replaceAll(
  /\/\/\/.*$/gm,
  "",
);

/** Value of a #define. */
function constant(name: string): number {
  return Number(new RegExp(`#define ${name} (\\d+)`).exec(header)?.[1]);
}

interface Declaration {
  readonly result: string;
  readonly count: number;
}

/** Every exported function of the header. */
function declarations(): Map<string, Declaration> {
  const pattern = /AP_EXPORT\((\w+)\)\s*([\w*\s]+?)\s*\b(\w+)\(([^)]*)\);/g;
  const found = [...header.matchAll(pattern)].map(([, exported, result, name, parameters]) => {
    expect(exported).toBe(name);
    const count = parameters.trim() === "void" ? 0 : parameters.split(",").length;
    return [name, { result: result.replaceAll(/\s/g, ""), count }] as const;
  });
  return new Map(found);
}

const scalarSizes: Readonly<Record<string, number>> = {
  int32_t: 4,
  uint32_t: 4,
  float: 4,
  double: 8,
  char: 1,
  ap_formula: 4,
};

/** Offsets of all structs of the header by the rules of C. */
function layouts(): Record<string, Record<string, number>> {
  const structs: Record<string, Record<string, number>> = {};
  const alignments: Record<string, number> = {};
  for (const [, name, body] of header.matchAll(/typedef struct (\w+) \{([^}]*)\} \w+;/g)) {
    let offset = 0;
    let alignment = 1;
    const fields: Record<string, number> = {};
    for (const [, type, field, length] of body.matchAll(/(\w+) (\w+)(?:\[(\w+)\])?;/g)) {
      const size = scalarSizes[type] ?? structs[type].size;
      const align = scalarSizes[type] ?? alignments[type];
      expect(offset % align, `${name}.${field} needs padding`).toBe(0);
      fields[field] = offset;
      offset += size * (length ? constant(length) : 1);
      alignment = Math.max(alignment, align);
    }
    expect(offset % alignment, `${name} needs padding`).toBe(0);
    structs[name] = { ...fields, size: offset };
    alignments[name] = alignment;
  }
  return structs;
}

describe("the boundary in TypeScript", () => {
  it("has every function of abi.h, with its number of arguments", () => {
    const inHeader = [...declarations()].filter(([, { result }]) => result === "int32_t");
    const statuses = inHeader
      .filter(([name]) => name !== "ap_abi_version")
      .map(([name, { count }]) => [name, count]);
    expect(Object.fromEntries(statuses)).toEqual(kFunctions);
  });

  it("has every struct of abi.h, with its layout", () => {
    expect(layouts()).toEqual(kLayout);
  });

  it("has the constants of abi.h", () => {
    const statuses = [...header.matchAll(/AP_([A-Z_]+) = (\d+)/g)].map(([, name, code]) => [
      name,
      Number(code),
    ]);
    expect(Object.fromEntries(statuses)).toEqual(kStatus);
    expect(kAbiVersion).toBe(constant("AP_ABI_VERSION"));
    expect(kNameLength).toBe(constant("AP_NAME_LENGTH"));
    expect(kHistogramBins).toBe(constant("AP_HISTOGRAM_BINS"));
    expect(engines.simd.catalog.limits).toMatchObject({
      elements: constant("AP_MAX_ELEMENTS"),
      epochs: constant("AP_MAX_EPOCHS"),
      runs: constant("AP_MAX_TRAINERS"),
    });
  });

  it.each(kinds)(
    "is what the %s module exports, and it imports nothing but what the loader gives",
    async (kind) => {
      const bytes = readFileSync(new URL(`../../../build/wasm/ap_${kind}.wasm`, import.meta.url));
      const module = await WebAssembly.compile(bytes);
      const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
      expect(exported.filter((name) => name.startsWith("ap_")).sort()).toEqual(
        [...declarations().keys()].sort(),
      );
      expect(exported).toEqual(expect.arrayContaining(["memory", "_initialize"]));
      const imported = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
      const given = ["env.emscripten_notify_memory_growth", "wasi_snapshot_preview1.proc_exit"];
      expect(imported.filter((name) => !given.includes(name))).toEqual([]);
    },
  );
});
