/** Colours by meaning, for charts: as CSS text where CSS can resolve it, as plain numbers where a canvas needs them. */

/** The colours that tell functions and classes apart, in the order of the look. */
export const seriesColors = ["blue", "orange", "green", "pink", "teal", "violet"] as const;

/** Ink is the reader's own. */
export type SeriesColorName = (typeof seriesColors)[number] | "ink";

/** Dash patterns (SVG `stroke-dasharray`) for the first and every further round through the colours. */
export const seriesDashes = ["", "7 3", "2 2.5", "7 2 2 2", "4 2", "7 2 2 2 2 2"] as const;

/** How one function is drawn everywhere. */
export interface SeriesStyle {
  /** The name charts know the colour by. */
  readonly color: SeriesColorName;
  /** The same as CSS text. */
  readonly css: string;
  /** An SVG dash pattern, empty for a solid line. */
  readonly dash: string;
}

/** The style of the n-th function of the catalogue. */
export function seriesStyle(index: number): SeriesStyle {
  const color = seriesColors[index % seriesColors.length];
  const round = Math.floor(index / seriesColors.length) % seriesDashes.length;
  return { color, css: `var(--ap-${color})`, dash: seriesDashes[round] };
}

/** The style of the formula that the reader types. */
export const formulaStyle: SeriesStyle = { color: "ink", css: "var(--ap-ink)", dash: "" };

/** What tokens are at this place of the page right now, as `rgb(...)`; canvases cannot read `var()` or `light-dark()`. */
export function resolveColors(host: HTMLElement | ShadowRoot, names: readonly string[]): string[] {
  const probe = document.createElement("span");
  probe.hidden = true;
  for (const name of names) {
    const part = document.createElement("span");
    part.style.setProperty("color", `var(${name})`);
    probe.append(part);
  }
  const parent = host instanceof HTMLElement ? (host.shadowRoot ?? host) : host;
  // All at once: each time something is put in or taken out, the browser works out styles anew.
  parent.append(probe);
  const colors = Array.from(probe.children, (part) => getComputedStyle(part).color);
  probe.remove();
  return colors;
}
