/** A formula written as a function in PyTorch, NumPy or C++. */

import type { ActivationInfo } from "../engine/types.js";
import { formulaTree, type FormulaNode } from "./formula-tree.js";
import { floatLiteral, withParams } from "./literals.js";

export type CodeLanguage = "pytorch" | "numpy" | "cpp";

/** A formula as code. */
export interface FormulaCode {
  /** Functions that the body calls and no library has; each ends with a line's end. */
  readonly helpers: readonly string[];
  /** Names of the parameters in the order given; a word that the language keeps for itself gets a `_`. */
  readonly params: readonly string[];
  /** What the function of x and the parameters returns. */
  readonly body: string;
}

/** How tightly an expression holds together. */
const Bind = { Choice: 0, Sum: 1, Product: 2, Sign: 3, Power: 4, Atom: 5 };

/** Written code. `depends`: on x. `isNumber`: of the language itself, not of its library. `isSafe`: a divisor that is not 0. */
interface Piece {
  readonly text: string;
  readonly bind: number;
  readonly depends: boolean;
  readonly isNumber: boolean;
  readonly isSafe?: boolean;
}

interface Language {
  readonly functions: Readonly<Partial<Record<string, string>>>;
  readonly constants: ReadonlyMap<string, string>;
  /** Makes a number of the language one of the library, for which nothing is an error. */
  readonly wrap?: (number: string) => string;
  /** Whether the library's functions take numbers of the language. */
  readonly takesNumbers: boolean;
  readonly power?: string;
  readonly choice: (condition: string, yes: string, no: string) => string;
  readonly helper: (name: string, expression: string) => string;
  /** An expression without x, of x's shape. */
  readonly constant: (expression: string) => string;
  readonly helpers: Readonly<Partial<Record<string, string>>>;
}

function pythonFunctions(library: string, names: Readonly<Record<string, string>>): Record<string, string> {
  const same = ["exp", "expm1", "log", "log1p", "sqrt", "abs", "cos", "sign"];
  const all = { ...Object.fromEntries(same.map((name) => [name, name])), min: "minimum", max: "maximum" };
  return {
    ...Object.fromEntries(Object.entries(all).map(([name, own]) => [name, `${library}.${own}`])),
    ...names,
  };
}

const constants = (pi: string, e: string) =>
  new Map([
    ["pi", pi],
    ["e", e],
  ]);

const python = {
  power: "**",
  helper: (name: string, expression: string) => `def ${name}(x):\n    return ${expression}\n`,
};

const languages: Readonly<Record<CodeLanguage, Language>> = {
  pytorch: {
    ...python,
    functions: pythonFunctions("torch", { erf: "torch.erf" }),
    constants: constants("torch.pi", "torch.e"),
    wrap: (number) => `x.new_tensor(${number})`,
    takesNumbers: false,
    choice: (condition, yes, no) => `torch.where(${condition}, ${yes}, ${no})`,
    constant: (expression) => `torch.zeros_like(x).add(${expression})`,
    helpers: {},
  },
  numpy: {
    ...python,
    functions: pythonFunctions("np", { erf: "erf" }),
    constants: constants("np.pi", "np.e"),
    wrap: (number) => `np.float64(${number})`,
    takesNumbers: true,
    choice: (condition, yes, no) => `np.where(${condition}, ${yes}, ${no})`,
    constant: (expression) => `np.full_like(x, ${expression})`,
    helpers: { erf: "erf = np.vectorize(math.erf)\n" },
  },
  cpp: {
    functions: {
      ...Object.fromEntries(
        ["exp", "expm1", "log", "log1p", "sqrt", "cos", "erf"].map((name) => [name, `std::${name}`]),
      ),
      abs: "std::fabs",
      sign: "sign",
      min: "smaller",
      max: "larger",
      "^": "std::pow",
    },
    constants: constants(String(Math.PI), String(Math.E)),
    takesNumbers: true,
    choice: (condition, yes, no) => `${condition} ? ${yes} : ${no}`,
    helper: (name, expression) => `double ${name}(double x) { return ${expression}; }\n`,
    constant: (expression) => expression,
    helpers: {
      sign: "double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }\n",
      smaller: "double smaller(double a, double b) { return a < b || a != a ? a : b; }\n",
      larger: "double larger(double a, double b) { return a > b || a != a ? a : b; }\n",
    },
  },
};

