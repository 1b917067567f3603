/** The core's modules as they were built, without the engine around them. */

async function readModule(name) {
  if (globalThis.document) {
    const response = await globalThis.fetch(new URL(`/core/${name}.wasm`, globalThis.document.baseURI));
    return response.arrayBuffer();
  }
  const { readFile } = await import("node:fs/promises");
  return readFile(new URL(`../../../build/wasm/${name}.wasm`, import.meta.url));
}

/** The exports of a new instance. @param {"ap_simd" | "ap_bench"} name */
export async function instantiateCore(name) {
  const module = await WebAssembly.compile(await readModule(name));
  const imports = {};
  for (const { module: from, name: what } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[what] = () => 0;
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports._initialize();
  return exports;
}
