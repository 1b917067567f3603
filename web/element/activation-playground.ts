/** `<activation-playground>`: one view, wired to the page's engine. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../components/message.js";
import { base } from "../styles/base.js";
import { tokens } from "../styles/tokens.js";
import type { Settings, ViewElement, ViewEventMap } from "../views/view.js";
import { settingsOf } from "./attributes.js";
import { acquireClient, releaseClient } from "./shared-client.js";
import { viewNames, views, type ViewName } from "./views.js";

const themes = ["auto", "light", "dark"];

/** Starts this far before the element scrolls into sight. */
const kNear = "400px";

/**
 * A live figure about activation functions. It starts when it comes near the viewport, shares one engine with all its
 * kind on the page, and asks nothing of the host: no globals, no styles outside its shadow root, no captured scrolling.
 *
 * @example
 * ```html
 * <script type="module" src="activation-playground.js"></script>
 * <activation-playground view="exercise" activation="tanh" seed="0">A link or a picture for readers without scripts.</activation-playground>
 * ```
 *
 * @slot - Shown until the view is in place, and instead of it when it cannot start.
 * @attr view - Which view: `train`, `curve`, `softmax` or `exercise`.
 * @attr theme - `auto` (default: as the reader's system), `light` or `dark`.
 * @attr activation - Id of a function, such as `relu` or `leaky_relu`; its parameters are attributes too (`negative-slope`).
 *   In a curve, functions drawn beside it follow with theirs: `relu,gelu,elu:2`.
 * @attr formula - curve, exercise: a function of your own, such as `x * sigmoid(1.702 * x)`; as `activation` it is called `formula`.
 * @attr formula-params - curve, exercise: values of its parameters, such as `a=0.25,b=2`; those left out are 1.
 * @attr second - curve: `off` draws no second derivatives.
 * @attr output - exercise: what goes into the loss, `softmax` (default) or `logits`.
 * @attr seed - exercise, train: seed of the initial weights, 0 to 4294967295.
 * @attr epochs - exercise: 1 to 1000; train: 1 to 100000.
 * @attr dataset - train: id of a data set, such as `make_moons`; its arguments are attributes too (`noise`, `n-samples`).
 * @attr points - train, with `dataset="points"`: points drawn by hand, as links have them.
 * @attr layers - train: units and activation of each hidden layer, such as `8:relu,4:leaky_relu:0.2`, or `none`.
 * @attr optimizer - train: id of an optimizer; its arguments are attributes too (`lr`, `momentum`).
 * @attr batch - train: rows of a batch, or `full`.
 * @attr speed - train: steps per second, or `max`.
 * @attr autoplay - train: plays once it is in sight, unless motion is not welcome.
 * @attr compare - exercise: `on` trains with and without the softmax.
 * @fires ready - The view is on the page; detail: `{ view }`.
 * @fires change - The reader changed a setting; detail: `{ view, settings }`, names as the attributes'.
 * @fires done - A computation ended; detail: `{ view, ...result }`.
 * @fires error - Something failed; detail: `{ view, message }`.
 * @csspart frame - Around everything.
 * @csspart messages - The lines about settings that could not be used.
 * @cssprop --ap-ground - The page's ground; `--ap-panel` is that of figures and fields.
 * @cssprop --ap-ink - Text; `--ap-muted` captions and axes, `--ap-line` hairlines, `--ap-edge` outlines of controls.
 * @cssprop --ap-blue - Positive, and what can be operated; `--ap-orange` negative, then `--ap-green`, `--ap-pink`, `--ap-teal`, `--ap-violet`.
 * @cssprop --ap-red - Errors and bounds.
 * @cssprop --ap-font-ui - Controls; `--ap-font-text` prose and titles, `--ap-font-mono` code.
 * @cssprop --ap-unit - The text size that all others derive from; default 1rem.
 */
@customElement("activation-playground")
export class ActivationPlayground extends LitElement {
  static override styles = [
    base,
    tokens,
    css`
      :host {
        /* A size container has no width of its own: in a flex row it would shrink to nothing. */
        width: 100%;
        min-width: 280px;
        container-type: inline-size;
      }

      /* Holds the place until the view is there, so that the text below does not jump. */
      .waiting {
        min-height: 1800px;
      }

      .waiting.exercise {
        min-height: 2900px;
      }

      .waiting.train {
        min-height: 2060px;
      }

      @container (min-width: 600px) {
        .waiting {
          min-height: 1400px;
        }

        .waiting.exercise {
          min-height: 2200px;
        }

        .waiting.train {
          min-height: 1300px;
        }
      }

      @container (min-width: 900px) {
        .waiting {
          min-height: 1050px;
        }

        .waiting.exercise {
          min-height: 1280px;
        }

        .waiting.train {
          min-height: 760px;
        }
      }

      .messages:not(:empty) {
        display: grid;
        gap: var(--ap-half);
        margin-bottom: var(--ap-2);
      }
    `,
  ];

