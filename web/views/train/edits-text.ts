/**
 * The changes on a run's way as a setting, separated by commas, each with its step first: `120:lr:0.03`,
 * `130:set:fc1.weight:5:0.7`, `130:hold:fc1.weight:5` (or `all`) and `140:free:fc1.weight:5`, `150:mute:1:3` (layer, then unit)
 * and `160:unmute:1:3`.
 */

import { plain } from "../../components/numbers.js";
import type { Edit } from "../../engine/types.js";

/** So many fit into a link. */
const kMostEdits = 100;

/** What an edit is about: a later one at the same step takes its place. */
function subject(edit: Edit): string {
  switch (edit.kind) {
    case "learning_rate":
      return `${edit.step} ${edit.kind}`;
    case "parameter":
    case "freeze":
      return `${edit.step} ${edit.kind} ${edit.name} ${edit.index}`;
    case "ablate":
      return `${edit.step} ${edit.kind} ${edit.layer} ${edit.unit}`;
  }
}

/** The edits that count, in their order. */
export function tidied(edits: readonly Edit[]): Edit[] {
  const last = new Map(edits.map((edit) => [subject(edit), edit]));
  return edits.filter((edit) => last.get(subject(edit)) === edit);
}

function writeEdit(edit: Edit): string {
  switch (edit.kind) {
    case "learning_rate":
      return `${edit.step}:lr:${edit.value}`;
    case "parameter":
      return `${edit.step}:set:${edit.name}:${edit.index}:${edit.value}`;
    case "freeze":
      return `${edit.step}:${edit.frozen ? "hold" : "free"}:${edit.name}:${edit.index}`;
    case "ablate":
      return `${edit.step}:${edit.ablated ? "mute" : "unmute"}:${edit.layer}:${edit.unit}`;
  }
}

export function writeEdits(edits: readonly Edit[]): string {
  return tidied(edits).map(writeEdit).join(",");
}

const isWhole = (text: string) => /^\d{1,10}$/.test(text);
const isNumber = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));
const isName = (text: string) => /^[a-z]+\d+\.[a-z_]+$/.test(text);

function readEdit(text: string): Edit | undefined {
  const [stepText, kind, ...rest] = text.trim().split(":");
  const [first = "", second = "", third = ""] = rest;
  if (!isWhole(stepText)) return undefined;
  const step = Number(stepText);
  const has = (count: number, ...good: boolean[]) => rest.length === count && good.every(Boolean);
  if (kind === "lr" && has(1, isNumber(first))) return { kind: "learning_rate", step, value: Number(first) };
  if (kind === "set" && has(3, isName(first), isWhole(second), isNumber(third)))
    return { kind: "parameter", step, name: first, index: Number(second), value: Number(third) };
  if ((kind === "hold" || kind === "free") && has(2, isName(first), second === "all" || isWhole(second))) {
    const index = second === "all" ? second : Number(second);
    return { kind: "freeze", step, name: first, index, frozen: kind === "hold" };
  }
  if ((kind === "mute" || kind === "unmute") && has(2, isWhole(first), isWhole(second)))
    return { kind: "ablate", step, layer: Number(first), unit: Number(second), ablated: kind === "mute" };
  return undefined;
}

/** The edits of a setting in the order of their steps, or undefined where it is damaged. */
export function readEdits(text: string): Edit[] | undefined {
  const parts = text.split(",");
  if (parts.length > kMostEdits) return undefined;
  const edits = parts.map(readEdit);
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return edits.sort((a, b) => a.step - b.step);
}

/** One edit in words: `step 120: learning rate 0.03`. */
export function editWords(edit: Edit): string {
  const at = `step ${edit.step}: `;
  switch (edit.kind) {
    case "learning_rate":
      return `${at}learning rate ${plain(edit.value)}`;
    case "parameter":
      return `${at}${edit.name}[${edit.index}] = ${plain(edit.value, 3)}`;
    case "freeze":
      return `${at}${edit.name}${edit.index === "all" ? "" : `[${edit.index}]`} ${edit.frozen ? "held" : "trained again"}`;
    case "ablate":
      return `${at}layer ${edit.layer}, unit ${edit.unit + 1} ${edit.ablated ? "silenced" : "heard again"}`;
  }
}
