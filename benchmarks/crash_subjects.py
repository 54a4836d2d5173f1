"""One way to save checkpoints, held against a failing disk and against kill -9; a child of ``benchmarks.crashes``.

``python crash_subjects.py SUBJECT FOLDER TASK…`` prints one JSON object a line. SUBJECT is ``netwright`` or
``lightning``; each needs only its own packages, so that it runs in an environment of its own. Checkpoint number N holds
the same tensors for both (a small convolutional network and Adam's two moments), all filled with N.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import torch

SHAPES = ((32, 1, 3, 3), (32,), (64, 32, 3, 3), (64,), (128, 1600), (128,), (10, 128), (10,))
"""Of the network's parameters: 225,034 numbers."""

FAULTS = (
    "no space left",
    "no space left after half a write",
    "input/output error once",
    "input/output error from then on",
    "read-only from then on",
    "short write",
    "error at write-back",
)
"""In the order of the numbers in ``faulty_disk.c``, from 1."""


SAME_DISK = "same disk"


class Subject(Protocol):
    """Something that saves numbered checkpoints."""

    def save(self, number: int) -> None:
        """Save; returning means that it worked."""

    def loaded(self) -> int:
        """The number of the newest checkpoint that can be loaded and is whole; raises where there is none."""


class Netwright:
    """The two generations of :mod:`engine.training.checkpoint`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "run"
        self._folder.mkdir(exist_ok=True)

    def save(self, number: int) -> None:
        from engine.training.checkpoint import State, save_state

        tensors = {f"{part}.{index}": tensor for part in "abc" for index, tensor in enumerate(filled(number))}
        save_state(self._folder, State(tensors, {"number": number}), number)

    def loaded(self) -> int:
        from engine.training.checkpoint import load_newest

        state, step = load_newest(self._folder)
        return checked(step, state.tensors.values())


class Lightning:
    """``Trainer.save_checkpoint`` to one file, as ``ModelCheckpoint(save_last=True)`` names it."""

    def __init__(self, folder: Path) -> None:
        import logging
        import warnings

        logging.disable(logging.WARNING)
        warnings.simplefilter("ignore")
        lightning: Any = importlib.import_module("lightning")

        class Module(lightning.LightningModule):  # type: ignore[misc]
            def __init__(self) -> None:
                super().__init__()
                self.weights = torch.nn.ParameterList(torch.zeros(shape) for shape in SHAPES)

            def training_step(self, batch: Any, _: int) -> Any:
                return sum(weight.sum() for weight in self.weights)

            def configure_optimizers(self) -> Any:
                return torch.optim.Adam(self.parameters())

        self.module = Module()
        self._file = folder / "last.ckpt"
        self._trainer = lightning.Trainer(
            accelerator="cpu",
            max_steps=1,
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            default_root_dir=folder,
        )
        self._trainer.fit(self.module, torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.zeros(1, 1))))

    @torch.no_grad()
    def save(self, number: int) -> None:
        states = self._trainer.optimizers[0].state
        for weight in self.module.weights:
            for tensor in (weight, states[weight]["exp_avg"], states[weight]["exp_avg_sq"]):
                tensor.fill_(number)
        self._trainer.save_checkpoint(self._file)

    def loaded(self) -> int:
        checkpoint = torch.load(self._file, weights_only=False)
        tensors = list(checkpoint["state_dict"].values())
        for state in checkpoint["optimizer_states"][0]["state"].values():
            tensors += [state["exp_avg"], state["exp_avg_sq"]]
        return checked(int(tensors[0].flatten()[0]), tensors)


SUBJECTS: dict[str, Callable[[Path], Subject]] = {"netwright": Netwright, "lightning": Lightning}


def filled(number: int) -> Iterator[torch.Tensor]:
    return (torch.full(shape, float(number)) for shape in SHAPES)


def checked(number: int, tensors: Any) -> int:
    """The number, unless a tensor holds anything else."""
    tensors = list(tensors)
    if len(tensors) != 3 * len(SHAPES) or not all(bool((tensor == number).all()) for tensor in tensors):
        raise ValueError("not what was saved")
    return number


def in_child(work: Callable[[], int]) -> int:
    """What ``work`` returns (0 to 255) in a forked process."""
    child = os.fork()
    if child == 0:
        code = 255
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def prepared(subject: str, folder: Path, temporary: str) -> Subject:
    """The subject with its first checkpoint, everything imported; ``folder`` is emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if subject == "lightning":
        import tempfile

        place = folder / "tmp" if temporary == SAME_DISK else Path(temporary)
        place.mkdir(exist_ok=True)
        tempfile.tempdir = str(place)
    made = SUBJECTS[subject](folder)
    made.save(1)
    made.loaded()
    return made


