/** Hidden layers as a setting: `8:relu,8:leaky_relu:0.2` is units, activation and its parameters in the catalogue's order. */

import type { ActivationInfo, Catalog } from "../../engine/types.js";
import type { ActivationSpec, LayerSpec } from "../../spec/run-spec.js";

/** More hidden layers or units than this cannot be seen in one figure. */
export const kMaxLayers = 8;
export const kMaxUnits = 64;

/** The functions a hidden layer can have here: those that act on each element. */
export function layerChoices(catalog: Catalog): readonly ActivationInfo[] {
  return catalog.activations.filter(({ rowwise }) => !rowwise);
}

/** A function with all its parameters at their defaults. */
export function plainActivation({ id, params }: ActivationInfo): ActivationSpec {
  return { id, ...Object.fromEntries(params.map((param) => [param.id, param.default])) };
}

function readParam(
  param: ActivationInfo["params"][number],
  text: string | undefined,
): number | string | undefined {
  if (text === undefined || text === "") return param.default;
  if (typeof param.default === "string") return param.choices?.find((choice) => choice === text);
  const value = Number(text);
  return value >= param.min && value <= param.max ? value : undefined;
}

function readLayer(text: string, catalog: Catalog): LayerSpec | undefined {
  const [unitsText = "", id = "", ...given] = text.trim().split(":");
  const units = Number(unitsText);
  const info = layerChoices(catalog).find((choice) => choice.id === id);
  if (!info || !Number.isInteger(units) || units < 1 || units > kMaxUnits) return undefined;
  if (given.length > info.params.length) return undefined;
  const params = info.params.map((param, i) => [param.id, readParam(param, given[i])] as const);
  if (params.some(([, value]) => value === undefined)) return undefined;
  return { units, activation: { id, ...Object.fromEntries(params) } };
}

/** The layers of a setting; `none` is no hidden layer. Undefined when the text says no such thing. */
export function readLayers(text: string, catalog: Catalog): readonly LayerSpec[] | undefined {
  if (text.trim() === "none") return [];
  const parts = text.split(",");
  if (parts.length > kMaxLayers) return undefined;
  const layers = parts.map((part) => readLayer(part, catalog));
  return layers.every((layer) => layer !== undefined) ? layers : undefined;
}

/** The setting of some layers; parameters at their defaults are left out. */
export function writeLayers(layers: readonly LayerSpec[], catalog: Catalog): string {
  if (layers.length === 0) return "none";
  return layers
    .map(({ units, activation }) => {
      const params = catalog.activations.find(({ id }) => id === activation.id)?.params ?? [];
      const changed = params.findLastIndex((param) => activation[param.id] !== param.default);
      const values = params.slice(0, changed + 1).map((param) => String(activation[param.id]));
      return [units, activation.id, ...values].join(":");
    })
    .join(",");
}