/** Words that cannot name a parameter: the languages' own, and what the code itself uses. */
const kept = new Set(
  (
    "False None True and as assert async await break class continue def del elif except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield torch nn F np math erf formula std sign " +
    "smaller larger alignas alignof asm auto bool case catch char const constexpr const_cast decltype default delete do " +
    "double dynamic_cast else enum explicit export extern false float friend goto inline int long mutable namespace new " +
    "noexcept nullptr operator private protected public register reinterpret_cast short signed sizeof static " +
    "static_assert static_cast struct switch template this thread_local throw true typedef typeid typename union " +
    "unsigned using virtual void volatile wchar_t concept requires co_await co_return co_yield consteval constinit " +
    "bitand bitor compl not_eq and_eq or_eq xor xor_eq char8_t char16_t char32_t"
  ).split(" "),
);

const operators: Readonly<Record<string, number>> = {
  "+": Bind.Sum,
  "-": Bind.Sum,
  "*": Bind.Product,
  "/": Bind.Product,
};
const comparisons = ["<", "<=", ">", ">=", "==", "!="];

class Writer {
  readonly helpers = new Map<string, string>();
  readonly #language: Language;
  readonly #code: CodeLanguage;
  readonly #activations: readonly ActivationInfo[];
  readonly #params: ReadonlyMap<string, string>;

  constructor(
    code: CodeLanguage,
    activations: readonly ActivationInfo[],
    params: ReadonlyMap<string, string>,
  ) {
    this.#code = code;
    this.#language = languages[code];
    this.#activations = activations;
    this.#params = params;
  }

  write(node: FormulaNode): Piece {
    if (node.kind === "number") return number(Number(node.text));
    if (node.kind === "name") return this.#name(node.text);
    const operands = node.operands.map((operand) => this.write(operand));
    const depends = operands.some((operand) => operand.depends);
    const [a, b] = operands;
    if (node.name === "negate")
      return { text: `-${inside(a, Bind.Power)}`, bind: Bind.Sign, depends, isNumber: a.isNumber };
    if (node.name in operators) return this.#arithmetic(node.name, a, b);
    if (node.name === "^" && this.#language.power) return this.#power(this.#language.power, node, a, b);
    if (comparisons.includes(node.name)) return this.#choice(node.name, operands);
    return { ...this.#call(node.name, operands), depends };
  }

  #name(name: string): Piece {
    const constant = this.#language.constants.get(name);
    const text = constant ?? this.#params.get(name) ?? name;
    const isX = name === "x";
    return { text, bind: Bind.Atom, depends: isX, isNumber: !isX, isSafe: constant !== undefined };
  }

  #arithmetic(sign: string, left: Piece, right: Piece): Piece {
    const bind = operators[sign];
    const isNumber = left.isNumber && right.isNumber;
    const a = sign === "/" && isNumber && !right.isSafe ? this.#wrapped(left) : left;
    return {
      text: `${inside(a, bind)} ${sign} ${inside(right, bind + 1)}`,
      bind,
      depends: left.depends || right.depends,
      isNumber: isNumber && a.isNumber,
    };
  }

