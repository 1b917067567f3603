/** A small catalogue for tests of code that only reads it; the real one comes from the core. */

import type { ActivationInfo, Catalog, ParamInfo } from "../../web/engine/types.js";

function info(part: Partial<ActivationInfo> & Pick<ActivationInfo, "id">): ActivationInfo {
  return {
    name: part.id,
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
    code: { pytorch: "x", module: "", numpy: "x", cpp: "x" },
    example: [1, 2, 3],
    source: "",
    ...part,
  };
}

const slope: ParamInfo = {
  id: "negative_slope",
  symbol: "\\alpha",
  kind: "real",
  min: 0,
  max: 1,
  default: 0.01,
  scale: "linear",
  meaning: "",
};
const temperature: ParamInfo = {
  ...slope,
  id: "temperature",
  symbol: "T",
  min: 0.01,
  max: 100,
  default: 1,
  scale: "log",
};
const approximate: ParamInfo = {
  ...slope,
  id: "approximate",
  kind: "option",
  default: "none",
  choices: ["none", "tanh"],
};

export const catalogSample: Catalog = {
  activations: [
    info({ id: "linear", code: { pytorch: "x", module: "nn.Identity()", numpy: "x", cpp: "x" } }),
    info({ id: "relu", example: [-1, 0, 1, 2] }),
    info({
      id: "leaky_relu",
      params: [slope],
      code: {
        pytorch: "F.leaky_relu(x, negative_slope={negative_slope})",
        module: "nn.LeakyReLU(negative_slope={negative_slope})",
        numpy: "np.where(x > 0, x, {negative_slope} * x)",
        cpp: "x > 0 ? x : {negative_slope} * x",
      },
    }),
    info({
      id: "gelu",
      params: [approximate],
      code: {
        pytorch: "F.gelu(x, approximate={approximate})",
        module: "nn.GELU(approximate={approximate})",
        numpy: "",
        cpp: "x",
      },
    }),
    info({ id: "glu", family: "gated", rowwise: true, row_divisor: 2, example: [1, 2, -1, 3] }),
    ...["softmax", "log_softmax", "softmin"].map((id) =>
      info({
        id,
        family: "normalizing",
        rowwise: true,
        params: [temperature],
        code: {
          pytorch: `F.${id}(x / {temperature}, dim=-1)`,
          module: "nn.Softmax(dim=-1)",
          numpy: "x",
          cpp: "std::exp((x - max) / {temperature}) / sum",
        },
      }),
    ),
  ],
  losses: [],
  optimizers: [],
  schedules: [],
  initializers: [],
  norms: [],
  stop_rules: [],
  datasets: [],
  limits: {
    layers: 16,
    units: 512,
    features: 1000,
    samples: 10000,
    feature_values: 1e6,
    classes: 10,
    batch_size: 10000,
    epochs: 1000,
    seed: 2 ** 32 - 1,
    elements: 1e6,
    runs: 8,
  },
};
