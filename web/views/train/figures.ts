/** The pictures of a run: its network, its map, its curves and its gradients. */

import { html, nothing, type TemplateResult } from "lit";
import "../../charts/decision-map.js";
import type { MapKind } from "../../charts/decision-map.js";
import "../../charts/history-chart.js";
import "../../charts/layer-bars.js";
import "../../charts/network-graph.js";
import type { GraphUnit } from "../../charts/network-graph.js";
import type { GraphColumn, GraphFlow } from "../../charts/network-layout.js";
import type { Catalog, EpochRecord } from "../../engine/types.js";
import type { LayerSpec } from "../../spec/run-spec.js";
import type { EngineClient, Frame } from "../../worker/types.js";
import { inputName, isSilenced, mapsOf, unitWords, weightsOf } from "./inspect.js";
import "./layer-heads.js";
import { outputsOf } from "./layers-text.js";
import { channelCount, mapValues } from "./outputs.js";
import { kMapSide, kUnitSide, type Plane } from "./plane.js";
import type { Player } from "./player.js";
import type { Stage } from "./stage.js";

/** What the pictures show. */
export interface FigureProps {
  readonly player: Player;
  readonly client: EngineClient;
  readonly catalog: Catalog;
  readonly stage: Stage;
  readonly frame: Frame;
  /** Names of the features, where they have any. */
  readonly columns: readonly string[] | undefined;
  /** The hidden layers that the reader wants; the run on show may still be the one before. */
  readonly hidden: readonly LayerSpec[];
  /** Room for all figures side by side. Units: CSS px. */
  readonly width: number;
  /** The situation in a sentence, for people who do not see the pictures. */
  readonly summary: string;
}

/** What lies over the map while points are drawn. */
export interface MapCover {
  /** Whether the run has learned what is drawn; the cover shows the points as long as it has not. */
  readonly isLearned: boolean;
  /** Whether there is enough drawn to learn from. */
  readonly isEnough: boolean;
  readonly pad: TemplateResult;
}

/** The map before there is anything to learn. */
const kNothing = new Float32Array(0);
const kNoPoints: Plane["points"] = [];
const kUnitCells = kUnitSide * kUnitSide;

/** Longer names do not fit beside the tiles; their ends tell more than their beginnings. */
const kLongestName = 8;
const shortened = (name: string) => (name.length > kLongestName ? `…${name.slice(1 - kLongestName)}` : name);

function columnsOf({ player, catalog, stage, columns }: FigureProps): GraphColumn[] {
  const { n_features } = stage.data;
  const layers = player.spec?.layers ?? [];
  const unitNames = Array.from({ length: n_features }, (_, i) =>
    shortened(inputName(i, player.spec, columns)),
  );
  return [
    { units: n_features, name: "Input", unitNames },
    ...layers.map((layer, i) => ({
      units: outputsOf(layer, catalog),
      name: i === layers.length - 1 ? "Output" : `Layer ${i + 1}`,
    })),
  ];
}

/** Narrower than this, a layer's function and its units do not fit above each other. Units: CSS px. */
const kNarrowest = 76;
/** Up to here everything stands in one column. */
const kColumn = 560;
/** From here on the network has the map beside it, and as little room as it needs. */
const kWide = 1000;

/** On a phone one layer stands under the other, rather than out of sight. */
function flowOf(columns: number, width: number): GraphFlow {
  const isNarrow = width < kColumn || width / columns < kNarrowest;
  return isNarrow && width < kWide ? "down" : "right";
}

