/** Points drawn by hand as a short text for links: five characters each. */

/** Drawn points. Shapes: features [n, 2], labels [n]. */
export interface DrawnPoints {
  readonly features: readonly (readonly [number, number])[];
  readonly labels: readonly number[];
}

/** So many fit into a link. */
export const kMostPoints = 500;
export const kMostPointClasses = 6;
/** Drawing reaches from -6 to 6, as the other planes do. */
const kDrawn: readonly [number, number] = [-6, 6];
/** What is shown of the plane: points at its edge are whole. */
export const kDrawnFrame: readonly [number, number] = [-6.4, 6.4];

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/** Places are multiples of this, which the text holds exactly: two characters reach from -8 to 8. */
const kGrid = 1 / 256;
const kMiddle = 2048;

/** The nearest place that a text can hold. */
export function snap(value: number): number {
  const inside = Math.min(kDrawn[1], Math.max(kDrawn[0], value));
  // What rounds to -0 becomes 0, as it is in the text.
  return (Math.round(inside / kGrid) + 0) * kGrid;
}

/** What is there before anything was drawn: a square within a ring of squares. */
export const kFirstPoints: DrawnPoints = (() => {
  const places = [-4, -2, 0, 2, 4];
  const features = places.flatMap((y) => places.map((x) => [x, y] as const));
  return { features, labels: features.map(([x, y]) => Number(Math.max(Math.abs(x), Math.abs(y)) <= 2)) };
})();

function writePlace(value: number): string {
  const steps = Math.round(value / kGrid) + kMiddle;
  return digits[steps >> 6] + digits[steps & 63];
}

/** The points as text; places are snapped. */
export function writePoints(points: {
  readonly features: readonly (readonly number[])[];
  readonly labels?: readonly number[];
}): string {
  return points.features
    .map(([x, y], i) => `${points.labels?.[i] ?? 0}${writePlace(snap(x))}${writePlace(snap(y))}`)
    .join("");
}

/** The points of a text, or undefined where it is damaged. */
export function readPoints(text: string): DrawnPoints | undefined {
  const count = text.length / 5;
  if (!Number.isInteger(count) || count < 2 || count > kMostPoints) return undefined;
  const place = (at: number) => {
    const [high, low] = [digits.indexOf(text[at]), digits.indexOf(text[at + 1])];
    return high < 0 || low < 0 ? NaN : (high * 64 + low - kMiddle) * kGrid;
  };
  const at = Array.from({ length: count }, (_, i) => 5 * i);
  const labels = at.map((i) => Number(text[i]));
  const features = at.map((i) => [place(i + 1), place(i + 3)] as const);
  const isGood =
    labels.every((label) => Number.isInteger(label) && label >= 0 && label < kMostPointClasses) &&
    features.every(([x, y]) => Math.abs(x) <= kDrawn[1] && Math.abs(y) <= kDrawn[1]);
  return isGood ? { features, labels } : undefined;
}
