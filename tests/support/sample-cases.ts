/** The programs beside the functions of the catalogue that are recorded: see record-samples.mjs. */

import type { ActivationInfo, ActivationParams, Catalog } from "../../web/engine/types.js";
import { choicesOf } from "../../web/export/literals.js";
import { codeSamples, type CodeSample } from "../../web/views/curve/code-samples.js";
import { defaultParams } from "../../web/views/curve/curve-state.js";

export interface SampleCase {
  readonly language: CodeSample["id"];
  readonly id: string;
  readonly params: ActivationParams;
  readonly inputs: readonly number[];
  readonly text: string;
}

/** Near zero and far from it, beside the function's own example. An even number, for GLU's two halves. */
const WIDE = [-30, -4.5, -1, -0.5, -0.1, 0, 0.1, 1, 4.5, 30];

/** Every parameter an eighth of the way from its default to the largest number, so that no two swap their order. */
export function movedParams({ params }: ActivationInfo): ActivationParams {
  const moved = params.map(({ id, max, default: initial }) => [
    id,
    typeof initial === "number" ? Math.fround(initial + (max - initial) / 8) : initial,
  ]);
  return Object.fromEntries(moved) as ActivationParams;
}

/** Defaults and other parameters, with each choice of the named options. */
export function variedParams(info: ActivationInfo): ActivationParams[] {
  const hasNumbers = info.params.some(({ choices }) => choices === undefined);
  const numbers = hasNumbers ? [defaultParams(info), movedParams(info)] : [defaultParams(info)];
  return choicesOf(info).flatMap((choices) => numbers.map((each) => ({ ...each, ...choices })));
}

/** The PyTorch and NumPy programs of every function. */
export function sampleCases({ activations }: Catalog): SampleCase[] {
  return activations.flatMap((info) =>
    variedParams(info).flatMap((params) =>
      [info.example, WIDE].flatMap((inputs) =>
        codeSamples(info, params, inputs)
          .filter(({ id }) => id !== "cpp")
          .map(({ id: language, text }) => ({ language, id: info.id, params, inputs, text })),
      ),
    ),
  );
}
