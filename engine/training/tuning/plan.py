"""How a run's steps are computed. It decides the last bits of a run, so it is stored with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import torch

from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text, listed
from engine.training.tuning.threads import ALL_THREADS

MemoryFormat = Literal["channels_last", "contiguous"]
Rewrite = Literal["pool-first", "crop", "blocked"]

REWRITES: tuple[Rewrite, ...] = get_args(Rewrite)
"""In the order in which they are applied, see :mod:`engine.training.tuning.rewrites`."""

_FORMATS: dict[MemoryFormat, str] = {
    "channels_last": QT_TRANSLATE_NOOP("engine", "channels last"),
    "contiguous": QT_TRANSLATE_NOOP("engine", "channels first"),
}
_REWRITES: dict[Rewrite, str] = {
    "pool-first": QT_TRANSLATE_NOOP("engine", "pooling before activations"),
    "crop": QT_TRANSLATE_NOOP("engine", "without pixels that no layer uses"),
    "blocked": QT_TRANSLATE_NOOP("engine", "convolutions in oneDNN's own layout"),
}
_MOST_THREADS = 4096


@dataclass(frozen=True, slots=True)
class ExecutionPlan:
    """Memory format of weights and images, threads of the CPU, names of rewrites in the order of their application."""

    memory_format: MemoryFormat
    threads: int
    rewrites: tuple[Rewrite, ...] = ()

    @classmethod
    def plain(cls, device: torch.device) -> "ExecutionPlan":
        """Without measuring: what suits most networks on the device."""
        return cls("channels_last" if device.type == "cpu" else "contiguous", ALL_THREADS)

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {"memory_format": self.memory_format, "threads": self.threads, "rewrites": list(self.rewrites)}

    @classmethod
    def from_data(cls, data: Any) -> "ExecutionPlan":
        """The plan that :meth:`to_data` wrote; raises :class:`NetwrightError` for anything else."""
        if not isinstance(data, Mapping) or not isinstance(data.get("rewrites"), list | tuple):
            raise _unreadable(QT_TRANSLATE_NOOP("engine", "it is no list of settings"))
        memory_format, threads = data.get("memory_format"), data.get("threads")
        if memory_format not in _FORMATS:
            raise _unreadable(QT_TRANSLATE_NOOP("engine", "the memory format {found} is unknown"), found=memory_format)
        if not isinstance(threads, int) or isinstance(threads, bool) or not 1 <= threads <= _MOST_THREADS:
            raise _unreadable(QT_TRANSLATE_NOOP("engine", "{found} is no number of threads"), found=threads)
        for name in data["rewrites"]:
            if name not in REWRITES:
                raise _unreadable(
                    QT_TRANSLATE_NOOP("engine", "the rewrite {found} is unknown, expected are {expected}"),
                    found=name,
                    expected=", ".join(REWRITES),
                )
        return cls(memory_format, threads, tuple(data["rewrites"]))

    def describe(self) -> Text:
        """In words, for people."""
        ways = [Text(_FORMATS[self.memory_format]), *(Text(_REWRITES[name]) for name in self.rewrites)]
        one, many = QT_TRANSLATE_NOOP("engine", "one thread"), QT_TRANSLATE_NOOP("engine", "{count} threads")
        ways.append(Text(one) if self.threads == 1 else Text(many, {"count": self.threads}))
        return listed(ways)


@dataclass(frozen=True, slots=True)
class PlanMeasurement:
    """A plan and how long its step took: forward, backward and weights of one batch, the median."""

    plan: ExecutionPlan
    milliseconds: float


def _unreadable(reason: str, **values: object) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "How this run was computed cannot be read: {reason}."),
        QT_TRANSLATE_NOOP(
            "engine", "It was written by another version of the program, or the file is damaged. Start a new run."
        ),
        reason=Text(reason, {name: str(value)[:80] for name, value in values.items()}),
    )
