"""Sweeps whose program was killed, or went with its machine, before it could say that it ends."""

from __future__ import annotations

import time
from dataclasses import replace

from engine.runs.process import process_lives, this_process
from engine.sweeps.store import SUMMARY_FILE, SweepStore, SweepSummary

_SIGN_OF_LIFE_S = 20.0
"""Whoever works at a sweep writes how it stands every second; of another machine nothing else is known."""


def listed(store: SweepStore) -> list[SweepSummary]:
    """The sweeps, the newest first. One whose program is gone says no more that it is running."""
    return [replace(one, status="stopped") if is_interrupted(one) else one for one in store.list()]


def interrupted(store: SweepStore) -> list[SweepSummary]:
    """The sweeps that were interrupted with trials left, the newest first, as they stood."""
    return [one for one in store.list() if one.ended < one.planned and is_interrupted(one)]


def is_interrupted(summary: SweepSummary) -> bool:
    """Whether a sweep says that it is worked at, and the program that said so is gone."""
    if summary.status not in ("starting", "running", "paused"):
        return False
    program = summary.program
    if program is not None and program.host == this_process().host:
        return not process_lives(program)
    try:
        return time.time() - (summary.folder / SUMMARY_FILE).stat().st_mtime > _SIGN_OF_LIFE_S
    except OSError:
        return True


def interruption(summary: SweepSummary) -> str:
    """A name for this very interruption: the sweep may go on and be interrupted again."""
    program = summary.program
    return summary.name if program is None else f"{summary.name} {program.name}"