  /** Numbers of Python have no root of -1 and no power of 0 below 0, the libraries' have. */
  #power(sign: string, node: FormulaNode, base: Piece, exponent: Piece): Piece {
    const a = exponent.isNumber ? this.#wrapped(base) : base;
    const literal = node.kind === "operation" ? node.operands[1] : node;
    const whole = literal.kind === "number" && /^\d{1,3}$/.test(literal.text);
    const b = whole ? String(Number(literal.text)) : inside(exponent, Bind.Sign);
    return {
      text: `${inside(a, Bind.Atom)} ${sign} ${b}`,
      bind: Bind.Power,
      depends: base.depends || exponent.depends,
      isNumber: false,
    };
  }

  #choice(comparison: string, [a, b, yes, no]: readonly Piece[]): Piece {
    const left = this.#code === "pytorch" && b.isNumber ? this.#wrapped(a) : a;
    const condition = `${inside(left, Bind.Sum)} ${comparison} ${inside(b, Bind.Sum)}`;
    const branches = [yes, no].map((piece) => inside(this.#operand(piece), Bind.Sum));
    return {
      text: this.#language.choice(condition, branches[0], branches[1]),
      bind: this.#code === "cpp" ? Bind.Choice : Bind.Atom,
      depends: [a, b, yes, no].some(({ depends }) => depends),
      isNumber: this.#code === "cpp",
    };
  }

  #call(name: string, operands: readonly Piece[]): Omit<Piece, "depends"> {
    const texts = operands.map((operand) => this.#operand(operand).text).join(", ");
    const own = this.#language.functions[name];
    if (own !== undefined) {
      const helper = this.#language.helpers[own];
      if (helper !== undefined) this.helpers.set(own, helper);
      return { text: `${own}(${texts})`, bind: Bind.Atom, isNumber: this.#code === "cpp" };
    }
    const info = this.#activations.find(({ id }) => id === name);
    const expression = info === undefined ? "x" : withParams(info.code[this.#code], info, {});
    // A call of x alone is written where it stands; what takes x apart becomes a function.
    const isCall = /^[\w.:]+\(x\b/.test(expression) && expression.match(/\bx\b/g)?.length === 1;
    if (!isCall) this.helpers.set(name, this.#language.helper(name, expression));
    const text = isCall ? expression.replace(/\bx\b/, () => texts) : `${name}(${texts})`;
    return { text, bind: Bind.Atom, isNumber: this.#code === "cpp" };
  }

  /** An operand of a library's function. */
  #operand(piece: Piece): Piece {
    return this.#language.takesNumbers ? piece : this.#wrapped(piece);
  }

  #wrapped(piece: Piece): Piece {
    const { wrap } = this.#language;
    if (!piece.isNumber || wrap === undefined) return piece;
    return { text: wrap(piece.text), bind: Bind.Atom, depends: false, isNumber: false };
  }
}

function number(value: number): Piece {
  return { text: floatLiteral(value), bind: Bind.Atom, depends: false, isNumber: true, isSafe: value !== 0 };
}

/** A piece as an operand of something that binds as tightly as `bind`. */
function inside({ text, bind }: Piece, least: number): string {
  return bind < least ? `(${text})` : text;
}

/** Names that the languages allow, each of them once. */
function allowedNames(names: readonly string[]): Map<string, string> {
  const allowed = new Map<string, string>();
  for (const name of names) {
    let own = name;
    while (kept.has(own) || (own !== name && names.includes(own))) own += "_";
    allowed.set(name, own);
  }
  return allowed;
}

/**
 * Writes a formula that the core has read, whose parameters are `params`.
 * Accuracy: the language's own; PyTorch and the core agree on kinks, infinities and what is not a number.
 */
export function formulaCode(
  language: CodeLanguage,
  formula: string,
  params: readonly string[],
  activations: readonly ActivationInfo[],
): FormulaCode {
  const names = allowedNames(params);
  const writer = new Writer(language, activations, names);
  const { text, depends } = writer.write(formulaTree(formula));
  const body = depends ? text : languages[language].constant(text);
  return { helpers: [...writer.helpers.values()], params: [...names.values()], body };
}

/** The whole function, its parameters with these values. */
export function formulaFunction(
  language: CodeLanguage,
  { helpers, params, body }: FormulaCode,
  values: readonly number[],
): string {
  const isPython = language !== "cpp";
  const given = params.map((name, i) => {
    const value = floatLiteral(values[i]);
    return isPython ? `, ${name}=${value}` : `, double ${name} = ${value}`;
  });
  const main = isPython
    ? `def formula(x${given.join("")}):\n    return ${body}\n`
    : `double formula(double x${given.join("")}) {\n  return ${body};\n}\n`;
  return [...helpers, main].join(isPython ? "\n" : "");
}