/** The network with the heads of its layers, and one unit in words. */
export function networkFigure(
  props: FigureProps,
  selected: GraphUnit | undefined,
  on: { readonly select: (unit: GraphUnit) => void; readonly layers: (layers: readonly LayerSpec[]) => void },
): TemplateResult {
  const { player, catalog, stage, frame } = props;
  const { spec, tensors } = player;
  if (!spec) return html``;
  const columns = columnsOf(props);
  const outputs = spec.layers.map((layer) => outputsOf(layer, catalog));
  const context = {
    spec,
    tensors,
    columns: props.columns,
    activationName: (id: string) => catalog.activations.find((info) => info.id === id)?.name ?? id,
  };
  const { made } = player;
  const silenced = columns.map(({ units }, column) =>
    Array.from({ length: units }, (_, unit) => unit).filter((unit) => isSilenced(made, column, unit)),
  );
  const muteWords = ({ column, unit }: GraphUnit) =>
    silenced.at(column)?.includes(unit) ? " Silenced: it answers 0, whatever it hears." : "";
  const crossed = silenced.flat().length > 0 ? ", crossed out when silenced" : "";
  // The graph may ask between two pictures, when this one's arrays have gone back already.
  const describe = (unit: GraphUnit) => unitWords(unit, player.frame ?? frame, context) + muteWords(unit);
  // Fifty sentences that change sixty times a second are of no use to anyone.
  const label = player.isPlaying
    ? (at: GraphUnit) => `${columns[at.column].name}, unit ${at.unit + 1}.${muteWords(at)}`
    : describe;
  const flow = flowOf(columns.length, props.width);
  const isThere = selected !== undefined && selected.unit < (columns.at(selected.column)?.units ?? 0);
  return html`
    <figure class="network" .style=${`--layers: ${columns.length}`}>
      <div class="wide ${flow}">
        <ap-layer-heads
          flow=${flow}
          .client=${props.client}
          .catalog=${catalog}
          .layers=${props.hidden}
          .inputs=${stage.data.n_features}
          .outputs=${outputs[outputs.length - 1]}
          @layers-change=${({ detail }: CustomEvent<readonly LayerSpec[]>) => {
            on.layers(detail);
          }}
        ></ap-layer-heads>
        <ap-network-graph
          label="Network. ${props.summary} Arrow keys move from unit to unit"
          flow=${flow}
          .columns=${columns}
          .weights=${weightsOf(frame, tensors)}
          .maps=${[stage.inputMaps, ...mapsOf(frame, outputs, kUnitCells)]}
          .side=${kUnitSide}
          .dead=${[[], ...frame.layers.map(({ dead }) => dead)]}
          .silenced=${silenced}
          .selected=${isThere ? selected : undefined}
          .describe=${label}
          @unit-select=${({ detail }: CustomEvent<GraphUnit>) => {
            on.select(detail);
          }}
        ></ap-network-graph>
      </div>
      <figcaption>
        ${
          isThere
            ? describe(selected)
            : `Each square is one unit’s answer over the plane: blue above zero, orange below, hatched when dead${crossed}. A line is a weight: blue adds, orange and dashed takes away. Choose a square to read it.`
        }
      </figcaption>
    </figure>
  `;
}

function kindOf({ plane, data }: Stage): MapKind {
  if (plane.kind === "line") return "line";
  if (data.n_classes === 0) return "number";
  return data.n_classes === 2 ? "probability" : "classes";
}

function axisName({ kind }: Plane, axis: 0 | 1, columns: readonly string[] | undefined): string {
  if (kind === "line") return axis === 0 ? inputName(0, undefined, columns) : "target";
  return kind === "features"
    ? inputName(axis, undefined, columns)
    : ["first principal axis", "second principal axis"][axis];
}

function mapCaption(stage: Stage): string {
  const { plane, shown: data } = stage;
  const points = "Training points are filled, test points hollow.";
  const shown =
    plane.kind === "principal"
      ? ` The plane of the two principal axes of ${data.n_features} features; it shows ${Math.round(100 * plane.shownVariance)}% of their variance.`
      : "";
  const field: Record<MapKind, string> = {
    probability:
      "The line is where both classes are equally likely; five shades away from it the network is surer.",
    classes: "Lines part the classes; five shades say how sure the network is.",
    number: "Eleven shades from low (orange) to high (blue).",
    line: "The line is the network’s answer.",
  };
  return `${points} ${field[kindOf(stage)]}${shown}`;
}

