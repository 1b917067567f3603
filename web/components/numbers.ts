/** Numbers as controls and sentences set them: a true minus sign and no trailing noise. */

/** The shortest text of a number, up to `significant` digits, with a true minus sign. */
export function plain(value: number, significant = 6): string {
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "∞").replace("-", "−");
  return String(Number(value.toPrecision(significant))).replace("-", "−");
}

/** A share as a percentage: 0.695 becomes "69.50%". */
export function percent(share: number, digits = 2): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(digits)}%` : plain(share);
}

/** A whole number in groups of three digits: 12345 becomes "12,345". The browser's own way takes 20 ms at its first number. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
