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

/** Numbers under a name, in single or double precision. */
export interface CsvColumn {
  readonly name: string;
  readonly values: Float32Array | Float64Array;
}

/** The shortest decimal that reads back to exactly this double. */
function shortestDouble(value: number): string {
  return Number.isFinite(value) && !Object.is(value, -0) ? String(value) : shortestFloat(value);
}

/** Columns under their names, each number with all digits of its precision. Errors: none; a short column leaves empty fields. */
export function csvOf(columns: readonly CsvColumn[]): string {
  const text = (values: CsvColumn["values"], row: number): string => {
    if (row >= values.length) return "";
    return values instanceof Float32Array ? shortestFloat(values[row]) : shortestDouble(values[row]);
  };
  const count = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ name }) => field(name)).join(",")];
  for (let row = 0; row < count; row++) {
    lines.push(columns.map(({ values }) => text(values, row)).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}
