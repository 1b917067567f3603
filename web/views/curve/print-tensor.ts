/** Prints a one-dimensional float32 tensor exactly as `print(tensor)` does in PyTorch. */

const PRECISION = 4;
const LINE_WIDTH = 80;
const EDGE_ITEMS = 3;
const SUMMARY_THRESHOLD = 1000;
const INDENT = "tensor(".length;

type Notation = "integer" | "fixed" | "scientific";

interface Style {
  readonly notation: Notation;
  readonly width: number;
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? "-" : "";
}

function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return undefined;
}

/** Digits as Python's `:.4f`: the exact value, a tie to the even digit (JavaScript takes ties away from zero). */
function fixed(value: number): string {
  const size = Math.abs(value);
  const text = size.toFixed(PRECISION);
  // A tie at the fourth decimal is an odd number of 32nds: (2k + 1) / 20000 is dyadic for no other.
  const tie = Number.isInteger(size * 32) && (size * 32) % 2 === 1;
  if (!tie || Number(text.at(-1)) % 2 === 0) return signOf(value) + text;
  return signOf(value) + text.slice(0, -1) + String(Number(text.at(-1)) - 1);
}

/** Digits as Python's `:.4e`: the exact value, a tie to the even digit, an exponent of at least two digits. */
function scientific(value: number): string {
  const size = Math.abs(value);
  const [mantissa, exponent] = size.toExponential(PRECISION).split("e");
  const exact = size.toExponential(100).split("e")[0];
  const tie = /^50*$/.test(exact.slice(PRECISION + 2));
  const odd = Number(mantissa.at(-1)) % 2 === 1;
  const digits = tie && odd ? mantissa.slice(0, -1) + String(Number(mantissa.at(-1)) - 1) : mantissa;
  const sign = exponent.startsWith("-") ? "-" : "+";
  return `${signOf(value)}${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
}

function integer(value: number): string {
  return `${signOf(value)}${Math.abs(value).toFixed(0)}.`;
}

function plainText(value: number, notation: Notation): string {
  const special = notFinite(value);
  if (special !== undefined) return special;
  if (notation === "integer") return integer(value);
  return notation === "fixed" ? fixed(value) : scientific(value);
}

/** The notation and the common width, decided as PyTorch does: by the finite values that are not zero. */
function chooseStyle(values: readonly number[]): Style {
  const counted = values.filter((value) => Number.isFinite(value) && value !== 0);
  if (counted.length === 0) return { notation: "integer", width: 1 };
  const sizes = counted.map(Math.abs);
  const low = Math.min(...sizes);
  const high = Math.max(...sizes);
  const whole = counted.every(Number.isInteger);
  const far = high / low > 1000 || high > 1e8;
  const notation = far || (!whole && low < 1e-4) ? "scientific" : whole ? "integer" : "fixed";
  return { notation, width: Math.max(...counted.map((value) => plainText(value, notation).length)) };
}

/**
 * The text of `print(tensor)` for a float32 tensor of one dimension, without the line break at its end.
 * Accuracy: character for character PyTorch's, default print options.
 */
export function printTensor(tensor: ArrayLike<number>): string {
  const values = Array.from(tensor);
  const summarized = values.length > SUMMARY_THRESHOLD;
  const shown = summarized ? [...values.slice(0, EDGE_ITEMS), ...values.slice(-EDGE_ITEMS)] : values;
  const { notation, width } = chooseStyle(shown);
  const texts = shown.map((value) => plainText(value, notation).padStart(width));
  if (summarized) texts.splice(EDGE_ITEMS, 0, " ...");
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - INDENT) / (width + 2)));
  const lines: string[] = [];
  for (let i = 0; i < texts.length; i += perLine) lines.push(texts.slice(i, i + perLine).join(", "));
  return `tensor([${lines.join(`,\n${" ".repeat(INDENT + 1)}`)}])`;
}
