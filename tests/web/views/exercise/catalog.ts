/** A catalogue of four functions: one plain, one with a parameter, one of whole rows, one that torch has no module for. */

import type { ActivationInfo, Catalog } from "../../../../web/engine/types.js";

function activation(id: string, module: string, more: Partial<ActivationInfo> = {}): ActivationInfo {
  return {
    id,
    name: id,
    family: "piecewise",
    rowwise: false,
    row_divisor: 1,

    formula: "x",
    derivative: "1",
    range: [-Infinity, Infinity],
    properties: [],
    summary: "",
    params: [],
    max_ulp: 1,
    derivative_max_ulp: 1,
    kinks: [],
    code: { pytorch: `torch.${id}(x)`, module, numpy: "", cpp: "" },
    example: [1, 2, 3],
    source: "",
    ...more,
  };
}

export const leakyRelu = activation("leaky_relu", "nn.LeakyReLU(negative_slope={negative_slope})", {
  params: [
    {
      id: "negative_slope",
      symbol: "a",
      kind: "real",
      min: 0,
      max: 1,
      default: 0.01,
      scale: "linear",
      meaning: "slope below 0",
    },
  ],
});
export const relu = activation("relu", "nn.ReLU()");
export const sine = activation("sin", "");

export const catalog: Catalog = {
  activations: [relu, leakyRelu, sine, activation("softmax", "nn.Softmax(dim=-1)", { rowwise: true })],
  losses: [],
  optimizers: [],
  schedules: [],
  initializers: [],
  norms: [],
  stop_rules: [],
  datasets: [],
  limits: {
    layers: 17,
    units: 1024,
    features: 1000,
    samples: 1e6,
    feature_values: 2e7,
    classes: 100,
    batch_size: 1e6,
    epochs: 1e6,
    seed: 2 ** 32 - 1,
    elements: 2 ** 26,
    runs: 1024,
  },
};