/** The maps' values by frame: a map is drawn more often than it changes. */
const mapOf = new WeakMap<Frame, Float32Array>();

function valuesOf(frame: Frame, outputs: number, isRegression: boolean): Float32Array {
  const known = mapOf.get(frame);
  if (known !== undefined) return known;
  const values = mapValues(frame.outputs, outputs, isRegression);
  mapOf.set(frame, values);
  return values;
}

/** The decision map, or the curve of one input. */
export function mapFigure(
  { player, stage, frame, columns, summary }: FigureProps,
  cover?: MapCover,
): TemplateResult {
  const { plane, data, shown: drawn } = stage;
  const outputs = player.spec?.layers.at(-1)?.units ?? 1;
  const kind = kindOf(stage);
  const values = valuesOf(frame, outputs, data.n_classes === 0);
  const targets = plane.points.map(({ value }) => value);
  const units = (axis: 0 | 1): readonly [number, number] =>
    plane.kind === "principal" || (plane.kind === "line" && axis === 1)
      ? [1, 0]
      : [drawn.scale[axis], drawn.mean[axis]];
  const { isLearned = true, isEnough = true } = cover ?? {};
  return html`
    <figure class="map">
      <ap-decision-map
        kind=${kind}
        label="Decision map. ${summary}"
        .values=${isEnough ? values : kNothing}
        .side=${kMapSide}
        .channels=${channelCount(outputs)}
        .points=${isLearned ? plane.points : kNoPoints}
        .marked=${player.sample && plane.isWhole ? plane.points[player.sample.row] : undefined}
        .x=${plane.x}
        .y=${plane.y}
        .range=${[Math.min(...targets), Math.max(...targets)]}
        .xUnits=${units(0)}
        .yUnits=${units(1)}
        x-name=${axisName(plane, 0, columns)}
        y-name=${axisName(plane, 1, columns)}
        >${cover?.pad}</ap-decision-map
      >
      <figcaption>${mapCaption(stage)}</figcaption>
    </figure>
  `;
}

/** Loss and accuracy over the epochs, and the size of each layer's gradient. */
export function chartsFigure({ player, stage, frame }: FigureProps): TemplateResult {
  const { history, spec } = player;
  const [count, at] = [history.length, (index: number) => history[index]];
  const pair = (train: (record: EpochRecord) => number, test: (record: EpochRecord) => number) => [
    { label: "train", color: "ink", count, valueAt: (index: number) => train(at(index)) },
    { label: "test", color: "teal", dash: "dashed", count, valueAt: (index: number) => test(at(index)) },
  ];
  const isRegression = stage.data.n_classes === 0;
  const last = frame.layers.length - 1;
  const bars = frame.layers.map(({ gradient_norm }, i) => ({
    name: i === last ? "output" : `layer ${i + 1}`,
    value: gradient_norm,
  }));
  return html`
    <figure class="charts">
      <ap-history-chart
        name="Loss"
        class=${isRegression ? "tall" : ""}
        .epochs=${spec?.epochs ?? 1}
        .series=${pair(
          ({ train_loss }) => train_loss,
          ({ test_loss }) => test_loss,
        )}
      ></ap-history-chart>
      ${
        isRegression
          ? nothing
          : html`<ap-history-chart
              name="Accuracy"
              decimals="2"
              .epochs=${spec?.epochs ?? 1}
              .yDomain=${[0, 1]}
              .series=${pair(
                ({ train_accuracy }) => train_accuracy,
                ({ test_accuracy }) => test_accuracy,
              )}
            ></ap-history-chart>`
      }
      <ap-layer-bars name="Gradient size by layer" .bars=${bars}></ap-layer-bars>
    </figure>
  `;
}
