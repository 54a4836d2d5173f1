"""A run once more: what differs here from where it ran, and whether it came to the same bits.

The same project, seed, data, versions, device and way of computing (:class:`ExecutionPlan`) give the same bits. Slow,
for the data are read and torch is imported: not for a GUI's thread.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.data.catalog import load_dataset
from engine.lazy import lazy_module
from engine.runs.metadata import Lineage, RunMetadata, installed_versions
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

np: Any = lazy_module("numpy")

_FIGURES = ("step", "train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "best", "learning_rate")
"""What of an epoch is no matter of time."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was when the run was made; ``decides`` says that the same bits cannot come of it."""

    text: Text
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run came to the same bits as the one that it repeats."""

    same: bool
    text: Text


def lineage_of_again(run: Run) -> Lineage:
    """What a run that repeats another one says of itself."""
    return Lineage(relation="again", parent=run.name)


def differences(run: Run) -> list[Difference]:
    """What is not here as it was there, the gravest first; empty where the same bits are to be expected.

    Loads the run's dataset and imports torch. Raises :class:`NetwrightError` where the run cannot be read at all.
    """
    metadata = run.metadata()
    project = run.project()
    found = [
        *_of_its_course(run, metadata),
        *_of_the_data(metadata),
        *_of_the_device(metadata, project.training.device),
        *_of_the_versions(metadata),
    ]
    return sorted(found, key=lambda difference: not difference.decides)


def verdict(first: Run, again: Run) -> Verdict:
    """Compare losses of all steps, figures of all epochs, test figures and weights; what only one of them has is left
    out. Raises :class:`NetwrightError` where one of the runs cannot be read.
    """
    mine, theirs = again.metrics(), first.metrics()
    steps = min(len(mine.step_losses), len(theirs.step_losses))
    if steps == 0:
        return Verdict(False, Text(QT_TRANSLATE_NOOP("engine", "Nothing can be compared: no step was kept.")))
    for ours, other in ((mine.step_losses, theirs.step_losses), (mine.step_accuracies, theirs.step_accuracies)):
        unlike = np.flatnonzero(ours[:steps].view(np.uint32) != other[:steps].view(np.uint32))
        if len(unlike):
            return _not_same(QT_TRANSLATE_NOOP("engine", "from step {step} on"), step=int(unlike[0]) + 1)
    for epoch, other_epoch in zip(mine.epochs, theirs.epochs, strict=False):
        if any(epoch.get(name) != other_epoch.get(name) for name in _FIGURES):
            return _not_same(QT_TRANSLATE_NOOP("engine", "in the figures of epoch {epoch}"), epoch=epoch["epoch"])
    whole = len(mine.step_losses) == len(theirs.step_losses)
    if not whole:
        text = QT_TRANSLATE_NOOP("engine", "The same bits up to step {step}, where one of the runs ends.")
        return Verdict(True, Text(text, {"step": steps}))
    ended, ended_before = again.metadata(), first.metadata()
    if (ended.test_loss, ended.test_accuracy) != (ended_before.test_loss, ended_before.test_accuracy):
        return _not_same(QT_TRANSLATE_NOOP("engine", "in the test figures"))
    if _digest(again.best_weights) != _digest(first.best_weights):
        return _not_same(QT_TRANSLATE_NOOP("engine", "in the weights"))
    text = QT_TRANSLATE_NOOP(
        "engine", "The same bits: all {steps} steps, every epoch's figures and the weights are equal."
    )
    return Verdict(True, Text(text, {"steps": steps}))


def _not_same(place: str, **values: object) -> Verdict:
    text = QT_TRANSLATE_NOOP("engine", "Not the same bits: the runs differ {place}.")
    return Verdict(False, Text(text, {"place": Text(place, values)}))


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except OSError:
        return None


def _of_its_course(run: Run, metadata: RunMetadata) -> Iterator[Difference]:
    metrics = run.metrics()
    for change in metrics.changes:
        names = ", ".join(str(one.get("name")) for one in change.get("changes", []) if isinstance(one, dict))
        text = QT_TRANSLATE_NOOP(
            "engine", "It was changed at step {step} ({names}); again begins with the last values."
        )
        yield Difference(Text(text, {"step": change["step"], "names": names}), decides=True)
    if metadata.plan is None:
        text = QT_TRANSLATE_NOOP(
            "engine", "It does not tell how its steps were computed: the fastest way is found anew."
        )
        yield Difference(Text(text))
    if metadata.epochs_done < metadata.epochs:
        text = QT_TRANSLATE_NOOP("engine", "It ended after epoch {done} of {epochs}; again goes on to the end.")
        yield Difference(Text(text, {"done": metadata.epochs_done, "epochs": metadata.epochs}))


def _of_the_data(metadata: RunMetadata) -> Iterator[Difference]:
    found = load_dataset(metadata.dataset).fingerprint
    if metadata.fingerprint and found != metadata.fingerprint:
        text = QT_TRANSLATE_NOOP("engine", "The dataset {dataset} has other examples now than it had then.")
        yield Difference(Text(text, {"dataset": metadata.dataset}), decides=True)


def _of_the_device(metadata: RunMetadata, wanted: str) -> Iterator[Difference]:
    from engine.training.device import device_name, resolve_device

    try:
        device = resolve_device(wanted)
    except NetwrightError as error:
        yield Difference(error.text, decides=True)
        return
    found = device_name(device)
    if (metadata.device.partition(":")[0], metadata.device_name) != (device.type, found):
        text = QT_TRANSLATE_NOOP("engine", "It ran on {then}, here it runs on {now}.")
        then = f"{metadata.device} ({metadata.device_name})" if metadata.device else "?"
        yield Difference(Text(text, {"then": then, "now": f"{device} ({found})"}), decides=True)
    threads = (metadata.plan or {}).get("threads")
    if device.type == "cpu" and isinstance(threads, int) and threads > (os.cpu_count() or 1):
        text = QT_TRANSLATE_NOOP(
            "engine", "It took {threads} threads, this machine has {cores} cores: again is slower."
        )
        yield Difference(Text(text, {"threads": threads, "cores": os.cpu_count() or 1}))


def _of_the_versions(metadata: RunMetadata) -> Iterator[Difference]:
    text = QT_TRANSLATE_NOOP("engine", "{name} was {then}, here it is {now}.")
    for name, version in installed_versions().items():
        then = metadata.versions.get(name, "?")
        if then != version:
            values = {"name": name, "then": then, "now": version}
            yield Difference(Text(text, values), decides=name == "torch")
    if metadata.platform != platform.platform():
        system = Text(QT_TRANSLATE_NOOP("engine", "the system"))
        yield Difference(Text(text, {"name": system, "then": metadata.platform, "now": platform.platform()}))
