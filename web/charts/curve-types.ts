/** What the curve chart draws: panels over one x axis, lines in them, and the probe. */

import type { SeriesMark } from "../styles/colors.js";
import type { SeriesColor } from "./series.js";

/** A place where a line jumps: drawn as a gap with open ends, and a full dot at the value it takes there. */
export interface CurveJump {
  readonly x: number;
  /** Limit from the left. */
  readonly left: number;
  /** The value at x itself. */
  readonly at: number;
  /** Limit from the right. */
  readonly right: number;
  /** Weight of the impulse that a derivative has where what it derives jumps; drawn as an arrow. */
  readonly impulse?: number;
}

/** One line. Shapes: xs [n] ascending, ys [n]; a value that is not finite breaks the line. */
export interface CurveLine {
  readonly id: string;
  /** Stands at the line's end; empty for none. */
  readonly label: string;
  /** Set the label as mathematics: italic serif. */
  readonly italic?: boolean;
  readonly color: SeriesColor;
  /** SVG dash pattern; empty or left out: solid. */
  readonly dash?: string;
  /** Stands along the line and before its label; left out where colour and dash say enough. */
  readonly mark?: SeriesMark;
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly jumps?: readonly CurveJump[];
}

/** A straight line that a curve approaches: y = slope * x + intercept. */
export interface Asymptote {
  readonly slope: number;
  readonly intercept: number;
}

/** An interval of x that is shaded. */
export interface CurveBand {
  readonly from: number;
  readonly to: number;
}

/** One picture over the shared x axis. */
export interface CurvePanel {
  /** Name of the y axis, such as `slope`. */
  readonly name: string;
  readonly lines: readonly CurveLine[];
  /** Share of the height; default 1. */
  readonly weight?: number;
  readonly asymptotes?: readonly Asymptote[];
  /** Upright lines that curves approach, by their x. */
  readonly poles?: readonly number[];
  readonly bands?: readonly CurveBand[];
  /** Said once inside the widest band. */
  readonly bandLabel?: string;
}

/** A dot where the probe meets a line. */
export interface ProbePoint {
  /** Index of the panel. */
  readonly panel: number;
  readonly y: number;
  readonly color: SeriesColor;
  /** Stands beside the dot, such as `f(1) = 0.7311`; empty for none. */
  readonly label: string;
  /** A quieter dot, for what is read beside the main line. */
  readonly small?: boolean;
  /** Draws the tangent of this slope through the dot. */
  readonly slope?: number;
}

/** The probe: a hair through all panels at x. */
export interface CurveProbe {
  readonly x: number;
  readonly points: readonly ProbePoint[];
  /** The same in words, for screen readers. */
  readonly text: string;
}

/** Detail of `probe-move`: where the hand wants the probe. */
export interface ProbeMoveDetail {
  readonly x: number;
}

/** Detail of `domain-change`: the x axis after zooming or panning; null asks for the first one. */
export interface DomainChangeDetail {
  readonly domain: readonly [number, number] | null;
}
