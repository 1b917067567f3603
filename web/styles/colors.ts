/** Colours by meaning, for charts: as CSS text where CSS can resolve it, as plain numbers where a canvas needs them. */

/** The colours that tell functions and classes apart, in the order of the look. */
export const seriesColors = ["blue", "orange", "green", "pink", "teal", "violet"] as const;

/** Ink is the reader's own. */
export type SeriesColorName = (typeof seriesColors)[number] | "ink";

/** Marks in their fixed order; none is a disc or a ring, which stand for values and jumps. */
export const seriesMarks = ["square", "triangle", "plus", "diamond", "wedge", "cross", "hourglass"] as const;

/** The star is the reader's own. */
export type SeriesMark = (typeof seriesMarks)[number] | "star";

/** Dash patterns (SVG `stroke-dasharray`, for round line ends) for the first and every further round through the marks. */
export const seriesDashes = ["", "11 5.5", "5 5", "10 5 0.5 5", "0.5 5"] as const;

/** How one function is drawn everywhere. */
export interface SeriesStyle {
  /** The name charts know the colour by. */
  readonly color: SeriesColorName;
  /** The same as CSS text. */
  readonly css: string;
  /** An SVG dash pattern, empty for a solid line. */
  readonly dash: string;
  /** A shape that stands along its line where others are drawn beside it. */
  readonly mark: SeriesMark;
}

/**
 * The style of the n-th function of the catalogue. Colour and mark together are its own among 42, dash and mark, for whom
 * colours look alike, among 35, and all three among 210.
 */
export function seriesStyle(index: number): SeriesStyle {
  const color = seriesColors[index % seriesColors.length];
  const round = Math.floor(index / seriesMarks.length) % seriesDashes.length;
  const mark = seriesMarks[index % seriesMarks.length];
  return { color, css: `var(--ap-${color})`, dash: seriesDashes[round], mark };
}

/** The style of the formula that the reader types. */
export const formulaStyle: SeriesStyle = { color: "ink", css: "var(--ap-ink)", dash: "", mark: "star" };

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
