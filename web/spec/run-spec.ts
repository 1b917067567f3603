/** The RunSpec: the small document that a run is a pure function of. */

/** scikit-learn's make_classification; left-out arguments take scikit-learn's defaults. */
export interface MakeClassificationSpec {
  readonly name: "make_classification";
  readonly n_samples?: number;
  readonly n_features?: number;
  readonly n_informative?: number;
  readonly n_redundant?: number;
  readonly n_repeated?: number;
  readonly n_classes?: number;
  readonly n_clusters_per_class?: number;
  /** Share of each class; n_classes or n_classes - 1 numbers, or null for equal shares. */
  readonly weights?: readonly number[] | null;
  readonly flip_y?: number;
  readonly class_sep?: number;
  readonly hypercube?: boolean;
  /** One number for all features, one for each, or null for random ones. */
  readonly shift?: number | readonly number[] | null;
  readonly scale?: number | readonly number[] | null;
  readonly shuffle?: boolean;
  readonly random_state: number;
}

/** Points of the user's own: few enough to stand in the document and in a link. */
export interface PointsSpec {
  readonly name: "points";
  /** The points, each a list of as many numbers. */
  readonly features: readonly (readonly number[])[];
  /** The class of each point, from 0 on; of a classification only. */
  readonly labels?: readonly number[];
  /** The number at each point; of a regression only. */
  readonly targets?: readonly number[];
  /** Default: as many as the labels use, at least 2. */
  readonly n_classes?: number;
  readonly n_samples?: undefined;
  readonly n_features?: undefined;
  readonly random_state?: undefined;
}

/**
 * A table that was given to the engine with `addTable`, which makes this. It is named by its content, so that a run stays a
 * pure function of its RunSpec.
 */
export interface TableSpec {
  readonly name: "table";
  /** Hash of the table's numbers. */
  readonly table: string;
  readonly n_samples: number;
  readonly n_features: number;
  /** 0 for a regression. */
  readonly n_classes: number;
  readonly random_state?: undefined;
}

/** The handwritten digits, 1797 of 8 by 8 pixels, in 10 classes; call the engine's `loadDigits` first. */
export interface DigitsSpec {
  readonly name: "digits";
  readonly n_samples?: undefined;
  readonly n_features?: undefined;
  readonly n_classes?: undefined;
  readonly random_state?: undefined;
}

/** How the rows are divided and scaled before training. */
export interface PreparationSpec {
  /**
   * What the network reads, as formulas of the features x1, x2...: `["x1", "x1 * x2", "sin(x2)"]`. They are worked out
   * before scaling. Default null: the features themselves.
   */
  readonly inputs?: readonly string[] | null;
  /** Share of the rows held back, scikit-learn's train_test_split. Default 0.2. */
  readonly test_size?: number;
  /** Default: the data's random_state, or 0. */
  readonly split_random_state?: number;
  /** StandardScaler fitted on the training rows. Default true. */
  readonly standardize?: boolean;
}

/** Any other generator of the catalogue, with its arguments flat. */
export interface GeneratorSpec {
  readonly name: string;
  readonly n_samples?: number;
  readonly n_features?: number;
  readonly n_classes?: number;
  readonly random_state: number;
  readonly [argument: string]: number | string | boolean | readonly number[] | null | undefined;
}

export type DatasetSpec = MakeClassificationSpec | GeneratorSpec | PointsSpec | TableSpec | DigitsSpec;

export type DataSpec = DatasetSpec & PreparationSpec;

/**
 * An activation of the catalogue and its parameters, flat: `{ "id": "leaky_relu", "negative_slope": 0.1 }`. Or a function
 * typed by the user and its parameters, 1 where they are left out:
 * `{ "id": "formula", "formula": "x * sigmoid(b * x)", "b": 1.7 }`.
 */
export interface ActivationSpec {
  readonly id: string;
  readonly [param: string]: number | string;
}

/** An entry of the catalogue and its parameters, flat. */
export interface EntrySpec {
  readonly id: string;
  readonly [param: string]: number | string | boolean | undefined;
}

/** One layer: Linear, norm, activation, dropout. The last layer's units are the outputs. */
export interface LayerSpec {
  readonly units: number;
  readonly activation: ActivationSpec;
  /** `none`, `batch_norm` (nn.BatchNorm1d) or `layer_norm` (nn.LayerNorm), with PyTorch's arguments. Default none. */
  readonly norm?: EntrySpec;
  /** nn.Dropout's p: the share of outputs that is dropped in training. Default 0. */
  readonly dropout?: number;
}

/** A loss of the catalogue and its parameters, flat. */
export interface LossSpec {
  readonly id: string;
  readonly [param: string]: number | string | boolean;
}

/** An optimizer of the catalogue with PyTorch's argument names, flat; left-out ones take PyTorch's defaults. */
export interface OptimizerSpec {
  readonly id: string;
  readonly lr?: number;
  readonly [param: string]: number | string | boolean | undefined;
}

/** A whole training run as data. Its numbers are float32, as PyTorch's by default. */
export interface RunSpec {
  readonly version: 1;
  readonly data: DataSpec;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  /** How the learning rate changes, with PyTorch's arguments: `{ "id": "cosine", "T_max": 50 }`. Default constant. */
  readonly schedule?: EntrySpec;
  /** How weights begin: `{ "id": "kaiming_normal" }`; biases then begin at 0. Default PyTorch's own for a Linear. */
  readonly init?: EntrySpec;
  /**
   * When the run ends before its last epoch: `{ "id": "target", "metric": "test_accuracy", "target": 0.95 }` or
   * `{ "id": "plateau", "metric": "test_loss", "patience": 10 }`. Default `epochs`: never.
   */
  readonly stop?: EntrySpec;
  /** torch.nn.utils.clip_grad_norm_'s max_norm. Default null: no limit. */
  readonly clip_grad_norm?: number | null;
  /** Adds l1 * sum of |w| + l2 * sum of w * w over all weights to what is minimized, not to what is shown. Default 0. */
  readonly l1?: number;
  readonly l2?: number;
  /** null: the full batch. */
  readonly batch_size: number | null;
  /** Mini-batches: leave out the last short one, as PyTorch's DataLoader. Default false. */
  readonly drop_last?: boolean;
  /** Every so many epochs accuracies and test loss are measured, else they are NaN; 0: never. Default 1. */
  readonly evaluate_every?: number;
  readonly epochs: number;
  /** torch.manual_seed(seed) before the model is built. */
  readonly seed: number;
}
