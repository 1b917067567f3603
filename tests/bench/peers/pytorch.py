"""PyTorch's side of pytorch.mjs: reads one JSON object a line, answers with one; keeps its own clock."""

import base64
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(1)

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "linear": nn.Identity}
OPERATIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": lambda x: functional.gelu(x, approximate="tanh"),
    "gelu_erf": functional.gelu,
    "silu": functional.silu,
    "relu": torch.relu,
    "exp": torch.exp,
}


def tensor(text, dtype=torch.float32):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype)


def blas():
    """Name of the BLAS that is loaded; only the memory map knows."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {os.path.realpath(line.split()[-1]) for line in maps if "blas" in line or "mkl" in line}
    return ", ".join(sorted(path.rsplit("/", 2)[-2] + "/" + os.path.basename(path) for path in paths)) or "built in"


def network(layers):
    modules = []
    for layer in layers:
        linear = nn.Linear(layer["fan_in"], layer["units"])
        modules += [linear, ACTIVATIONS[layer["activation"]]()]
    return nn.Sequential(*modules)


def set_weights(model, layers):
    linears = [module for module in model if isinstance(module, nn.Linear)]
    with torch.no_grad():
        for linear, layer in zip(linears, layers):
            linear.weight.copy_(tensor(layer["weight"]).reshape(linear.weight.shape))
            linear.bias.copy_(tensor(layer["bias"]))


class Train:
    """A training from given weights."""

    def __init__(self, task):
        self.task = task
        self.model = network(task["layers"])
        self.loss = nn.MSELoss() if task["loss"] == "mse" else nn.CrossEntropyLoss()
        features = tensor(task["features"]).reshape(task["rows"], -1)
        labels = tensor(task["labels"], torch.int32)
        targets = labels.float().reshape(-1, 1) if task["loss"] == "mse" else labels.long()
        size = task["batch_size"]
        self.batches = list(zip(features.split(size), targets.split(size)))
        self.reset()

    def reset(self):
        set_weights(self.model, self.task["layers"])
        method = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[self.task["optimizer"]["id"]]
        self.optimizer = method(self.model.parameters(), lr=self.task["optimizer"]["lr"])

    def epochs(self):
        for _ in range(self.task["epochs"]):
            for features, targets in self.batches:
                loss = self.loss(self.model(features), targets)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                yield loss, len(features)

    def check(self):
        self.reset()
        losses = [(loss.item(), count) for loss, count in self.epochs()]
        steps = len(self.batches)
        epochs = [losses[i : i + steps] for i in range(0, len(losses), steps)]
        return [sum(loss * count for loss, count in epoch) / self.task["rows"] for epoch in epochs]

    def unit(self):
        for _ in self.epochs():
            pass


class Forward:
    """Outputs of a network."""

    def __init__(self, task):
        self.model = network(task["layers"])
        set_weights(self.model, task["layers"])
        self.features = tensor(task["features"]).reshape(task["rows"], -1)

    def unit(self):
        with torch.no_grad():
            return self.model(self.features)

    def check(self):
        return self.unit().flatten().tolist()


class Element:
    """An activation over an array."""

    def __init__(self, task):
        self.operation = OPERATIONS[task["op"]]
        self.backward = task["backward"]
        self.x = tensor(task["x"]).requires_grad_(self.backward)
        self.ones = torch.ones_like(self.x)

    def unit(self):
        if not self.backward:
            return self.operation(self.x)
        self.x.grad = None
        self.operation(self.x).backward(self.ones)
        return self.x.grad

    def check(self):
        return self.unit().tolist()


class Softmax:
    """Softmax over rows."""

    def __init__(self, task):
        self.x = tensor(task["x"]).reshape(task["rows"], task["cols"])

    def unit(self):
        return torch.softmax(self.x, dim=1)

    def check(self):
        return self.unit().flatten().tolist()


class Product:
    """A matrix product of a Linear layer."""

    def __init__(self, task):
        weight = tensor(task["weight"]).reshape(task["units"], -1)
        x, d = (tensor(task[name]).reshape(task["columns"], -1) for name in ("x", "d"))
        self.a, self.b = {"forward": (x, weight.T), "backward": (d, weight), "gradient": (d.T, x)}[task["op"]]

    def unit(self):
        return self.a @ self.b

    def check(self):
        return self.unit().flatten().tolist()


def measure(job, ms):
    """Milliseconds a unit and of CPU, over at least `ms`."""
    units = 0
    cpu = time.process_time()
    start = time.perf_counter()
    while units == 0 or (time.perf_counter() - start) * 1e3 < ms:
        job.unit()
        units += 1
    elapsed = time.perf_counter() - start
    return {"ms": elapsed * 1e3 / units, "cpuMs": (time.process_time() - cpu) * 1e3 / units}


def main():
    kinds = {"train": Train, "forward": Forward, "element": Element, "softmax": Softmax, "product": Product}
    job = None
    for line in sys.stdin:
        call = json.loads(line)
        if call["method"] == "load":
            value = f"PyTorch {torch.__version__}, one thread, BLAS {blas()}"
        elif call["method"] == "prepare":
            kind = kinds.get(call["argument"]["kind"])
            job = kind(call["argument"]) if kind else None
            value = job is not None
        elif call["method"] == "check":
            value = job.check()
        else:
            value = measure(job, call["argument"])
        print(json.dumps(value), flush=True)


main()
