/** Tables of the results, for the terminal and for the results file. @import { Row } from "./types.js" */

/** Three digits, whatever the size. */
export function number(value) {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 1 ? value.toFixed(2) : value.toPrecision(3);
}

/** @param {"median" | "cpu"} time */
const ratio = (row, base, time = "median") =>
  base?.[time] && row[time] !== null ? `${number(row[time] / base[time])}x` : "";

/** One row for each peer. @param {readonly Row[]} rows @param {string} unit */
function detailTable(rows, unit, baseline) {
  const base = rows.find(({ peer }) => peer === baseline);
  const knowsCpu = rows.some(({ cpu }) => cpu !== null);
  const cpuCells = (row) => (row.cpu === null ? ["", ""] : [number(row.cpu), ratio(row, base, "cpu")]);
  return [
    [
      "peer",
      unit,
      "lowest",
      "highest",
      "repetitions",
      "ratio",
      ...(knowsCpu ? ["CPU", "ratio"] : []),
      "result",
      "note",
    ],
    ...rows.map((row) => [
      row.peer,
      ...[row.median, row.low, row.high].map(number),
      String(row.repetitions),
      ratio(row, base),
      ...(knowsCpu ? cpuCells(row) : []),
      row.verdict,
      row.note,
    ]),
  ];
}

/**
 * One row for each task, one column for each peer, ratios to the baseline in brackets; CPU time where it is known.
 */
function matrixTable(rows, unit, baseline) {
  const peers = [...new Set(rows.map(({ peer }) => peer))];
  const tasks = [...new Set(rows.map(({ task }) => task))];
  const time = rows.every(({ cpu }) => cpu !== null) ? "cpu" : "median";
  const cell = (task, peer) => {
    const row = rows.find((candidate) => candidate.task === task && candidate.peer === peer);
    if (!row) return "-";
    const base = rows.find((candidate) => candidate.task === task && candidate.peer === baseline);
    const wrong = row.verdict.startsWith("DIFFERS") ? " WRONG" : "";
    const compared = base && base !== row ? ` (${ratio(row, base, time)})` : "";
    return `${number(row[time])}${compared}${wrong}`;
  };
  const head = time === "cpu" ? `${unit} of CPU time` : unit;
  return [[head, ...peers], ...tasks.map((task) => [task, ...peers.map((peer) => cell(task, peer))])];
}

/** @param {{ rows: readonly Row[], unit: string, baseline: string }} section */
export function tableOf({ rows, unit, baseline }) {
  const table = new Set(rows.map(({ task }) => task)).size > 1 ? matrixTable : detailTable;
  return table(rows, unit, baseline);
}

/** Columns aligned with spaces. @param {string[][]} table */
export function plainText(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** @param {string[][]} table */
export function markdown(table) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const [head, ...body] = table;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
