"""Which of how many processes this one is, as ``torchrun`` and its kin tell it in the environment. No torch."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_NEEDED = ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")
_NAMELESS = ("", "none")
"""What torchrun calls a job that was given no name."""


@dataclass(frozen=True, slots=True)
class World:
    """``size`` processes train one run; this is the one of number ``rank``, and number ``local_rank`` of the
    ``local_size`` on this machine. ``launch`` is the same for all attempts of one start, of which ``restarts`` failed
    before.
    """

    rank: int
    size: int
    local_rank: int = 0
    local_size: int = 1
    launch: str = ""
    restarts: int = 0

    @property
    def leads(self) -> bool:
        """Whether this process writes the run and tells how it goes."""
        return self.rank == 0


def launched(environment: Mapping[str, str] | None = None) -> World | None:
    """The world that this process was started in; ``None`` where it was started alone.

    Raises :class:`NetwrightError` where only a part of what is needed is told, or it cannot be.
    """
    told = os.environ if environment is None else environment
    if "RANK" not in told or "WORLD_SIZE" not in told:
        return None
    if missing := [name for name in _NEEDED if not told.get(name)]:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "RANK and WORLD_SIZE are set, but {missing} is not."),
            QT_TRANSLATE_NOOP("engine", "Start the processes with torchrun, or unset RANK and WORLD_SIZE."),
            missing=", ".join(missing),
        )
    rank, size = _number(told, "RANK"), _number(told, "WORLD_SIZE")
    if rank >= size:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Expected a RANK below WORLD_SIZE, found {rank} of {size}."),
            QT_TRANSLATE_NOOP("engine", "Start the processes with torchrun, or unset RANK and WORLD_SIZE."),
            rank=rank,
            size=size,
        )
    return World(
        rank=rank,
        size=size,
        local_rank=_number(told, "LOCAL_RANK", rank),
        local_size=_number(told, "LOCAL_WORLD_SIZE", size),
        launch=_launch(told),
        restarts=_number(told, "TORCHELASTIC_RESTART_COUNT", 0),
    )


def _number(told: Mapping[str, str], name: str, default: int | None = None) -> int:
    text = told.get(name, "" if default is None else str(default))
    if not text.isdecimal():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected a whole number, found “{found}”."),
            QT_TRANSLATE_NOOP("engine", "Start the processes with torchrun, or unset RANK and WORLD_SIZE."),
            name=name,
            found=text,
        )
    return int(text)


def _launch(told: Mapping[str, str]) -> str:
    """The job's name, where it has one; else the process that starts all attempts on the first machine."""
    name = told.get("TORCHELASTIC_RUN_ID", "")
    if name not in _NAMELESS:
        return name
    return f"{socket.gethostname()}:{os.getppid()}" if "TORCHELASTIC_RESTART_COUNT" in told else ""
