/** Numbers as the page sets them: a true minus sign, a fixed count of digits, no trailing noise. */

/** A number with `digits` decimals and a true minus sign; infinite and missing values in words a reader knows. */
export function fixed(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return value.toFixed(digits).replace("-", "−");
}

/** The shortest text of a parameter value, up to `significant` digits, with a true minus sign. */
export function plain(value: number, significant = 6): string {
  if (!Number.isFinite(value)) return fixed(value);
  return String(Number(value.toPrecision(significant))).replace("-", "−");
}

/** A share as a percentage: 0.695 becomes "69.50%". */
export function percent(share: number, digits = 2): string {
  return `${fixed(share * 100, digits)}%`;
}