def faults(subject: Subject, folder: Path, temporary: str) -> None:
    """Fail each call of saving checkpoint 3 in each way; the second is there. One line for each."""
    shim: Any = ctypes.CDLL(None)
    watched = ":".join([str(folder)] if temporary == SAME_DISK else [str(folder), temporary]).encode()
    subject.save(2)
    pattern = folder.with_name(folder.name + "-pattern")
    shutil.rmtree(pattern, ignore_errors=True)
    shutil.copytree(folder, pattern)

    def restore() -> None:
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(pattern, folder, dirs_exist_ok=True)

    shim.faulty_arm(watched, 0, 0)
    subject.save(3)
    shim.faulty_disarm()
    calls, syncs = shim.faulty_calls(), shim.faulty_syncs()
    print(json.dumps({"calls": calls, "syncs": syncs}), flush=True)

    def save(kind: int, at: int) -> int:
        """2 where the save returned, and 1 where the fault struck."""
        shim.faulty_arm(watched, kind, at)
        try:
            subject.save(3)
            returned = True
        except Exception:
            returned = False
        return 2 * returned + int(shim.faulty_struck())

    def load() -> int:
        return newest_of(subject) or 0

    for kind, fault in enumerate(FAULTS, 1):
        for at in range(1, calls + 1):
            restore()
            code = in_child(lambda kind=kind, at=at: save(kind, at))  # type: ignore[misc]
            if not code & 1:
                continue  # this fault does nothing to this call
            found = in_child(load)
            print(json.dumps({"fault": fault, "at": at, "returned": code >= 2, "found": found}), flush=True)


def kills(subject: Subject, seed: int, count: int, most_seconds: float) -> None:
    """Kill a child that saves one checkpoint after the other, ``count`` times. One line at the end."""
    draw = random.Random(seed)
    result = {"kills": 0, "unreadable": 0, "lost": 0, "saves": 0, "before_the_first": 0}
    newest = subject.loaded()
    while result["kills"] < count:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            number = newest
            while True:
                number += 1
                subject.save(number % 10_000_000)
                os.write(writing, number.to_bytes(4, "little"))
        os.close(writing)
        time.sleep(draw.uniform(0.0, most_seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told = b""
        while part := os.read(reading, 1 << 16):
            told += part
        os.close(reading)
        result["kills"] += 1
        result["saves"] += len(told) // 4
        expected = int.from_bytes(told[-4:], "little") if told else newest
        result["before_the_first"] += not told
        found = newest_of(subject)
        if found is None:
            result["unreadable"] += 1
            subject.save(expected)
            newest = expected
        else:
            result["lost"] += found < expected
            newest = found
    print(json.dumps(result), flush=True)


def newest_of(subject: Subject) -> int | None:
    """The newest checkpoint's number, ``None`` where none can be loaded."""
    try:
        return subject.loaded()
    except Exception:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subject", choices=SUBJECTS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("task", choices=("faults", "kills"))
    parser.add_argument("--temporary", default=SAME_DISK, help="where Lightning's temporary files go")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=0.1, help="a child is killed after at most so long")
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = options.folder.resolve()
    subject = prepared(options.subject, folder, options.temporary)
    if options.task == "faults":
        faults(subject, folder, options.temporary)
    else:
        kills(subject, options.seed, options.kills, options.seconds)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