  @property({ reflect: true }) view = "";
  @property({ reflect: true }) theme = "auto";

  /** What the page has to say about the settings that it gave. */
  @property({ attribute: false }) notices: readonly string[] = [];

  /** Whether the view is in place; it may still be waiting for its first numbers. */
  @state() protected mounted = false;
  @state() protected ready = false;
  @state() protected warnings: readonly string[] = [];
  @state() protected failure = "";

  #viewElement?: ViewElement;
  #changes?: MutationObserver;
  #nearness?: IntersectionObserver;
  /** The view that is shown or on its way. */
  #started?: ViewName;
  /** Counts starts and stops, so that a start can tell that it was overtaken. */
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    // At once, so that a page asks for everything it needs while it loads; a failure shows when the view starts.
    views[this.#viewName].load().catch(() => undefined);
    this.#changes = new MutationObserver(() => {
      if (this.#viewElement) this.#viewElement.settings = settingsOf(this);
    });
    this.#changes.observe(this, { attributes: true });
    this.#nearness = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#start();
      },
      { rootMargin: kNear },
    );
    this.#nearness.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#changes?.disconnect();
    this.#nearness?.disconnect();
    this.#stop();
  }

  /** The name of the view shown; an unknown one becomes the first. */
  get #viewName(): ViewName {
    return viewNames.find((name) => name === this.view) ?? viewNames[0];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("view") && this.#started && this.#started !== this.#viewName) {
      this.#stop();
      void this.#start();
    }
  }

  async #start(): Promise<void> {
    if (this.#started) return;
    const name = this.#viewName;
    this.#started = name;
    this.#nearness?.disconnect();
    this.failure = "";
    const turn = ++this.#turn;
    const client = acquireClient();
    try {
      const [{ catalog }] = await Promise.all([client.ready, views[name].load()]);
      await this.updateComplete;
      // Gone, or to show another view, by the time everything was there.
      if (turn !== this.#turn) return;
      const view = this.#createView(name);
      this.#viewElement = view;
      Object.assign(view, { client, catalog, settings: settingsOf(this) });
      this.renderRoot.querySelector(".view")?.append(view);
      this.mounted = true;
    } catch (error) {
      if (turn !== this.#turn) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = `The figure could not start (${reason}). Reload the page to try again.`;
      this.#fire("error", { message: this.failure });
    }
  }

  #stop(): void {
    this.#turn++;
    this.#viewElement?.remove();
    this.#viewElement = undefined;
    this.mounted = false;
    this.ready = false;
    this.warnings = [];
    if (this.#started) releaseClient();
    this.#started = undefined;
  }

  #createView(name: ViewName): ViewElement {
    const view = document.createElement(views[name].tag) as ViewElement;
    const on = <Name extends keyof ViewEventMap>(type: Name, act: (detail: ViewEventMap[Name]) => void) => {
      view.addEventListener(type, (event) => {
        if (this.#viewElement === view) act((event as CustomEvent<ViewEventMap[Name]>).detail);
      });
    };
    on("view-ready", () => {
      this.ready = true;
      this.#fire("ready", {});
    });
    on("view-change", (settings) => {
      this.#fire("change", { settings });
    });
    on("view-done", (result) => {
      this.#fire("done", result);
    });
    on("view-warnings", (warnings) => {
      this.warnings = warnings;
    });
    on("view-error", (message) => {
      this.#fire("error", { message });
    });
    return view;
  }

  #fire(type: "ready" | "change" | "done" | "error", detail: Readonly<Record<string, unknown>>): void {
    const event = new CustomEvent(type, {
      detail: { view: this.#viewName, ...detail },
      bubbles: true,
      composed: true,
    });
    this.dispatchEvent(event);
  }

  /** Settings to bring the view to, as attributes would; what is left out goes to its default. */
  setState(settings: Settings): void {
    if (this.#viewElement) this.#viewElement.settings = settings;
  }

  override render() {
    const warnings = [...this.notices, ...this.#ownWarnings(), ...this.warnings];
    return html`
      <div part="frame" class=${this.ready || this.failure ? "" : `waiting ${this.#viewName}`}>
        <div part="messages" class="messages">
          ${warnings.map((warning) => html`<ap-message>${warning}</ap-message>`)}${
            this.failure ? html`<ap-message kind="error">${this.failure}</ap-message>` : nothing
          }
        </div>
        ${this.mounted ? nothing : html`<slot></slot>`}
        <div class="view"></div>
      </div>
    `;
  }

  #ownWarnings(): string[] {
    const warnings: string[] = [];
    if (this.view !== this.#viewName) {
      warnings.push(
        `view="${this.view}" is not known here; showing ${this.#viewName}. It can be ${viewNames.join(", ")}.`,
      );
    }
    if (!themes.includes(this.theme)) {
      warnings.push(`theme="${this.theme}" is not known here; using auto. It can be ${themes.join(", ")}.`);
    }
    return warnings;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "activation-playground": ActivationPlayground;
  }
}
