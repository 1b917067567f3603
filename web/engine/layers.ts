/** Puts the layers of a RunSpec into the module's memory, typed formulas too. */

import type { EntryShape } from "../spec/catalog.js";
import { kFormula } from "../spec/fields.js";
import { isFormula } from "../spec/read-layers.js";
import type { ActivationSpec, LayerSpec } from "../spec/run-spec.js";
import { suggestName } from "../spec/suggest.js";
import { kLayout, type Pointer } from "./abi.js";
import { paramNumber, type Arguments } from "./arguments.js";
import type { Core, Scratch } from "./core.js";
import { parseFormula, readParams } from "./formula.js";
import type { Catalog } from "./types.js";

type Values = Readonly<Record<string, unknown>>;

function valuesOf(entry: EntryShape, given: Values): number[] {
  return entry.params.map((param) => paramNumber(given[param.id], param));
}

/** Writes an `ap_entry`; without `given` the table's first, which is what a run has by default. */
export function writeEntry(
  view: DataView,
  at: Pointer,
  table: readonly EntryShape[],
  given: Values | undefined,
): void {
  const index = given === undefined ? 0 : table.findIndex(({ id }) => id === given["id"]);
  view.setInt32(at + kLayout.ap_entry.index, index, true);
  valuesOf(table[index], given ?? {}).forEach((value, i) => {
    view.setFloat64(at + kLayout.ap_entry.params + 8 * i, value, true);
  });
}

/** A formula in the module with the values of its parameters, in its order. */
interface LayerFormula {
  readonly handle: number;
  readonly values: readonly number[];
}

/** Parameters that the text does not have are faults; those that are left out are 1. */
function readValues(check: Arguments, given: ActivationSpec, path: string, names: readonly string[]) {
  for (const key of Object.keys(given)) {
    if (key === "id" || key === kFormula || names.includes(key)) continue;
    const limit = names.join(", ");
    check.note(`${path}.${key}`, given[key], `the formula has no parameter ${JSON.stringify(key)}`, {
      limit,
      suggestion: suggestName(key, names),
    });
  }
  for (const name of names.filter((key) => key === "id" || key === kFormula)) {
    const suggestion = "give it another name in the formula";
    check.note(`${path}.${kFormula}`, given[kFormula], `a parameter cannot be called ${name}`, {
      suggestion,
    });
  }
  return names.map((name) => Number(given[name] ?? 1));
}

/**
 * Calls use(formulas) with one for each layer that has one; they are destroyed afterwards, as a run copies them.
 * Errors: `ArgumentError` with the faults of all formulas.
 */
export function withFormulas<T>(
  core: Core,
  check: Arguments,
  layers: readonly LayerSpec[],
  use: (formulas: readonly (LayerFormula | undefined)[]) => T,
): T {
  const alive: number[] = [];
  const read = ({ activation }: LayerSpec, i: number): LayerFormula | undefined => {
    if (!isFormula(activation)) return undefined;
    const path = `layers[${i}].activation`;
    const text = String(activation[kFormula]);
    const parsed = parseFormula(core, text);
    if ("handle" in parsed) {
      alive.push(parsed.handle);
      const values = readValues(check, activation, path, readParams(core, parsed.handle));
      return { handle: parsed.handle, values };
    }
    check.note(`${path}.${kFormula}`, text, parsed.problem, { suggestion: parsed.suggestion });
    return undefined;
  };
  try {
    const formulas = layers.map(read);
    check.done();
    return use(formulas);
  } finally {
    if (core.isRunning) for (const handle of alive) core.call("ap_formula_destroy", [handle]);
  }
}

/** Writes all `ap_layer`s. */
export function placeLayers(
  memory: Scratch,
  catalog: Catalog,
  layers: readonly LayerSpec[],
  formulas: readonly (LayerFormula | undefined)[],
): Pointer {
  const at = kLayout.ap_layer;
  const place = memory.place(new Int32Array((layers.length * at.size) / 4));
  const view = memory.data;
  layers.forEach(({ units, activation, norm, dropout = 0 }, i) => {
    const layer = place + i * at.size;
    const formula = formulas[i];
    const index = catalog.activations.findIndex(({ id }) => id === activation.id);
    const values = formula?.values ?? valuesOf(catalog.activations[index], activation);
    writeEntry(view, layer + at.norm, catalog.norms, norm);
    view.setFloat64(layer + at.dropout, dropout, true);
    view.setInt32(layer + at.units, units, true);
    view.setInt32(layer + at.activation, index, true);
    view.setInt32(layer + at.formula, formula?.handle ?? 0, true);
    values.forEach((value, j) => {
      view.setFloat32(layer + at.params + 4 * j, value, true);
    });
  });
  return place;
}
