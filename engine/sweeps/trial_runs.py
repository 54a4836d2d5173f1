"""The run of a trial in the run store: its name, and the one that was left by a program that died."""

from datetime import datetime
from pathlib import Path

from engine.runs.metadata import Lineage
from engine.runs.process import this_process
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError


class TrialRuns:
    """The runs of one sweep's trials in a store."""

    def __init__(self, store: RunStore, sweep: str, since: datetime) -> None:
        """``since`` is when the sweep was made: older runs belong to another one that had the same name."""
        self._store, self._sweep, self._since = store, sweep, since

    @property
    def root(self) -> str:
        """Where the store is, as another program of this machine would say it."""
        return str(self._store.root.resolve())

    def lineage(self, number: int) -> Lineage:
        """What a trial's run says of itself."""
        return Lineage(relation="trial", group=self._sweep, index=number)

    def free_name(self, number: int) -> str:
        """A name for a trial's run that no run has."""
        stem = f"{self._sweep}-{number:04}"
        tried = 1
        while (self._store.root / (stem if tried == 1 else f"{stem}-{tried}")).exists():
            tried += 1
        return stem if tried == 1 else f"{stem}-{tried}"

    def earlier(self, number: int, name: str, root: str) -> Run | None:
        """What was begun of a trial, if it is here and its own."""
        if not name or Path(root) != Path(self.root):
            return None
        try:
            run = self.open(name)
            metadata = run.metadata()
        except NetwrightError:
            return None
        mine = metadata.lineage == self.lineage(number) and metadata.created >= self._since
        elsewhere = metadata.status == "running" and metadata.process.host != this_process().host
        return run if mine and not elsewhere else None

    def open(self, name: str) -> Run:
        """A trial's run by its name; raises :class:`NetwrightError` where there is none."""
        return self._store.open(self._store.root / name)

    def give_up(self, run: Run) -> None:
        """Take away what cannot go on, so that its name is free; where that fails, another name is taken."""
        try:
            self._store.delete(run)
        except NetwrightError:
            return
