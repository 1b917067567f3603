/** The RunSpec as JSON Schema, made from the same fields and catalogue as the validator. */

import type { DatasetShape, EntryShape, ListShape, SpecCatalog } from "./catalog.js";
import {
  kInputLimits,
  kPointLimits,
  kSourceNames,
  pointClasses,
  pointLabel,
  pointNumber,
  tableFields,
  tableIdPattern,
  type SourceName,
} from "./data-sources.js";
import {
  datasetField,
  formulaParam,
  kFormula,
  kFormulaLength,
  kVersion,
  layerEntries,
  layerFields,
  lossEntry,
  preparationFields,
  runEntries,
  runFields,
  type EntryField,
  type Field,
} from "./fields.js";
import { defaultList, defaultOf } from "./reader.js";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Properties = Readonly<Record<string, JsonSchema>>;

function objectSchema(properties: Properties, required: readonly string[]): JsonSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

function numberSchema({
  kind,
  min,
  max,
  exclusive,
}: Pick<Field, "kind" | "min" | "max" | "exclusive">): JsonSchema {
  const limits = {
    ...(min === -Infinity ? {} : { [exclusive ? "exclusiveMinimum" : "minimum"]: min }),
    ...(max === Infinity ? {} : { [exclusive ? "exclusiveMaximum" : "maximum"]: max }),
  };
  return { type: kind === "integer" ? "integer" : "number", ...limits };
}

function fieldSchema(field: Field): JsonSchema {
  const initial = field.required ? {} : { default: defaultOf(field) };
  const about = field.meaning === undefined ? {} : { description: field.meaning };
  if (field.kind === "flag") return { type: "boolean", ...initial, ...about };
  if (field.kind === "option") return { enum: field.choices ?? [], ...initial, ...about };
  const number = numberSchema(field);
  return {
    ...number,
    ...(field.nullMeans === undefined ? {} : { type: [number["type"], "null"] }),
    ...initial,
    ...about,
  };
}

function listSchema(list: ListShape): JsonSchema {
  const item = numberSchema({ ...list, kind: "real" });
  const items = { type: "array", items: item, minItems: 1, maxItems: list.max_length };
  const forms = list.one_for_all ? [{ type: "null" }, item, items] : [{ type: "null" }, items];
  const about = list.meaning === undefined ? {} : { description: list.meaning };
  return { anyOf: forms, default: defaultList(list), ...about };
}

function fieldProperties(fields: readonly Field[]): Properties {
  return Object.fromEntries(fields.map((field) => [field.id, fieldSchema(field)]));
}

const requiredOf = (fields: readonly Field[]) =>
  fields.filter(({ required }) => required).map(({ id }) => id);

/** One of a table's entries with its parameters, flat. */
function entriesSchema(entries: readonly EntryShape[]): JsonSchema {
  return {
    oneOf: entries.map(({ id, params }) =>
      objectSchema({ id: { const: id }, ...fieldProperties(params) }, ["id"]),
    ),
  };
}

function partProperties(fields: readonly EntryField[]): Properties {
  return Object.fromEntries(
    fields.map(({ id, table, example }) => {
      const initial = example === undefined ? { default: { id: table[0].id } } : {};
      return [id, { ...entriesSchema(table), ...initial }];
    }),
  );
}

const requiredParts = (fields: readonly EntryField[]) =>
  fields.filter(({ example }) => example !== undefined).map(({ id }) => id);

function activationSchema({ activations }: SpecCatalog): JsonSchema {
  const formula = {
    type: "object",
    properties: {
      id: { const: kFormula },
      [kFormula]: { type: "string", minLength: 1, maxLength: kFormulaLength },
    },
    required: ["id", kFormula],
    additionalProperties: numberSchema(formulaParam("")),
  };
  return { oneOf: [...(entriesSchema(activations)["oneOf"] as JsonSchema[]), formula] };
}

function layerSchema(catalog: SpecCatalog): JsonSchema {
  const [fields, entries] = [layerFields(catalog), layerEntries(catalog)];
  const own = { ...fieldProperties(fields), ...partProperties(entries) };
  return objectSchema({ ...own, activation: activationSchema(catalog) }, [
    ...requiredOf(fields),
    "activation",
  ]);
}

function datasetSchema({ id, params, lists }: DatasetShape, preparation: Properties): JsonSchema {
  const fields = params.map(datasetField);
  const properties = {
    name: { const: id },
    ...fieldProperties(fields),
    ...Object.fromEntries(lists.map((list) => [list.id, listSchema(list)])),
    ...preparation,
  };
  return objectSchema(properties, ["name", ...requiredOf(fields)]);
}

/** Formulas that make the network's inputs. */
const inputsSchema: JsonSchema = {
  anyOf: [
    { type: "null" },
    {
      type: "array",
      items: { type: "string", minLength: 1, maxLength: kInputLimits.characters },
      minItems: 1,
      maxItems: kInputLimits.inputs,
    },
  ],
  default: null,
};

function sourceSchema(name: SourceName, preparation: Properties): JsonSchema {
  const shared = { name: { const: name }, ...preparation };
  if (name === "digits") return objectSchema(shared, ["name"]);
  if (name === "table") {
    const table = { type: "string", pattern: tableIdPattern };
    const properties = { ...shared, table, ...fieldProperties(tableFields) };
    return objectSchema(properties, ["name", "table", ...requiredOf(tableFields)]);
  }
  const listOf = (items: JsonSchema, minItems: number, maxItems: number): JsonSchema => {
    return { type: "array", items, minItems, maxItems };
  };
  const { samples, features } = kPointLimits;
  const rows = listOf(listOf(numberSchema(pointNumber), 1, features), 2, samples);
  const labels = {
    labels: listOf(numberSchema(pointLabel), 2, samples),
    n_classes: numberSchema(pointClasses),
  };
  const targets = { targets: listOf(numberSchema(pointNumber), 2, samples) };
  return {
    oneOf: [
      objectSchema({ ...shared, features: rows, ...labels }, ["name", "features", "labels"]),
      objectSchema({ ...shared, features: rows, ...targets }, ["name", "features", "targets"]),
    ],
  };
}

function dataSchema(catalog: SpecCatalog): JsonSchema {
  const fields = preparationFields(catalog);
  const preparation = { inputs: inputsSchema, ...fieldProperties(fields) };
  return {
    oneOf: [
      ...catalog.datasets.map((dataset) => datasetSchema(dataset, preparation)),
      ...kSourceNames.map((name) => sourceSchema(name, preparation)),
    ],
  };
}

/**
 * JSON Schema of the RunSpecs that this catalogue can run. What fields must be together (enough outputs for the classes,
 * a row left to train on...) no schema can say: `validateRunSpec` does.
 */
export function runSpecSchema(catalog: SpecCatalog): JsonSchema {
  const run = runFields(catalog);
  const parts = [lossEntry(catalog), ...runEntries(catalog)];
  const properties = {
    version: { const: kVersion },
    data: dataSchema(catalog),
    layers: { type: "array", items: layerSchema(catalog), minItems: 1, maxItems: catalog.limits.layers },
    ...partProperties(parts),
    ...fieldProperties(run),
  };
  const required = ["version", "data", "layers", ...requiredParts(parts), ...requiredOf(run)];
  const title = `RunSpec, version ${kVersion}`;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    ...objectSchema(properties, required),
  };
}
