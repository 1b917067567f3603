/** Finds, compiles and instantiates the WebAssembly module, in Node, in a worker and in a page. */

import { kAbiVersion, type AbiExports } from "./abi.js";
import { ArgumentError, EngineError } from "./errors.js";
import { fault, show } from "../spec/faults.js";
import { suggestName } from "../spec/suggest.js";
import type { ModuleKind } from "./types.js";

export interface LoadOptions {
  /** Default: SIMD where the engine that runs this has it; both give the same bits. */
  readonly module?: ModuleKind;
  /**
   * The module itself, for hosts that block `fetch`: its bytes or the compiled module. Left out, it is read from beside
   * this script. From another origin, the server must send `Access-Control-Allow-Origin`.
   */
  readonly wasm?: BufferSource | WebAssembly.Module;
}

const kKinds: readonly ModuleKind[] = ["simd", "scalar"];

/** The smallest module that holds a SIMD instruction: v128 from a splat, one lane dropped. */
const kSimdProbe = Uint8Array.of(
  ...[
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
    11,
  ],
);

/** Whether WebAssembly here has SIMD. */
export function isSimdSupported(): boolean {
  return WebAssembly.validate(kSimdProbe);
}

function chooseKind(asked: ModuleKind | undefined): ModuleKind {
  if (asked === undefined) return isSimdSupported() ? "simd" : "scalar";
  if (!kKinds.includes(asked)) {
    const suggestion = suggestName(asked, kKinds);
    throw new ArgumentError([
      fault("module", asked, `unknown module ${show(asked)}`, { limit: kKinds.join(", "), suggestion }),
    ]);
  }
  if (asked === "simd" && !isSimdSupported()) {
    throw new EngineError(
      'WebAssembly has no SIMD here; use { module: "scalar" }, or leave module out to have it chosen',
    );
  }
  return asked;
}

// Each address stands whole in its own call: build tools find it only so.
function urlOf(kind: ModuleKind): URL {
  return kind === "simd"
    ? new URL("../../build/wasm/ap_simd.wasm", import.meta.url)
    : new URL("../../build/wasm/ap_scalar.wasm", import.meta.url);
}

async function compileFrom(url: URL): Promise<WebAssembly.Module> {
  if (url.protocol === "file:" && "process" in globalThis) {
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`);
  const isWasm = response.headers.get("Content-Type")?.startsWith("application/wasm") === true;
  // A server that does not know the type would make streaming fail.
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

const compiled = new Map<ModuleKind, Promise<WebAssembly.Module>>();

/** The compiled module; a second engine of the same kind does not load it again. */
function compileKind(kind: ModuleKind): Promise<WebAssembly.Module> {
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const url = urlOf(kind);
  const promise = compileFrom(url).catch((cause: unknown) => {
    compiled.delete(kind);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError(`could not load ${url.href}: ${reason}`, { cause });
  });
  compiled.set(kind, promise);
  return promise;
}

async function moduleFrom(kind: ModuleKind, wasm: LoadOptions["wasm"]): Promise<WebAssembly.Module> {
  if (wasm === undefined) return compileKind(kind);
  return wasm instanceof WebAssembly.Module ? wasm : WebAssembly.compile(wasm);
}

const imports: WebAssembly.Imports = {
  // Views of the memory are made anew at each use, so growth needs no word.
  env: { emscripten_notify_memory_growth: () => undefined },
  wasi_snapshot_preview1: {
    proc_exit: (code: number) => {
      throw new WebAssembly.RuntimeError(`the module ended itself with code ${code}`);
    },
  },
};

/** The running module. Errors: `ArgumentError` (unknown kind), `EngineError` (no SIMD, not found, wrong version). */
export async function instantiate(
  options: LoadOptions,
): Promise<{ readonly kind: ModuleKind; readonly exports: AbiExports }> {
  const kind = chooseKind(options.module);
  const module = await moduleFrom(kind, options.wasm);
  const instance = await WebAssembly.instantiate(module, imports);
  const exports = instance.exports as unknown as AbiExports;
  exports._initialize();
  const version = exports.ap_abi_version();
  if (version !== kAbiVersion) {
    throw new EngineError(
      `the module speaks version ${version} of the boundary, this script ${kAbiVersion}; rebuild both`,
    );
  }
  return { kind, exports };
}
