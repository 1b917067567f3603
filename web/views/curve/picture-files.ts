/** Buttons that hand the picture and its numbers to the reader. */

import { html, nothing, type TemplateResult } from "lit";
import { pngOf, svgText } from "../../charts/picture.js";
import { canSave, saveFile } from "../../export/save.js";
import { resolveColor } from "../../styles/colors.js";

/** Twice the pixels of the page, sharp enough to be printed. */
const SCALE = 2;

/** What can be saved of a view. */
export interface Saveable {
  /** File name without its ending. */
  readonly name: string;
  /** One sentence that says what is seen. */
  readonly title: string;
  readonly picture: () => SVGSVGElement | null;
  /** The numbers; left out when there are none to give. */
  readonly csv?: () => string;
}

function textOf(host: HTMLElement, { picture, title }: Saveable): { text: string; box: DOMRect } | undefined {
  const svg = picture();
  if (svg === null) return undefined;
  return { text: svgText(svg, resolveColor(host, "--ap-ground"), title), box: svg.getBoundingClientRect() };
}

async function save(host: HTMLElement, what: Saveable, kind: "svg" | "png" | "csv"): Promise<void> {
  if (kind === "csv") {
    if (what.csv) saveFile(`${what.name}.csv`, what.csv(), "text/csv");
    return;
  }
  const drawn = textOf(host, what);
  if (drawn === undefined) return;
  const { text, box } = drawn;
  if (kind === "svg") saveFile(`${what.name}.svg`, text, "image/svg+xml");
  else saveFile(`${what.name}.png`, await pngOf(text, box.width, box.height, SCALE), "image/png");
}

/** A line of quiet buttons; nothing where the browser would refuse the download. */
export function fileButtons(host: HTMLElement, what: Saveable): TemplateResult | typeof nothing {
  if (!canSave()) return nothing;
  const button = (kind: "svg" | "png" | "csv", label: string): TemplateResult =>
    html`<button
      class="quiet"
      @click=${() => {
        void save(host, what, kind);
      }}
    >
      ${label}
    </button>`;
  return html`<span class="files" role="group" aria-label="Save">
    <span class="muted">save</span>
    ${button("svg", "SVG")} ${button("png", "PNG")} ${what.csv ? button("csv", "CSV") : nothing}
  </span>`;
}
