/** Zooming and panning of an x axis by wheel with Ctrl, by pinch, by dragging with the mouse, and by keys; a plain wheel scrolls the page. */

import { roundTo } from "./curve-frame.js";
import type { Scale } from "./scale.js";

/** The narrowest and widest x axis. */
const NARROWEST = 0.02;
const WIDEST = 2000;
/** Nothing is to be seen beyond, in either direction. */
const FARTHEST = 1e4;

type Domain = readonly [number, number];

/** The domain inside the limits, its ends without digits that no pixel shows. */
function limited([low, high]: Domain): Domain {
  const back = Math.max(0, -FARTHEST - low) - Math.max(0, high - FARTHEST);
  const step = 10 ** Math.floor(Math.log10((high - low) / 4000));
  return [roundTo(low + back, step), roundTo(high + back, step)];
}

/** The domain made `factor` times as wide, the number at `anchor` staying where it is; the middle, if that is not in sight. */
export function zoomed([low, high]: Domain, factor: number, anchor: number): Domain {
  const span = high - low;
  const at = anchor >= low && anchor <= high ? anchor : (low + high) / 2;
  const share = Math.min(WIDEST, Math.max(NARROWEST, span * factor)) / span;
  return limited([at + (low - at) * share, at + (high - at) * share]);
}

/** The domain moved by `distance` in units of x. */
export function panned([low, high]: Domain, distance: number): Domain {
  return limited([low + distance, high + distance]);
}

/** What a wheel event means for the axis; undefined without Ctrl or Cmd, when the page should scroll. */
export function wheelDomain(event: WheelEvent, x: Scale, position: number): Domain | undefined {
  if (!event.ctrlKey && !event.metaKey) return undefined;
  return zoomed(x.domain, Math.exp(Math.max(-50, Math.min(50, event.deltaY)) * 0.006), x.invert(position));
}

/** What a key means for the axis: + and - zoom around the probe, comma and full stop move, 0 shows all; undefined for other keys. */
export function keyDomain(event: KeyboardEvent, domain: Domain, anchor: number): Domain | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "+" || event.key === "=") return zoomed(domain, 1 / 1.5, anchor);
  if (event.key === "-") return zoomed(domain, 1.5, anchor);
  const quarter = (domain[1] - domain[0]) / 4;
  if (event.key === ",") return panned(domain, -quarter);
  if (event.key === ".") return panned(domain, quarter);
  if (event.key === "0") return null;
  return undefined;
}

/** A mouse that has moved less far has clicked. Units: CSS px. */
const DRAG = 4;

/** Follows the mouse with its button down: the axis goes with it. */
export class Drag {
  #start: { readonly position: number; readonly domain: Domain; readonly perPixel: number } | undefined;
  #isMoving = false;

  /** True from the moment that the mouse was moved with its button down. */
  get active(): boolean {
    return this.#isMoving;
  }

  down(event: PointerEvent, x: Scale, position: number): void {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const perPixel = (x.domain[1] - x.domain[0]) / (x.range[1] - x.range[0]);
    this.#start = { position, domain: x.domain, perPixel };
  }

  up(): void {
    this.#start = undefined;
    this.#isMoving = false;
  }

  /** The domain that the hand asks for; undefined while nothing is dragged. */
  move(position: number): Domain | undefined {
    if (this.#start === undefined) return undefined;
    const { domain, perPixel } = this.#start;
    const distance = this.#start.position - position;
    this.#isMoving ||= Math.abs(distance) >= DRAG;
    return this.#isMoving ? panned(domain, distance * perPixel) : undefined;
  }
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
    return limited([low, low + span]);
  }
}
