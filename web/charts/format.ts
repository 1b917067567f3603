/** Numbers as text for people: a true minus sign, and names for what is not finite. */

const MINUS = "\u2212";

function signed(text: string): string {
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "∞";
  if (value === -Infinity) return `${MINUS}∞`;
  return undefined;
}

/**
 * A number with a fixed count of decimals, such as `−0.2689`; what would round to zero or is too long for that is
 * given in powers of ten, such as `4.5 × 10⁻⁵`.
 */
export function formatFixed(value: number, decimals = 4): string {
  const special = notFinite(value);
  if (special !== undefined) return special;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.5 * 10 ** -decimals || size >= 1e6)) return formatScientific(value, 2);
  const text = value.toFixed(decimals);
  return signed(value === 0 ? text.replace("-", "") : text);
}

const SUPERSCRIPTS = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** A number as mantissa and power of ten, such as `4.5 × 10⁻⁵`. */
export function formatScientific(value: number, decimals = 2): string {
  const special = notFinite(value);
  if (special !== undefined) return special;
  const [mantissa = "0", exponent = "0"] = value.toExponential(decimals).split("e");
  const power = Number(exponent);
  if (power === 0) return signed(mantissa);
  return `${signed(mantissa)} × ${powerOfTen(power)}`;
}

/** Such as `10⁻⁵`; the exponent is a whole number. */
export function powerOfTen(exponent: number): string {
  const raised = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${exponent < 0 ? "⁻" : ""}${raised}`;
}

/** A tick or a setting: as short as it can be said, such as `0.25`, `−6`, `10⁻³`. */
export function formatTick(value: number): string {
  const special = notFinite(value);
  if (special !== undefined) return special;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const text = formatScientific(value, 0);
    return text.replace(/^1 × /, "").replace(`${MINUS}1 × `, MINUS);
  }
  return signed(String(Number(value.toPrecision(6))));
}
