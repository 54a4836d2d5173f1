"""Feeds random, mutated and hostile input to everything that reads files, and counts what came of it.

    uv run python -m benchmarks.fuzz --inputs 100000

Only a :class:`NetwrightError` may come out. An input that breaks this is saved, and the command fails.
"""

import argparse
import copy
import json
import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.model.analysis import analyse
from engine.model.code.fuzzing import fuzz_code
from engine.model.code.writer import write_model
from engine.model.foreign.keras_json import read_keras_json
from engine.model.foreign.onnx_graph import read_onnx_bytes
from engine.model.snippets import from_text, to_text
from engine.model.templates import template, template_names
from engine.project import Project, parse_project
from engine.text import NetwrightError

Reader = Callable[[bytes], object]
MOST_BYTES = 256 * 2**20
"""No single input may make the program hold more than this."""

_STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(10**30), 10**400, 0.5, 1e308, float("nan"), float("inf")),
    *("", "x", "input", "output", "conv1", "Conv2d", "Block", "\x00", "\ud800", "网络", "../..", "a" * 5000, "class"),
    *([], {}, [[]], {"": {}}, [1, 2, 3], ["input", "input"], [["conv1"]], {"block": "Block", "repeat": 200}),
)
_CODE = (
    *(" ", "\n", "(", ")", "[", "]", ":", "=", "self.", "nn.", "x", "**", "10**10", '"a" * 10**9', "lambda x: x"),
    *(
        "for _ in range(10**9):",
        "while True: pass",
        "import os; os.system('true')",
        "eval('1')",
        "__import__",
        "\t",
        "é",
    ),
)


def read_project(content: bytes) -> object:
    project = parse_project(content.decode("utf-8", "replace"))
    analyse(project.model, project.context())
    if parse_project(project.to_json()) != project:
        raise AssertionError("what was read does not survive being written")
    return project


def read_layers(content: bytes) -> object:
    return from_text(content.decode("utf-8", "replace"))


def read_keras(content: bytes) -> object:
    return _checked(read_keras_json(content.decode("utf-8", "replace"), "fuzz").spec)


def read_onnx(content: bytes) -> object:
    return _checked(read_onnx_bytes(content, "fuzz").spec)


def read_code(content: bytes) -> object:
    if not fuzz_code(content):
        raise NetwrightError("nothing to open")
    return True


def _checked(spec: Any) -> object:
    if spec is not None:
        analyse(spec)
    return spec


def _keras() -> bytes:
    layers = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 28, 28, 1], "name": "in"}},
        {"class_name": "Conv2D", "config": {"filters": 8, "kernel_size": [3, 3], "activation": "relu", "name": "c"}},
        {"class_name": "MaxPooling2D", "config": {"pool_size": [2, 2], "name": "p"}},
        {"class_name": "Flatten", "config": {"name": "f"}},
        {"class_name": "Dense", "config": {"units": 10, "activation": "softmax", "name": "d"}},
    ]
    return json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": layers}}).encode()


def _onnx() -> bytes:
    from onnx import TensorProto, helper

    nodes = [
        helper.make_node("Conv", ["x", "w"], ["a"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("MaxPool", ["b"], ["c"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Concat", ["c", "c"], ["d"], axis=1),
        helper.make_node("Flatten", ["d"], ["y"]),
    ]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, 28, 28))
    answer = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    weight = helper.make_tensor("w", TensorProto.FLOAT, (4, 1, 3, 3), [0.0] * 36)
    content: bytes = helper.make_model(helper.make_graph(nodes, "g", [given], [answer], [weight])).SerializeToString()
    return content


def seeds() -> dict[str, tuple[Reader, list[bytes]]]:
    """For each kind of input its reader and valid examples."""
    projects = [Project.from_template(name).to_json().encode() for name in template_names()]
    specs = [template(name) for name in template_names()]
    return {
        "projects": (read_project, projects),
        "copied layers": (read_layers, [to_text(spec, spec.by_id).encode() for spec in specs]),
        "PyTorch code": (read_code, [write_model(spec).encode() for spec in specs]),
        "Keras models": (read_keras, [_keras()]),
        "ONNX files": (read_onnx, [_onnx()]),
    }


def mutated(kind: str, example: bytes, rng: random.Random) -> bytes:
    """An input near a valid one: a changed value, changed bytes, a cut, or something random altogether."""
    way = rng.random()
    if way < 0.1:
        return rng.randbytes(rng.randrange(1, 400))
    if way < 0.5 and kind in ("projects", "copied layers", "Keras models"):
        data = json.loads(example)
        for _ in range(rng.randrange(1, 5)):
            _change(data, rng)
        return json.dumps(data).encode("utf-8", "surrogatepass")
    content = bytearray(example)
    for _ in range(rng.randrange(1, 8)):
        place = rng.randrange(len(content) + 1)
        if kind == "PyTorch code" and rng.random() < 0.6:
            content[place : place + rng.randrange(12)] = rng.choice(_CODE).encode()
        elif content:
            content[min(place, len(content) - 1)] = rng.randrange(256)
    return bytes(content[: rng.randrange(len(content)) if rng.random() < 0.2 else len(content)])


def _change(data: Any, rng: random.Random) -> None:
    """Put something strange somewhere in JSON data, or take or double a part."""
    while isinstance(data, dict | list) and data:
        key = rng.choice(list(data)) if isinstance(data, dict) else rng.randrange(len(data))
        if not isinstance(data[key], dict | list) or not data[key] or rng.random() < 0.15:
            if rng.random() < 0.2:
                del data[key]
            elif isinstance(data, list) and rng.random() < 0.2:
                data.append(copy.deepcopy(data[key]))
            else:
                data[key] = copy.deepcopy(rng.choice(_STRANGE))
            return
        data = data[key]


def fuzz(inputs: int, seed: int = 0, failures: Path = Path("fuzz-failures")) -> tuple[Counter[str], int]:
    """Read so many inputs; returns the counts by kind and outcome, and how many failed."""
    rng, counts, failed = random.Random(seed), Counter[str](), 0
    kinds = seeds()
    names = list(kinds)
    for number in range(inputs):
        kind = names[number % len(names)]
        reader, examples = kinds[kind]
        content = mutated(kind, rng.choice(examples), rng)
        try:
            reader(content)
            counts[f"{kind}: opened"] += 1
        except NetwrightError:
            counts[f"{kind}: refused"] += 1
        except Exception as error:
            failed += 1
            failures.mkdir(exist_ok=True)
            path = failures / f"{number}-{kind.replace(' ', '-')}"
            path.write_bytes(content)
            print(f"{path}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr, flush=True)
    return counts, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    began = time.perf_counter()
    counts, failed = fuzz(arguments.inputs, arguments.seed)
    for name in sorted(counts):
        print(f"{name:28s} {counts[name]:8,}")
    print(f"{arguments.inputs:,} inputs in {time.perf_counter() - began:.0f} s, {failed} failed")
    tracemalloc.start()
    fuzz(300, arguments.seed + 1)
    peak = tracemalloc.get_traced_memory()[1]
    print(f"largest memory while reading 300 more: {peak / 2**20:.0f} MB")
    return 1 if failed or peak > MOST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main())
