/** The train view: data, network, map, curves, and the controls that move them. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { GraphUnit } from "../../charts/network-graph.js";
import { SizeController } from "../../charts/size-controller.js";
import "../../components/message.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { Catalog } from "../../engine/types.js";
import { isTable } from "../../spec/data-sources.js";
import type { LayerSpec } from "../../spec/run-spec.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { fireView, type Settings, type ViewElement } from "../view.js";
import { clearedData, writeSource } from "./data-settings.js";
import "./data-strip.js";
import { chartsFigure, mapFigure, networkFigure, type FigureProps } from "./figures.js";
import { writeLayers } from "./layers-text.js";
import { Panels } from "./panels.js";
import "./play-bar.js";
import type { PlayAction } from "./play-bar.js";
import { Playback } from "./playback.js";
import type { Player } from "./player.js";
import { mainFields } from "./settings-fields.js";
import { readState, speedName, writeState, type TrainState } from "./train-state.js";
import type { Stage } from "./stage.js";
import { trainStyles } from "./train-styles.js";
import type { OpenTable } from "./table-panel.js";
import { Unfolding } from "./unfolding.js";
import { playerWords } from "./words.js";

/** Parts that need no run. */
const kEarly: ReadonlySet<string> = new Set(["data", "settings", "bar"]);

/** A small training run to see and to touch; its settings are those of `readState`. */
@customElement("ap-train-view")
export class TrainView extends LitElement implements ViewElement {
  static override styles = [base, text, controls, trainStyles];

  @property({ attribute: false }) client?: EngineClient;
  @property({ attribute: false }) catalog?: Catalog;
  @property({ attribute: false }) settings: Settings = {};

  @state() protected train?: TrainState;
  @state() protected selected?: GraphUnit;
  /** Whether a table is to be opened. */
  @state() protected wantsTable = false;
  /** Read aloud when a run has come to rest. */
  @state() protected spoken = "";

