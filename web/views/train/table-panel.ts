/** A reader's own table: a CSV file to open, what was made of it, and what is wrong with it. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../components/message.js";
import { grouped } from "../../components/numbers.js";
import { createTableReader, type TableReader } from "../../data/table-reader.js";
import type { CsvOptions, CsvTable } from "../../data/types.js";
import type { TableSpec } from "../../spec/run-spec.js";
import { ArgumentError } from "../../spec/faults.js";
import { base, controls, text } from "../../styles/base.js";
import type { EngineClient } from "../../worker/types.js";
import { selectControl } from "./setting-controls.js";

/** A table that the engine has, and what its columns are called. */
export interface OpenTable {
  readonly spec: TableSpec;
  readonly feature_names: readonly string[];
}

/** What there is to say of the table that was taken. */
interface Taken {
  readonly words: string;
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly label_name: string;
}

const tasks = [
  { value: "auto", label: "classes or numbers" },
  { value: "classification", label: "classes only" },
  { value: "regression", label: "numbers only" },
];
const holes = [
  { value: "refuse", label: "refuse them" },
  { value: "drop_rows", label: "leave their rows out" },
  { value: "mean", label: "fill in the mean" },
];

/** The columns that a table was made of; a text column has made several features. */
export function columnNames({ feature_names, label_name }: CsvTable): string[] {
  return [...new Set([...feature_names.map((name) => name.split(" = ")[0]), label_name])];
}

/** What came of a file, in a sentence. */
export function tableWords(
  name: string,
  { table, feature_names, label_name, class_names }: CsvTable,
): string {
  const rows = table.features.length / table.n_features;
  const learned =
    class_names.length > 0
      ? `${class_names.length} classes of “${label_name}”: ${class_names.join(", ")}`
      : `numbers of “${label_name}”`;
  const features = `${feature_names.length} ${feature_names.length === 1 ? "feature" : "features"}`;
  return `${name}: ${grouped(rows)} rows, ${features}, to learn ${learned}.`;
}

/**
 * `<ap-table-panel .client=${client}>`.
 *
 * @fires table-open - detail {@link OpenTable}
 */
@customElement("ap-table-panel")
export class TablePanel extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--ap-1);
        margin-top: var(--ap-1);
        padding: var(--ap-1) var(--ap-2);
        border: 1px dashed var(--ap-edge);
        border-radius: var(--ap-radius);
      }

      :host(.over) {
        background: var(--ap-tint);
      }

      .open,
      .fields {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ap-1) var(--ap-2);
      }

      input[type="file"] {
        max-width: 100%;
        min-height: var(--ap-target);
      }

      ::file-selector-button {
        min-height: var(--ap-target);
        margin-right: var(--ap-1);
        padding: 0 12px;
        border: 1px solid var(--ap-edge);
        border-radius: var(--ap-radius);
        background: var(--ap-panel);
        color: inherit;
        font: inherit;
        cursor: pointer;
      }

      .fields > * {
        width: 210px;
      }

      ul {
        margin: 0;
        padding-left: 1.2em;
      }
    `,
  ];

  @property({ attribute: false }) client?: EngineClient;

  @state() protected file?: Blob & { readonly name?: string };
  @state() protected options: CsvOptions = {};
  @state() protected taken?: Taken | undefined;
  @state() protected faults: readonly string[] = [];
  @state() protected isReading = false;

  #reader: TableReader | undefined;
  #abort = new AbortController();

  constructor() {
    super();
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("over");
    });
    this.addEventListener("dragleave", () => {
      this.classList.remove("over");
    });
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("over");
      this.#open(event.dataTransfer?.files[0]);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
    this.#reader?.dispose();
    this.#reader = undefined;
  }

  /** Another file: what was chosen for the one before means nothing to it. */
  #open(file: File | undefined): void {
    if (file === undefined) return;
    this.file = file;
    this.taken = undefined;
    this.options = {};
    void this.#take();
  }

  #choose(options: CsvOptions): void {
    this.options = { ...this.options, ...options };
    void this.#take();
  }

  /** Reads the file as it is to be read, and gives the table to the engine. */
  async #take(): Promise<void> {
    const { file, client } = this;
    if (!file || !client) return;
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#reader ??= createTableReader();
    this.isReading = true;
    try {
      const read = await this.#reader.read(file, this.options, { signal });
      const { notes, label_name } = read;
      const words = tableWords(file.name ?? "Your table", read);
      const spec = await client.addTable(read.table, { signal });
      this.taken = { words, notes, columns: columnNames(read), label_name };
      this.faults = [];
      const detail: OpenTable = { spec, feature_names: read.feature_names };
      this.dispatchEvent(new CustomEvent("table-open", { detail }));
    } catch (error) {
      if (signal.aborted) return;
      this.faults =
        error instanceof ArgumentError
          ? error.faults.map(({ message }) => message)
          : [error instanceof Error ? error.message : String(error)];
    }
    if (!signal.aborted) this.isReading = false;
  }

  override render() {
    const { file, taken } = this;
    return html`
      <div class="open">
        <input
          type="file"
          aria-label="CSV file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          @change=${({ target }: Event) => {
            this.#open((target as HTMLInputElement).files?.[0]);
          }}
        />
        <span class="caption">
          A CSV file: each row a sample, one column to be learned from the others. It stays on your device.
        </span>
      </div>
      <div role="status">
        ${this.isReading ? "Reading…" : (taken?.words ?? nothing)}
        ${taken?.notes.map((note) => html`<div class="caption">${note}</div>`)}
      </div>
      ${this.#faultList()} ${file ? this.#fields(taken) : nothing}
    `;
  }

  #faultList(): TemplateResult | typeof nothing {
    if (this.faults.length === 0) return nothing;
    return html`<ap-message kind="error">
      The file was not taken:
      <ul>
        ${this.faults.map((fault) => html`<li>${fault}</li>`)}
      </ul>
    </ap-message>`;
  }

  #fields(taken: Taken | undefined): TemplateResult {
    const { label, task = "auto", missing = "refuse" } = this.options;
    const columns = taken?.columns ?? [];
    const chosen = label === undefined ? (taken?.label_name ?? "") : String(label);
    return html`
      <div class="fields">
        ${
          columns.length > 1
            ? selectControl(
                "Column to learn",
                columns.map((name) => ({ value: name, label: name })),
                chosen,
                chosen,
                (value) => {
                  this.#choose({ label: value });
                },
              )
            : nothing
        }
        ${selectControl("Learn it as", tasks, task, "auto", (value) => {
          this.#choose({ task: value as "auto" });
        })}
        ${selectControl("Empty cells", holes, missing, "refuse", (value) => {
          this.#choose({ missing: value as "refuse" });
        })}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-table-panel": TablePanel;
  }
}
