import type { Engine, RunSpec } from "../../web/engine/index.js";

/** A table as JSON has it; runs name it by the hash that `addTable` gives. */
export interface RecordedTable {
  readonly n_features: number;
  readonly n_classes: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
  readonly targets: readonly number[];
}

export interface RecordedRun {
  readonly fingerprint: string;
  readonly name: string;
  readonly spec: RunSpec;
}

export interface RecordedRuns {
  readonly tables: readonly RecordedTable[];
  readonly runs: readonly RecordedRun[];
}

export function trainAll(
  engine: Engine,
  specs: readonly RunSpec[],
  tables?: readonly RecordedTable[],
): Promise<string[]>;

export function printRuns(recorded: RecordedRuns): string;
