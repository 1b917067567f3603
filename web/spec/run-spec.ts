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

/** How the rows are divided and scaled before training. */
export interface PreparationSpec {
  /** Share of the rows held back, scikit-learn's train_test_split. Default 0.2. */
  readonly test_size?: number;
  /** Default: the data's random_state. */
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

export type DatasetSpec = MakeClassificationSpec | GeneratorSpec;

export type DataSpec = DatasetSpec & PreparationSpec;

/** An activation and its parameters, flat: `{ "id": "leaky_relu", "negative_slope": 0.1 }`. */
export interface ActivationSpec {
  readonly id: string;
  readonly [param: string]: number | string;
}

/** One Linear layer and the activation behind it. The last layer's units are the outputs. */
export interface LayerSpec {
  readonly units: number;
  readonly activation: ActivationSpec;
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

/** A whole training run as data. */
export interface RunSpec {
  readonly version: 1;
  readonly data: DataSpec;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
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
