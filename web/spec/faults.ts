/** What can be wrong with an argument or a document, and the one error that carries it. */

/** One thing that is wrong. */
export interface Fault {
  /** Where: `layers[0].activation.id`. */
  readonly path: string;
  /** What was given. */
  readonly value: unknown;
  /** What is allowed: `from 1 to 1024`; empty where there is nothing to say. */
  readonly limit: string;
  /** What to do about it: `did you mean "relu"?`. */
  readonly suggestion: string;
  /** All of it as one sentence. */
  readonly message: string;
}

/** Thrown for every wrong argument; holds all faults, not only the first. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const messages = faults.map(({ message }) => message);
    super(messages.length === 1 ? messages[0] : `${messages.length} faults:\n- ${messages.join("\n- ")}`);
    this.faults = faults;
  }
}

/** A value as it may stand in a sentence: short, and told apart from text. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
    case "number":
    case "boolean":
    case "undefined":
      return String(value);
    case "bigint":
      return `the bigint ${value.toString().slice(0, 40)}`;
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return `a list of ${value.length}`;
      if (ArrayBuffer.isView(value)) return `a ${kindOfView(value)}`;
      return "an object";
  }
}

function kindOfView(view: ArrayBufferView): string {
  return Object.prototype.toString.call(view).slice("[object ".length, -1);
}

/** Makes a fault; the message is `path: problem; suggestion`. */
export function fault(
  path: string,
  value: unknown,
  problem: string,
  options: { readonly limit?: string; readonly suggestion?: string } = {},
): Fault {
  const { limit = "", suggestion = "" } = options;
  const place = path === "" ? "" : `${path}: `;
  return { path, value, limit, suggestion, message: `${place}${problem}${suggestion && `; ${suggestion}`}` };
}

/** Throws an `ArgumentError` when there are faults. */
export function throwFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ArgumentError(faults);
}
