/** Buttons that hand the picture and its numbers to the reader. */

import { html, nothing, type TemplateResult } from "lit";
import type { CsvColumn } from "../../export/csv.js";
import type { FileKind } from "./save-files.js";

/** What can be saved of a view. */
export interface Saveable {
  /** File name without its ending. */
  readonly name: string;
  /** One sentence that says what is seen. */
  readonly title: string;
  readonly picture: () => SVGSVGElement | null;
  /** The numbers; left out when there are none to give. */
  readonly columns?: () => readonly CsvColumn[] | Promise<readonly CsvColumn[]>;
  /** Gets what kept a file from being made. */
  readonly onError: (error: unknown) => void;
}

async function save(host: HTMLElement, what: Saveable, kind: FileKind): Promise<void> {
  try {
    // What writes files is fetched when the first one is wanted.
    const { saveAs } = await import("./save-files.js");
    await saveAs(host, what, kind);
  } catch (error) {
    what.onError(error);
  }
}

/** A line of quiet buttons; nothing where the browser would refuse the download. */
export function fileButtons(host: HTMLElement, what: Saveable): TemplateResult | typeof nothing {
  // So it is in a frame that is sandboxed without `allow-downloads`.
  if (self.origin === "null") return nothing;
  const button = (kind: FileKind): TemplateResult =>
    html`<button
      class="quiet"
      @click=${() => {
        void save(host, what, kind);
      }}
    >
      ${kind.toUpperCase()}
    </button>`;
  return html`<span class="files" role="group" aria-label="Save">
    <span class="muted">save</span>
    ${button("svg")} ${button("png")} ${what.columns ? button("csv") : nothing}
  </span>`;
}
