"""How long an edit, opening, panning and zooming take on the canvas, at 100 and 1,000 layers, in the real window parts.

    uv run python -m benchmarks.canvas

An edit is counted from the call to the end of the repaint: network, analysis, layout, scene, panels, pixels.
"""

import argparse
import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from engine.fields import Settings
from engine.model import edits
from engine.model.layout import arrange
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec
from engine.model.templates import empty_model
from engine.project import Project
from engine.training.config import TrainingConfig
from gui.model.document import ProjectDocument
from gui.model.page import BuildPage
from gui.preferences import Preferences
from gui.startup import prepare_application

REPEATS = 25
FRAMES = 90


def _params(type_name: str, **params: object) -> Settings:
    return layer_type(type_name).Params.model_validate(params)


CONV = _params("Conv2d", out_channels=8, padding="same", bias=False)


def chain(count: int) -> ModelSpec:
    """Convolutions, normalisations and activations one behind the other."""
    spec = empty_model()
    kinds: tuple[tuple[str, Settings | None], ...] = (("Conv2d", CONV), ("BatchNorm2d", None), ("ReLU", None))
    number = 0
    while len(spec) < count - 2:
        type_name, params = kinds[number % 3]
        spec, _ = edits.append_layer(spec, type_name, params=params)
        number += 1
    return _ended(spec)


def residual(count: int) -> ModelSpec:
    """Blocks of five layers with a skip around each."""
    spec, last = edits.append_layer(empty_model(), "Conv2d", params=CONV)
    while len(spec) < count - 2:
        start = last
        for type_name in ("Conv2d", "BatchNorm2d", "ReLU", "Conv2d"):
            params = CONV if type_name == "Conv2d" else None
            spec, last = edits.append_layer(spec, type_name, after=last, params=params)
        spec, last = edits.append_layer(spec, "Add", after=last)
        spec = edits.connect(spec, start, last)
    return _ended(spec)


def inception(count: int) -> ModelSpec:
    """Blocks of four branches, one, two and three convolutions long."""
    spec, last = edits.append_layer(empty_model(), "Conv2d", params=CONV)
    while len(spec) < count - 2:
        start, ends = last, []
        for length in (3, 2, 1, 2):
            end = start
            for type_name, params in (("Conv2d", CONV), ("ReLU", None)) * length:
                layer = edits.new_layer(spec, type_name, params)
                spec = spec.with_layers((*spec.layers, replace(layer, inputs=(end,))))
                end = layer.id
            ends.append(end)
        merge = replace(edits.new_layer(spec, "Concatenate"), inputs=tuple(ends))
        spec = spec.with_layers((*spec.layers, merge))
        spec = edits.connect(spec, merge.id, "output")
        last = merge.id
    return _ended(spec)


def _ended(spec: ModelSpec) -> ModelSpec:
    spec, _ = edits.append_layer(spec, "Flatten")
    return edits.append_layer(spec, "Linear", params=_params("Linear", out_features=10))[0]


class Spent(NamedTuple):
    """Milliseconds on the clock, and of the GUI thread's work alone: the two differ where others use the machine."""

    wall: float
    work: float


def milliseconds(act: Callable[[], object]) -> Spent:
    """How long it takes until everything is painted."""
    wall, work = time.perf_counter(), time.thread_time()
    act()
    QApplication.processEvents()
    return Spent((time.perf_counter() - wall) * 1e3, (time.thread_time() - work) * 1e3)


def row(name: str, samples: list[Spent]) -> None:
    walls = sorted(sample.wall for sample in samples)
    late, work = walls[int(0.95 * (len(walls) - 1))], statistics.median(sample.work for sample in samples)
    print(f"| {name} | {statistics.median(walls):.1f} | {late:.1f} | {work:.1f} |", flush=True)


def measure(name: str, spec: ModelSpec) -> None:
    document = ProjectDocument(Project.from_template("softmax-regression"))
    page = BuildPage(document)
    page.resize(1280, 660)
    page.show()
    QApplication.processEvents()
    project = Project(spec, arrange(spec), TrainingConfig())
    print(f"| **{name}, {len(spec)} layers** | | | |")
    row("open", [milliseconds(lambda: document.replace_project(project)) for _ in range(3)])
    layer = spec.order[len(spec) // 2]
    conv = next(found for found in spec.order[len(spec) // 2 :] if spec[found].type == "Conv2d")
    document.select((conv,))
    page.canvas.reset_zoom()
    page.canvas.centre_on(conv)
    QApplication.processEvents()
    adds, undos, params, deletes, troubles = [], [], [], [], []
    for number in range(REPEATS):
        turn = partial(page.editor.set_param, conv, "kernel_size", 1 + 2 * (number % 2), "Kernel size", number)
        params.append(milliseconds(turn))
        adds.append(milliseconds(lambda: page.editor.add("Dropout2d", layer)))
        undos.append(milliseconds(document.undo_stack.undo))
        troubles.append(milliseconds(lambda: page.editor.add("Linear", layer)))
        document.undo_stack.undo()
        document.select((layer,))
        QApplication.processEvents()  # or the deletion would answer for what was undone and selected before it
        deletes.append(milliseconds(page.editor.delete))
        document.undo_stack.undo()
        document.select((conv,))
        QApplication.processEvents()
    for title, samples in (
        ("add a layer", adds),
        ("undo it", undos),
        ("add one that does not fit", troubles),
        ("change a param", params),
        ("delete", deletes),
    ):
        row(title, samples)
    for zoom in (1.0, 0.5, 0.25):
        page.canvas.zoom_by(zoom / page.canvas.zoom)
        QApplication.processEvents()
        pans = [milliseconds(lambda: page.canvas.pan(QPoint(0, -23))) for _ in range(FRAMES)]
        row(f"pan at {zoom:.0%}, a frame", pans)
    page.canvas.fit()
    factors = [1.06] * (FRAMES // 2) + [1 / 1.06] * (FRAMES // 2)
    zooms = [milliseconds(partial(page.canvas.zoom_by, factor)) for factor in factors]
    row("zoom in and out, a frame", zooms)
    page.stop()
    page.close()


def many_edits(count: int) -> None:
    document = ProjectDocument(Project.from_template("mnist-cnn"))
    process = psutil.Process()
    gc.collect()
    before, began = process.memory_info().rss, time.perf_counter()
    for number in range(count):
        model = edits.set_params(document.model, "linear1", out_features=1 + number % 999)
        document.apply("Change", model=model)
    spent = time.perf_counter() - began
    grown = (process.memory_info().rss - before) / 2**20
    document.undo_stack.setIndex(0)
    whole = document.project.model == Project.from_template("mnist-cnn").model
    print(f"\n{count:,} edits in {spent:.1f} s, {grown:.0f} MB more; all undone: {whole}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    arguments = parser.parse_args()
    prepare_application(Preferences())
    print("| milliseconds | median | 95 % | work alone, median |\n| --- | ---: | ---: | ---: |")
    for size in arguments.sizes:
        measure("chain", chain(size))
        measure("residual", residual(size))
        measure("inception", inception(size))
    many_edits(10_000)


if __name__ == "__main__":
    main()
