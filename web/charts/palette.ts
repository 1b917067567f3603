/** The page's colours as numbers, for canvases, which cannot read CSS variables. */

import { resolveColors } from "../styles/colors.js";

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

const tokens = [
  "ground",
  "panel",
  "ink",
  "muted",
  "line",
  "blue",
  "orange",
  "green",
  "pink",
  "teal",
  "violet",
] as const;
type Token = (typeof tokens)[number];

export type Palette = Readonly<Record<Token, Rgb>>;

/** Class 0 is orange and class 1 blue, as negative and positive are; then the further colours in their order. */
export const classTokens = [
  "orange",
  "blue",
  "green",
  "pink",
  "teal",
  "violet",
] as const satisfies readonly Token[];

function parse(color: string): Rgb {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}

/** Reads the palette of one element, again only when the theme has changed. */
export class PaletteReader {
  readonly #host: HTMLElement;
  #ink = "";
  #palette: Palette | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** The palette now; the same object as long as the theme stays. */
  read(): Palette {
    // The host's own colour is the ink; looking at it costs nothing while no style has changed.
    const { color } = getComputedStyle(this.#host);
    if (this.#palette === undefined || color !== this.#ink) {
      this.#ink = color;
      const colors = resolveColors(
        this.#host,
        tokens.map((token) => `--ap-${token}`),
      );
      const entries = tokens.map((token, i) => [token, parse(colors[i])] as const);
      this.#palette = Object.fromEntries(entries) as Record<Token, Rgb>;
    }
    return this.#palette;
  }
}

export function cssColor([r, g, b]: Rgb, alpha = 1): string {
  return alpha === 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha})`;
}

/** `share` of the first colour over the second. */
export function mix(over: Rgb, under: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) => Math.round(over[i] * share + under[i] * (1 - share))) as unknown as Rgb;
}

/** A colour as one pixel of an ImageData, seen as 32-bit numbers. */
export function pixelOf([r, g, b]: Rgb): number {
  return (255 << 24) | (b << 16) | (g << 8) | r;
}
