/** Points of a data set: the class by hue and by shape, training rows filled, test rows hollow. */

import { cssColor, type Palette, type Rgb } from "./palette.js";

/** A row of the data on a plane. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  /** Class, or target of a regression. */
  readonly value: number;
  readonly isTest: boolean;
}

export interface Marker {
  /** Units: CSS px, as for the radius. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Number of the class; shapes come around again after six. */
  readonly shape: number;
  readonly color: Rgb;
  readonly hollow: boolean;
  readonly palette: Palette;
}

/** Corners on a circle: how many, and the angle of the first. A disc has none. */
const shapes = [
  { corners: 0, turn: 0, size: 1 },
  { corners: 4, turn: Math.PI / 4, size: 1.3 },
  { corners: 3, turn: -Math.PI / 2, size: 1.45 },
  { corners: 4, turn: 0, size: 1.35 },
  { corners: 3, turn: Math.PI / 2, size: 1.45 },
  { corners: 6, turn: 0, size: 1.2 },
];

function trace(context: CanvasRenderingContext2D, { x, y, radius, shape }: Marker): void {
  const { corners, turn, size } = shapes[shape % shapes.length];
  context.beginPath();
  if (corners === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    context.lineTo(x + radius * size * Math.cos(angle), y + radius * size * Math.sin(angle));
  }
  context.closePath();
}

/** Draws one point. A rim of paper keeps it apart from its neighbours and from the field below. */
export function drawPoint(context: CanvasRenderingContext2D, marker: Marker): void {
  const { palette, color, hollow } = marker;
  trace(context, marker);
  context.lineJoin = "round";
  context.lineWidth = hollow ? 3 : 1.5;
  context.strokeStyle = cssColor(palette.panel);
  context.stroke();
  context.fillStyle = cssColor(hollow ? palette.panel : color);
  context.fill();
  if (!hollow) return;
  context.lineWidth = 1.4;
  context.strokeStyle = cssColor(color);
  context.stroke();
}
