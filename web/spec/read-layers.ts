/** Reads the layers of a RunSpec. */

import type { SpecCatalog } from "./catalog.js";
import { show } from "./faults.js";
import { formulaParam, kFormula, kFormulaLength, layerEntries, layerFields } from "./fields.js";
import { ids, isComplete, readEntry, readFields, readParts } from "./read-entries.js";
import type { Json, Reader } from "./reader.js";
import type { ActivationSpec, LayerSpec } from "./run-spec.js";

/** True for a function typed by the user. */
export function isFormula(activation: ActivationSpec): boolean {
  return activation.id === kFormula;
}

/** What an activation makes of the units: outputs are units / divisor. */
interface ReadActivation {
  readonly spec: ActivationSpec | undefined;
  readonly divisor: number;
}

/** Only the form is checked here: the core reads the formula when the run is made. */
function readFormula(reader: Reader, object: Json, path: string): ReadActivation {
  const text = reader.get(object, kFormula);
  const isText = typeof text === "string" && text.length >= 1 && text.length <= kFormulaLength;
  if (!isText) {
    const limit = `a text of 1 to ${kFormulaLength} characters`;
    const problem = text === undefined ? "is missing" : `${show(text)} is not ${limit}`;
    reader.note(`${path}.${kFormula}`, text, problem, {
      limit,
      suggestion: 'write such as "x * sigmoid(x)"',
    });
  }
  const names = Object.keys(object).filter((key) => key !== "id" && key !== kFormula);
  const params = readFields(reader, object, path, names.map(formulaParam));
  const spec = { id: kFormula, [kFormula]: text, ...params } as ActivationSpec;
  return { spec: isText && isComplete(params) ? spec : undefined, divisor: 1 };
}

function readActivation(
  reader: Reader,
  value: unknown,
  path: string,
  { activations }: SpecCatalog,
): ReadActivation | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject && (value as Json)["id"] === kFormula) return readFormula(reader, value as Json, path);
  const formula = { id: kFormula, params: [], row_divisor: 1 };
  const read = readEntry(reader, value, path, "activation", [...activations, formula]);
  if (read === undefined) return undefined;
  return { spec: read.spec as ActivationSpec | undefined, divisor: read.entry.row_divisor };
}

function readLayer(
  reader: Reader,
  value: unknown,
  path: string,
  catalog: SpecCatalog,
): LayerSpec | undefined {
  const [fields, entries] = [layerFields(catalog), layerEntries(catalog)];
  const object = reader.object(value, path, [...ids(fields), "activation", ...ids(entries)]);
  if (object === undefined) return undefined;
  const own = readFields(reader, object, path, fields) as { units: number | undefined };
  const parts = readParts(reader, object, path, entries);
  const given = reader.need(object, path, "activation", 'an object such as { "id": "relu" }');
  if (given === undefined) return undefined;
  const activation = readActivation(reader, given, `${path}.activation`, catalog);
  if (activation?.spec === undefined || !isComplete(own) || !isComplete(parts)) return undefined;
  const { units = 0 } = own;
  const { spec, divisor } = activation;
  if (units % divisor !== 0) {
    const options = { limit: `a multiple of ${divisor}`, suggestion: `use a multiple of ${divisor}` };
    reader.note(`${path}.units`, units, `${spec.id} cannot divide ${units} units by ${divisor}`, options);
    return undefined;
  }
  return { ...own, activation: spec, ...parts } as unknown as LayerSpec;
}

/** The layers with their defaults; one that is wrong is undefined. */
export function readLayers(
  reader: Reader,
  value: unknown,
  catalog: SpecCatalog,
): (LayerSpec | undefined)[] | undefined {
  if (value === undefined) return undefined;
  const limit = `a list of 1 to ${catalog.limits.layers} layers`;
  if (!Array.isArray(value)) {
    reader.note("layers", value, `${show(value)} is not a list`, { limit, suggestion: `give ${limit}` });
    return undefined;
  }
  if (value.length < 1 || value.length > catalog.limits.layers) {
    reader.note("layers", value, `there are ${value.length} layers`, { limit, suggestion: `give ${limit}` });
    return undefined;
  }
  return Array.from(value, (item: unknown, i) => readLayer(reader, item, `layers[${i}]`, catalog));
}
