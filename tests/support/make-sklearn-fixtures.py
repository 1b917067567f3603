#!/usr/bin/env python3
"""Write data sets of scikit-learn as pairs of .bin and .txt for the C++ tests.

    python3 tests/support/make-sklearn-fixtures.py

Debian 12's python3-sklearn 1.2.1 and python3-numpy 1.24.2 with reference BLAS made the files in tests/fixtures/data.
The .txt has a line for each array: name, type (f64, i32), count and byte offset in the .bin, by tabs.
"""
import pathlib

import numpy as np
from sklearn.datasets import make_classification, make_friedman1, make_regression

# The values of the arguments are repeated in tests/native/data, under the same names.
SETS = {
    "regression_default": (make_regression, dict(n_samples=30, n_features=12, random_state=5)),
    "regression_noise": (
        make_regression,
        dict(n_samples=25, n_features=4, n_informative=3, bias=7.5, noise=2.5, random_state=6),
    ),
    "regression_noshuffle": (
        make_regression,
        dict(n_samples=20, n_features=3, n_informative=2, shuffle=False, random_state=7),
    ),
    "friedman1": (make_friedman1, dict(n_samples=40, n_features=7, random_state=8)),
    "friedman1_noise": (make_friedman1, dict(n_samples=40, noise=0.5, random_state=9)),
    # 8 of 1024 corners: drawn one by one. 8 of 8: all of them. 255 of 256: by replacement in a reservoir.
    "mc_few_corners": (
        make_classification,
        dict(n_samples=64, n_features=11, n_informative=10, n_redundant=0, n_classes=4, random_state=21),
    ),
    "mc_all_corners": (
        make_classification,
        dict(n_samples=50, n_features=5, n_informative=3, n_classes=4, flip_y=0.5, random_state=22),
    ),
    "mc_reservoir": (
        make_classification,
        dict(
            n_samples=300,
            n_features=8,
            n_informative=8,
            n_redundant=0,
            n_classes=85,
            n_clusters_per_class=3,
            random_state=23,
        ),
    ),
    "mc_many_dimensions": (
        make_classification,
        dict(n_samples=24, n_features=40, n_informative=33, n_redundant=3, n_repeated=2, n_classes=3, random_state=24),
    ),
    "mc_lists": (
        make_classification,
        dict(
            n_samples=45,
            n_features=5,
            n_informative=3,
            n_redundant=1,
            n_repeated=1,
            n_classes=3,
            weights=[0.2, 0.3, 0.5],
            shift=np.array([1.0, -2.0, 0.0, 8.0, 0.25]),
            scale=np.array([2.0, 1.0, -4.0, 0.5, 3.0]),
            random_state=25,
        ),
    ),
    "mc_heavy_weights": (
        make_classification,
        dict(n_samples=40, n_features=4, weights=[0.9, 0.9], flip_y=0, random_state=26),
    ),
    "mc_light_weights": (
        make_classification,
        dict(n_samples=41, n_features=4, weights=[0.1, 0.2], flip_y=0, random_state=27),
    ),
}


def main():
    folder = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "data"
    lines, data = [], b""
    for name, (make, arguments) in SETS.items():
        features, target = make(**arguments)
        if make is make_classification:
            target = target.astype(np.int32)
        for key, array in (("X", features), ("y", target)):
            kind = {"float64": "f64", "int32": "i32"}[str(array.dtype)]
            lines.append(f"{name}/{key}\t{kind}\t{array.size}\t{len(data)}\n")
            data += np.ascontiguousarray(array).tobytes()
            data += bytes(-len(data) % 8)
    (folder / "sklearn.bin").write_bytes(data)
    (folder / "sklearn.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
