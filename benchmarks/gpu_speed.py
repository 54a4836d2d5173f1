"""How fast the engine trains on one CUDA GPU, against a loop by hand with all data there and the loop of the tutorials.

``python -m benchmarks.gpu_speed`` anywhere with a GPU, from the project's folder; no Qt, no display, no network. It
prints Markdown tables, progress goes to stderr. Where there is no GPU it says so and measures nothing; ``--dry-run``
then goes the same way on the CPU with next to no data, to see that it works.
"""

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from benchmarks.gpu_runs import TimedRun
    from engine.training.config import TrainingConfig

NEEDED = ("torch", "numpy", "pydantic", "platformdirs", "psutil", "safetensors")
LEAST_TORCH = (2, 11)


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    rounds: int
    epochs: int
    textbook_epochs: int
    seeds: int
    trials: int
    limit: int | None = None


WHOLE = Sizes(rounds=5, epochs=10, textbook_epochs=1, seeds=5, trials=20)
DRY = Sizes(rounds=1, epochs=1, textbook_epochs=1, seeds=1, trials=1, limit=400)


def missing() -> str | None:
    """In words, what this benchmark needs and this Python lacks."""
    lacking = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if lacking:
        names = " ".join(lacking)
        return (
            f"This benchmark needs {', '.join(NEEDED)}; missing here: {names}. Install: python -m pip install {names}"
        )
    import torch

    version = tuple(int(part) for part in torch.__version__.split(".")[:2])
    if version < LEAST_TORCH:
        return f"Expected torch {'.'.join(map(str, LEAST_TORCH))} or newer, found {torch.__version__}."
    return None


