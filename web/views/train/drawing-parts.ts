/** The tools for drawing points, and the plane to draw on. */

import { html, type TemplateResult } from "lit";
import "../../charts/draw-pad.js";
import type { DrawTool, PointAdd, PointMove } from "../../charts/draw-pad.js";
import type { MapPoint } from "../../charts/markers.js";
import "../../components/segments.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { DrawingDesk } from "./drawing-desk.js";
import { kLeastPoints, type Drawing } from "./drawing.js";
import { kDrawnFrame, kMostPointClasses, kMostPoints, type DrawnPoints } from "./points-text.js";

const tools: readonly { readonly value: DrawTool; readonly label: string }[] = [
  { value: "add", label: "Add" },
  { value: "move", label: "Move" },
  { value: "remove", label: "Remove" },
];

/** The shapes of the classes on the map. */
const shapes = ["●", "■", "▲", "◆", "▼", "⬢"] as const;

/** What there is, and what is missing. */
export function drawingWords(drawing: Drawing): string {
  const { labels } = drawing.points;
  const classes = new Set(labels).size;
  const count = `${labels.length} ${labels.length === 1 ? "point" : "points"} of ${classes} ${classes === 1 ? "class" : "classes"}`;
  if (drawing.isFull)
    return `${count}: no more than ${kMostPoints} fit into a link. Remove some, or open a table of more.`;
  if (drawing.isEnough) return `${count}.`;
  return `${count}, too few to learn: draw at least ${kLeastPoints}, of two classes.`;
}

export function drawingPanel(desk: DrawingDesk): TemplateResult {
  const { drawing } = desk;
  return html`
    <div class="drawing" role="group" aria-label="Draw your points">
      <ap-segments
        label="What a press on the map does"
        .options=${tools}
        .value=${desk.tool}
        @value-change=${({ detail }: ValueChangeEvent<DrawTool>) => {
          desk.choose({ tool: detail.value });
        }}
      ></ap-segments>
      <div class="classes" role="radiogroup" aria-label="Class of the points you add">
        ${shapes.slice(0, kMostPointClasses).map(
          (shape, label) => html`
            <label>
              <input
                type="radio"
                name="drawn-class"
                aria-label="Class ${label}"
                .checked=${desk.label === label}
                @change=${() => {
                  desk.choose({ label, tool: "add" });
                }}
              />
              <span class="class-${label}" aria-hidden="true">${shape}</span>${label}
            </label>
          `,
        )}
      </div>
      <div class="acts">
        <button
          ?disabled=${!drawing.canUndo}
          @click=${() => {
            desk.do((now) => {
              now.undo();
            });
          }}
        >
          Undo
        </button>
        <button
          ?disabled=${drawing.points.labels.length === 0}
          @click=${() => {
            desk.do((now) => {
              now.clear();
            });
          }}
        >
          Clear
        </button>
      </div>
      <p class="caption" role="status">${drawingWords(drawing)}</p>
    </div>
  `;
}

/** The map's form of drawn points, kept as long as they stay. */
const mapPoints = new WeakMap<DrawnPoints, readonly MapPoint[]>();

function mapPointsOf(drawn: DrawnPoints): readonly MapPoint[] {
  const known = mapPoints.get(drawn);
  if (known !== undefined) return known;
  const points = drawn.features.map(([x, y], i) => ({ x, y, value: drawn.labels[i], isTest: false }));
  mapPoints.set(drawn, points);
  return points;
}

export function drawingPad(desk: DrawingDesk, isLearned: boolean): TemplateResult {
  const { drawing, label, tool } = desk;
  return html`<ap-draw-pad
    .points=${mapPointsOf(drawing.points)}
    .shows=${!isLearned}
    .x=${kDrawnFrame}
    .y=${kDrawnFrame}
    .value=${label}
    .values=${kMostPointClasses}
    .tool=${tool}
    @point-add=${({ detail: { x, y, value } }: CustomEvent<PointAdd>) => {
      desk.do((now) => {
        now.add(x, y, value);
      });
    }}
    @point-move=${({ detail: { index, x, y } }: CustomEvent<PointMove>) => {
      desk.do((now) => {
        now.move(index, x, y);
      });
    }}
    @point-remove=${({ detail }: CustomEvent<number>) => {
      desk.do((now) => {
        now.remove(detail);
      });
    }}
    @draw-undo=${() => {
      desk.do((now) => {
        now.undo();
      });
    }}
  ></ap-draw-pad>`;
}
