/** Which activation is best for the tutorial's exercise? @import { RaceTask, Workload } from "../harness/types.js" */
import { adamSpec, classes, layers } from "./specs.mjs";

const ids = [
  "relu",
  "leaky_relu",
  "elu",
  "selu",
  "gelu",
  "silu",
  "mish",
  "tanh",
  "sigmoid",
  "softplus",
  "softsign",
  "hardswish",
];

/** @type {Workload} */
export const race = {
  id: "race",
  title: "12 activations x 8 seeds of 20-50-2 with softmax, full batch of 800, Adam, 20 epochs, all measured",
  unit: "ms",
  tolerance: 1e-3,
  tasks(engine) {
    const exercise = adamSpec(classes(800, 20), layers([50], "relu", 2, "softmax"), null, 20);
    const spec = { ...exercise, evaluate_every: 1 };
    const activations = ids.map((id) => ({ id }));
    const seeds = Array.from({ length: 8 }, (_, seed) => seed);
    const expected = activations.flatMap((activation) =>
      seeds.map((seed) => {
        const run = engine.createRun({
          ...spec,
          layers: [{ units: 50, activation }, spec.layers[1]],
          seed,
        });
        const loss = run.train().at(-1).train_loss;
        run.dispose();
        return loss;
      }),
    );
    return [{ kind: "race", id: "race", race: { spec, activations, seeds }, expected }];
  },
  scale: () => 1,
};
