import { describe, expect, it } from "vitest";
import { floatLiteral } from "../../../../web/export/literals.js";
import { codeSamples } from "../../../../web/views/curve/code-samples.js";
import { formulaSamples } from "../../../../web/views/curve/formula-samples.js";
import { infoOf } from "../../../../web/views/curve/curve-state.js";
import { catalogSample as catalog } from "../../../support/catalog-sample.js";

function sample(id: string, language: string, params = {}, inputs?: readonly number[]): string | undefined {
  return codeSamples(infoOf(catalog, id), params, inputs).find((each) => each.id === language)?.text;
}

describe("code samples", () => {
  it("write floats as floats", () => {
    expect([1, -1, 0.5, 1e-7].map(floatLiteral)).toEqual(["1.0", "-1.0", "0.5", "1e-7"]);
  });

  it("are whole programs with the parameters put in", () => {
    expect(sample("leaky_relu", "pytorch", { negative_slope: 0.2 })).toBe(
      "import torch\nimport torch.nn as nn\n\nx = torch.tensor([1.0, 2.0, 3.0])\n" +
        "activation = nn.LeakyReLU(negative_slope=0.2)\nprint(activation(x))",
    );
    expect(sample("leaky_relu", "cpp")).toContain("return x > 0 ? x : 0.01 * x;");
  });

  it("quote named options", () => {
    expect(sample("gelu", "pytorch", { approximate: "tanh" })).toContain('nn.GELU(approximate="tanh")');
  });

  it("leave the module when it cannot say a parameter", () => {
    expect(sample("softmax", "pytorch", { temperature: 1 })).toContain("nn.Softmax(dim=-1)");
    const warm = sample("softmax", "pytorch", { temperature: 2 }, [0.5, 1]);
    expect(warm).toContain("F.softmax(x / 2, dim=-1)");
    expect(warm).toContain("import torch.nn.functional as F");
    expect(warm).toContain("torch.tensor([0.5, 1.0])");
  });

  it("are whole programs of a formula too", () => {
    const given = { text: "erf(x) + lambda * leaky_relu(x)", params: { lambda: 0.25 } };
    const texts = formulaSamples(given, catalog, [-1, 2]).map(({ text }) => text);
    expect(texts).toEqual([
      "import torch\nimport torch.nn.functional as F\n\ndef formula(x, lambda_=0.25):\n" +
        "    return torch.erf(x) + lambda_ * F.leaky_relu(x, negative_slope=0.01)\n\nx = torch.tensor([-1.0, 2.0])\nprint(formula(x))",
      "import math\nimport numpy as np\n\nerf = np.vectorize(math.erf)\n\ndef leaky_relu(x):\n    return np.where(x > 0, x, 0.01 * x)\n\n" +
        "def formula(x, lambda_=0.25):\n    return erf(x) + lambda_ * leaky_relu(x)\n\n" +
        "x = np.array([-1.0, 2.0])\nprint(formula(x))",
      "#include <cmath>\n\ndouble leaky_relu(double x) { return x > 0 ? x : 0.01 * x; }\n" +
        "double formula(double x, double lambda_ = 0.25) {\n  return std::erf(x) + lambda_ * leaky_relu(x);\n}",
    ]);
  });

  it("leave out a language that has no sample", () => {
    expect(sample("gelu", "numpy")).toBeUndefined();
  });
});
