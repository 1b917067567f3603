/** The plane in which rows vary most. */

import { show } from "../spec/faults.js";
import { kStatus } from "./abi.js";
import { Arguments } from "./arguments.js";
import type { Core } from "./core.js";
import { ArgumentError } from "./errors.js";
import type { Catalog, PrincipalAxes } from "./types.js";

type Features = Float64Array | Float32Array;

function checkRows(check: Arguments, catalog: Catalog, features: unknown, n_features: unknown): void {
  const { limits } = catalog;
  const haveWidth = check.whole(n_features, "n_features", 1, limits.features);
  if (!(features instanceof Float64Array || features instanceof Float32Array)) {
    const limit = "a Float64Array or a Float32Array";
    const suggestion = `give ${limit}, such as the features of a data set`;
    check.note("features", features, `${show(features)} is not ${limit}`, { limit, suggestion });
  } else if (features.length > limits.feature_values) {
    const limit = `at most ${limits.feature_values} numbers`;
    const suggestion = `use ${limit}: fewer rows or features`;
    check.note("features", features, `${features.length} numbers are too many`, { limit, suggestion });
  } else if (haveWidth && (features.length === 0 || features.length % n_features !== 0)) {
    const limit = `a multiple of ${n_features} numbers, and at least one row`;
    const problem = `${features.length} numbers are no whole rows of ${n_features} features`;
    check.note("features", features, problem, { limit, suggestion: `give ${limit}` });
  }
}

export function principalAxes(
  core: Core,
  catalog: Catalog,
  features: Features,
  n_features: number,
): PrincipalAxes {
  const check = new Arguments();
  checkRows(check, catalog, features, n_features);
  check.done();
  const n = features.length / n_features;
  return core.withMemory((memory) => {
    const from = memory.place(features instanceof Float64Array ? features : Float64Array.from(features));
    const reserve = (length: number) => memory.reserve(Float64Array, length);
    const [mean, axes] = [reserve(n_features), reserve(2 * n_features)];
    const [variance, projected] = [reserve(3), reserve(2 * n)];
    const out = [mean, axes, 2 * n_features, variance, projected, 2 * n];
    const expected = [kStatus.OK, kStatus.NOT_FINITE];
    if (core.call("ap_rows_principal_axes", [from, n, n_features, ...out], expected) !== kStatus.OK) {
      check.note("features", features, "a number, or the square of one, is not finite", {
        limit: "finite numbers up to 1e150",
        suggestion: "take out such rows, or scale the features",
      });
      throw new ArgumentError(check.faults);
    }
    const take = (at: number, length: number) => memory.take(Float64Array, at, length);
    const [first, second, total_variance] = take(variance, 3);
    return {
      mean: take(mean, n_features),
      axes: [take(axes, n_features), take(axes + 8 * n_features, n_features)],
      variance: [first, second],
      total_variance,
      projected: take(projected, 2 * n),
    };
  });
}
