/** The loss as it falls: chart, caption, its two switches, and its numbers as a table. */

import { html, type TemplateResult } from "lit";
import { formatFixed } from "../../charts/format.js";
import "../../charts/loss-chart.js";
import type { LossFloor, LossRing, LossSeries } from "../../charts/loss-chart.js";
import { functionStyle } from "../../components/glyph.js";
import "../../components/segments.js";
import type { ValueChangeEvent } from "../../components/value-change.js";
import type { ActivationInfo, Catalog } from "../../engine/types.js";
import { lossFloor } from "./double-softmax.js";
import { numbersTable } from "./numbers-table.js";
import { findRecording } from "./recorded.js";
import type { ShownRun } from "./runs.js";
import { kClasses, type ExerciseState } from "./state.js";

/** Whether the loss axis starts at zero or at the data. */
export type LossAxis = "zero" | "data";

/** What the figure shows, and what it calls when a switch is moved. */
export interface LossFigureProps {
  readonly exercise: ExerciseState;
  readonly catalog: Catalog;
  /** None of a typed formula. */
  readonly info: ActivationInfo | undefined;
  readonly shown: readonly ShownRun[];
  /** Epochs drawn so far. */
  readonly drawn: number;
  readonly axis: LossAxis;
  /** The figure in a sentence, for people who do not see it. */
  readonly summary: string;
  readonly onAxis: (axis: LossAxis) => void;
  readonly onCompare: (compare: boolean) => void;
}

/** In a longer run the rings would be one blot. */
const kMostRingedEpochs = 50;

const axes = [
  { value: "zero", label: "from zero" },
  { value: "data", label: "close up" },
];

/** PyTorch's losses, where they stand far enough apart to be told from each other. */
function rings({ state }: ShownRun, info: ActivationInfo | undefined): LossRing[] {
  if (state.epochs > kMostRingedEpochs) return [];
  const losses = findRecording(state, info)?.losses ?? [];
  return losses.map((value, index) => ({ epoch: index + 1, value }));
}

function series(props: LossFigureProps, run: ShownRun, index: number): LossSeries {
  const { catalog, info, drawn } = props;
  const records = run.records.slice(0, drawn);
  return {
    id: run.state.output,
    label: run.state.output === "softmax" ? "with softmax" : "logits",
    color: index === 0 ? functionStyle(catalog, run.state.activation.id).color : "ink",
    values: records.map(({ train_loss }) => train_loss),
    rings: rings(run, info).slice(0, records.length),
  };
}

export function lossFigure(props: LossFigureProps): TemplateResult {
  const { exercise, info, shown, axis, summary } = props;
  const withSoftmax = shown.some(({ state }) => state.output === "softmax");
  const floor = lossFloor(kClasses);
  const floors: LossFloor[] = [{ value: floor, label: `floor ln(1 + 1/e) = ${formatFixed(floor)}` }];
  const captions = [
    ...(shown.some((run) => rings(run, info).length > 0)
      ? ["Rings are the losses recorded from PyTorch."]
      : []),
    ...(withSoftmax && axis === "data" ? [`The floor, ${formatFixed(floor)}, lies below this picture.`] : []),
  ];
  return html`
    <figure>
      <ap-loss-chart
        label=${summary || "Training loss by epoch"}
        y-name="training loss, nats"
        y-from=${axis}
        .epochs=${exercise.epochs}
        .floors=${withSoftmax && axis === "zero" ? floors : []}
        .series=${shown.map((run, index) => series(props, run, index))}
      ></ap-loss-chart>
      <figcaption>${captions.join(" ")}</figcaption>
      <div class="bar">
        <ap-segments
          label="Loss axis"
          .options=${axes}
          .value=${axis}
          @value-change=${({ detail }: ValueChangeEvent<LossAxis>) => {
            props.onAxis(detail.value);
          }}
        ></ap-segments>
        <label class="check">
          <input
            type="checkbox"
            .checked=${exercise.compare}
            @change=${(event: Event) => {
              props.onCompare((event.target as HTMLInputElement).checked);
            }}
          />
          ${exercise.output === "softmax" ? "train without the softmax too" : "train with the softmax too"}
        </label>
      </div>
      ${numbersTable(shown)}
    </figure>
  `;
}
