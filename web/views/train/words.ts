/** What the train view says in words. */

import { formatTick } from "../../charts/format.js";
import { plain } from "../../components/numbers.js";
import type { Divergence, EpochRecord, LayerStats, PreparedRows, StopReason } from "../../engine/types.js";
import type { RunSpec } from "../../spec/run-spec.js";
import type { Sample } from "./player-types.js";
import type { Player } from "./player.js";

/** What there is to say something about. */
export interface Situation {
  readonly spec: RunSpec;
  readonly step: number;
  readonly epoch: number;
  readonly isRegression: boolean;
  readonly record: EpochRecord | undefined;
  readonly stats: readonly LayerStats[];
  readonly divergence: Divergence | undefined;
  readonly stopped: StopReason | undefined;
}

/** A gradient that differs less than this from layer to layer is nothing to speak of. */
const kNotable = 5;

const places: Readonly<Record<Divergence["operation"], string>> = {
  linear: "where its inputs are weighted and summed",
  norm: "in its normalization",
  activation: "in its activation",
  formula: "in its typed formula",
  dropout: "in its dropout",
  loss: "in the loss",
  gradient: "in the gradient of its weights",
  update: "in the update of its weights",
};

/** "of 16 hidden units 3 dead and 1 saturated"; empty when none is. */
export function deadWords(stats: readonly LayerStats[]): string {
  const hidden = stats.slice(0, -1);
  const count = (pick: (layer: LayerStats) => number) => hidden.reduce((sum, layer) => sum + pick(layer), 0);
  const [units, dead, saturated] = [
    count((layer) => layer.units),
    count(({ dead: list }) => list.length),
    count(({ saturated: list }) => list.length),
  ];
  const parts = [dead > 0 ? `${dead} dead` : "", saturated > 0 ? `${saturated} saturated` : ""].filter(
    Boolean,
  );
  return parts.length === 0 ? "" : `of ${units} hidden units ${parts.join(" and ")}`;
}

/** How the first layer's gradient compares with the last one's; empty when there is nothing to speak of. */
export function gradientWords(stats: readonly LayerStats[]): string {
  const [first, last] = [stats.at(0)?.gradient_norm ?? NaN, stats.at(-1)?.gradient_norm ?? NaN];
  if (stats.length < 2 || !(last > 0)) return "";
  if (first === 0) return "no gradient reaches the first layer";
  const ratio = last / first;
  if (!(ratio >= kNotable || ratio <= 1 / kNotable)) return "";
  const [factor, word] = ratio > 1 ? [ratio, "smaller"] : [1 / ratio, "larger"];
  return `the first layer gets a gradient ${formatTick(Number(factor.toPrecision(factor < 10 ? 2 : factor < 1e4 ? 3 : 1)))} times ${word} than the last`;
}

function qualityWords({ record, isRegression }: Situation): string {
  if (record === undefined) return "";
  if (isRegression)
    return `test loss ${record.test_loss.toPrecision(3)}, train loss ${record.train_loss.toPrecision(3)}`;
  return `test accuracy ${record.test_accuracy.toFixed(2)}, train accuracy ${record.train_accuracy.toFixed(2)}`;
}

const sentence = (text: string) => (text === "" ? "" : `${text[0].toUpperCase()}${text.slice(1)}.`);

/** Why the run came to its end, and what would help. */
export function divergenceWords({ step, layer, operation }: Divergence, spec: RunSpec): string {
  const lr = spec.optimizer.lr ?? 0;
  return (
    `At step ${step} the numbers left the finite: in layer ${layer}, ${places[operation]}. ` +
    `A learning rate of ${plain(Number((lr / 10).toPrecision(2)), 2)} instead of ${plain(lr)} would help.`
  );
}

function whenWords({ spec, step, epoch, stopped }: Situation): string {
  const setting = (id: string) => String(spec.stop?.[id]).replaceAll("_", " ");
  const metric = setting("metric");
  if (stopped === "target") return `Ended after ${epoch} epochs, as ${metric} came to ${setting("target")}`;
  if (stopped === "plateau")
    return `Ended after ${epoch} epochs, as ${metric} had not become better for ${setting("patience")}`;
  if (epoch >= spec.epochs) return `After ${epoch} epochs`;
  return epoch === 0 ? `Step ${step}, epoch 1` : `Epoch ${epoch}`;
}

/** One line about what is happening. */
export function statusWords(situation: Situation): string {
  const { spec, step, stats, divergence } = situation;
  if (divergence !== undefined) return divergenceWords(divergence, spec);
  if (step === 0) return `Nothing is learned yet: the weights are as seed ${spec.seed} drew them.`;
  const when = whenWords(situation);
  const first = [qualityWords(situation), deadWords(stats)].filter(Boolean).join("; ");
  return [first === "" ? `${when}.` : `${when}: ${first}.`, sentence(gradientWords(stats))]
    .filter(Boolean)
    .join(" ");
}

/** What is being looked at before the next step. */
export function sampleWords({ step, index, count, row }: Sample, { labels, targets }: PreparedRows): string {
  const label = labels.length > 0 ? `class ${labels[row]}` : `target ${plain(targets[row], 3)}`;
  const rest = index + 1 < count ? "" : " It is the last one: the step comes next.";
  return `Step ${step + 1} learns from ${count} ${count === 1 ? "row" : "rows"}; number ${index + 1} is training row ${row + 1}, ${label}.${rest}`;
}

/** The same of the run that a player shows; empty while there is none. */
export function playerWords(player: Player): string {
  const { spec, frame, history, divergence, stage, sample } = player;
  if (!spec || !frame) return "";
  if (sample && stage) return sampleWords(sample, stage.data.train);
  return statusWords({
    spec,
    divergence,
    step: frame.step,
    epoch: frame.epoch,
    stopped: frame.stopped,
    record: history.at(-1),
    stats: frame.layers,
    isRegression: stage?.data.n_classes === 0,
  });
}
