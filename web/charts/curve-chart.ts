/** The curve chart: curves in panels over one x axis, and a probe that answers to pointer, touch and keys. */

import { LitElement, css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { chartStyles } from "./chart-styles.js";
import { curveFrame, pointerStep, roundTo, type CurveFrame } from "./curve-frame.js";
import { Drag, Pinch, keyDomain, wheelDomain } from "./curve-gestures.js";
import { asymptotes, axes, bandLabel, bands, curve, endLabels, probeMarks } from "./curve-marks.js";
import type { CurvePanel, CurveProbe, DomainChangeDetail, ProbeMoveDetail } from "./curve-types.js";
import type * as LineMarks from "./line-marks.js";
import { niceStep } from "./scale.js";
import { SizeController } from "./size-controller.js";
import { sliderKey } from "./slider-keys.js";

const CLIP = "panel";

/**
 * `<ap-curve-chart .panels=${...} .domain=${[-6, 6]} .probe=${...} label="...">`. It takes its width from its place and
 * its height from CSS (`aspect-ratio`). The owner moves the probe: the chart only says where the hand wants it.
 *
 * The mouse moves the probe, with its button down the axis; one finger moves the probe, two pinch. Ctrl with the wheel zooms.
 * Keys: arrows move the probe, with Shift further, Home and End to the ends; + - zoom, comma and full stop move the axis, 0
 * shows all of it.
 *
 * @fires probe-move - detail {@link ProbeMoveDetail}
 * @fires domain-change - detail {@link DomainChangeDetail}
 */
@customElement("ap-curve-chart")
export class CurveChart extends LitElement {
  static override styles = [
    chartStyles,
    css`
      :host {
        width: 100%;
        aspect-ratio: 8 / 5;
        min-height: 400px;
        max-height: 480px;
      }
      svg {
        position: absolute;
        inset: 0;
        touch-action: pan-y;
        cursor: crosshair;
      }
      svg.dragged {
        cursor: grabbing;
      }
      .math {
        font-family: var(--ap-font-text);
        font-style: italic;
        font-weight: 400;
      }
      .series-label.math {
        font-size: 18px;
      }
      .tick.math {
        font-size: 15px;
      }
      .band {
        fill: var(--ap-muted);
        opacity: 0.07;
      }
      .asymptote {
        stroke: var(--ap-muted);
        stroke-dasharray: 1 3;
        shape-rendering: auto;
      }
      .tangent {
        stroke: var(--ap-ink);
        stroke-width: 1.25;
      }
      .point-label {
        font-size: 14px;
        font-weight: 600;
      }
      .hair {
        stroke: var(--ap-ink);
        opacity: 0.55;
      }
      .dot,
      .hair,
      .tangent,
      .point-label {
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) panels: readonly CurvePanel[] = [];
  @property({ attribute: false }) domain: readonly [number, number] = [-6, 6];
  @property({ attribute: false }) probe: CurveProbe | undefined;
  /** What the chart shows, for people who do not see it. */
  @property() label = "Curve";

  /** Fetched when lines have marks; until then colour and dash tell them apart. */
  @state() protected marks?: typeof LineMarks;

  readonly #size = new SizeController(this);
  readonly #pinch = new Pinch();
  readonly #drag = new Drag();

  protected override willUpdate(): void {
    if (this.marks || !this.panels.some(({ lines }) => lines.some(({ mark }) => mark))) return;
    void import("./line-marks.js").then((marks) => (this.marks = marks));
  }

  override render(): TemplateResult {
    const { width, height } = this.#size;
    if (!this.#size.known) return html`<svg aria-hidden="true"></svg>`;
    const frame = this.#frame();
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      class="focusable ${this.#drag.active ? "dragged" : ""}"
      role="slider"
      tabindex="0"
      aria-label=${this.label}
      aria-orientation="horizontal"
      aria-valuemin=${this.domain[0]}
      aria-valuemax=${this.domain[1]}
      aria-valuenow=${this.probe?.x ?? 0}
      aria-valuetext=${this.probe?.text ?? ""}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp}
      @wheel=${this.#onWheel}
      @keydown=${this.#onKey}
    >
      <defs>
        ${frame.panels.map(
          ({ top, bottom }, i) => svg`<clipPath id="${CLIP}-${i}">
            <rect x=${frame.left} y=${top - 8} width=${frame.right - frame.left + 8} height=${bottom - top + 12}></rect>
          </clipPath>`,
        )}
      </defs>
      <rect class="focus-ring" x="1" y="1" width=${width - 2} height=${height - 2} rx="3"></rect>
      ${this.panels.map(
        (panel, i) => svg`${bands(panel, frame, i)} ${axes(panel, frame, i)}
          <g clip-path="url(#${CLIP}-${i})">
            ${asymptotes(panel, frame, i)}
            ${panel.lines.map(
              (line, k) => svg`<g class=${line.color}>
                ${curve(line, frame, i)} ${this.marks?.lineMarks(line, frame, i, k, panel.lines.length)}
              </g>`,
            )}
          </g>
          ${bandLabel(panel, frame, i)} ${endLabels(panel, frame, i, this.marks?.markAt)}`,
      )}
      ${this.probe === undefined ? nothing : probeMarks(this.probe, this.panels, frame, CLIP)}
    </svg>`;
  }

  /** The picture as it stands, for saving. */
  get picture(): SVGSVGElement | null {
    return this.renderRoot.querySelector("svg");
  }

  #frame(): CurveFrame {
    return curveFrame(this.panels, this.domain, this.#size.width, this.#size.height);
  }

  #position(event: MouseEvent): number {
    return event.clientX - this.getBoundingClientRect().left;
  }

  #moveProbe(x: number): void {
    const detail: ProbeMoveDetail = { x: Math.min(this.domain[1], Math.max(this.domain[0], x)) };
    this.dispatchEvent(new CustomEvent("probe-move", { detail }));
  }

  #changeDomain(domain: readonly [number, number] | null): void {
    const detail: DomainChangeDetail = { domain };
    this.dispatchEvent(new CustomEvent("domain-change", { detail }));
  }

  #onDown(event: PointerEvent): void {
    const { x } = this.#frame();
    this.#pinch.down(event, x, this.#position(event));
    this.#drag.down(event, x, this.#position(event));
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
    this.#onMove(event);
  }

  #onUp(event: PointerEvent): void {
    this.#pinch.up(event);
    this.#drag.up();
    this.requestUpdate();
  }

  #onMove(event: PointerEvent): void {
    const frame = this.#frame();
    const position = this.#position(event);
    const domain = this.#pinch.move(event, frame.x, position) ?? this.#drag.move(position);
    if (domain !== undefined) this.#changeDomain(domain);
    if (this.#pinch.active || this.#drag.active) return;
    const x = frame.x.invert(Math.min(frame.right, Math.max(frame.left, position)));
    this.#moveProbe(roundTo(x, pointerStep(frame)));
  }

  #onWheel(event: WheelEvent): void {
    const domain = wheelDomain(event, this.#frame().x, this.#position(event));
    if (domain === undefined) return;
    event.preventDefault();
    this.#changeDomain(domain);
  }

  #onKey(event: KeyboardEvent): void {
    const [min, max] = this.domain;
    const now = this.probe?.x ?? 0;
    const domain = keyDomain(event, this.domain, now);
    const step = niceStep(max - min, 120);
    const next = sliderKey(event, { now, min, max, step, largeStep: niceStep(max - min, 12) });
    if (domain === undefined && next === undefined) return;
    event.preventDefault();
    if (domain !== undefined) this.#changeDomain(domain);
    if (next !== undefined)
      this.#moveProbe(event.key === "Home" || event.key === "End" ? next : roundTo(next, step));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "ap-curve-chart": CurveChart;
  }
  interface HTMLElementEventMap {
    "probe-move": CustomEvent<ProbeMoveDetail>;
    "domain-change": CustomEvent<DomainChangeDetail>;
  }
}
