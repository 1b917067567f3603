/** What opens around the figure of a run; each part is fetched when a reader opens it. */

import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { GraphUnit } from "../../charts/network-graph.js";
import type { Catalog, Edit } from "../../engine/types.js";
import type { DataSpec } from "../../spec/run-spec.js";
import { Later } from "../later.js";
import type { Settings } from "../view.js";
import type { DrawingDesk } from "./drawing-desk.js";
import { inputName } from "./inspect.js";
import { activationLabel } from "./layers-text.js";
import type { Player } from "./player.js";
import type { FieldProps } from "./settings-fields.js";
import type { OpenTable } from "./table-panel.js";
import type { EngineClient } from "../../worker/types.js";
import type { Change } from "./timeline.js";

/** What opens below the figure. */
type Part = "more" | "layers" | "insight" | "numbers";

export interface PanelHooks {
  readonly change: (change: Change) => void;
  /** These changes on the run's way are to stay. */
  readonly keepOnly: (edits: readonly Edit[]) => void;
  /** Gets the setting of drawn points. */
  readonly drawn: (settings: Settings) => void;
  readonly openTable: (table: OpenTable) => void;
  readonly close: () => void;
}

type Drawn = TemplateResult | typeof nothing;

export class Panels {
  /** Where points are drawn; there once a reader has come to it. */
  desk: DrawingDesk | undefined;
  readonly #host: Pick<ReactiveControllerHost, "requestUpdate">;
  readonly #hooks: PanelHooks;
  readonly #open = new Set<Part>();
  readonly #more;
  readonly #layers;
  readonly #insight;
  readonly #tables;
  readonly #edits;
  readonly #unit;
  readonly #table;
  readonly #drawing;

  constructor(host: Pick<ReactiveControllerHost, "requestUpdate">, hooks: PanelHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#more = new Later(host, () => import("./more-fields.js"));
    this.#layers = new Later(host, () => import("./layer-panel.js"));
    this.#insight = new Later(host, () => import("./insight-panel.js"));
    this.#tables = new Later(host, () => import("./run-tables.js"));
    this.#edits = new Later(host, () => import("./edit-list.js"));
    this.#table = new Later(host, () => import("./table-panel.js"));
    this.#drawing = new Later(host, () => import("./drawing-desk.js"));
    this.#unit = new Later(host, () => import("./unit-panel.js"));
  }

  /** Points of the reader's own, to be drawn. */
  drawing(data: DataSpec): Drawn {
    return this.#drawing.draw(({ DrawingDesk: Desk }) => {
      this.desk ??= new Desk(this.#host, this.#hooks.drawn);
      this.desk.take(data);
      return this.desk.panel();
    });
  }

  /** A table of the reader's own, to be opened. */
  table(client: EngineClient | undefined): Drawn {
    return this.#table.draw(
      () =>
        html`<ap-table-panel
          .client=${client}
          @table-open=${({ detail }: CustomEvent<OpenTable>) => {
            this.#hooks.openTable(detail);
          }}
        ></ap-table-panel>`,
    );
  }

  /** The chosen unit, to work on. */
  unit(
    { spec, frame, tensors, made }: Player,
    unit: GraphUnit | undefined,
    columns: readonly string[] | undefined,
  ): Drawn {
    if (!unit || unit.column === 0) return nothing;
    return this.#unit.draw(
      () =>
        html`<ap-unit-panel
          .unit=${unit}
          .spec=${spec}
          .frame=${frame}
          .tensors=${tensors}
          .columns=${columns}
          .made=${made}
          @run-change=${({ detail }: CustomEvent<Change>) => {
            this.#hooks.change(detail);
          }}
          @unit-close=${this.#hooks.close}
        ></ap-unit-panel>`,
    );
  }

  /** What was changed on the run's way. */
  edits({ edits }: Player): Drawn {
    if (edits.length === 0) return nothing;
    return this.#edits.draw(({ editList }) => editList(edits, this.#hooks.keepOnly));
  }

  /** What is below the settings in sight. */
  below(
    player: Player,
    catalog: Catalog,
    fields: FieldProps,
    unit: GraphUnit | undefined,
    columns: readonly string[] | undefined,
  ): TemplateResult {
    const { frame, history, stage, spec } = player;
    const layers = frame?.layers ?? [];
    const names = (spec?.layers ?? []).map((layer) => activationLabel(layer, catalog));
    return html`
      ${this.#part("more", "More settings", () => this.#more.draw(({ moreFields }) => moreFields(fields)))}
      ${this.#part("layers", "Inside the layers", () =>
        this.#layers.draw(
          () => html`<ap-layer-panel .layers=${layers} .functions=${names}></ap-layer-panel>`,
        ),
      )}
      ${this.#part("insight", "What it has learned", () => this.#insight.draw(() => this.#learned(player, unit, columns)))}
      ${this.#part("numbers", "The pictures as numbers", () =>
        this.#tables.draw(({ runTables }) => runTables(history, layers, stage?.data.n_classes === 0)),
      )}
    `;
  }

  #learned(
    player: Player,
    unit: GraphUnit | undefined,
    columns: readonly string[] | undefined,
  ): TemplateResult {
    const { spec, stage, frame, made } = player;
    const names = Array.from({ length: stage?.data.n_features ?? 0 }, (_, i) => inputName(i, spec, columns));
    return html`<ap-insight-panel
      .player=${player}
      .moment=${[player.loads, frame?.step, made.length].join()}
      .unit=${unit}
      .names=${names}
      .sample=${player.sample?.row}
    ></ap-insight-panel>`;
  }

  /** A part that is made only while it is open. */
  #part(name: Part, title: string, content: () => Drawn): TemplateResult {
    return html`
      <details
        class=${name}
        @toggle=${({ currentTarget }: ToggleEvent) => {
          if ((currentTarget as HTMLDetailsElement).open) this.#open.add(name);
          else this.#open.delete(name);
          this.#host.requestUpdate();
        }}
      >
        <summary>${title}</summary>
        ${this.#open.has(name) ? content() : nothing}
      </details>
    `;
  }
}