def main(arguments: Iterable[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="next to no data; on the CPU where there is no GPU")
    parser.add_argument("--rounds", type=int, default=WHOLE.rounds, help="each way once a round, by turns")
    parser.add_argument("--seeds", type=int, default=WHOLE.seeds, help="runs of the fast recipe")
    parser.add_argument("--out", type=Path, help="write the tables to this file as well")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    lacking = missing()
    if lacking is not None:
        print(lacking, file=sys.stderr)
        return 2
    import torch

    cuda = torch.cuda.is_available()
    if not cuda and not chosen.dry_run:
        print("no CUDA GPU here: not measured")
        return 0
    sizes = DRY if chosen.dry_run else Sizes(chosen.rounds, WHOLE.epochs, 1, chosen.seeds, WHOLE.trials)
    device = torch.device("cuda" if cuda else "cpu")
    with tempfile.TemporaryDirectory() as folder:
        parts = [_device_line(device), *_speed(device, sizes, Path(folder))]
        parts += [*_accuracy(device, sizes, Path(folder)), *_listening(device, sizes, Path(folder))]
    if chosen.dry_run:
        parts.insert(0, "Dry run: the figures say nothing.")
    if not cuda:
        parts.append("no CUDA GPU here: not measured")
    text = "\n\n".join(parts) + "\n"
    print(text, end="")
    if chosen.out is not None:
        chosen.out.write_text(text, encoding="utf-8")
    return 0


def fast(device: "torch.device", **changes: object) -> "TrainingConfig":
    """The fast recipe on a device; without a GPU there is no TF32."""
    from engine.training.recipes import recipe

    precision = {} if device.type == "cuda" else {"precision": "float32"}
    return recipe("mnist-fast").model_copy(update={"device": str(device), **precision, **changes})


# -- seconds of ten epochs ---------------------------------------------------------------------------------------------


def _speed(device: "torch.device", sizes: Sizes, folder: Path) -> list[str]:
    from benchmarks.gpu_loops import resident_loop, textbook_loop
    from benchmarks.gpu_runs import one_by_one, timed
    from benchmarks.machine import table
    from engine.data.catalog import load_dataset
    from engine.data.splits import split_images
    from engine.model.templates import template
    from engine.training.recipes import recipe

    config = recipe("reference").model_copy(
        update={"device": str(device), "epochs": sizes.epochs, "limit_train": sizes.limit, "tune": False}
    )
    data, network = load_dataset("mnist"), template("mnist-cnn")
    split = split_images(len(data.train_images), config.validation_split, config.seed, sizes.limit)
    train, validation = ((data.train_images[part], data.train_labels[part]) for part in (split.train, split.validation))
    runs: list[TimedRun] = []

    def engine() -> tuple[float, float]:
        runs.append(timed(config, network, folder / f"run{len(runs)}"))
        return runs[-1].epochs_seconds, runs[-1].epochs[-1].validation_accuracy or 0.0

    def engine_one_by_one() -> tuple[float, float]:
        with one_by_one():
            run = timed(config, network, folder / f"single{len(runs)}")
        return run.epochs_seconds, run.epochs[-1].validation_accuracy or 0.0

    def by_hand() -> tuple[float, float]:
        seconds, accuracy = resident_loop(device, train, validation, sizes.epochs)
        return sum(seconds), accuracy

    def textbook() -> tuple[float, float]:
        seconds, accuracy = textbook_loop(device, train, validation, sizes.textbook_epochs)
        return sum(seconds) / sizes.textbook_epochs * sizes.epochs, accuracy

    ways: dict[str, Callable[[], tuple[float, float]]] = {
        "the engine": engine,
        "the engine, each step launched by itself": engine_one_by_one,
        "eager loop by hand, all data on the device": by_hand,
        "textbook: a transform for each image, DataLoader": textbook,
    }
    for way in ways.values():  # once before anything counts: libraries are loaded, memory is there
        way()
    runs.clear()
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(sizes.rounds):
        for name, way in ways.items():
            found[name].append(way())
            _tell(f"round {number + 1}/{sizes.rounds}  {name}: {found[name][-1][0]:.3f} s")
    medians = {name: statistics.median(seconds for seconds, _ in rounds) for name, rounds in found.items()}
    first = next(iter(medians.values()))
    rows = [
        (name, f"{seconds:.3f}", f"{seconds / first:.2f}", f"{found[name][-1][1]:.4f}")
        for name, seconds in medians.items()
    ]
    epoch = statistics.median(epoch.seconds for run in runs for epoch in run.epochs[1:] or run.epochs)
    recording = statistics.median(run.first_step - run.began for run in runs)
    about = (
        f"Reference recipe, float32, batch 64, {sizes.epochs} epochs with validation; medians of {sizes.rounds} rounds "
        f"by turns; one epoch of the textbook loop. Targets: 6 and 50 for the last two."
    )
    details = (
        f"An epoch of the engine after the first: {1000 * epoch:.1f} ms. From the run's beginning to its first step, "
        f"recording included: {1000 * recording:.0f} ms. {'; '.join(runs[-1].ways)}"
    )
    head = ("Way", f"{sizes.epochs} epochs, s", "Times the engine's", "Validation accuracy")
    return [about, table(head, rows), details]


# -- accuracy in little time -------------------------------------------------------------------------------------------


def _accuracy(device: "torch.device", sizes: Sizes, folder: Path) -> list[str]:
    from benchmarks.gpu_runs import timed
    from benchmarks.machine import table
    from engine.model.templates import template

    rows = []
    for epochs, target, seconds in ((3, 0.99, 0.25), (12, 0.995, 3.0)):
        runs = []
        for seed in range(sizes.seeds):
            changes: dict[str, object] = {"seed": seed, "limit_train": sizes.limit}
            config = fast(device, epochs=sizes.epochs if sizes.limit else epochs, **changes)
            runs.append(timed(config, template("mnist-fast"), folder / f"fast{epochs}-{seed}"))
            _tell(f"{epochs} epochs  seed {seed}  {runs[-1].test_accuracy:.4f}  {runs[-1].training_seconds:.3f} s")
        accuracies = [100 * run.test_accuracy for run in runs]
        rows.append(
            (
                str(epochs),
                f"{statistics.mean(accuracies):.3f} % ({min(accuracies):.2f} to {max(accuracies):.2f})",
                f"{100 * target:.1f} %",
                f"{statistics.median(run.training_seconds for run in runs):.3f}",
                f"{seconds:g}",
                f"{statistics.median(run.finished for run in runs):.2f}",
            )
        )
    head = ("Epochs", "Test accuracy, mean", "Target", "Training, s", "Target, s", "From the click to the end, s")
    about = (
        f"Fast recipe, {sizes.seeds} seeds; medians of the times. Training is all epochs with validation and saving. "
        "From the click to the end also counts the data, the recording and the test; the target to 99 % is 2 s."
    )
    return [about, table(head, rows)]


def _listening(device: "torch.device", sizes: Sizes, folder: Path) -> list[str]:
    from benchmarks.gpu_runs import seconds_to_see, seconds_to_stop
    from benchmarks.machine import table
    from engine.model.templates import template
    from engine.training.recipes import recipe

    network = template("mnist-cnn")
    config = recipe("reference").model_copy(update={"device": str(device), "limit_train": sizes.limit, "tune": False})
    rows = [
        _times("Stop to the end of the run, everything saved", seconds_to_stop(config, network, folder, sizes.trials)),
        _times("Asking for the weights to having them", seconds_to_see(config, network, folder, sizes.trials)),
    ]
    return [
        f"While the reference recipe trains, {sizes.trials} times each. Target of the first: 100 ms.",
        table(("From", "median, ms", "longest, ms"), rows),
    ]


def _times(name: str, seconds: Sequence[float]) -> tuple[str, str, str]:
    return name, f"{1000 * statistics.median(seconds):.1f}", f"{1000 * max(seconds):.1f}"


def _device_line(device: "torch.device") -> str:
    import torch

    from benchmarks.machine import machine_line

    if device.type != "cuda":
        return f"CPU; {machine_line()}."
    properties = torch.cuda.get_device_properties(device)
    memory = properties.total_memory / 2**30
    return f"{properties.name}, {memory:.0f} GB, CUDA {torch.version.cuda}; {machine_line()}."


def _tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
