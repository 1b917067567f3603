/** The settings that say what a run learns from: a generator of the catalogue, the digits, points, or a table. */

import type { Catalog, DatasetInfo } from "../../engine/types.js";
import {
  isPoints,
  isSourceName,
  isTable,
  kDigits,
  kInputLimits,
  kSourceNames,
} from "../../spec/data-sources.js";
import type { DataSpec, DatasetSpec } from "../../spec/run-spec.js";
import { settingName } from "../activation-params.js";
import type { Settings } from "../view.js";
import { kFirstPoints, readPoints, writePoints } from "./points-text.js";

/** What the view knows of any data: a generator's entry in the catalogue, or as much of another source. */
export type DataInfo = Pick<DatasetInfo, "id" | "name" | "task" | "params">;

const sourceTitles = { points: "Your points", table: "Your table", digits: "Digits" } as const;

/** Names of all data that a reader can choose, the generators first. */
export function dataChoices(catalog: Catalog): readonly { readonly id: string; readonly name: string }[] {
  return [...catalog.datasets, ...kSourceNames.map((id) => ({ id, name: sourceTitles[id] }))];
}

/** What there is to know of some data. */
export function dataInfo(catalog: Catalog, data: DatasetSpec): DataInfo {
  const { name } = data;
  if (!isSourceName(name)) return catalog.datasets.find(({ id }) => id === name) ?? catalog.datasets[0];
  const task = name === "table" && data.n_classes === 0 ? "regression" : "classification";
  return { id: name, name: sourceTitles[name], task, params: [] };
}

/** Classes of some data; 0 for a regression. */
export function classCount(info: DataInfo, data: DataSpec): number {
  if (info.task === "regression") return 0;
  if (data.name === kDigits.name) return kDigits.n_classes;
  // What make_blobs calls centers are its classes.
  return Number(data.n_classes ?? data["centers" as keyof DataSpec] ?? 2);
}

const tablePattern = /^([0-9a-f]{16}),(\d+),(\d+),(\d+)$/;

/** The source that the settings name, or undefined after a warning. */
export function readSource(
  name: (typeof kSourceNames)[number],
  settings: Settings,
  warnings: string[],
): DatasetSpec | undefined {
  if (name === "digits") return { name };
  if (name === "points") {
    const given = settings["points"];
    const points = given === undefined ? kFirstPoints : readPoints(given);
    if (points !== undefined) return { name, ...points, n_classes: Math.max(1, ...points.labels) + 1 };
    warnings.push(
      "The points of this link are damaged; showing the defaults. Draw them anew, or ask for the link again.",
    );
    return undefined;
  }
  const match = tablePattern.exec(settings["table"] ?? "");
  if (match === null) {
    warnings.push('dataset="table" needs a table: open a file under "Your table".');
    return undefined;
  }
  const [n_samples, n_features, n_classes] = match.slice(2).map(Number);
  return { name, table: match[1], n_samples, n_features, n_classes };
}

/** Settings of a source besides its name. */
export function writeSource(data: DatasetSpec): Settings {
  if (isPoints(data)) {
    const text = writePoints(data);
    return { points: text === writePoints(kFirstPoints) ? undefined : text };
  }
  if (!isTable(data)) return {};
  return { table: [data.table, data.n_samples, data.n_features, data.n_classes].join(",") };
}

/** The settings of any data, left out: they mean nothing to another. */
export function clearedData(catalog: Catalog): Settings {
  const params = catalog.datasets.flatMap((info) =>
    info.params.map(({ id }) => [settingName(id), undefined]),
  );
  const sources = { points: undefined, table: undefined, inputs: undefined, loss: undefined };
  return { ...(Object.fromEntries(params) as Settings), ...sources };
}

/** Splits at the commas that stand in no brackets. */
function splitFormulas(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === "," && depth <= 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

/** The formulas of a network's inputs; null for the features themselves. Whether they are right the engine says. */
export function readInputSetting(settings: Settings, warnings: string[]): readonly string[] | null {
  const given = settings["inputs"];
  if (given === undefined) return null;
  const inputs = splitFormulas(given);
  const { inputs: most, characters } = kInputLimits;
  if (inputs.length <= most && inputs.every(({ length }) => length >= 1 && length <= characters))
    return inputs;
  warnings.push(
    `inputs="${given.slice(0, 40)}" is no list of formulas; using the features. Write such as x1,x2,x1*x2, at most ${most} of ${characters} characters.`,
  );
  return null;
}

export function writeInputSetting(inputs: readonly string[] | null | undefined): string | undefined {
  return inputs?.join(",");
}
