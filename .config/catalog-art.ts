import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import temml from "temml";
import { type Plugin, runnerImport } from "vite";
import { glyphSteps } from "../web/components/glyph-path.js";
import { choicesOf, withChoices } from "../web/export/literals.js";
import { TUTORIAL } from "../web/views/curve/tutorial.js";
import type * as EngineModule from "../web/engine/index.js";
import type { ActivationInfo, Engine } from "../web/engine/types.js";

const enginePath = fileURLToPath(new URL("../web/engine/index.ts", import.meta.url));

/** A formula as MathML; Temml's inline styles go, since the page's policy does not allow them. */
function typeset(latex: string): string {
  return temml
    .renderToString(latex, { displayMode: true, throwOnError: true })
    .replaceAll(/ style="[^"]*"/g, "");
}

/** Values over [-3, 3]; a function of rows is drawn as its first output for the logits (x, 0). */
function sample(engine: Engine, { id, rowwise }: ActivationInfo, points: number): Float32Array {
  const x = Float32Array.from({ length: points }, (_, i) => -3 + (6 * i) / (points - 1));
  if (!rowwise) return engine.activation(id, x).y;
  const logits = Float32Array.from({ length: 2 * points }, (_, i) => (i % 2 === 0 ? (x[i / 2] ?? 0) : 0));
  const rows = engine.softmax(logits, { rows: points, cols: 2, kind: id as "softmax" });
  return rows.filter((_, i) => i % 2 === 0);
}

const readActivations = async (): Promise<{ engine: Engine; activations: readonly ActivationInfo[] }> => {
  const { module } = await runnerImport<typeof EngineModule>(enginePath);
  const wasm = await readFile(new URL("../build/wasm/ap_scalar.wasm", import.meta.url));
  const engine = await module.loadEngine({ module: "scalar", wasm });
  return { engine, activations: engine.catalog.activations };
};

/** Both formulas of every function, one for each way to set its named options, as MathML by their LaTeX. */
function formulasOf(activations: readonly ActivationInfo[]): string {
  const texts = activations.flatMap((info) =>
    choicesOf(info).flatMap((params) =>
      [info.formula, info.derivative].map((text) => withChoices(text, info, params)),
    ),
  );
  const entries = texts.map((latex) => [latex, typeset(latex)]);
  return `export const formulas = ${JSON.stringify(Object.fromEntries(entries))};`;
}

/** What each module of the page's art holds. */
const modules: Readonly<Record<string, () => Promise<string>>> = {
  "virtual:catalog-glyphs": async () => {
    const { engine, activations } = await readActivations();
    const glyphs = activations.map((info) => [info.id, glyphSteps(sample(engine, info, 41))]);
    return `export const glyphs = ${JSON.stringify(Object.fromEntries(glyphs))};`;
  },
  "virtual:catalog-formulas/first": async () => {
    const { activations } = await readActivations();
    return formulasOf(activations.filter(({ id }) => TUTORIAL.includes(id)));
  },
  "virtual:catalog-formulas/others": async () => {
    const { activations } = await readActivations();
    return formulasOf(activations.filter(({ id }) => !TUTORIAL.includes(id)));
  },
};

/**
 * Prepares what the page shows of every function in the catalogue, so that it carries no typesetter: each formula as
 * MathML by its LaTeX (`formulas`, those of the tutorial apart from the others) and each curve as the steps of a small path
 * by the function's id (`glyphs`).
 */
export function catalogArt(): Plugin {
  return {
    name: "catalog-art",
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
    load: (id) => (Object.hasOwn(modules, id.slice(1)) ? modules[id.slice(1)]() : undefined),
  };
}