  #table: OpenTable | undefined;
  /** What a link asks for that waits for its table. */
  #waiting: Settings | undefined;
  /** The data that the pictures were drawn of. */
  #drawnStage: Stage | undefined;
  #announcedReady = false;
  #announcedEnd = "";
  readonly #size = new SizeController(this);
  readonly #playback = new Playback(this, {
    onRefused: this.#refused.bind(this),
    onEditRefused: fireView.bind(undefined, this, "view-warnings"),
    onRest: () => void this.#keepMoment(),
  });

  readonly #panels = new Panels(this, {
    change: (change) => {
      this.#playback.change(change);
    },
    keepOnly: (edits) => {
      this.#playback.keepOnly(edits);
    },
    drawn: (points) => {
      this.#patch(points);
    },
    openTable: (table) => {
      this.#openTable(table);
    },
    close: () => {
      this.selected = undefined;
    },
  });

  readonly #parts = new Unfolding(
    this,
    ["data", "settings", "bar", "map", "network", "charts", "below"] as const,
    (part) =>
      this.#playback.player !== undefined && (kEarly.has(part) || this.#playback.player.frame !== undefined),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.train = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Moved within the page: what was let go is made again.
    if (this.hasUpdated) this.requestUpdate("settings", undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.client || !this.catalog) return;
    const { stage } = this.#playback.use(this.client);
    if (stage !== this.#drawnStage) this.#parts.restartAt("map");
    this.#drawnStage = stage;
    if (!changed.has("settings") && !changed.has("client") && !changed.has("catalog")) return;
    const { value, warnings } = readState(this.settings, this.catalog);
    fireView(this, "view-warnings", warnings);
    this.#show(value);
  }

  /** Settings that are good by themselves but not together: shows the defaults, and says why. */
  #refused(faults: readonly string[]): void {
    const { catalog, train } = this;
    if (!catalog) return;
    const data = train?.spec.data;
    const misses = train && data && isTable(data) && data.table !== this.#table?.spec.table;
    this.wantsTable = misses === true;
    if (misses) this.#waiting = writeState(train, catalog);
    const words = misses
      ? ["The table of this link is not here. Open its file under “Your table” to see the run."]
      : faults.map((fault) => `${fault}. Showing the defaults.`);
    fireView(this, "view-warnings", words);
    this.#show(readState({}, catalog).value);
  }

  /** Brings the view to a state; only another run, or another moment of it, starts anew. */
  #show(next: TrainState): void {
    const before = this.train;
    const isSame = before && JSON.stringify(before.spec) === JSON.stringify(next.spec);
    this.train = isSame ? { ...next, spec: before.spec } : next;
    this.#playback.speed = next.speed;
    const { edits, step, autoplay } = next;
    if (isSame && before.edits === edits && before.step === step) return;
    void this.#playback.show(this.train.spec, { at: step, edits, plays: before === undefined && autoplay });
  }

  /** Puts where the run is now, and what was changed on its way, into the settings. */
  async #keepMoment(): Promise<void> {
    const { player } = this.#playback;
    const edits = (await player?.editsText()) ?? "";
    const { train, catalog } = this;
    if (!train || !catalog || !player?.frame || player.spec !== train.spec) return;
    const step = player.isFinished ? undefined : player.frame.step;
    if (train.edits === edits && train.step === step) return;
    this.train = { ...train, edits, step };
    fireView(this, "view-change", writeState(this.train, catalog));
  }

  protected override updated(): void {
    const { player } = this.#playback;
    if (!player?.frame || !player.spec || !this.#parts.isDone) return;
    if (!this.#announcedReady) {
      this.#announcedReady = true;
      fireView(this, "view-ready", null);
    }
    if (player.failure) fireView(this, "view-error", player.failure);
    if (!player.isPlaying) this.spoken = playerWords(player);
    const end = player.isFinished ? JSON.stringify(player.spec) : "";
    if (end === this.#announcedEnd) return;
    this.#announcedEnd = end;
    if (end !== "") fireView(this, "view-done", player.outcome);
  }

  /** Takes over what the reader changed, says so, and shows it; another run is shown without changes on its way. */
  #patch(patch: Settings): void {
    if (!this.train || !this.catalog) return;
    const moment = "speed" in patch ? {} : { edits: undefined, step: undefined };
    const { value, warnings } = readState(
      { ...writeState(this.train, this.catalog), ...moment, ...patch },
      this.catalog,
    );
    fireView(this, "view-warnings", warnings);
    fireView(this, "view-change", writeState(value, this.catalog));
    this.#show(value);
  }

  /** On the way, a new learning rate acts from the next step on; everything else is another run. */
  #set(patch: Settings): void {
    const { lr } = patch;
    if (lr === undefined || !this.#playback.player?.isUnderWay) this.#patch(patch);
    else this.#playback.change({ kind: "learning_rate", value: Number(lr) });
  }

  /** Another data set; a table comes with its file. */
  #chooseData(dataset: string): void {
    this.wantsTable = dataset === "table";
    const { catalog } = this;
    if (!catalog || (this.wantsTable && this.#table === undefined)) return;
    const table = this.wantsTable && this.#table ? writeSource(this.#table.spec) : {};
    const drawn = dataset === "points" ? this.#panels.desk?.settings : {};
    this.#patch({ ...clearedData(catalog), ...table, ...drawn, dataset });
  }

  #openTable(table: OpenTable): void {
    const { catalog } = this;
    if (!catalog) return;
    this.#table = table;
    const source = writeSource(table.spec);
    const waiting = this.#waiting?.["table"] === source["table"] ? this.#waiting : {};
    this.#waiting = undefined;
    this.#patch({ ...clearedData(catalog), ...source, dataset: "table", ...waiting });
  }

  #act(action: PlayAction): void {
    if (action === "new-seed") this.#patch({ seed: String(Math.floor(Math.random() * 10_000)) });
    else this.#playback.act(action);
  }

  override render() {
    const { train, catalog, client } = this;
    const { player } = this.#playback;
    if (!train || !catalog || !player) return nothing;
    return html`
      <div class="view">
        <div class="data">
          ${this.#parts.draw(
            "data",
            () =>
              html`<ap-data-strip
                .client=${client}
                .catalog=${catalog}
                .value=${train.spec.data.name}
                .data=${train.spec.data}
                @value-change=${({ detail }: ValueChangeEvent<string>) => {
                  this.#chooseData(detail.value);
                }}
              ></ap-data-strip>`,
          )}
          ${train.spec.data.name === "points" && !this.wantsTable ? this.#panels.drawing(train.spec.data) : nothing}
          ${this.wantsTable || train.spec.data.name === "table" ? this.#panels.table(client) : nothing}
        </div>
        ${this.#pictures(train, player, catalog)} ${this.#controls(train, catalog, player)}
      </div>
      <p class="for-reader-only" role="status">${this.spoken}</p>
    `;
  }

  #columns({ spec }: Player): readonly string[] | undefined {
    const isShown = spec && isTable(spec.data) && spec.data.table === this.#table?.spec.table;
    return isShown ? this.#table?.feature_names : undefined;
  }

  #pictures(train: TrainState, player: Player, catalog: Catalog): TemplateResult | typeof nothing {
    const { client } = this;
    const { stage, frame, failure } = player;
    if (failure !== "") return html`<ap-message kind="error">${failure}</ap-message>`;
    if (!client || !stage || !frame) return nothing;
    const summary = playerWords(player);
    const columns = this.#columns(player);
    const hidden = train.spec.layers.slice(0, -1);
    const props: FigureProps = {
      player,
      client,
      catalog,
      stage,
      frame,
      columns,
      hidden,
      width: this.#size.width,
      summary,
    };
    return html`
      <p class="status">${summary}</p>
      ${this.#parts.draw("map", () => mapFigure(props, player.spec && this.#panels.desk?.cover(player.spec.data)))}
      ${this.#parts.draw("network", () =>
        networkFigure(props, this.selected, {
          select: (unit) => {
            this.selected = unit;
          },
          layers: (layers: readonly LayerSpec[]) => {
            this.#patch({ layers: writeLayers(layers, catalog) });
          },
        }),
      )}
      ${this.#panels.unit(player, this.selected, columns)}
      ${this.#parts.draw("charts", () => chartsFigure(props))} ${this.#panels.edits(player)}
    `;
  }

  #controls(train: TrainState, catalog: Catalog, player: Player): TemplateResult {
    const { spec } = train;
    const rate = player.spec === spec ? player.rate : undefined;
    const optimizer = rate === undefined ? spec.optimizer : { ...spec.optimizer, lr: rate };
    const fields = {
      state: { ...train, spec: { ...spec, optimizer } },
      catalog,
      onPatch: (patch: Settings) => {
        this.#set(patch);
      },
    };
    return html`
      ${this.#parts.draw("settings", () => html`<div class="settings">${mainFields(fields)}</div>`)}
      ${this.#parts.draw("below", () => this.#panels.below(player, catalog, fields, this.selected, this.#columns(player)))}
      ${this.#parts.draw("bar", () => this.#bar(train, player))}
    `;
  }

  #bar(train: TrainState, player: Player): TemplateResult {
    const { frame } = player;
    return html`
      <div class="bottom">
        <ap-play-bar
          ?playing=${player.isPlaying}
          ?finished=${player.isFinished}
          .epoch=${frame?.epoch ?? 0}
          .step=${player.target ?? frame?.step ?? 0}
          .steps=${player.length}
          .epochs=${train.spec.epochs}
          .speed=${train.speed}
          .measured=${player.isPlaying ? player.measured : 0}
          @play-action=${({ detail }: CustomEvent<PlayAction>) => {
            this.#act(detail);
          }}
          @seek=${({ detail }: CustomEvent<number>) => {
            this.#playback.seek(detail);
          }}
          @speed-change=${({ detail }: CustomEvent<number>) => {
            this.#patch({ speed: speedName(detail) });
            void this.#playback.changePace();
          }}
        ></ap-play-bar>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-train-view": TrainView;
  }
}
