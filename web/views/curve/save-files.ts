/** Saves a view's picture or its numbers. */

import { pngOf, svgText } from "../../charts/picture.js";
import { csvOf } from "../../export/csv.js";
import { saveFile } from "../../export/save.js";
import { resolveColors } from "../../styles/colors.js";
import type { Saveable } from "./picture-files.js";

/** What a file can be. */
export type FileKind = "svg" | "png" | "csv";

/** Twice the pixels of the page, sharp enough to be printed. */
const SCALE = 2;

/** Saves one kind of file. Errors: rejects when the browser cannot draw the picture. */
export async function saveAs(
  host: HTMLElement,
  { name, title, picture, columns }: Saveable,
  kind: FileKind,
): Promise<void> {
  if (kind === "csv") {
    if (columns) saveFile(`${name}.csv`, csvOf(await columns()), "text/csv");
    return;
  }
  const chart = picture();
  if (chart === null) return;
  const text = svgText(chart, resolveColors(host, ["--ap-ground"])[0], title);
  const { width, height } = chart.getBoundingClientRect();
  if (kind === "svg") saveFile(`${name}.svg`, text, "image/svg+xml");
  else saveFile(`${name}.png`, await pngOf(text, width, height, SCALE), "image/png");
}
