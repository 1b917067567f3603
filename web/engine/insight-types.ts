/** What there is to see inside a run, and what can be changed in it. */

/** The values of one layer for some rows, unit by unit: unit u of row r is at `u * rows + r`. */
export interface LayerTrace {
  readonly units: number;
  /** As many as units, but fewer behind `glu`. */
  readonly outputs: number;
  readonly rows: number;
  /** What the activation gets. Shape: [units, rows]. */
  readonly pre_activation: Float32Array;
  /** What it gives. Shape: [outputs, rows]. */
  readonly activation: Float32Array;
}

/** How often values fall into bins of equal width from `low` to `high`, the smallest and largest finite value (NaN: none). */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: Int32Array;
}

/** How one layer fares. Norms are Euclidean, over its weights and biases together. */
export interface LayerStats {
  readonly units: number;
  /**
   * Units whose activation has the slope 0 for every row: no gradient gets through, whatever comes from above. Units of
   * functions of whole rows (softmax, glu) are never listed, here or below.
   */
  readonly dead: readonly number[];
  /**
   * Units, not dead, whose slope is below 5 % of the function's steepest one (or of 1, where that is smaller) for more
   * than 90 % of the rows: tanh beyond |z| = 2.2, say.
   */
  readonly saturated: readonly number[];
  /** Of the last step, as the optimizer got it; NaN before the first step. */
  readonly gradient_norm: number;
  readonly weight_norm: number;
  /** Norm of the last step's change divided by the norm before it; about 0.001 is usual. NaN before the first step. */
  readonly update_ratio: number;
  readonly pre_activation: Histogram;
  readonly activation: Histogram;
}

/** Answers of one confidence: the probability that the network gives to the class it chooses. */
export interface CalibrationBin {
  readonly count: number;
  /** Mean of the bin's answers, and the share of right ones; 0 when there are none. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** How good a run's answers for one part of its rows are. */
export interface Assessment {
  readonly rows: number;
  /** NaN without rows, as is all that follows. */
  readonly loss: number;
  /** NaN for a regression. */
  readonly accuracy: number;
  /** Of a regression: the mean over the outputs, as scikit-learn's r2_score; NaN else, and for fewer than two rows. */
  readonly r_squared: number;
  /** 0 for a regression. */
  readonly classes: number;
  /** How many rows of a class were put into which. Shape: [classes, classes], row by row: [what it is][what is said]. */
  readonly confusion: Int32Array;
  /**
   * Where outputs are probabilities: 10 bins of equal width from 0 to 1, and the mean gap between confidence and accuracy
   * over all answers (expected calibration error, Guo et al. 2017).
   */
  readonly calibration:
    { readonly bins: readonly CalibrationBin[]; readonly expected_error: number } | undefined;
}

/** The one linear map that a network without a bend is: outputs = weight * features + bias. */
export interface LinearMap {
  /** Shape: [outputs, n_features], row by row. */
  readonly weight: Float64Array;
  /** Shape: [outputs]. */
  readonly bias: Float64Array;
  /** Of its outputs from the network's: what float32 rounds away. NaN when one is not finite. */
  readonly largest_difference: number;
}

/** One number of a parameter; `index` counts along its `data`. */
export interface ParameterPlace {
  readonly name: string;
  readonly index: number;
}

/** A square in the space of a run's parameters, with the run at its centre. */
export interface LossSliceOptions {
  /** Whose loss. Default: train. */
  readonly part?: "train" | "test";
  /** The two numbers that change. Left out: two random directions in which every unit's weights change. */
  readonly along?: readonly [ParameterPlace, ParameterPlace];
  /** Of the random directions. Default: 0. */
  readonly seed?: number;
  /**
   * From the centre to the sides. Along two numbers: in their own units; along random directions: 1 is as far as each unit's
   * weights are from zero (Li et al. 2018, "filter normalization"). Default: 1.
   */
  readonly extent?: number;
  /** Points of one side, 2 to 501; an odd number has one at the centre. Default: 25. */
  readonly size?: number;
}

/** center + u * first + v * second. Shapes: each as all of `parameters()`, one after the other. */
export interface LossPlane {
  readonly part: "train" | "test";
  readonly center: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** The loss at the points of a square: u and v go from -extent to extent. */
export interface LossSlice {
  readonly extent: number;
  readonly size: number;
  /** Shape: [size, size], row by row: v, then u. */
  readonly losses: Float64Array;
}

/**
 * What one layer has in the gradient of one sample's loss. `_grad` is the gradient by what is named, and
 * activation_grad[u] = sum over the units k of the layer above of weight[k, u] * linear_grad[k];
 * pre_activation_grad = slope * activation_grad; linear_grad = norm_factor * pre_activation_grad.
 */
export interface LayerGradient {
  /** Shape of this and the four that follow: [units]. */
  readonly pre_activation: Float32Array;
  /** 1; of a batch norm weight / sqrt(variance + eps); of a layer norm, which mixes units, NaN. */
  readonly norm_factor: Float32Array;
  /** NaN where the activation is of whole rows (softmax, glu). */
  readonly slope: Float32Array;
  readonly pre_activation_grad: Float32Array;
  /** The gradient of the bias, and times the unit's inputs that of its weights. */
  readonly linear_grad: Float32Array;
  /** Shape of this and the next: [outputs]. */
  readonly activation: Float32Array;
  readonly activation_grad: Float32Array;
}

/** One sample's way forwards and its gradient's way back. */
export interface Backtrace {
  readonly loss: number;
  /** From the input on. */
  readonly layers: readonly LayerGradient[];
}

/** One factor of a chain; layers are 1-based, units 0-based. */
export type ChainFactor =
  | { readonly kind: "norm" | "slope"; readonly layer: number; readonly unit: number; readonly value: number }
  /** From this unit to unit `to` of the layer above. */
  | {
      readonly kind: "weight";
      readonly layer: number;
      readonly unit: number;
      readonly to: number;
      readonly value: number;
    }
  /** The last one: the loss's gradient at the output, or at a layer where all units are mixed. */
  | {
      readonly kind: "gradient";
      readonly by: "activation" | "pre_activation" | "linear";
      readonly layer: number;
      readonly unit: number;
      readonly value: number;
    };

/** Why one unit's gradient is what it is. */
export interface GradientChain {
  readonly loss: number;
  /** By what the unit's Linear gives: the sum over all ways up. */
  readonly gradient: number;
  /**
   * What each unit of the layer above hands down: its weight times its own gradient. Their sum is the gradient by the unit's
   * activation. Empty for the last layer, and where the layer mixes its units.
   */
  readonly terms: Float64Array;
  /** Up the strongest way: in each layer the unit that hands down most. */
  readonly factors: readonly ChainFactor[];
  /** Of the factors: what this one way adds to the gradient. */
  readonly product: number;
}

/**
 * A change of a run between two steps. A run is a pure function of its RunSpec and its edits: the same ones at the same
 * steps give the same bits.
 */
export type Edit =
  /** The optimizer's learning rate; a schedule applies to the new one. */
  | { readonly kind: "learning_rate"; readonly step: number; readonly value: number }
  | {
      readonly kind: "parameter";
      readonly step: number;
      readonly name: string;
      readonly index: number;
      readonly value: number;
    }
  | {
      readonly kind: "freeze";
      readonly step: number;
      readonly name: string;
      readonly index: number | "all";
      readonly frozen: boolean;
    }
  | {
      readonly kind: "ablate";
      readonly step: number;
      /** 1-based, as in fc1. */
      readonly layer: number;
      readonly unit: number;
      readonly ablated: boolean;
    };
