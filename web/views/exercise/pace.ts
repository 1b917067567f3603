/** Drawing a run slower than it trains, so that an eye can follow. */

/** How long a drawing takes. Units: ms. */
export const kDrawTime = 600;

/** Time between two pictures of a run that is not drawn slower. Units: ms. */
export const kStillInterval = 100;

/** Epochs to show `elapsed` ms after the start, out of `total`: never more than are `trained`. */
export function shownEpochs(elapsed: number, total: number, trained: number): number {
  return Math.max(0, Math.min(trained, Math.ceil((elapsed / kDrawTime) * total), total));
}

/** The time of a training as a reader wants it: "4 ms", "under 1 ms", "1.2 s". */
export function spokenTime(ms: number): string {
  if (ms < 1) return "under 1 ms";
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
