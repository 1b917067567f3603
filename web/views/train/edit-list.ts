/** What was changed on a run's way, in words, each with a way back. */

import { html, type TemplateResult } from "lit";
import type { Edit } from "../../engine/types.js";
import { editWords, tidied } from "./edits-text.js";

/** `onDrop` gets the changes that are to stay. */
export function editList(edits: readonly Edit[], onDrop: (rest: readonly Edit[]) => void): TemplateResult {
  const shown = tidied(edits);
  return html`
    <div class="edits" role="group" aria-label="Changes on the way">
      <span class="muted">Changed on the way:</span>
      ${shown.map((edit) => {
        const words = editWords(edit);
        return html`<span class="edit">
          ${words}
          <button
            class="quiet"
            aria-label="Undo: ${words}"
            @click=${() => {
              onDrop(shown.filter((other) => other !== edit));
            }}
          >
            undo
          </button>
        </span>`;
      })}
    </div>
  `;
}
