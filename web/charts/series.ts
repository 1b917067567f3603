/** How a series looks: the names that every chart shares. */

/** A colour by its meaning's name; the page's tokens decide the shade, for light and dark. */
export type SeriesColor = "blue" | "orange" | "green" | "pink" | "teal" | "violet" | "red" | "ink" | "muted";

/** Value is solid, first derivative dashed, second dotted. */
export type SeriesDash = "solid" | "dashed" | "dotted";

/** Colours for series in their fixed order. */
export const SERIES_COLORS: readonly SeriesColor[] = ["blue", "orange", "green", "pink", "teal", "violet"];

/** Room that a mark takes in front of a name. Units: CSS px. */
export const MARK_ROOM = 14;

/** A label that wants to stand at `y`, and where it may stand without touching the others. */
export interface PlacedLabel<T> {
  readonly item: T;
  readonly y: number;
}

/**
 * Moves labels apart until each has `gap` px of its own, as near to its wish as possible and inside [top, bottom].
 * Units: CSS px.
 */
export function spreadLabels<T>(
  wishes: readonly PlacedLabel<T>[],
  gap: number,
  top: number,
  bottom: number,
): PlacedLabel<T>[] {
  const sorted = [...wishes].sort((a, b) => a.y - b.y);
  const ys = sorted.map(({ y }) => Math.min(bottom, Math.max(top, y)));
  for (let i = 1; i < ys.length; i++) ys[i] = Math.max(ys[i], ys[i - 1] + gap);
  let limit = bottom;
  for (let i = ys.length - 1; i >= 0; i--) {
    ys[i] = Math.min(ys[i], limit);
    limit = ys[i] - gap;
  }
  return sorted.map(({ item }, i) => ({ item, y: ys[i] }));
}

/** Width of a text in CSS px, near enough to reserve room for it. */
export function roughTextWidth(text: string, fontSize: number): number {
  return text.length * fontSize * 0.56;
}
