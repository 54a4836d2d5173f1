"""Train the reference recipe over several seeds and print test accuracy as mean and spread, as a Markdown table.

Headless, on the CPU or a GPU, with no Qt: ``python -m benchmarks.reference_accuracy --seeds 3``. Progress goes to
stderr, the table to stdout (and to ``--out``). The runs are kept where ``--runs`` says, else thrown away.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import machine_line, table
from benchmarks.trained import epoch_words, train_to_the_end
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.events import EpochCompleted, RunFinished
from engine.training.job import TrainingJob
from engine.training.recipes import recipe

PUBLISHED = 0.9903
"""Test accuracy published for this recipe."""


@dataclass(frozen=True)
class Trained:
    """What one seed came to."""

    seed: int
    device: str
    device_name: str
    epochs: tuple[EpochCompleted, ...]
    end: RunFinished

    @property
    def test_accuracy(self) -> float:
        assert self.end.test_accuracy is not None
        return self.end.test_accuracy

    @property
    def images_per_second(self) -> float:
        """Training images per second, the median over the epochs."""
        return statistics.median(epoch.images_per_second for epoch in self.epochs)


def train(
    seed: int, epochs: int, device: str, limit: int | None, store: RunStore, template: str = "mnist-cnn"
) -> Trained:
    """Train the reference recipe once, as a click on Train does; raises :class:`RuntimeError` where it fails."""
    hyperparameters = recipe("reference").model_copy(
        update={"seed": seed, "epochs": epochs, "device": device, "limit_train": limit}
    )
    job = TrainingJob(replace(Project.from_template(template), training=hyperparameters), store, f"{template}-{seed}")
    started, done, end = train_to_the_end(
        job,
        lambda event: print(f"{template}  seed {seed}  {epoch_words(event, epochs)}", file=sys.stderr, flush=True),
    )
    return Trained(seed, started.device, started.device_name, done, end)


def report(results: list[Trained], epochs: int, limit: int | None) -> str:
    """Mean and spread, then a row for each seed."""
    accuracies = [result.test_accuracy for result in results]
    spread = f" ± {statistics.stdev(accuracies):.4f}" if len(results) > 1 else ""
    losses = [result.end.test_loss or 0.0 for result in results]
    first = results[0]
    seeds = f"{len(results)} seeds, lowest {min(accuracies):.4f}, highest {max(accuracies):.4f}"
    images = "" if limit is None else f", {limit} training images at most"
    recipe_text = f"`mnist-cnn`, Adam, learning rate 0.001, batch 64, {epochs} epochs, validation split 0.2{images}"
    found = f"{statistics.mean(accuracies):.4f}{spread} (mean ± standard deviation over {seeds})"
    once = "each seed tested once, with the weights of its best validation epoch"
    paragraphs = (
        f"Test accuracy {found}; published for this recipe: {PUBLISHED}.",
        f"Test loss {statistics.mean(losses):.4f}. {recipe_text}; {once}.",
        f"On {first.device} ({first.device_name}); {machine_line()}.",
        table(
            ("Seed", "Test accuracy", "Test loss", "Best epoch", "Validation accuracy", "Images/s", "Minutes"),
            [_row(result) for result in results],
        ),
    )
    return "\n\n".join(paragraphs) + "\n"


def _row(result: Trained) -> tuple[str, ...]:
    best = next(epoch for epoch in result.epochs if epoch.epoch == result.end.best_epoch)
    return (
        str(result.seed),
        f"{result.test_accuracy:.4f}",
        f"{result.end.test_loss:.4f}",
        str(best.epoch),
        f"{best.validation_accuracy:.4f}",
        f"{result.images_per_second:,.0f}",
        f"{result.end.seconds / 60:.1f}",
    )


def main(arguments: Iterable[str] | None = None) -> int:
    """Parse the arguments, train and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds, counted from --first-seed")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or cuda:N")
    parser.add_argument("--limit-train", type=int, help="use only so many training images, for a trial")
    parser.add_argument("--runs", type=Path, help="keep the runs in this folder")
    parser.add_argument("--out", type=Path, help="write the table to this file as well")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    if chosen.seeds < 1:
        parser.error("--seeds: expected at least 1")
    with tempfile.TemporaryDirectory() as scratch:
        store = RunStore(chosen.runs or Path(scratch))
        seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
        results = [train(seed, chosen.epochs, chosen.device, chosen.limit_train, store) for seed in seeds]
    text = report(results, chosen.epochs, chosen.limit_train)
    print(text, end="")
    if chosen.out is not None:
        chosen.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
