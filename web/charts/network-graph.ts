/** The network graph: a column or a row for the inputs and each layer, a small map for each unit, a line for each weight. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chartStyles, overlayStyles } from "./chart-styles.js";
import {
  layoutGraph,
  type GraphColumn,
  type GraphFlow,
  type GraphLayout,
  type GraphPlace,
} from "./network-layout.js";
import { crossOut, hatch, paintWeights, TileAtlas } from "./network-paint.js";
import { cssColor, PaletteReader } from "./palette.js";
import { SizeController } from "./size-controller.js";

/** Detail of `unit-select`, and which unit is selected. */
export interface GraphUnit {
  readonly column: number;
  readonly unit: number;
}

/** Steps to the right and down. */
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * `<ap-network-graph .columns=${...} .weights=${...} .maps=${...} .side=${28} .dead=${...}>`; one stop of the Tab key, then
 * arrow keys move from unit to unit.
 *
 * @fires unit-select - detail {@link GraphUnit}
 */
@customElement("ap-network-graph")
export class NetworkGraph extends LitElement {
  static override styles = [
    chartStyles,
    overlayStyles,
    css`
      :host {
        width: 100%;
        height: 100%;
        min-height: 160px;
      }
      button {
        position: absolute;
        padding: 0;
        border: 0;
        border-radius: 3px;
        background: none;
        cursor: pointer;
      }
      button:hover {
        box-shadow: 0 0 0 1.5px var(--ap-edge);
      }
      button[aria-pressed="true"] {
        box-shadow: 0 0 0 2px var(--ap-blue);
      }
      button:focus-visible {
        outline: 2px solid var(--ap-blue);
        outline-offset: 2px;
      }
      .unit-name,
      .hidden-units {
        position: absolute;
        color: var(--ap-muted);
        font-size: 12px;
        white-space: nowrap;
        pointer-events: none;
      }
      .unit-name {
        transform: translate(-100%, -50%);
        font-family: var(--ap-font-text);
        font-style: italic;
      }
      .down .unit-name {
        transform: translate(-50%, -100%);
      }
      .hidden-units {
        bottom: 0;
        transform: translateX(-50%);
      }
      .down .hidden-units {
        right: 0;
        bottom: auto;
        padding: 0 3px;
        background: var(--ap-ground);
        transform: none;
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly GraphColumn[] = [];
  /** Shapes: [fan_out, fan_in] for each pair of columns. */
  @property({ attribute: false }) weights: readonly Float32Array[] = [];
  /** Shapes: [units, side * side] for each column. */
  @property({ attribute: false }) maps: readonly Float32Array[] = [];
  @property({ type: Number }) side = 0;
  /** Units of each column that answer to nothing. */
  @property({ attribute: false }) dead: readonly (readonly number[])[] = [];
  /** Units of each column that were silenced. */
  @property({ attribute: false }) silenced: readonly (readonly number[])[] = [];
  @property({ attribute: false }) selected?: GraphUnit;
  /** What is said of a unit, for people who do not see it. */
  @property({ attribute: false }) describe: (unit: GraphUnit) => string = ({ column, unit }) =>
    `${column} ${unit}`;
  @property() label = "Network";
  @property() flow: GraphFlow = "right";

  readonly #size = new SizeController(this);
  readonly #palette = new PaletteReader(this);
  readonly #atlas = new TileAtlas();
  /** The unit that Tab comes to. */
  #entry: GraphUnit = { column: 0, unit: 0 };

  get #layout(): GraphLayout {
    return layoutGraph(this.columns, this.#size.width, this.#size.height, this.flow);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("selected") && this.selected) this.#entry = this.selected;
    if (!changed.has("columns")) return;
    const { column, unit } = this.#entry;
    if (unit >= (this.columns.at(column)?.units ?? 0)) this.#entry = { column: 0, unit: 0 };
  }

  override render(): TemplateResult {
    if (!this.#size.known) return html`<canvas aria-hidden="true"></canvas>`;
    const layout = this.#layout;
    return html`<canvas aria-hidden="true"></canvas>
      <div class=${this.flow} role="group" aria-label=${this.label} @keydown=${this.#onKey}>
        ${layout.columns.map(
          ({ places, hidden }, column) =>
            html`${places.map((place, unit) => this.#button(place, layout.tile, { column, unit }))}
            ${hidden > 0 ? this.#hidden(hidden, places[0], layout.tile) : nothing}`,
        )}
      </div>`;
  }

  #hidden(count: number, { x, y }: GraphPlace, tile: number): TemplateResult {
    const place = this.flow === "right" ? `left: ${x}px` : `top: ${y + tile / 2 + 2}px`;
    return html`<span class="hidden-units" .style=${place}>+ ${count} more</span>`;
  }

  // Styles go in as a property: the page's policy allows no style attributes.
  #button({ x, y }: GraphPlace, tile: number, at: GraphUnit): TemplateResult {
    const isEntry = at.column === this.#entry.column && at.unit === this.#entry.unit;
    const isSelected = at.column === this.selected?.column && at.unit === this.selected.unit;
    const name = this.columns[at.column].unitNames?.at(at.unit);
    const place = `left: ${x - tile / 2}px; top: ${y - tile / 2}px; width: ${tile}px; height: ${tile}px`;
    const beside =
      this.flow === "right"
        ? `left: ${x - tile / 2 - 5}px; top: ${y}px`
        : `left: ${x}px; top: ${y - tile / 2 - 3}px`;
    return html`${name === undefined ? nothing : html`<span class="unit-name" .style=${beside}>${name}</span>`}
      <button
        .style=${place}
        tabindex=${isEntry ? 0 : -1}
        data-at="${at.column},${at.unit}"
        aria-pressed=${isSelected}
        aria-label=${this.describe(at)}
        @click=${() => {
          this.#select(at);
        }}
      ></button>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context || !this.#size.known) return;
    const { width, height } = this.#size;
    const ratio = devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const [layout, palette] = [this.#layout, this.#palette.read()];
    const { columns, weights } = this;
    if (weights.length === columns.length - 1) paintWeights(context, { columns, layout, weights, palette });
    this.#drawTiles(context, layout);
  }

  #drawTiles(context: CanvasRenderingContext2D, { columns, tile }: GraphLayout): void {
    const palette = this.#palette.read();
    const shown = columns.map(({ places }) => places.length);
    if (this.maps.length === columns.length) this.#atlas.paint(this.maps, shown, this.side, palette);
    columns.forEach(({ places }, column) => {
      const dead = new Set(this.dead.at(column));
      places.forEach(({ x, y }, unit) => {
        const [left, top] = [x - tile / 2, y - tile / 2];
        context.fillStyle = cssColor(palette.panel);
        context.fillRect(left, top, tile, tile);
        if (dead.has(unit)) hatch(context, left, top, tile, palette);
        else if ((this.maps.at(column)?.length ?? 0) > 0) {
          this.#atlas.draw(context, column, unit, this.side, left, top, tile);
        }
        context.strokeStyle = cssColor(dead.has(unit) ? palette.muted : palette.line);
        context.lineWidth = 1;
        context.strokeRect(left, top, tile, tile);
        if (this.silenced.at(column)?.includes(unit)) crossOut(context, left, top, tile, palette);
      });
    });
  }

  #select(at: GraphUnit): void {
    this.#entry = at;
    this.dispatchEvent(new CustomEvent("unit-select", { detail: at }));
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent): void {
    const move = arrows[event.key];
    if (!(event.key in arrows)) return;
    event.preventDefault();
    const { columns } = this.#layout;
    const [along, across] = this.flow === "right" ? move : [move[1], move[0]];
    const column = Math.min(columns.length - 1, Math.max(0, this.#entry.column + along));
    const unit = Math.min(columns[column].places.length - 1, Math.max(0, this.#entry.unit + across));
    this.#entry = { column, unit };
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLButtonElement>(`[data-at="${column},${unit}"]`)?.focus();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-network-graph": NetworkGraph;
  }
  interface HTMLElementEventMap {
    "unit-select": CustomEvent<GraphUnit>;
  }
}
