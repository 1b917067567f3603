/** The code beside a typed formula. */

import type { Catalog, FormulaParams } from "../../engine/types.js";
import { formulaCode, formulaFunction } from "../../export/formula-code.js";
import { floatLiteral, numpyImports } from "../../export/literals.js";
import type { CodeSample } from "./code-samples.js";

/** A function that the reader typed, with values for all its parameters. */
export interface TypedFormula {
  readonly text: string;
  readonly params: FormulaParams;
}

/** The programs of a formula that could be read, printing its values at the given inputs. */
export function formulaSamples(
  { text, params }: TypedFormula,
  { activations }: Catalog,
  inputs: readonly number[],
): CodeSample[] {
  const written = inputs.map(floatLiteral).join(", ");
  const [torch, numpy, cpp] = (["pytorch", "numpy", "cpp"] as const).map((language) =>
    formulaFunction(
      language,
      formulaCode(language, text, Object.keys(params), activations),
      Object.values(params),
    ),
  );
  const functional = torch.includes("F.") ? "import torch.nn.functional as F\n" : "";
  return [
    {
      id: "pytorch",
      label: "PyTorch",
      text: `import torch\n${functional}\n${torch}\nx = torch.tensor([${written}])\nprint(formula(x))`,
    },
    {
      id: "numpy",
      label: "NumPy",
      text: `${numpyImports(numpy)}\n\n${numpy}\nx = np.array([${written}])\nprint(formula(x))`,
    },
    { id: "cpp", label: "C++", text: `#include <cmath>\n\n${cpp.trimEnd()}` },
  ];
}
