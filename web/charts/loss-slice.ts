/** The loss on a square around a run, as five shades and its lowest place; the run is at the centre. */

import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { formatTick } from "./format.js";
import { mix, PaletteReader } from "./palette.js";

/** Values on a square, row by row, the bottom row first. Shape: losses [size, size]. */
export interface LossSquare {
  readonly size: number;
  readonly losses: Float64Array;
}

/** Steps between the lowest loss and the highest. */
const kShades = 12;

/** Shades of equal steps in the logarithm of the height above the lowest: valleys show beside steep walls. */
export function shadeOf(loss: number, low: number, high: number): number {
  if (!Number.isFinite(loss) || !(high > low)) return loss === low ? 0 : kShades;
  const share = Math.log1p((100 * (loss - low)) / (high - low)) / Math.log1p(100);
  return Math.min(kShades, Math.floor(share * (kShades + 1)));
}

/** The lowest and highest finite loss. */
export function lossRange(losses: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const loss of losses) {
    if (!Number.isFinite(loss)) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  return [low, high];
}

/** `<ap-loss-slice .square=${{ size, losses }}>`. */
@customElement("ap-loss-slice")
export class LossSliceChart extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        max-width: 220px;
        aspect-ratio: 1;
      }

      canvas {
        display: block;
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
      }
    `,
  ];

  @property({ attribute: false }) square: LossSquare = { size: 0, losses: new Float64Array(0) };

  readonly #palette = new PaletteReader(this);

  override render() {
    const [low, high] = lossRange(this.square.losses);
    const words = `Loss around the run: from ${formatTick(Number(low.toPrecision(3)))} to ${formatTick(Number(high.toPrecision(3)))}`;
    return html`<canvas role="img" aria-label=${words}></canvas>`;
  }

  protected override updated(): void {
    const { size, losses } = this.square;
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context || size === 0) return;
    [canvas.width, canvas.height] = [size, size];
    const palette = this.#palette.read();
    const [low, high] = lossRange(losses);
    const image = context.createImageData(size, size);
    losses.forEach((loss, i) => {
      const [row, column] = [Math.floor(i / size), i % size];
      const shade = mix(palette.orange, palette.panel, shadeOf(loss, low, high) / kShades);
      image.data.set([...shade, 255], 4 * ((size - 1 - row) * size + column));
    });
    const middle = Math.floor(size / 2);
    image.data.set([...palette.blue, 255], 4 * (middle * size + middle));
    context.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-loss-slice": LossSliceChart;
  }
}
