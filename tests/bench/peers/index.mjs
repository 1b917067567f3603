/** All peers by id. The order is the order of the tables. @import { Peer } from "../harness/types.js" */

/** @type {Readonly<Record<string, () => Promise<Peer>>>} */
const makers = {
  ours: async () => (await import("./ours.mjs")).createOurs({ module: "simd" }),
  "ours-scalar": async () => (await import("./ours.mjs")).createOurs({ module: "scalar" }),
  "ours-create": async () => (await import("./ours.mjs")).createOurs({ module: "simd", timeCreation: true }),
  "ours-core": async () => (await import("./core.mjs")).createCore(),
  "ours-formula": async () => (await import("./core.mjs")).createCore({ formulas: true }),
  products: async () => (await import("./products.mjs")).createProducts(),
  peak: async () => (await import("./products.mjs")).createPeak(),
  libm: async () => (await import("./libm.mjs")).createLibm(),
  copy: async () => (await import("./copy.mjs")).createCopy(),
  "tfjs-wasm": async () => (await import("./tfjs.mjs")).createTfjs("wasm"),
  "tfjs-cpu": async () => (await import("./tfjs.mjs")).createTfjs("cpu"),
  jax: async () => (await import("./jax.mjs")).createJax(),
  "plain-js": async () => (await import("./plain-js.mjs")).createPlainJs(),
  convnetjs: async () => (await import("./convnetjs.mjs")).createConvnetjs(),
  brain: async () => (await import("./brain.mjs")).createBrain(),
  synaptic: async () => (await import("./synaptic.mjs")).createSynaptic(),
  pytorch: async () => (await import("./pytorch.mjs")).createPytorch(),
};

export const peerIds = Object.keys(makers);

/** @param {string} id */
export function createPeer(id) {
  const make = makers[id];
  if (!make) throw new Error(`no peer "${id}"; there are: ${peerIds.join(", ")}`);
  return make();
}
