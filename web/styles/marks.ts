/** The shapes of the marks that tell functions apart where their colours do not. */

import type { SeriesMark } from "./colors.js";

/** SVG path text in a circle of about radius 1 around 0. */
export const MARK_SHAPES: Readonly<Record<SeriesMark, string>> = {
  square: "M-.8-.8H.8V.8H-.8Z",
  triangle: "M0-1.1L1.05.75H-1.05Z",
  plus: "M-1.1 0H1.1M0-1.1V1.1",
  diamond: "M0-1.2L.95 0L0 1.2L-.95 0Z",
  wedge: "M0 1.1L1.05-.75H-1.05Z",
  cross: "M-.85-.85L.85.85M-.85.85L.85-.85",
  hourglass: "M-.85-1H.85L-.85 1H.85Z",
  star: "M0-1.15V1.15M-1-.57L1 .57M-1 .57L1-.57",
};
