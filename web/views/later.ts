/** Parts of a view that are fetched when a reader opens them, so that the view itself comes sooner. */

import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import "../components/message.js";

/** Fetches a module once it is asked for; the host draws again when it has come. */
export class Later<T> {
  readonly #host: Pick<ReactiveControllerHost, "requestUpdate">;
  readonly #load: () => Promise<T>;
  #module: T | undefined;
  #isAsked = false;
  #hasFailed = false;

  constructor(host: Pick<ReactiveControllerHost, "requestUpdate">, load: () => Promise<T>) {
    this.#host = host;
    this.#load = load;
  }

  /** What the module draws; a sentence when it cannot be had. */
  draw(use: (module: T) => TemplateResult): TemplateResult | typeof nothing {
    if (!this.#isAsked) void this.#fetch();
    if (this.#module !== undefined) return use(this.#module);
    if (!this.#hasFailed) return nothing;
    return html`<ap-message kind="error">
      This part could not be loaded. Check the connection and load the page again.
    </ap-message>`;
  }

  async #fetch(): Promise<void> {
    this.#isAsked = true;
    try {
      this.#module = await this.#load();
    } catch {
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }
}
