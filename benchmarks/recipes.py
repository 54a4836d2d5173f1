"""Train the recipes for MNIST over several seeds: test accuracy as mean and spread, and how long it takes.

Headless, on the CPU or a GPU, with no Qt: ``python -m benchmarks.recipes --seeds 5``. For ``mnist-quick`` the textbook
loop is trained in the same run until its test accuracy is as high as the recipe is for (99 %), for the ratio of the
two times. Progress goes to stderr, the tables to stdout (and to ``--out``). Each seed is tested once, at its end.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import machine_line, table
from benchmarks.trained import epoch_words, train_to_the_end
from engine.fields import describe
from engine.project import DEFAULT_TEMPLATE, Project
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from engine.training.recipes import recipe, recipe_dataset, recipe_names, recipe_template

TARGETS = {"mnist-quick": 0.99, "mnist-best": 0.997}
"""The mean test accuracy that a recipe is for."""
AGAINST_THE_TEXTBOOK = "mnist-quick"


@dataclass(frozen=True)
class Trained:
    """What one seed came to."""

    seed: int
    device: str
    parameters: int
    images: int
    """Training images, without those of the validation."""
    validation_accuracy: float | None
    test_accuracy: float
    training_seconds: float
    """All epochs with their validation and saving."""
    whole_seconds: float
    """From the start of the job to its end: data, the search for the fastest way and the test included."""


def train(name: str, seed: int, device: str, store: RunStore, limit: int | None = None) -> Trained:
    """Train a recipe once, as a click on Train does; raises :class:`RuntimeError` where it fails."""
    hyperparameters = recipe(name).model_copy(update={"seed": seed, "device": device})
    if limit is not None:
        hyperparameters = hyperparameters.model_copy(update={"limit_train": limit})
    fresh = Project.from_template(recipe_template(name) or DEFAULT_TEMPLATE)
    project = replace(fresh, training=hyperparameters, dataset=recipe_dataset(name) or fresh.dataset)
    began = time.perf_counter()
    job = TrainingJob(project, store, f"{name}-{seed}")
    started, done, end = train_to_the_end(
        job, lambda event: _tell(f"{name}  seed {seed}  {epoch_words(event, hyperparameters.epochs)}")
    )
    whole = time.perf_counter() - began
    assert end.test_accuracy is not None
    kept = next((epoch for epoch in done if epoch.epoch == end.best_epoch), done[-1])
    _tell(f"{name}  seed {seed}  test accuracy {end.test_accuracy:.4f}  {whole:.1f} s")
    return Trained(
        seed,
        f"{started.device} ({started.device_name})",
        started.parameters,
        started.train_images,
        kept.validation_accuracy,
        end.test_accuracy,
        sum(epoch.seconds for epoch in done),
        whole,
    )


def report(name: str, results: Sequence[Trained]) -> str:
    """What the recipe is, mean and spread, then a row for each seed."""
    accuracies = [result.test_accuracy for result in results]
    spread = f" ± {statistics.stdev(accuracies):.4f}" if len(results) > 1 else ""
    target = f"; wanted: {TARGETS[name]:.4f}" if name in TARGETS else ""
    first = results[0]
    found = (
        f"Test accuracy **{statistics.mean(accuracies):.4f}{spread}** (mean ± standard deviation over {len(results)} "
        f"seeds, lowest {min(accuracies):.4f}, highest {max(accuracies):.4f}){target}. Training takes "
        f"{_median(results, 'training_seconds'):.1f} s, from the click to the tested network "
        f"{_median(results, 'whole_seconds'):.1f} s (medians)."
    )
    conditions = (
        f"`{recipe_template(name) or DEFAULT_TEMPLATE}` ({first.parameters:,} parameters), {first.images:,} training "
        f"images; {_differences(name)}. Each seed tested once. On {first.device}; {machine_line()}."
    )
    head = ("Seed", "Test accuracy", "Validation accuracy", "Training, s", "Click to test, s")
    paragraphs = (f"### {name}", found, conditions, table(head, [_row(result) for result in results]))
    return "\n\n".join(paragraphs) + "\n"


def _differences(name: str) -> str:
    """The hyperparameters that are not the reference recipe's."""
    found, usual = recipe(name), TrainingConfig()
    changed = [
        f"{field.name} {getattr(found, field.name)}"
        for field in describe(TrainingConfig)
        if getattr(found, field.name) != getattr(usual, field.name)
    ]
    return ", ".join(changed) or "the reference hyperparameters"


