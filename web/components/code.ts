/** Code as text a reader can take along, and the print-out under it. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { base, controls, text } from "../styles/base.js";
import { highlight } from "./highlight.js";

/** The colours of code, also for views that set code with controls inside. */
export const codeColors = css`
  .comment {
    color: var(--ap-muted);
  }

  .string {
    color: var(--ap-green);
  }

  .keyword {
    color: var(--ap-violet);
  }

  .number {
    color: var(--ap-blue);
    text-align: inherit;
  }
`;

/** Source text in colour, as spans. */
export function colored(source: string) {
  return highlight(source).map(({ kind, text: piece }) =>
    kind === "plain" ? piece : html`<span class=${kind}>${piece}</span>`,
  );
}

/**
 * Puts text on the clipboard; in a sandboxed frame, where that is refused, selects it in `fallback` instead.
 * Resolves to true when the text was copied, false when it is selected.
 */
export async function copyText(source: string, fallback: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source);
    return true;
  } catch {
    getSelection()?.selectAllChildren(fallback);
    return false;
  }
}

/** `<ap-code label="PyTorch" .code=${text} .output=${printed}>`. */
@customElement("ap-code")
export class Code extends LitElement {
  static override styles = [
    base,
    text,
    controls,
    codeColors,
    css`
      .head {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        color: var(--ap-muted);
        font-size: var(--ap-size-small);
      }

      pre {
        margin: 0;
        padding: var(--ap-1) 0;
        overflow-x: auto;
        border-top: 1px solid var(--ap-line);
        line-height: 1.5;
        tab-size: 4;
      }

      pre.output {
        border-top-style: dashed;
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) code = "";
  /** What the code prints; shown under a dashed line. */
  @property({ attribute: false }) output = "";
  @state() protected copied = "";

  async #copy(): Promise<void> {
    const block = this.renderRoot.querySelector("pre");
    if (block) this.copied = (await copyText(this.code, block)) ? "Copied" : "Selected: press Ctrl+C";
  }

  override render() {
    return html`
      <div class="head">
        <span>${this.label}</span>
        <button class="quiet" @click=${() => void this.#copy()}>${this.copied || "Copy"}</button>
      </div>
      <pre
        tabindex="0"
        role="group"
        aria-label="${this.label || "Code"}"
      ><code>${colored(this.code)}</code></pre>
      ${
        this.output
          ? html`<pre
              class="output"
              tabindex="0"
              role="group"
              aria-label="Output"
            ><samp>${this.output}</samp></pre>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-code": Code;
  }
}
