/** What validation needs to know of the core's catalogue; the engine's own `Catalog` fits. */

/** A number, whole number, yes or no, or named option, with its limits. */
export interface ParamShape {
  readonly id: string;
  readonly kind: "real" | "integer" | "flag" | "option";
  readonly min: number;
  readonly max: number;
  readonly default: number | string;
  readonly choices?: readonly string[];
  /** One sentence for the reader. */
  readonly meaning?: string;
}

/** A list of numbers; null stands for None. */
export interface ListShape {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly default: readonly number[];
  readonly max_length: number;
  readonly one_for_all: boolean;
  readonly meaning?: string;
}

export interface EntryShape {
  readonly id: string;
  readonly params: readonly ParamShape[];
}

export interface ActivationShape extends EntryShape {
  readonly rowwise: boolean;
  readonly row_divisor: number;
}

export interface LossShape extends EntryShape {
  readonly targets: "classes" | "numbers";
  readonly binary: boolean;
}

export interface DatasetShape extends EntryShape {
  readonly lists: readonly ListShape[];
  readonly task: "classification" | "regression";
}

export interface SpecCatalog {
  readonly activations: readonly ActivationShape[];
  readonly losses: readonly LossShape[];
  readonly optimizers: readonly EntryShape[];
  readonly schedules: readonly EntryShape[];
  readonly initializers: readonly EntryShape[];
  readonly norms: readonly EntryShape[];
  readonly stop_rules: readonly EntryShape[];
  readonly datasets: readonly DatasetShape[];
  readonly limits: {
    readonly layers: number;
    readonly units: number;
    readonly feature_values: number;
    readonly batch_size: number;
    readonly epochs: number;
    readonly seed: number;
  };
}
