/** What the arguments of a data set must be together; single limits come from the catalogue. */

import type { SpecCatalog } from "./catalog.js";
import type { Reader, Scalar } from "./reader.js";

/** All arguments of a generator, defaults filled in. */
export type Arguments = Readonly<Record<string, Scalar | null | readonly number[]>>;

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** Notes arguments that do not fit together; generators without an own rule only have a size. */
export function checkDataset(
  name: string,
  data: Arguments,
  path: string,
  catalog: SpecCatalog,
  reader: Reader,
): void {
  checkSize(data, path, catalog, reader);
  if (name === "make_classification") checkMakeClassification(data, path, reader);
}

function checkSize(data: Arguments, path: string, { limits }: SpecCatalog, reader: Reader): void {
  const { n_samples, n_features } = data;
  if (typeof n_samples !== "number" || typeof n_features !== "number") return;
  const values = n_samples * n_features;
  if (values <= limits.feature_values) return;
  const limit = `at most ${limits.feature_values} numbers`;
  reader.note(
    join(path, "n_samples"),
    n_samples,
    `${n_samples} rows of ${n_features} features are ${values} numbers`,
    {
      limit,
      suggestion: `use ${limit}: fewer rows or features`,
    },
  );
}

function checkMakeClassification(data: Arguments, path: string, reader: Reader): void {
  const number = (key: string) => data[key] as number;
  const [n_features, n_informative] = [number("n_features"), number("n_informative")];
  const [n_redundant, n_repeated] = [number("n_redundant"), number("n_repeated")];
  const useful = n_informative + n_redundant + n_repeated;
  if (useful > n_features) {
    reader.note(
      join(path, "n_features"),
      n_features,
      `n_informative + n_redundant + n_repeated is ${useful}, more than n_features, ${n_features}`,
      { limit: `at least ${useful}`, suggestion: `use at least ${useful} features, or fewer of these kinds` },
    );
  }
  const [n_classes, perClass] = [number("n_classes"), number("n_clusters_per_class")];
  const clusters = n_classes * perClass;
  if (clusters > 2 ** n_informative) {
    const needed = Math.ceil(Math.log2(clusters));
    reader.note(
      join(path, "n_informative"),
      n_informative,
      `${n_classes} classes of ${perClass} clusters need ${clusters} corners, and ${n_informative} informative features have ${2 ** n_informative}`,
      { limit: `at least ${needed}`, suggestion: `use n_informative ${needed} or more, or fewer clusters` },
    );
  }
  checkWeights(data["weights"], n_classes, join(path, "weights"), reader);
  for (const key of ["shift", "scale"]) {
    const list = data[key];
    if (!isList(list) || list.length === 1 || list.length === n_features) continue;
    const limit = `1 or ${n_features} numbers`;
    const options = { limit, suggestion: `use one number, or one for each of the ${n_features} features` };
    reader.note(join(path, key), list, `a list of ${list.length} has the wrong length`, options);
  }
}

function checkWeights(weights: Arguments[string], n_classes: number, path: string, reader: Reader): void {
  if (!isList(weights)) return;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length !== n_classes && weights.length !== n_classes - 1) {
    const limit = `${n_classes} or ${n_classes - 1} numbers`;
    const options = { limit, suggestion: `use ${limit}, as there are ${n_classes} classes` };
    reader.note(path, weights, `a list of ${weights.length} has the wrong length`, options);
  } else if (weights.length < n_classes && sum > 1) {
    const options = {
      limit: "a sum of at most 1",
      suggestion: "use smaller shares: the last class gets the rest",
    };
    reader.note(path, weights, `the shares sum to ${sum}`, options);
  }
}

function isList(value: Arguments[string]): value is readonly number[] {
  return Array.isArray(value);
}
