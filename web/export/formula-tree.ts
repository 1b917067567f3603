/** A formula as a tree, to be written in another language. */

/** A part of a formula: a number or name, or something done with operands. */
export type FormulaNode =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "name"; readonly text: string }
  /** A function by its name, `negate`, one of + - * / ^, or a comparison, whose operands are those of `where`. */
  | { readonly kind: "operation"; readonly name: string; readonly operands: readonly FormulaNode[] };

const tokenPattern = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|\*\*|[<>=!]=|[^\s\u00a0]/g;

function operation(name: string, ...operands: FormulaNode[]): FormulaNode {
  return { kind: "operation", name, operands };
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = text.match(tokenPattern) ?? [];
  }

  sum(): FormulaNode {
    let left = this.#product();
    for (let sign = this.#take("+", "-"); sign; sign = this.#take("+", "-"))
      left = operation(sign, left, this.#product());
    return left;
  }

  /** The next token when it is one of these, which is then behind. */
  #take(...tokens: string[]): string | undefined {
    const token = this.#tokens.at(this.#next);
    if (token === undefined || !tokens.includes(token)) return undefined;
    this.#next++;
    return token;
  }

  #product(): FormulaNode {
    let left = this.#unary();
    for (let sign = this.#take("*", "/"); sign; sign = this.#take("*", "/"))
      left = operation(sign, left, this.#unary());
    return left;
  }

  #unary(): FormulaNode {
    if (this.#take("+")) return this.#unary();
    if (this.#take("-")) return operation("negate", this.#unary());
    const base = this.#primary();
    return this.#take("^", "**") ? operation("^", base, this.#unary()) : base;
  }

  #primary(): FormulaNode {
    if (this.#take("(")) {
      const inner = this.sum();
      this.#take(")");
      return inner;
    }
    const token = this.#tokens[this.#next++];
    if (!/^[A-Za-z_]/.test(token)) return { kind: "number", text: token };
    if (!this.#take("(")) return { kind: "name", text: token };
    const operands = [this.sum()];
    const comparison = this.#take("<", "<=", ">", ">=", "==", "!=");
    if (comparison) operands.push(this.sum());
    while (this.#take(",")) operands.push(this.sum());
    this.#take(")");
    return operation(comparison ?? token, ...operands);
  }
}

/** The tree of a text that the core has read as a formula: the grammar is the core's, and so are the faults. */
export function formulaTree(text: string): FormulaNode {
  return new Reader(text).sum();
}
