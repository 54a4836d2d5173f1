"""Saying something of runs: shown at once, written in a thread, one after the other, and taken back with undo."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.runs.annotation import NOTHING_SAID, Annotation, annotate, clean_tags
from engine.runs.run import RunSummary
from engine.text import NetwrightError
from gui.training.background import BackgroundTask, Handle

Changes = Mapping[str, Any]
"""Fields of :class:`Annotation` and their new values."""
_Wish = dict[Path, Changes]

_MOST_STEPS = 100


class Annotating(QObject):
    """``said({folder: changes})`` comes when something is said, ``written`` when it is on the disk, or ``failed``."""

    said = Signal(object)
    written = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[_Wish | None, str]] = deque()
        """Steps back and forth have no wish yet: what they take back may still be being written."""
        self._done: list[_Wish] = []
        self._undone: list[_Wish] = []
        self._way = ""
        self._writer = BackgroundTask("annotate-runs", self)
        self._writer.done.connect(self._on_written)
        self._writer.failed.connect(self._on_failed)

    def say(self, runs: Sequence[RunSummary], **changes: Any) -> None:
        """Say the same of all these runs."""
        self.say_each({run.folder: changes for run in runs})

    def tag(self, runs: Sequence[RunSummary], more: Sequence[str], fewer: Sequence[str] = ()) -> None:
        """Give runs tags and take others away; their other tags stay."""
        gone = {tag.casefold() for tag in fewer}
        wish: _Wish = {}
        for run in runs:
            tags = clean_tags(tag for tag in (*run.tags, *more) if tag.casefold() not in gone)
            if tags != run.tags:
                wish[run.folder] = {"tags": tags}
        self.say_each(wish)

    def say_each(self, wish: _Wish) -> None:
        """Say something else of each run, by its folder."""
        if wish:
            self._show(wish)
            self._ask(wish, "do")

    @property
    def is_busy(self) -> bool:
        """Whether something that was said is not written yet."""
        return self._writer.is_active or bool(self._waiting)

    def undo(self) -> None:
        """Take back what was said last."""
        self._ask(None, "undo")

    def redo(self) -> None:
        """Say again what was taken back last."""
        self._ask(None, "redo")

    def stop(self) -> None:
        """Write what was said and end the thread; for closing the window. Steps back that still wait are given up."""
        self._waiting = deque(asked for asked in self._waiting if asked[0] is not None)
        while self.is_busy:
            self._writer.stop_and_wait()
            self._write_next()

    def _ask(self, wish: _Wish | None, way: str) -> None:
        self._waiting.append((wish, way))
        self._write_next()

    def _show(self, wish: _Wish) -> None:
        self.said.emit({folder: _as_fields(changes) for folder, changes in wish.items()})

    def _write_next(self) -> None:
        while self._waiting and not self._writer.is_active:
            wish, self._way = self._waiting.popleft()
            if wish is None:
                steps = self._done if self._way == "undo" else self._undone
                if not steps:
                    continue
                wish = steps.pop()
                self._show(wish)
            self._writer.start(_writing(wish))

    def _on_written(self, before: _Wish) -> None:
        steps = self._undone if self._way == "undo" else self._done
        if before:
            steps.append(before)
            del steps[:-_MOST_STEPS]
        if self._way == "do":
            self._undone.clear()
        self._write_next()
        self.written.emit()

    def _on_failed(self, error: Exception) -> None:
        self._write_next()
        self.failed.emit(error)


def _writing(wish: _Wish) -> Any:
    def write(_handle: Handle) -> _Wish:
        """What is to be said again to take it back."""
        taken_back: _Wish = {}
        failed: NetwrightError | None = None
        for folder, changes in wish.items():
            try:
                before, after = annotate(folder, **changes)
            except NetwrightError as error:
                failed = error
                continue
            if before != after:
                taken_back[folder] = {name: getattr(before, name) for name in changes}
        if failed is not None and not taken_back:
            raise failed
        return taken_back

    return write


def _as_fields(changes: Changes) -> dict[str, Any]:
    """The fields of a :class:`RunSummary` that it changes, brought to what is allowed."""
    now: Annotation = NOTHING_SAID.changed(**changes)
    return {("given_name" if name == "name" else name): getattr(now, name) for name in changes}


def with_said(runs: Sequence[RunSummary], said: Mapping[Path, Mapping[str, Any]]) -> list[RunSummary]:
    """The runs as they are once it is written."""
    names = {folder.name: fields for folder, fields in said.items()}  # paths are slow to compare
    return [replace(run, **names[run.name]) if run.name in names else run for run in runs]
