#!/usr/bin/env python3
"""Run the Python programs of the cases on standard input; write the cases with what was printed. See record-samples.mjs.

Each program prints one array or tensor: kept are its text as printed, and its numbers. A warning is an error.
"""
import json
import sys
import warnings

import numpy
import torch


def run(text):
    shown = []
    exec(text, {"print": shown.append})
    (value,) = shown
    values = value.numpy() if isinstance(value, torch.Tensor) else value
    return {"printed": str(value), "y": values.astype(float).tolist()}


warnings.simplefilter("error")
torch.set_num_threads(1)
made_with = f"PyTorch {torch.__version__} and NumPy {numpy.__version__}"
lines = [json.dumps({**case, **run(case["text"])}, allow_nan=False) for case in json.load(sys.stdin)]
print(f'{{"made_with": "{made_with}", "cases": [\n' + ",\n".join(lines) + "\n]}")
