import { describe, expect, it } from "vitest";
import type { ActivationInfo } from "../../../../web/engine/types.js";
import { formulaCode } from "../../../../web/export/formula-code.js";
import { codeText, exerciseCode, moduleHead } from "../../../../web/views/exercise/code-text.js";
import {
  formulaSpec,
  initialState,
  withDefaults,
  type ExerciseState,
} from "../../../../web/views/exercise/state.js";
import { catalog, leakyRelu, relu, sine } from "./catalog.js";

function program(info: ActivationInfo, change: Partial<ExerciseState> = {}): string {
  return codeText(
    exerciseCode(
      { ...initialState(catalog), activation: withDefaults(info), ...change },
      catalog,
      formulaCode,
    ),
  );
}

describe("the program", () => {
  it("is the tutorial's exercise with its softmax before the loss", () => {
    const text = program(relu);
    expect(text).toContain("self.activation = nn.ReLU()\n");
    expect(text).toContain("self.softmax = nn.Softmax(dim=1)\n");
    expect(text).toContain("return self.softmax(self.fc2(x))\n");
    expect(text).toContain("torch.manual_seed(42)\n");
    expect(text).toContain("epochs = 20\n");
    expect(text).toContain('print(f"Epoch [{epoch + 1}/{epochs}], Loss: {loss.item():.4f}")\n');
  });

  it("follows each setting", () => {
    expect(program(leakyRelu)).toContain("self.activation = nn.LeakyReLU(negative_slope=0.01)\n");
    expect(program(relu, { seed: 7 })).toContain("torch.manual_seed(7)\n");
    expect(program(relu, { epochs: 300 })).toContain("epochs = 300\n");
    const logits = program(relu, { output: "logits" });
    expect(logits).toContain("return self.fc2(x)\n");
    expect(logits).not.toContain("nn.Softmax");
  });

  it("writes a lambda for a function that torch.nn has no module for", () => {
    expect(program(sine)).toContain("self.activation = lambda x: torch.sin(x)\n");
    expect(moduleHead(sine)).toBe("lambda x: torch.sin");
  });

  it("defines a formula before the network, and names its parameters", () => {
    const typed = program(relu, { activation: formulaSpec("relu(x) - a * erf(x) ^ 2", { a: -0.5 }) });
    expect(typed).toContain(
      "\ndef formula(x, a=-0.5):\n    # relu(x) - a * erf(x) ^ 2\n" +
        "    return torch.relu(x) - a * torch.erf(x) ** 2\n\nclass Net(nn.Module):\n",
    );
    expect(typed).toContain("self.activation = formula\n");
  });

  it("leaves the body open while a formula cannot be read", () => {
    const state = { ...initialState(catalog), activation: formulaSpec("x +") };
    expect(codeText(exerciseCode(state, catalog))).toContain("def formula(x):\n    # x +\n    return ...\n");
  });

  it("keeps its lines short enough to be read in a column, and as many in both variants", () => {
    const lines = program(leakyRelu).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(program(relu, { output: "logits" }).split("\n")).toHaveLength(lines.length);
  });
});
