/** Tables of the results, for the terminal and for the results file. @import { Row } from "./types.js" */

/** Three digits, whatever the size. */
export function number(value) {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 1 ? value.toFixed(2) : value.toPrecision(3);
}

const ratio = (row, ours) => (ours ? `${number(row.median / ours.median)}x` : "");

/** One row for each peer. @param {readonly Row[]} rows @param {string} unit */
function detailTable(rows, unit) {
  const ours = rows.find(({ peer }) => peer === "ours");
  return [
    ["peer", unit, "lowest", "highest", "repetitions", "to ours", "result", "note"],
    ...rows.map((row) => [
      row.peer,
      number(row.median),
      number(row.low),
      number(row.high),
      String(row.repetitions),
      ratio(row, ours),
      row.verdict,
      row.note,
    ]),
  ];
}

/** One row for each task, one column for each peer, ratios to ours in brackets. */
function matrixTable(rows, unit) {
  const peers = [...new Set(rows.map(({ peer }) => peer))];
  const tasks = [...new Set(rows.map(({ task }) => task))];
  const cell = (task, peer) => {
    const row = rows.find((candidate) => candidate.task === task && candidate.peer === peer);
    if (!row) return "-";
    const ours = rows.find((candidate) => candidate.task === task && candidate.peer === "ours");
    const wrong = row.verdict.startsWith("DIFFERS") ? " WRONG" : "";
    const compared = ours && ours !== row ? ` (${ratio(row, ours)})` : "";
    return `${number(row.median)}${compared}${wrong}`;
  };
  return [[unit, ...peers], ...tasks.map((task) => [task, ...peers.map((peer) => cell(task, peer))])];
}

/** @param {readonly Row[]} rows @param {string} unit */
export function tableOf(rows, unit) {
  return new Set(rows.map(({ task }) => task)).size > 1 ? matrixTable(rows, unit) : detailTable(rows, unit);
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
