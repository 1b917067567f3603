/** What a run has learned: how good its answers are, whether its layers fold, the loss around it, and one gradient's way. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { lossRange } from "../../charts/loss-slice.js";
import type { GraphUnit } from "../../charts/network-graph.js";
import { plain } from "../../components/numbers.js";
import "../../components/segments.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Assessment, GradientChain, LinearMap, LossSlice } from "../../engine/types.js";
import { base, controls, text } from "../../styles/base.js";
import { calibrationPicture, chainTable, collapseTable, confusionTable } from "./insight-parts.js";
import type { Player } from "./player.js";
import { numberControl } from "./setting-controls.js";

/** While a run plays, its answers are looked at this often. Units: ms. */
const kRest = 300;

type Part = "train" | "test";
const parts = [
  { value: "test", label: "test rows" },
  { value: "train", label: "training rows" },
];

/** What was found at one moment of the run. */
interface Findings {
  readonly assessment: Assessment;
  readonly map: LinearMap | undefined;
  readonly chain: GradientChain | undefined;
}

/** `<ap-insight-panel .player=${player} .moment=${"120"} .unit=${{ column: 1, unit: 0 }} .names=${["x₁"]}>`. */
@customElement("ap-insight-panel")
export class InsightPanel extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr));
        gap: var(--ap-3) var(--ap-4, 32px);
        padding: var(--ap-1) 0;
      }

      section {
        display: grid;
        gap: var(--ap-1);
        align-content: start;
        justify-items: start;
        min-width: 0;
        overflow-x: auto;
      }

      .confusion td {
        min-width: 2.6em;
        padding-right: var(--ap-half);
        padding-left: var(--ap-half);
      }

      caption {
        padding-bottom: var(--ap-half);
        text-align: left;
      }

      .calibration {
        display: block;
        margin: 8px 8px 8px 0;
        overflow: visible;
        width: 150px;
        height: 150px;
      }

      .calibration path {
        fill: none;
        stroke: var(--ap-edge);
      }

      .calibration .diagonal {
        stroke-dasharray: 3 3;
      }

      .calibration circle {
        fill: var(--ap-blue);
        opacity: 0.75;
      }
    `,
  ];

  @property({ attribute: false }) player?: Player;
  /** Says where the run is: when it changes, there is something new to find. */
  @property() moment = "";
  @property({ attribute: false }) unit?: GraphUnit | undefined;
  @property({ attribute: false }) names: readonly string[] = [];
  /** The training row that is being looked at, 0-based. */
  @property({ attribute: false }) sample?: number | undefined;

  @state() protected rows: Part = "test";
  @state() protected row = 1;
  @state() protected found?: Findings;
  @state() protected slice?: LossSlice | undefined;
  /** The moment of the loss on show. */
  @state() protected sliceMoment = "";
  @state() protected isSlicing = false;

  #looked = "";
  #isLooking = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("sample") && this.sample !== undefined) this.row = this.sample + 1;
  }

  protected override updated(changed: PropertyValues): void {
    if (["moment", "rows", "row", "unit", "player"].some((name) => changed.has(name))) void this.#look();
  }

  /** Looks at the run as it is now, and again when it has moved meanwhile. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.isConnected && this.#looked !== this.#key) {
      this.#looked = this.#key;
      const found = await this.#find();
      if (found) this.found = found;
      await new Promise((resolve) => setTimeout(resolve, this.player?.isPlaying ? kRest : 0));
    }
    this.#isLooking = false;
  }

  get #key(): string {
    return JSON.stringify([this.moment, this.rows, this.row, this.unit, this.#layer]);
  }

  /** The layer whose unit is followed; 0: none. */
  get #layer(): number {
    return this.unit?.column ?? 0;
  }

  /** Undefined when the run was let go meanwhile. */
  async #find(): Promise<Findings | undefined> {
    const { player, rows, row, unit } = this;
    const [assessment, map, chain] = await Promise.all([
      player?.ask("assess", [rows]),
      player?.ask("collapse", []),
      this.#layer > 0
        ? player?.ask("gradientChain", ["train", row - 1, this.#layer, unit?.unit ?? 0])
        : undefined,
    ]);
    return assessment && { assessment, map, chain };
  }

  async #lookAround(): Promise<void> {
    this.isSlicing = true;
    const { moment } = this;
    this.slice = await this.player?.lossSlice({ size: 25 });
    this.sliceMoment = moment;
    this.isSlicing = false;
  }

  override render() {
    const { found, player } = this;
    if (!found || !player) return html`<p class="caption" role="status">Looking…</p>`;
    return html`
      <section>${this.#answers(found.assessment)}</section>
      ${found.assessment.calibration ? html`<section>${calibrationPicture(found.assessment)}</section>` : nothing}
      <section>${this.#around()}</section>
      <section>${this.#chain(found.chain)}</section>
      <section>${collapseTable(found.map, this.names)}</section>
    `;
  }

  #answers(assessment: Assessment): TemplateResult {
    const { rows, loss, accuracy, r_squared, classes } = assessment;
    const score =
      classes === 0
        ? `R² ${plain(r_squared, 4)}: 1 is perfect, 0 is no better than the mean`
        : `${Math.round(accuracy * rows)} of ${rows} right (${plain(accuracy, 3)})`;
    return html`
      <ap-segments
        label="Rows to look at"
        .options=${parts}
        .value=${this.rows}
        @value-change=${({ detail }: ValueChangeEvent<string>) => {
          this.rows = detail.value as Part;
        }}
      ></ap-segments>
      <div>${score}; loss ${plain(loss, 4)}.</div>
      ${confusionTable(assessment)}
    `;
  }

  #around(): TemplateResult {
    const { slice, isSlicing } = this;
    const isOld = this.sliceMoment !== this.moment;
    return html`
      <button
        ?disabled=${isSlicing}
        @click=${() => {
          void this.#lookAround();
        }}
      >
        ${isSlicing ? "Looking around…" : "Look at the loss around"}
      </button>
      ${slice ? html`<ap-loss-slice .square=${slice}></ap-loss-slice>` : nothing}
      <p class="caption">
        The training loss where all weights are moved in two random directions, up to as far as they are from
        zero. The more orange, the higher${slice ? ` (${this.#rangeWords(slice)})` : ""}; the blue point is
        the run${slice && isOld ? ", when you looked" : ""}.
      </p>
    `;
  }

  #rangeWords({ losses }: LossSlice): string {
    const [low, high] = lossRange(losses);
    return `${plain(low, 3)} to ${plain(high, 3)}`;
  }

  #chain(chain: GradientChain | undefined): TemplateResult {
    const { player, unit } = this;
    if (!chain || !unit)
      return html`<p class="caption">
        Choose a unit in the network to see, factor by factor, what it hears of one row’s loss.
      </p>`;
    const data = player?.stage?.data;
    const rows = data ? data.train.features.length / data.n_features : 1;
    return html`
      ${numberControl("Training row", this.row, { min: 1, max: rows, default: 1, integer: true }, (row) => {
        this.row = row;
      })}
      ${chainTable(chain, `layer ${unit.column}, unit ${unit.unit + 1}`)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-insight-panel": InsightPanel;
  }
}
