/** The data of a run as it is drawn, and where its pictures are taken. */

import type { PreparedData } from "../../engine/types.js";
import { isPoints } from "../../spec/data-sources.js";
import type { DataSpec } from "../../spec/run-spec.js";
import type { EngineClient } from "../../worker/types.js";
import { inputMaps } from "./inspect.js";
import { kDrawnFrame } from "./points-text.js";
import { kUnitSide, lineGrid, mapGrid, planeGrid, planeOf, type Plane } from "./plane.js";

export interface Stage {
  /** What the network reads. */
  readonly data: PreparedData;
  /** The same rows before formulas made inputs of them: what the plane shows. */
  readonly shown: PreparedData;
  readonly plane: Plane;
  /** What the network reads at the cells of the decision map. Shapes: [cells, data.n_features]. */
  readonly mapGrid: Float32Array;
  /** The same at the cells of a unit's map. Shapes: [kUnitSide * kUnitSide, data.n_features]. */
  readonly unitGrid: Float32Array;
  /** The same as maps of the inputs. Shapes: [data.n_features, kUnitSide * kUnitSide]. */
  readonly inputMaps: Float32Array;
}

/** The cells of a unit's map; of one feature, a row of cells over and over. */
function unitCells(plane: Plane): Float32Array {
  if (plane.kind !== "line") return planeGrid(plane, kUnitSide);
  const line = lineGrid(plane, kUnitSide);
  return Float32Array.from({ length: kUnitSide * kUnitSide }, (_, i) => line[i % kUnitSide]);
}

/**
 * Prepares the data and its pictures.
 *
 * Errors: `ArgumentError` with what is wrong with the data, or with a formula on the plane.
 */
export async function prepareStage(
  client: EngineClient,
  spec: DataSpec,
  signal: AbortSignal,
): Promise<Stage> {
  if (spec.name === "digits") await client.loadDigits({ signal });
  const data = await client.prepareData(spec, { signal });
  const inputs = spec.inputs ?? null;
  const shown = inputs === null ? data : await client.prepareData({ ...spec, inputs: null }, { signal });
  const { n_features } = shown;
  const axes =
    n_features > 2 ? await client.principalAxes(shown.train.features, n_features, { signal }) : undefined;
  const plane = planeOf(shown, axes, isPoints(spec) ? kDrawnFrame : undefined);
  const asInputs = async (grid: Float32Array): Promise<Float32Array> => {
    if (inputs === null) return grid;
    const raw = Float64Array.from(grid, (value, i) => {
      const j = i % n_features;
      return value * shown.scale[j] + shown.mean[j];
    });
    const values = await client.computeInputs(raw, n_features, inputs, { signal });
    const width = inputs.length;
    return Float32Array.from(values, (value, i) => (value - data.mean[i % width]) / data.scale[i % width]);
  };
  const grids = { mapGrid: await asInputs(mapGrid(plane)), unitGrid: await asInputs(unitCells(plane)) };
  return { data, shown, plane, ...grids, inputMaps: inputMaps(grids.unitGrid, data.n_features) };
}
