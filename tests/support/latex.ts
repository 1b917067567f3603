/** Evaluates the LaTeX of the catalogue's formulas, so that what a reader sees can be compared with what is computed. */

/** Values of symbols, such as `x` and `\\alpha`. */
export type Symbols = Readonly<Record<string, number>>;

/** The error function by its series without cancellation. Accuracy: about 1e-15. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  "\\min": Math.min,
  "\\max": Math.max,
  "\\tanh": Math.tanh,
  "\\sin": Math.sin,
  "\\cos": Math.cos,
  "\\ln": Math.log,
  "\\arctan": Math.atan,
  "\\operatorname{erf}": erf,
  "\\sigma": (x) => 1 / (1 + Math.exp(-x)),
  "\\Phi": (x) => (1 + erf(x / Math.SQRT2)) / 2,
};
const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "\\le": (a, b) => a <= b,
  "\\ge": (a, b) => a >= b,
};
const TOKEN =
  /\\operatorname\{\w+\}|\\text\{[^}]*\}|\\begin\{array\}\{l\}|\\(?:begin|end)\{\w+\}|\\\\\s*\\quad|\\\\|\\left|\\right|\\[,; ]|\\[a-zA-Z]+|\d+(?:\.\d+)?|\S/g;
const SILENT = new Set(["\\begin{array}{l}", "\\end{array}", "\\,", "\\;", "\\ ", "\\left", "\\right"]);
/** What ends a product: everything else begins another factor. */
const ENDS = new Set([
  ...["+", "-", ")", "}", ",", "=", "&", "\\\\", "\\end{cases}", "\\quad", "|"],
  ...Object.keys(COMPARISONS),
]);

class Evaluator {
  readonly #tokens: readonly string[];
  readonly #symbols: Record<string, number>;
  #at = 0;

  constructor(latex: string, symbols: Symbols) {
    this.#tokens = (latex.match(TOKEN) ?? [])
      .filter((token) => !SILENT.has(token))
      .map((token) => (token.endsWith("\\quad") ? "\\quad" : token));
    this.#symbols = { ...symbols };
  }

  /** The symbols with those that are defined behind a `\quad`. */
  definitions(): Symbols {
    this.#at = this.#tokens.indexOf("\\quad") + 1;
    while (this.#at > 0 && this.#at < this.#tokens.length) this.#definition();
    return this.#symbols;
  }

  /** Values of all sides of the equation. */
  sides(): number[] {
    this.definitions();
    this.#at = 0;
    const sides = [this.#sum()];
    while (this.#takes("=")) sides.push(this.#sum());
    if (this.#at < this.#tokens.length && this.#now !== "\\quad") throw this.#unexpected();
    return sides;
  }

  get #now(): string | undefined {
    return this.#tokens[this.#at];
  }

  #unexpected(): Error {
    return new Error(`cannot read ${this.#now ?? "the end"} in ${this.#tokens.join(" ")}`);
  }

  #next(): string {
    const token = this.#now;
    if (token === undefined) throw this.#unexpected();
    this.#at++;
    return token;
  }

  #takes(token: string): boolean {
    if (this.#now !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#takes(token)) throw this.#unexpected();
  }

  #definition(): void {
    const name = this.#next();
    this.#expect("=");
    this.#symbols[name] = this.#sum();
    this.#takes(",");
  }

  #sum(): number {
    let value = this.#takes("-") ? -this.#product() : this.#product();
    for (;;) {
      if (this.#takes("+")) value += this.#product();
      else if (this.#takes("-")) value -= this.#product();
      else return value;
    }
  }

  #product(): number {
    let value = this.#power();
    while (this.#now !== undefined && !ENDS.has(this.#now)) {
      if (this.#takes("/")) value /= this.#power();
      else value *= this.#power();
    }
    return value;
  }

  #exponent(): number {
    return this.#takes("^") ? this.#argument() : 1;
  }

  #power(): number {
    const value = this.#atom();
    const exponent = this.#exponent();
    return exponent === 1 ? value : value ** exponent;
  }

  /** `{...}`, or one token. */
  #argument(): number {
    if (!this.#takes("{")) return this.#atom();
    const value = this.#sum();
    this.#expect("}");
    return value;
  }

  #call(name: string): number {
    const exponent = this.#exponent();
    const values: number[] = [];
    if (this.#takes("(")) {
      do values.push(this.#sum());
      while (this.#takes(","));
      this.#expect(")");
    } else values.push(this.#power());
    return FUNCTIONS[name](...values) ** exponent;
  }

  #atom(): number {
    const token = this.#next();
    if (Object.hasOwn(FUNCTIONS, token)) return this.#call(token);
    if (token === "\\begin{cases}") return this.#cases();
    if (token === "\\frac") return this.#argument() / this.#argument();
    if (token === "\\sqrt") return Math.sqrt(this.#argument());
    if (token === "\\pi") return Math.PI;
    if (token === "(" || token === "|") {
      const value = this.#sum();
      this.#expect(token === "(" ? ")" : "|");
      return token === "(" ? value : Math.abs(value);
    }
    if (/^\d/.test(token)) return Number(token);
    if (Object.hasOwn(this.#symbols, token)) return this.#symbols[token];
    if (token === "e") return Math.E;
    this.#at--;
    throw this.#unexpected();
  }

  /** The value of the first case that holds; the others are read too. */
  #cases(): number {
    let result: number | undefined;
    do {
      const value = this.#sum();
      this.#expect("&");
      if (this.#condition()) result ??= value;
    } while (this.#takes("\\\\"));
    this.#expect("\\end{cases}");
    return result ?? NaN;
  }

  #condition(): boolean {
    if (this.#takes("\\text{otherwise}")) return true;
    let left = this.#sum();
    let holds = true;
    while (this.#now !== undefined && Object.hasOwn(COMPARISONS, this.#now)) {
      const compare = COMPARISONS[this.#next()];
      const right = this.#sum();
      holds &&= compare(left, right);
      left = right;
    }
    return holds;
  }
}

/** What each side of `a = b = c \quad s = d, t = e` is worth; the definitions at the end may use the symbols. */
export function evaluateLatex(latex: string, symbols: Symbols): number[] {
  return new Evaluator(latex, symbols).sides();
}

/** The symbols with those that a formula defines at its end. */
export function definedBy(latex: string, symbols: Symbols): Symbols {
  return new Evaluator(latex, symbols).definitions();
}
