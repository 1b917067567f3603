/** The code beside a curve: runnable programs around the catalogue's expressions. */

import type { ActivationInfo, ActivationParams } from "../../engine/types.js";

/** One program in one language. */
export interface CodeSample {
  readonly id: "pytorch" | "numpy" | "cpp";
  readonly label: string;
  readonly text: string;
}

/** A number as Python and C++ write a float. */
export function floatLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function paramLiteral(value: number | string): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** The expression with each `{id}` replaced by the parameter's value. */
export function withParams(expression: string, info: ActivationInfo, params: ActivationParams): string {
  return info.params.reduce(
    (text, { id, default: initial }) => text.replaceAll(`{${id}}`, paramLiteral(params[id] ?? initial)),
    expression,
  );
}

function pytorch(info: ActivationInfo, params: ActivationParams, inputs: string): string {
  const { module, pytorch: call } = info.code;
  const functional = withParams(call, info, params);
  if (module === "") {
    const use = functional.startsWith("F.") ? "import torch.nn.functional as F\n" : "";
    return `import torch\n${use}\nx = torch.tensor([${inputs}])\nprint(${functional})`;
  }
  return (
    `import torch\nimport torch.nn as nn\n\nx = torch.tensor([${inputs}])\n` +
    `activation = ${withParams(module, info, params)}\nprint(activation(x))`
  );
}

/** The programs of a function, printing its values at the catalogue's example inputs. */
export function codeSamples(info: ActivationInfo, params: ActivationParams): CodeSample[] {
  const inputs = info.example.map(floatLiteral).join(", ");
  const numpy = withParams(info.code.numpy, info, params);
  const cpp = withParams(info.code.cpp, info, params);
  const samples: CodeSample[] = [
    { id: "pytorch", label: "PyTorch", text: pytorch(info, params, inputs) },
    {
      id: "numpy",
      label: "NumPy",
      text: `import numpy as np\n\nx = np.array([${inputs}])\nprint(${numpy})`,
    },
    {
      id: "cpp",
      label: "C++",
      text: `#include <cmath>\n\ndouble ${info.id}(double x) {\n  return ${cpp};\n}`,
    },
  ];
  return samples.filter(({ id }) => info.code[id] !== "");
}