def _row(result: Trained) -> tuple[str, ...]:
    return (
        str(result.seed),
        f"{result.test_accuracy:.4f}",
        "–" if result.validation_accuracy is None else f"{result.validation_accuracy:.4f}",
        f"{result.training_seconds:.2f}",
        f"{result.whole_seconds:.2f}",
    )


def _median(results: Iterable[object], figure: str) -> float:
    return float(statistics.median(getattr(result, figure) for result in results))


def against_the_textbook(
    results: Sequence[Trained], target: float, seeds: int, most_epochs: int, most_images: int | None = None
) -> str:
    """Train the textbook loop to the target as well and compare the times."""
    from benchmarks.textbook import train_until, unpack

    with tempfile.TemporaryDirectory() as folder:
        unpack(Path(folder))
        peers = [train_until(target, seed, most_epochs, Path(folder), _tell, most_images) for seed in range(seeds)]
    theirs = _median(peers, "seconds")
    training, whole = _median(results, "training_seconds"), _median(results, "whole_seconds")
    missed = [str(peer.seed) for peer in peers if not peer.reached]
    remark = f" Seeds {', '.join(missed)} did not get there: their times are too short." if missed else ""
    compared = (
        f"Against the textbook loop (torchvision's dataset, DataLoader, eager mnist-cnn, Adam, batch 64) until its "
        f"test accuracy is first {target:.2%} at the end of an epoch, evaluations not counted:{remark}"
    )
    textbook = (
        f"Textbook loop ({_median(peers, 'step_milliseconds'):.1f} ms a step, {_median(peers, 'epochs'):g} epochs)"
    )
    rows = [
        (textbook, f"{theirs:.1f}", "1"),
        ("Recipe, training", f"{training:.2f}", f"1/{theirs / training:.1f}"),
        ("Recipe, click to test", f"{whole:.2f}", f"1/{theirs / whole:.1f}"),
    ]
    of_each = [(str(peer.seed), str(peer.epochs), f"{peer.accuracy:.4f}", f"{peer.seconds:.1f}") for peer in peers]
    paragraphs = (
        compared,
        table(("", "Seconds", "Ratio"), rows),
        table(("Textbook seed", "Epochs", "Test accuracy", "Seconds"), of_each),
    )
    return "\n\n".join(paragraphs) + "\n"


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: Iterable[str] | None = None) -> int:
    """Parse the arguments, train and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipe", action="append", choices=recipe_names(), help="may be repeated; default: MNIST's")
    parser.add_argument("--seeds", type=int, default=5, help="number of seeds, counted from --first-seed")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help="auto, cpu, cuda or cuda:N")
    parser.add_argument("--limit-train", type=int, help="use only so many training images, for a trial")
    parser.add_argument("--textbook-seeds", type=int, default=3, help="0 leaves the textbook loop out")
    parser.add_argument("--textbook-epochs", type=int, default=12, help="at most so many until 99 %%")
    parser.add_argument("--out", type=Path, help="write the tables to this file as well")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    if chosen.seeds < 1:
        parser.error("--seeds: expected at least 1")
    parts = []
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    for name in chosen.recipe or tuple(TARGETS):
        with tempfile.TemporaryDirectory() as scratch:
            store = RunStore(Path(scratch))
            results = [train(name, seed, chosen.device, store, chosen.limit_train) for seed in seeds]
        parts.append(report(name, results))
        if name == AGAINST_THE_TEXTBOOK and chosen.textbook_seeds:
            parts.append(
                against_the_textbook(
                    results, TARGETS[name], chosen.textbook_seeds, chosen.textbook_epochs, chosen.limit_train
                )
            )
    text = "\n".join(parts)
    print(text, end="")
    if chosen.out is not None:
        chosen.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
