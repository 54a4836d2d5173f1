"""How long the small things take that must feel immediate: a drawing, its answer, the code of a network.

``uv run python -m benchmarks.moments`` prints a Markdown table of medians; each is also given as a ratio to a yardstick
timed in the same run (100,000 turns of an empty Python loop), so that runs on different machines can be compared.
"""

import argparse
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from benchmarks.machine import machine_line, table
from engine.data.catalog import load_dataset
from engine.data.ink import render_strokes
from engine.evaluation.service import PredictionService
from engine.model import edits
from engine.model.build import build
from engine.model.code.reader import read_code
from engine.model.code.writer import write_model
from engine.model.templates import template
from engine.training.live import LiveWeights
from engine.weights import copy_state


def main() -> int:
    """Time each in turn and print the table; returns 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--repeats", type=int, default=40)
    repeats = arguments.parse_args().repeats
    chain = template("mlp")
    for _ in range(100):
        chain, _ = edits.append_layer(chain, "ReLU", after="relu1")
    code = write_model(chain)
    turn = np.linspace(0, 1, 500)
    strokes = [np.stack([200 * np.cos(6 * turn), 200 * np.sin(9 * turn)], axis=1).tolist()]
    service, ask = _answering()
    moments: tuple[tuple[str, Callable[[], object], float | None], ...] = (
        ("a drawing of 500 points made an image", lambda: render_strokes(strokes), 2),
        ("a digit answered by mnist-cnn, through the service", ask, 10),
        ("code of 100 layers written", lambda: write_model(edits.set_params(chain, "linear1", out_features=255)), None),
        ("code of 100 layers read", lambda: read_code(code), None),
    )
    yardstick = _milliseconds(lambda: [None for _ in range(100_000)], repeats)
    rows, missed = [], False
    for name, act, target in moments:
        spent = _milliseconds(act, repeats)
        rows.append([name, f"{spent:.1f} ms", f"{spent / yardstick:.2f}", "" if target is None else f"≤ {target} ms"])
        missed |= target is not None and spent > target
    service.close()
    print(machine_line())
    print()
    print(table(["", f"median of {repeats}", f"× yardstick ({yardstick:.1f} ms)", "target"], rows))
    return int(missed)


def _milliseconds(act: Callable[[], object], repeats: int) -> float:
    act()
    spent = []
    for _ in range(repeats):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1e3)
    return median(spent)


def _answering() -> tuple[PredictionService, Callable[[], object]]:
    """A service with weights to answer from, and what asks it about one digit after the other."""
    data, spec, service, live = load_dataset("mnist"), template("mnist-cnn"), PredictionService(), LiveWeights()
    state = copy_state(build(spec, seed=1))
    live.publish(1, lambda: state)
    service.set_source(spec, data.info.preprocessing, live)
    asked = iter(range(10_000))

    def ask() -> None:
        request = service.submit(data.test_images[next(asked), 0])
        while service.answers.get(timeout=30).request_id < request:
            pass

    return service, ask


if __name__ == "__main__":
    sys.exit(main())
