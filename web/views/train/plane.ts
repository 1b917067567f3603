/** The plane that the maps of a run show: where its points lie, and the features of each place on it. */

import type { PreparedData, PreparedRows, PrincipalAxes } from "../../engine/types.js";

/** Cells along a side of the decision map and of a unit's map. */
export const kMapSide = 100;
export const kUnitSide = 28;
/** Cells of the line that stands for the plane when there is one feature only. */
export const kLineCells = 200;

/** A row of the data on the plane. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  /** Class of a classification, target of a regression. */
  readonly value: number;
  readonly isTest: boolean;
}

/** What the two directions of the plane are. */
export type PlaneKind = "line" | "features" | "principal";

export interface Plane {
  readonly kind: PlaneKind;
  /** In standardised features, or along the principal axes. */
  readonly x: readonly [number, number];
  /** Of a line: the targets. */
  readonly y: readonly [number, number];
  /** Training rows first. */
  readonly points: readonly PlanePoint[];
  /** Whether every row has its point. */
  readonly isWhole: boolean;
  /** The share of the features' variance that the plane shows; 1 when it shows all. */
  readonly shownVariance: number;
  /** Features of the row at a place; the next call may use the same array. */
  readonly featuresAt: (x: number, y: number) => ArrayLike<number>;
}

const kMargin = 0.08;
/** More points than this cannot be told apart, and would take longer than a frame. */
const kMostPoints = 5000;

function extent(values: readonly number[]): [number, number] {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  if (!(low <= high)) return [-1, 1];
  const room = (high - low || 2) * kMargin;
  return [low - room, high + room];
}

/** Both directions get the same span, so that a circle is a circle. */
function squared(x: [number, number], y: [number, number]): { x: [number, number]; y: [number, number] } {
  const half = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
  const around = ([low, high]: [number, number]): [number, number] => [
    (low + high) / 2 - half,
    (low + high) / 2 + half,
  ];
  return { x: around(x), y: around(y) };
}

/** Every so many-th row. */
function rowsOf({ features, labels, targets }: PreparedRows, n_features: number, step: number) {
  const count = Math.ceil(features.length / n_features / step);
  return Array.from({ length: count }, (_, k) => {
    const i = k * step;
    return {
      features: features.subarray(i * n_features, (i + 1) * n_features),
      value: labels.length > 0 ? labels[i] : targets[i],
    };
  });
}

/**
 * The plane of some data, with at most some thousand of its points; `axes` are needed when there are more than two features.
 * It reaches as far as the points do, or over all of a `frame` of the features before scaling.
 */
export function planeOf(data: PreparedData, axes?: PrincipalAxes, frame?: readonly [number, number]): Plane {
  const { n_features } = data;
  const kind = n_features === 1 ? "line" : n_features === 2 ? "features" : "principal";
  // Plain loops here and below: with a hundred features these are a million numbers.
  const dot = (row: Float32Array, axis: Float64Array, mean: Float64Array) => {
    let sum = 0;
    for (let j = 0; j < n_features; j++) sum += axis[j] * (row[j] - mean[j]);
    return sum;
  };
  const place = (row: Float32Array, value: number): readonly [number, number] => {
    if (kind === "line") return [row[0], value];
    if (axes === undefined || kind === "features") return [row[0], row[1]];
    return [dot(row, axes.axes[0], axes.mean), dot(row, axes.axes[1], axes.mean)];
  };
  const rows = (data.train.features.length + data.test.features.length) / n_features;
  const step = Math.max(1, Math.ceil(rows / kMostPoints));
  const parts = [data.train, data.test].flatMap((part, i) =>
    rowsOf(part, n_features, step).map((row) => ({ ...row, isTest: i === 1 })),
  );
  const points = parts.map(({ features, value, isTest }) => {
    const [x, y] = place(features, value);
    return { x, y, value, isTest };
  });
  const framed = (i: 0 | 1, [low, high]: readonly [number, number]): [number, number] => [
    (low - data.mean[i]) / data.scale[i],
    (high - data.mean[i]) / data.scale[i],
  ];
  const wide = { x: extent(points.map(({ x }) => x)), y: extent(points.map(({ y }) => y)) };
  const row = new Float64Array(n_features);
  const featuresAt = (x: number, y: number): ArrayLike<number> => {
    if (kind === "line") return [x];
    if (axes === undefined || kind === "features") return [x, y];
    const { mean, axes: both } = axes;
    for (let j = 0; j < n_features; j++) row[j] = mean[j] + x * both[0][j] + y * both[1][j];
    return row;
  };
  const shownVariance =
    axes === undefined || kind !== "principal"
      ? 1
      : (axes.variance[0] + axes.variance[1]) / axes.total_variance;
  return {
    kind,
    ...(frame !== undefined && kind === "features"
      ? { x: framed(0, frame), y: framed(1, frame) }
      : kind === "line"
        ? wide
        : squared(wide.x, wide.y)),
    points,
    isWhole: step === 1,
    shownVariance,
    featuresAt,
  };
}

/** Features of the cells' centres, top row first. Shapes: [side * side, n_features]. */
export function planeGrid({ x, y, featuresAt }: Plane, side: number): Float32Array {
  const at = ([low, high]: readonly [number, number], i: number) => low + ((high - low) * (i + 0.5)) / side;
  const n_features = featuresAt(0, 0).length;
  const grid = new Float32Array(side * side * n_features);
  for (let i = 0; i < side * side; i++) {
    const row = featuresAt(at(x, i % side), at(y, side - 1 - Math.floor(i / side)));
    grid.set(row, i * n_features);
  }
  return grid;
}

/** Features along the line, from left to right. Shapes: [cells, 1]. */
export function lineGrid({ x }: Plane, cells: number): Float32Array {
  return Float32Array.from({ length: cells }, (_, i) => x[0] + ((x[1] - x[0]) * (i + 0.5)) / cells);
}

/** What the decision map is taken at. */
export function mapGrid(plane: Plane): Float32Array {
  return plane.kind === "line" ? lineGrid(plane, kLineCells) : planeGrid(plane, kMapSide);
}
