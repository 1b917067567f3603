/**
 * Hidden layers as a setting, separated by commas. `8:relu` is units and activation, `8:leaky_relu:0.2` its parameters in the
 * catalogue's order; `8:formula(x * sigmoid(b * x)):b=1.7` a function typed by the reader; and behind slashes come what
 * else a layer has: `8:relu/batch_norm/dropout:0.2`.
 */

import type { ActivationInfo, Catalog } from "../../engine/types.js";
import { kFormula } from "../../spec/fields.js";
import type { ActivationSpec, LayerSpec } from "../../spec/run-spec.js";
import { plainEntry, readEntryText, splitOutside, writeEntryText, type EntryValues } from "./entry-text.js";

/** More hidden layers or units than this cannot be seen in one figure. */
export const kMaxLayers = 8;
export const kMaxUnits = 64;
/** The share of dropped outputs above which hardly anything is left to learn from. */
export const kMaxDropout = 0.9;

const kDropout = "dropout";
const kNoNorm = "none";
/** `formula(...)` up to its last bracket. */
const formulaPattern = /^formula\((.*)\)$/;

export const plainActivation = (info: ActivationInfo): ActivationSpec => plainEntry(info);

/** The name of a layer's function; a typed one is its own. */
export function activationLabel({ activation }: LayerSpec, catalog: Catalog): string {
  if (activation.id === kFormula) return String(activation[kFormula]);
  return catalog.activations.find(({ id }) => id === activation.id)?.name ?? activation.id;
}

/** How many units make one output: 2 for GLU, else 1. */
export function divisorOf({ activation }: Pick<LayerSpec, "activation">, catalog: Catalog): number {
  return catalog.activations.find(({ id }) => id === activation.id)?.row_divisor ?? 1;
}

/** How many numbers a layer hands on. */
export function outputsOf(layer: LayerSpec, catalog: Catalog): number {
  return layer.units / divisorOf(layer, catalog);
}

function readFormula(text: string, given: readonly string[]): ActivationSpec | undefined {
  const pairs = given.map((pair) => pair.split("="));
  const isGood = pairs.every(
    ([name, value = "", ...rest]) =>
      rest.length === 0 && name !== "" && value !== "" && Number.isFinite(Number(value)),
  );
  if (!isGood || text.trim() === "") return undefined;
  const params = Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
  return { ...params, id: kFormula, [kFormula]: text };
}

function readActivation(parts: readonly string[], catalog: Catalog): ActivationSpec | undefined {
  const [first = "", ...given] = parts;
  const formula = formulaPattern.exec(first);
  if (formula) return readFormula(formula[1], given);
  return readEntryText(parts.join(":"), catalog.activations);
}

/** What stands behind the slashes; each may be there once. */
function readExtras(texts: readonly string[], catalog: Catalog): Partial<LayerSpec> | undefined {
  const extras: { norm?: EntryValues; dropout?: number } = {};
  for (const text of texts) {
    const [name, share = "", ...rest] = text.split(":");
    if (name === kDropout) {
      const dropout = share === "" ? NaN : Number(share);
      if (extras.dropout !== undefined || rest.length > 0 || !(dropout >= 0 && dropout <= kMaxDropout))
        return undefined;
      extras.dropout = dropout;
    } else {
      const norm = readEntryText(text, catalog.norms);
      if (extras.norm !== undefined || norm === undefined) return undefined;
      extras.norm = norm;
    }
  }
  return extras;
}

function readLayer(text: string, catalog: Catalog): LayerSpec | undefined {
  const [head, ...behind] = splitOutside(text.trim(), "/");
  const [unitsText, ...parts] = splitOutside(head, ":");
  const [units, activation] = [Number(unitsText), readActivation(parts, catalog)];
  const extras = readExtras(behind, catalog);
  if (!activation || !extras || !Number.isInteger(units) || units < 1 || units > kMaxUnits) return undefined;
  if (units % divisorOf({ activation }, catalog) !== 0) return undefined;
  return { units, activation, norm: { id: kNoNorm }, dropout: 0, ...extras };
}

/** The layers of a setting; `none` is no hidden layer. Undefined when the text says no such thing. */
export function readLayers(text: string, catalog: Catalog): readonly LayerSpec[] | undefined {
  if (text.trim() === "none") return [];
  const parts = splitOutside(text, ",");
  if (parts.length > kMaxLayers) return undefined;
  const layers = parts.map((part) => readLayer(part, catalog));
  return layers.every((layer) => layer !== undefined) ? layers : undefined;
}

function writeActivation(activation: ActivationSpec, catalog: Catalog): string {
  if (activation.id !== kFormula) return writeEntryText(activation, catalog.activations);
  const params = Object.entries(activation).filter(([name]) => name !== "id" && name !== kFormula);
  const changed = params.filter(([, value]) => value !== 1).map((pair) => pair.join("="));
  return [`${kFormula}(${activation[kFormula]})`, ...changed].join(":");
}

/** The setting of some layers; what is at its default is left out. */
export function writeLayers(layers: readonly LayerSpec[], catalog: Catalog): string {
  if (layers.length === 0) return "none";
  return layers
    .map(({ units, activation, norm, dropout = 0 }) => {
      const hasNorm = norm !== undefined && norm.id !== kNoNorm;
      return [
        `${units}:${writeActivation(activation, catalog)}`,
        ...(hasNorm ? [writeEntryText(norm, catalog.norms)] : []),
        ...(dropout > 0 ? [`${kDropout}:${dropout}`] : []),
      ].join("/");
    })
    .join(",");
}
