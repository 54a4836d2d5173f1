"""Checkpoints: everything a bit-exact resume needs, in one safetensors file, for one rename is atomic, several are not.

A checkpoint is written under a temporary name, flushed, and renamed to a name that holds its SHA-256; the folder is
flushed, and only then goes the oldest one. What stands in ``last``: :mod:`engine.training.generations`.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from torch import Tensor

from engine.disk import disk
from engine.files import link_atomically, naming
from engine.json_text import read_json
from engine.runs.run import BEST_FILE
from engine.tensor_file import parts_of
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.digested import publish, read_whole
from engine.training.generations import (
    LAST_FOLDER,
    Generation,
    all_generations,
    best_of,
    checkpoints,
    superfluous,
)

_FORMAT = "netwright-checkpoint-1"


@dataclass(frozen=True)
class State:
    """A training at one moment: contiguous tensors on the CPU, and plain JSON data (NaN and infinity may be in it)."""

    tensors: dict[str, Tensor]
    notes: dict[str, Any]


def save_state(folder: Path, state: State, step: int) -> Path:
    """Publish the newest checkpoint of the run in ``folder``; returns its file. The newest but one stays, too.

    Tensors are read while they are written: nobody may change them meanwhile. Raises :class:`OSError` that names the
    folder of checkpoints; the former ones are then what they were.
    """
    notes = {"format": "pt", "content": _FORMAT, "step": str(step), "notes": json.dumps(state.notes)}
    with naming(folder / LAST_FOLDER):
        file = _publish(folder, "step", step, parts_of(state.tensors, notes))
    _tidy(folder)
    return file


def save_best(folder: Path, weights: Mapping[str, Tensor], notes: Mapping[str, str], epoch: int) -> Path:
    """Make ``weights`` the run's ``best.safetensors``, which is returned; earlier checkpoints keep the best they knew.

    Raises :class:`OSError` that names the file, which then is what it was.
    """
    target = folder / BEST_FILE
    with naming(target):
        file = _publish(folder, "best", epoch, parts_of(weights, {"format": "pt", **notes}))
        link_atomically(file, target)
    return target


def load_newest(folder: Path, warn: Callable[[Text], None] = lambda text: None) -> tuple[State, int]:
    """The state and the step of the newest checkpoint that is whole, for going on from there.

    What a later checkpoint left is taken away, and ``best.safetensors`` becomes the best that this one knew, so that
    nothing of the lost time bends what comes. ``warn`` hears of damaged checkpoints that were passed over. Raises
    :class:`NetwrightError` where there is none that is whole.
    """
    damages = []
    for generation in checkpoints(folder):
        try:
            state = read_state(generation)
        except NetwrightError as damage:
            damages.append(damage.text)
            continue
        if damages:
            warn(
                Text(
                    QT_TRANSLATE_NOOP("engine", "{damage} The run goes on from the one before, of step {step}."),
                    {"damage": damages[0], "step": generation.count},
                )
            )
        _go_back_to(folder, generation, warn)
        return state, generation.count
    if damages:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} cannot go on: {damage}"),
            QT_TRANSLATE_NOOP("engine", "Restore the folder “last” from a copy, or start a new run."),
            run=folder.name,
            damage=damages[0],
        )
    raise NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The run {run} cannot go on: it has no checkpoint."),
        QT_TRANSLATE_NOOP("engine", "It was stopped before its first one. Start a new run."),
        run=folder.name,
    )


def load_at(folder: Path, step: int) -> State:
    """The state after that step, for going on from there; what came later is taken away as :func:`load_newest` does.

    Raises :class:`NetwrightError` where no whole checkpoint has it.
    """
    generation = next((one for one in checkpoints(folder) if one.count == step), None)
    if generation is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} has no checkpoint after step {step}."),
            run=folder.name,
            step=step,
        )
    state = read_state(generation)
    _go_back_to(folder, generation, lambda _text: None)
    return state


def read_state(generation: Generation) -> State:
    """The state in one checkpoint; raises :class:`NetwrightError` unless each byte is as it was written."""
    try:
        tensors, notes = read_whole(generation.file, generation.digest)
        if notes.get("content") != _FORMAT:
            raise ValueError(f"it holds {notes.get('content', 'something else')!r:.40}, expected {_FORMAT!r}")
        described = read_json(notes["notes"])
        if not isinstance(described, dict):
            raise ValueError("its notes are no JSON object")
    except (KeyError, ValueError, OSError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The checkpoint {file} is damaged: {reason}."),
            file=str(generation.file),
            reason=reason[:200],
        ) from error
    return State(tensors, described)


def _publish(folder: Path, kind: Literal["step", "best"], count: int, parts: Iterable[memoryview]) -> Path:
    def name(digest: str) -> str:
        number = max((one.number for one in all_generations(folder)), default=0) + 1
        return Generation.name(kind, count, number, digest)

    return publish(folder / LAST_FOLDER, kind, parts, name)


def _tidy(folder: Path) -> None:
    for generation in superfluous(all_generations(folder)):
        _delete(generation)


def _delete(generation: Generation) -> None:
    with contextlib.suppress(OSError):
        disk().unlink(generation.file)


def _go_back_to(folder: Path, checkpoint: Generation, warn: Callable[[Text], None]) -> None:
    generations = all_generations(folder)
    best = best_of(generations, checkpoint)
    target = folder / BEST_FILE
    if best is not None and not _same(best.file, target):
        try:
            read_whole(best.file, best.digest)
        except (ValueError, OSError):
            template = QT_TRANSLATE_NOOP(
                "engine", "The best weights of step {step} are damaged; {file} holds those of a later epoch."
            )
            warn(Text(template, {"step": checkpoint.count, "file": BEST_FILE}))
        else:
            link_atomically(best.file, target)
    for generation in generations:
        if generation.number > checkpoint.number:
            _delete(generation)


def _same(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)
    except OSError:
        return False
