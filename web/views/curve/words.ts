/** Sentences about a function and the place of the probe, in plain words. */

import type { CurveJump } from "../../charts/curve-types.js";
import { formatFixed, formatScientific, formatTick } from "../../charts/format.js";

function share(value: number): string {
  const percent = value * 100;
  if (percent >= 1) return `${formatTick(Number(percent.toPrecision(3)))} %`;
  return percent >= 0.001 ? `${formatTick(Number(percent.toPrecision(2)))} %` : formatScientific(value, 1);
}

const LAYERS = 6;

/** What happens to a gradient that comes back through a unit whose input is x. */
export function gradientSentence(
  x: number,
  slope: number,
  jumps: { readonly value?: CurveJump | undefined; readonly slope?: CurveJump | undefined } = {},
): string {
  const at = `At x = ${formatTick(x)}`;
  const { value, slope: jump } = jumps;
  if (value !== undefined) {
    return (
      `${at} the value itself jumps from ${formatTick(round(value.left))} to ${formatTick(round(value.right))}: ` +
      `there is no slope but an impulse of weight ${formatTick(round(value.right - value.left))}, ` +
      `and the gradient that comes back is taken as ${formatTick(round(slope))}.`
    );
  }
  if (jump !== undefined && jump.left !== jump.right) {
    return (
      `${at} the slope jumps from ${formatTick(round(jump.left))} to ${formatTick(round(jump.right))}: ` +
      `there is no tangent, PyTorch takes ${formatTick(round(jump.at))}, ` +
      `and f″ is an impulse of weight ${formatTick(round(jump.right - jump.left))}.`
    );
  }
  if (!Number.isFinite(slope)) return `${at} there is no slope.`;
  const size = Math.abs(slope);
  const turned = slope < 0 ? " and turned round" : "";
  if (size === 0) return `${at} the curve is flat: no gradient comes back through this unit.`;
  if (Math.abs(slope - 1) < 5e-5) return `${at} the slope is 1: a gradient comes back unchanged.`;
  if (size > 1) return `${at} the slope is ${formatFixed(slope)}: a gradient comes back larger${turned}.`;
  const layers = share(size ** LAYERS);
  return (
    `${at} the slope is ${formatFixed(slope)}: ${share(size)} of a gradient comes back${turned}; ` +
    `after six such layers, ${layers}.`
  );
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

const FAMILY_WORDS: Readonly<Record<string, string>> = {
  piecewise: "ReLU and relatives",
  sigmoidal: "S-shaped",
  gated: "Gated",
  normalizing: "For a whole row",
};

/** A family as a heading of the menu; one without words here is shown by its name. */
export function familyWords(family: string): string {
  return FAMILY_WORDS[family] ?? family;
}
