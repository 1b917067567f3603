/** Where a reader's points are drawn: keeps the drawing, whatever data are on show, and its tools. */

import type { ReactiveControllerHost, TemplateResult } from "lit";
import type { DrawTool } from "../../charts/draw-pad.js";
import { isPoints } from "../../spec/data-sources.js";
import type { DataSpec, PointsSpec } from "../../spec/run-spec.js";
import type { Settings } from "../view.js";
import { drawingPad, drawingPanel } from "./drawing-parts.js";
import { Drawing } from "./drawing.js";
import type { MapCover } from "./figures.js";
import { kFirstPoints, readPoints, writePoints } from "./points-text.js";

/** The texts of points that are asked for at every picture. */
const texts = new WeakMap<PointsSpec, string>();

function textOf(data: PointsSpec): string {
  const text = texts.get(data) ?? writePoints(data);
  texts.set(data, text);
  return text;
}

export class DrawingDesk {
  readonly drawing = new Drawing();
  tool: DrawTool = "add";
  /** The class of the points that are added. */
  label = 0;

  readonly #host: Pick<ReactiveControllerHost, "requestUpdate">;
  readonly #onDrawn: (settings: Settings) => void;
  /** The points that the settings have. */
  #known = this.drawing.text;

  /** `onDrawn` gets the setting of points that there is something to learn from. */
  constructor(host: Pick<ReactiveControllerHost, "requestUpdate">, onDrawn: (settings: Settings) => void) {
    this.#host = host;
    this.#onDrawn = onDrawn;
  }

  /** The setting of what is drawn; of too little, what was there last. */
  get settings(): Settings {
    if (this.drawing.isEnough) this.#known = this.drawing.text;
    return { points: this.#known === writePoints(kFirstPoints) ? undefined : this.#known };
  }

  /** Takes over points that came another way than by drawing, such as by a link. */
  take(data: DataSpec): void {
    if (!isPoints(data)) return;
    const text = textOf(data);
    const points = text === this.#known ? undefined : readPoints(text);
    if (points === undefined) return;
    this.#known = text;
    this.drawing.replace(points);
  }

  /** Makes a change, and has it learned. */
  do(change: (drawing: Drawing) => void): void {
    const before = this.drawing.text;
    change(this.drawing);
    this.#host.requestUpdate();
    if (this.drawing.text !== before && this.drawing.isEnough) this.#onDrawn(this.settings);
  }

  /** Chooses a tool, or a class to draw. */
  choose(choice: { readonly tool?: DrawTool; readonly label?: number }): void {
    Object.assign(this, choice);
    this.#host.requestUpdate();
  }

  /** What lies over the map of a run that learned these data. */
  cover(data: DataSpec): MapCover | undefined {
    if (!isPoints(data)) return undefined;
    const isLearned = textOf(data) === this.drawing.text;
    return { isLearned, isEnough: this.drawing.isEnough, pad: drawingPad(this, isLearned) };
  }

  /** The tools. */
  panel(): TemplateResult {
    return drawingPanel(this);
  }
}
