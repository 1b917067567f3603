/** The bar under the figure: play, steps, reset, speed, and where the run is. */

import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { grouped } from "../../components/numbers.js";
import { base, controls } from "../../styles/base.js";
import { kSpeeds, speedName } from "./train-state.js";

/** What the reader can ask of a run. */
export type PlayAction = "play" | "pause" | "back" | "sample" | "step" | "epoch" | "reset" | "new-seed";

/**
 * `<ap-play-bar ?playing=${...} epoch="40" epochs="300" .speed=${250}>`.
 *
 * @fires play-action - detail {@link PlayAction}
 * @fires seek - detail: the step to go to
 * @fires speed-change - detail: steps per second
 */
@customElement("ap-play-bar")
export class PlayBar extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ap-1) var(--ap-2);
      }

      .buttons {
        display: flex;
        gap: var(--ap-1);
      }

      .primary {
        min-width: 9.5em;
      }

      .where {
        flex: 1;
        min-width: 16em;
        color: var(--ap-muted);
        font-size: var(--ap-size-small);
        white-space: nowrap;
      }

      input {
        display: block;
        width: 100%;
        height: 20px;
        margin: 0;
        accent-color: var(--ap-blue);
        cursor: pointer;
      }

      .speed {
        display: flex;
        align-items: center;
        gap: var(--ap-1);
        font-size: var(--ap-size-small);
      }

      .speed .field {
        padding: 0 var(--ap-half);
      }

      .measured {
        min-width: 8.5em;
        color: var(--ap-muted);
      }

      @container (max-width: 1240px) {
        .measured {
          display: none;
        }
      }

      @container (max-width: 560px) {
        .buttons {
          gap: 3px;
          width: 100%;
        }

        .buttons button {
          flex: 1 1 auto;
          padding: 0 2px;
          font-size: var(--ap-size-small);
        }

        .buttons .primary {
          flex: 2 1 auto;
          min-width: 7.6em;
        }

        .bar {
          gap: var(--ap-1);
        }

        .back {
          padding: 0 var(--ap-1);
          font-size: var(--ap-size-small);
        }

        /* The speeds say what they are, and there is no room for more. */
        .speed label {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }

        .new-seed,
        .exact,
        .measured {
          display: none;
        }

        .where {
          min-width: 110px;
        }
      }
    `,
  ];

  @property({ type: Boolean }) playing = false;
  /** Nothing is left to train. */
  @property({ type: Boolean }) finished = false;
  @property({ type: Number }) epoch = 0;
  @property({ type: Number }) epochs = 1;
  @property({ type: Number }) step = 0;
  /** Steps of the whole run. */
  @property({ type: Number }) steps = 1;
  @property({ type: Number }) speed = 1;
  /** Steps per second as measured; 0: not known. */
  @property({ type: Number }) measured = 0;

  #act(action: PlayAction): void {
    this.dispatchEvent(new CustomEvent("play-action", { detail: action }));
  }

  #button(action: PlayAction, text: string, label: string, isOff: boolean) {
    return html`<button
      class=${action}
      aria-label=${label}
      ?disabled=${isOff}
      @click=${() => {
        this.#act(action);
      }}
    >
      ${text}
    </button>`;
  }

  override render() {
    const { playing, finished, epoch, epochs, step } = this;
    const play = playing ? "Pause" : step === 0 || finished ? "Watch it learn" : "Go on";
    const measured = this.measured === 0 ? "" : `${grouped(Math.round(this.measured))} steps/s`;
    return html`
      <div class="bar">
        <div class="buttons">
          <button
            class="primary"
            @click=${() => {
              this.#act(playing ? "pause" : "play");
            }}
          >
            ${play}
          </button>
          ${this.#button("sample", "Sample", "One sample of the next step", playing || finished)}
          ${this.#button("step", "Batch", "One step: one batch", playing || finished)}
          ${this.#button("epoch", "Epoch", "One epoch: every batch once", playing || finished)}
          ${this.#button("reset", "Reset", "Reset: the same seed from the start", step === 0)}
          ${this.#button("new-seed", "New seed", "New seed: other weights from the start", false)}
        </div>
        ${this.#button("back", "Back", "Back one step", step === 0)}
        <div class="where">
          Epoch ${epoch} of ${epochs}<span class="exact">, step ${step}</span>
          <input
            type="range"
            max=${this.steps}
            .value=${String(step)}
            aria-label="Step of the run"
            aria-valuetext="step ${step}, epoch ${epoch} of ${epochs}"
            @input=${({ target }: InputEvent) => {
              const detail = (target as HTMLInputElement).valueAsNumber;
              this.dispatchEvent(new CustomEvent("seek", { detail }));
            }}
          />
        </div>
        <div class="speed">
          <label for="speed">Speed</label>
          <select
            id="speed"
            class="field"
            @change=${(event: Event) => {
              const detail = kSpeeds[(event.target as HTMLSelectElement).selectedIndex];
              this.dispatchEvent(new CustomEvent("speed-change", { detail }));
            }}
          >
            ${kSpeeds.map(
              (speed) =>
                html`<option value=${speedName(speed)} ?selected=${speed === this.speed}>
                  ${speed === Infinity ? "flat out" : `${grouped(speed)} ${speed === 1 ? "step" : "steps"}/s`}
                </option>`,
            )}
          </select>
          <span class="measured">${measured}</span>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-play-bar": PlayBar;
  }
}
