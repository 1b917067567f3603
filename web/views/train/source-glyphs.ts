/** Small pictures of the data that no generator makes. */

import type { GlyphPoint } from "../../charts/scatter-glyph.js";
import type { DatasetSpec } from "../../spec/run-spec.js";
import { isPoints } from "../../spec/data-sources.js";
import { kFirstPoints } from "./points-text.js";

/** A point for each letter that is no blank; each letter is a group. */
function picture(lines: readonly string[]): GlyphPoint[] {
  return lines.flatMap((line, y) =>
    Array.from(line).flatMap((letter, x) => (letter === " " ? [] : [{ x, y: -y, group: Number(letter) }])),
  );
}

const digits = picture([
  "  111   222 ",
  " 1   1 2   2",
  "     1     2",
  "   11    22 ",
  "     1  2   ",
  " 1   1 2    ",
  "  111  22222",
]);
const table = picture([
  "000 000 0000",
  "            ",
  "111 111 1111",
  "            ",
  "111 111 1111",
  "            ",
  "111 111 1111",
]);

/** The picture of a source; of points, the ones that are there. */
export function sourceGlyph(name: string, data: DatasetSpec | undefined): readonly GlyphPoint[] {
  if (name === "digits") return digits;
  if (name === "table") return table;
  if (name !== "points") return [];
  const { features, labels = [] } = data !== undefined && isPoints(data) ? data : kFirstPoints;
  return features.map(([x, y], i) => ({ x, y, group: labels[i] ?? 0 }));
}
