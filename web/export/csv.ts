/** Tables as CSV (RFC 4180), numbers with all their digits. */

/** The shortest decimal that reads back to exactly this float32. */
export function shortestFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0";
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns of float32 numbers under their names. Errors: none; a short column leaves empty fields. */
export function csvOf(columns: readonly { readonly name: string; readonly values: Float32Array }[]): string {
  const count = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ name }) => field(name)).join(",")];
  for (let row = 0; row < count; row++) {
    lines.push(
      columns.map(({ values }) => (row < values.length ? shortestFloat(values[row]) : "")).join(","),
    );
  }
  return `${lines.join("\r\n")}\r\n`;
}
