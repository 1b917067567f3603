/** The code beside a curve: runnable programs around the catalogue's expressions. */

import type { ActivationInfo, ActivationParams } from "../../engine/types.js";
import { floatLiteral, numpyImports, withParams } from "../../export/literals.js";

/** One program in one language. */
export interface CodeSample {
  readonly id: "pytorch" | "numpy" | "cpp";
  readonly label: string;
  readonly text: string;
}

/** Whether an expression names every parameter that is not at its default. */
function says(expression: string, info: ActivationInfo, params: ActivationParams): boolean {
  return info.params.every(
    ({ id, default: initial }) => (params[id] ?? initial) === initial || expression.includes(`{${id}}`),
  );
}

function pytorch(info: ActivationInfo, params: ActivationParams, inputs: string): string {
  const { module, pytorch: call } = info.code;
  if (module !== "" && says(module, info, params)) {
    // What depends on a learned parameter prints how its gradient is made, unless it is taken off.
    const output = info.properties.includes("learnable") ? "activation(x).detach()" : "activation(x)";
    return (
      `import torch\nimport torch.nn as nn\n\nx = torch.tensor([${inputs}])\n` +
      `activation = ${withParams(module, info, params)}\nprint(${output})`
    );
  }
  const functional = withParams(call, info, params);
  const use = functional.includes("F.") ? "import torch.nn.functional as F\n" : "";
  return `import torch\n${use}\nx = torch.tensor([${inputs}])\nprint(${functional})`;
}

function numpy(info: ActivationInfo, params: ActivationParams, inputs: string): string {
  const expression = withParams(info.code.numpy, info, params);
  return `${numpyImports(expression)}\n\nx = np.array([${inputs}])\nprint(${expression})`;
}

function cpp(info: ActivationInfo, params: ActivationParams): string {
  const expression = withParams(info.code.cpp, info, params);
  if (!info.rowwise) return `#include <cmath>\n\ndouble ${info.id}(double x) {\n  return ${expression};\n}`;
  const meaning =
    info.row_divisor > 1
      ? "// For each a of the row's first half and the b at its place in the second.\n"
      : "// For each x of a row: max is the row's largest element,\n// sum the sum over the row of what stands above it.\n";
  return `#include <cmath>\n\n${meaning}double y = ${expression};`;
}

/** The programs of a function, printing its values at the given inputs. */
export function codeSamples(
  info: ActivationInfo,
  params: ActivationParams,
  inputs: readonly number[] = info.example,
): CodeSample[] {
  const written = inputs.map(floatLiteral).join(", ");
  const samples: CodeSample[] = [
    { id: "pytorch", label: "PyTorch", text: pytorch(info, params, written) },
    { id: "numpy", label: "NumPy", text: numpy(info, params, written) },
    { id: "cpp", label: "C++", text: cpp(info, params) },
  ];
  return samples.filter(({ id }) => info.code[id] !== "");
}
