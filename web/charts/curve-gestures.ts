/** Zooming and panning of an x axis by wheel with Ctrl, by pinch, and by keys; a plain wheel scrolls the page. */

import type { Scale } from "./scale.js";

/** The narrowest and widest x axis. */
const NARROWEST = 0.02;
const WIDEST = 2000;

type Domain = readonly [number, number];

/** The domain made `factor` times as wide, the number at `anchor` staying where it is. */
export function zoomed(domain: Domain, factor: number, anchor: number): Domain {
  const span = domain[1] - domain[0];
  const limited = Math.min(WIDEST, Math.max(NARROWEST, span * factor)) / span;
  return [anchor + (domain[0] - anchor) * limited, anchor + (domain[1] - anchor) * limited];
}

/** The domain moved by `distance` in units of x. */
export function panned(domain: Domain, distance: number): Domain {
  return [domain[0] + distance, domain[1] + distance];
}

/** What a wheel event means for the axis; undefined without Ctrl or Cmd, when the page should scroll. */
export function wheelDomain(event: WheelEvent, x: Scale, position: number): Domain | undefined {
  if (!event.ctrlKey && !event.metaKey) return undefined;
  return zoomed(x.domain, Math.exp(Math.max(-50, Math.min(50, event.deltaY)) * 0.006), x.invert(position));
}

/** What a key means for the axis: + and - zoom around the probe, 0 shows all; undefined for other keys. */
export function keyDomain(event: KeyboardEvent, domain: Domain, anchor: number): Domain | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "+" || event.key === "=") return zoomed(domain, 1 / 1.5, anchor);
  if (event.key === "-") return zoomed(domain, 1.5, anchor);
  if (event.key === "0") return null;
  return undefined;
}

/** Follows two fingers: what is under each stays under each. */
export class Pinch {
  readonly #fingers = new Map<number, number>();
  #start: { readonly domain: Domain; readonly values: readonly [number, number] } | undefined;

  /** True while two fingers are down. */
  get active(): boolean {
    return this.#fingers.size >= 2;
  }

  down(event: PointerEvent, x: Scale, position: number): void {
    if (event.pointerType !== "touch") return;
    this.#fingers.set(event.pointerId, position);
    const [a, b] = [...this.#fingers.values()];
    if (this.active) this.#start = { domain: x.domain, values: [x.invert(a), x.invert(b)] };
  }

  up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    if (!this.active) this.#start = undefined;
  }

  /** The domain that two fingers ask for; undefined while there are fewer. */
  move(event: PointerEvent, x: Scale, position: number): Domain | undefined {
    if (!this.#fingers.has(event.pointerId)) return undefined;
    this.#fingers.set(event.pointerId, position);
    if (!this.active || this.#start === undefined) return undefined;
    const [a, b] = [...this.#fingers.values()];
    const [va, vb] = this.#start.values;
    if (Math.abs(a - b) < 8) return undefined;
    const perPixel = (vb - va) / (b - a);
    const low = va - (a - x.range[0]) * perPixel;
    const span = (x.range[1] - x.range[0]) * perPixel;
    if (!(span >= NARROWEST && span <= WIDEST)) return undefined;
    return [low, low + span];
  }
}
