/** The exercise as PyTorch code: fixed lines, and the few places that the reader can change. */

import type { ActivationInfo, Catalog } from "../../engine/types.js";
import type { formulaCode } from "../../export/formula-code.js";
import { floatLiteral } from "../../export/literals.js";
import type { ActivationSpec } from "../../spec/run-spec.js";
import { kPrintEvery } from "./print-out.js";
import { infoOf, kClasses, runSpec, typedFormula, type ExerciseState } from "./state.js";

/** A place in the code that is a control on the page; `text` is what stands there in the copied code. */
export interface CodeSlot {
  readonly slot: "activation" | "param" | "formula" | "output" | "seed" | "epochs";
  /** Parameter id, when the slot is a parameter of the activation. */
  readonly param?: string;
  readonly text: string;
}

export type CodePart = string | CodeSlot;
export type CodeLine = readonly CodePart[];

/** What writes a formula as code, once the core has read it; it is fetched when the program first has a formula. */
export type FormulaWriter = typeof formulaCode;

/** The module of an activation as torch.nn spells it, cut at its parameters; functions without one become a lambda. */
export function moduleParts(info: ActivationInfo, activation: ActivationSpec): CodePart[] {
  const template = info.code.module || `lambda x: ${info.code.pytorch}`;
  const [head, rest] = splitAt(template, template.indexOf("("));
  const parts: CodePart[] = [{ slot: "activation", text: head }];
  for (const piece of rest.split(/(\{\w+\})/)) {
    const param = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (param !== undefined) parts.push({ slot: "param", param, text: pythonValue(activation[param]) });
    else if (piece !== "") parts.push(piece);
  }
  return parts;
}

function activationParts(info: ActivationInfo | undefined, activation: ActivationSpec): CodePart[] {
  return info ? moduleParts(info, activation) : [{ slot: "activation", text: "formula" }];
}

/** The part of a module's name before its arguments: `nn.LeakyReLU`. */
export function moduleHead(info: ActivationInfo): string {
  const [head] = moduleParts(info, { id: info.id });
  return typeof head === "string" ? head : head.text;
}

function splitAt(text: string, index: number): [string, string] {
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index)];
}

function pythonValue(value: number | string | undefined): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** The formula as a function with its blank line; before it was read its body is `...`. */
function formulaLines(
  state: ExerciseState,
  { activations }: Catalog,
  write: FormulaWriter | undefined,
): CodeLine[] {
  const typed = typedFormula(state.activation);
  if (!typed) return [];
  const names = Object.keys(typed.params);
  const { helpers, params, body } = write
    ? write("pytorch", typed.text, names, activations)
    : { helpers: [], params: [], body: "..." };
  const given = params.flatMap((name, i): CodePart[] => {
    const text = floatLiteral(typed.params[names[i]]);
    return [`, ${name}=`, { slot: "param", param: names[i], text }];
  });
  return [
    ...helpers.flatMap((helper) => helper.split("\n").map((line) => [line])),
    ["def formula(x", ...given, "):"],
    ["    # ", { slot: "formula", text: typed.text }],
    [`    return ${body}`],
    [""],
  ];
}

/** The whole program, line by line; `write`: when a formula in it could be read. */
export function exerciseCode(state: ExerciseState, catalog: Catalog, write?: FormulaWriter): CodeLine[] {
  const { data, layers, optimizer } = runSpec(state);
  const hidden = layers[0].units;
  const features = data.n_features ?? 0;
  const softmax = state.output === "softmax";
  const output: CodeSlot = { slot: "output", text: "" };
  const info = infoOf(catalog, state.activation);
  const formula = formulaLines(state, catalog, write);
  const usesFunctional = formula.some((line) =>
    line.some((part) => typeof part === "string" && /\bF\./.test(part)),
  );
  return [
    ["import torch"],
    ["import torch.nn as nn"],
    ...(usesFunctional ? [["import torch.nn.functional as F"]] : []),
    ["from sklearn.datasets import make_classification"],
    ["from sklearn.model_selection import train_test_split"],
    ["from sklearn.preprocessing import StandardScaler"],
    [""],
    [
      `# ${data.n_samples ?? 0} samples, ${features} features, ${kClasses} classes; one fifth kept for the test`,
    ],
    ["X, y = make_classification("],
    [
      `    n_samples=${data.n_samples ?? 0}, n_features=${features}, n_classes=${kClasses}, random_state=${data.random_state})`,
    ],
    ["X_train, X_test, y_train, y_test = train_test_split("],
    [`    X, y, test_size=${data.test_size ?? 0}, random_state=${data.split_random_state ?? 0})`],
    ["scaler = StandardScaler().fit(X_train)"],
    ["X_train = torch.tensor(scaler.transform(X_train), dtype=torch.float32)"],
    ["X_test = torch.tensor(scaler.transform(X_test), dtype=torch.float32)"],
    ["y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)"],
    [""],
    ...formula,
    ["class Net(nn.Module):"],
    ["    def __init__(self):"],
    ["        super().__init__()"],
    [`        self.fc1 = nn.Linear(${features}, ${hidden})`],
    ["        self.activation = ", ...activationParts(info, state.activation)],
    [`        self.fc2 = nn.Linear(${hidden}, ${kClasses})`],
    [
      softmax
        ? "        self.softmax = nn.Softmax(dim=1)"
        : "        # no softmax here: the loss has its own",
    ],
    [""],
    ["    def forward(self, x):"],
    ["        x = self.activation(self.fc1(x))"],
    [softmax ? "        return self.softmax(self.fc2(x))" : "        return self.fc2(x)", output],
    [""],
    ["torch.manual_seed(", { slot: "seed", text: String(state.seed) }, ")"],
    ["model = Net()"],
    ["criterion = nn.CrossEntropyLoss()"],
    [`optimizer = torch.optim.Adam(model.parameters(), lr=${optimizer.lr ?? 0})`],
    [""],
    ["epochs = ", { slot: "epochs", text: String(state.epochs) }],
    ["for epoch in range(epochs):"],
    ["    loss = criterion(model(X_train), y_train)"],
    ["    optimizer.zero_grad()"],
    ["    loss.backward()"],
    ["    optimizer.step()"],
    [`    if (epoch + 1) % ${kPrintEvery} == 0:`],
    ['        print(f"Epoch [{epoch + 1}/{epochs}], Loss: {loss.item():.4f}")'],
    [""],
    ["with torch.no_grad():"],
    ["    predicted = model(X_test).argmax(dim=1)"],
    ["accuracy = (predicted == y_test).double().mean().item()"],
    ['print(f"Accuracy: {accuracy * 100:.2f}%")'],
  ];
}

/** The program as text to run elsewhere. */
export function codeText(lines: readonly CodeLine[]): string {
  const text = lines.map((line) =>
    line.map((part) => (typeof part === "string" ? part : part.text)).join(""),
  );
  return `${text.join("\n")}\n`;
}
