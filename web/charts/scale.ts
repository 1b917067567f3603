/** Scales and ticks: from numbers to CSS px and back. */

/** A mapping from a domain of numbers to a range of CSS px. */
export interface Scale {
  (value: number): number;
  /** The number at a position. */
  invert(position: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

/** Equal steps of value are equal steps of length. Units: range in CSS px. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  const slope = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  const scale = (value: number): number => r0 + (value - d0) * slope;
  const invert = (position: number): number => (slope === 0 ? d0 : d0 + (position - r0) / slope);
  return Object.assign(scale, { invert, domain, range });
}

/** Equal ratios of value are equal steps of length. Errors: the domain must be above 0. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const inner = linearScale([Math.log(domain[0]), Math.log(domain[1])], range);
  const scale = (value: number): number => inner(Math.log(value));
  const invert = (position: number): number => Math.exp(inner.invert(position));
  return Object.assign(scale, { invert, domain, range });
}

/** The step of 1, 2 or 5 times a power of ten that gives about `count` steps over `span`. */
export function niceStep(span: number, count: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  const factor = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
  return factor * power;
}

/** About `count` round numbers inside the domain, zero among them when the domain holds it. */
export function niceTicks(domain: readonly [number, number], count: number): number[] {
  const step = niceStep(domain[1] - domain[0], count);
  const slack = 1e-9;
  const first = Math.ceil(domain[0] / step - slack);
  const last = Math.floor(domain[1] / step + slack);
  // Dividing by a whole number gives 0.3 where multiplying by 0.1 gives 0.30000000000000004.
  const at = (index: number): number => (step < 1 ? index / Math.round(1 / step) : index * step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => at(first + i) || 0);
}

/** Powers of ten inside the domain, thinned to at most `count`. */
export function decadeTicks(domain: readonly [number, number], count: number): number[] {
  const first = Math.ceil(Math.log10(domain[0]) - 1e-9);
  const last = Math.floor(Math.log10(domain[1]) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(10 ** power);
  return ticks;
}

/** The domain widened by a share of its length at both ends, so that a line does not touch the frame. */
export function padded(domain: readonly [number, number], share: number): [number, number] {
  const extra = (domain[1] - domain[0]) * share;
  return [domain[0] - extra, domain[1] + extra];
}

/** Smallest and largest finite number of the lists, or undefined when there is none. */
export function finiteExtent(...lists: readonly Iterable<number>[]): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}
