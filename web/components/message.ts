/** A calm line that says what went otherwise than asked, and what to do. */

import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base, text } from "../styles/base.js";

/** `<ap-message kind="error">…</ap-message>`: errors are announced at once, notes when the reader pauses. */
@customElement("ap-message")
export class Message extends LitElement {
  static override styles = [
    base,
    text,
    css`
      div {
        padding: var(--ap-half) 0 var(--ap-half) 12px;
        border-left: 3px solid var(--ap-edge);
        color: var(--ap-ink);
        font-size: var(--ap-size-small);
        max-width: var(--ap-measure);
      }

      :host([kind="error"]) div {
        border-color: var(--ap-red);
        color: var(--ap-red);
      }
    `,
  ];

  @property({ reflect: true }) kind: "note" | "error" = "note";

  override render() {
    return html`<div role=${this.kind === "error" ? "alert" : "status"}><slot></slot></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-message": Message;
  }
}
