/** What a single cell says. */

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const missing = new Set(["", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--"]);

/** Whether the cell stands for nothing; it is trimmed already. */
export function isMissing(cell: string): boolean {
  return cell === "" || (cell.length <= 4 && missing.has(cell.toLowerCase()));
}

/** The number that the trimmed cell is, or undefined. Thousands must not be set apart. */
export function parseNumber(cell: string, decimal: "." | ","): number | undefined {
  if (decimal === ",") {
    if (cell.includes(".")) return undefined;
    const text = cell.replace(",", ".");
    return number.test(text) ? Number(text) : undefined;
  }
  return number.test(cell) ? Number(cell) : undefined;
}
