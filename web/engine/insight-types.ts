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
