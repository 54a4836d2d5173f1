"""Brings the stages of the engine's warm-up from its thread to the GUI's."""

import contextlib

from PySide6.QtCore import QObject, Signal

from engine.warmup import Stage, Warmup

MODULES = (
    *("engine.data.ink", "pyqtgraph", "gui.training.plot_view", "gui.runs.page"),
    *("gui.data.page", "gui.evaluation.page", "gui.lesson.window"),
)


class WarmupBridge(QObject):
    """Loads what the window can be shown without, once it has been painted."""

    reached = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begun = False
        self._thread = Warmup(modules=MODULES, dataset="mnist", told=self._tell)

    @property
    def error(self) -> Exception | None:
        """Why torch or the dataset could not be loaded."""
        return self._thread.error

    @property
    def finished(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def begin(self) -> None:
        """Start loading, the first time; call it once the window has been painted."""
        if not self._begun:
            self._begun = True
            self._thread.start()

    def abandon(self) -> None:
        """Stop at the next stage."""
        self._begun = True
        self._thread.abandon()

    def wait(self) -> None:
        """Wait until the thread is done: a process must not end in the middle of loading a library."""
        if self._thread.is_alive():
            self._thread.join()

    def _tell(self, stage: Stage) -> None:
        with contextlib.suppress(RuntimeError):  # the window, and this object with it, may be gone already
            self.reached.emit(stage)
