"""Ensembles, soups and held-out predictions, asked for in a dialog and made in threads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.ensembles.group_evaluations import GroupEvaluations
from engine.ensembles.plan import GroupPlan
from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from gui.ensembles.ensemble_dialog import EnsembleDialog
from gui.ensembles.words import share_words
from gui.training.background import BackgroundTask, Handle
from gui.translation import say_error

if TYPE_CHECKING:
    from engine.evaluation.results import Evaluated


class EnsembleMaker(QObject):
    """``told(text, is an error)`` says what happens, ``began`` and ``ended`` are about each piece of work."""

    told = Signal(str, bool)
    began = Signal()
    ended = Signal()
    made = Signal(object)
    """An ensemble or a soup is there: the Run."""

    def __init__(self, store: RunStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._widget = store, parent
        self.evaluations = GroupEvaluations()
        """What groups' runs answered for images new to them, remembered for whoever shows it."""
        self._finder = BackgroundTask("find-members", self)
        self._maker = BackgroundTask("make-ensemble", self)
        self._predictor = BackgroundTask("held-out", self)
        self._finder.done.connect(self._ask_for_members)
        self._maker.done.connect(self._is_made)
        self._predictor.done.connect(self._save_predictions)
        for task in (self._finder, self._maker, self._predictor):
            task.failed.connect(self._not_done)

    def ask(self, ticked: list[Path]) -> None:
        """Look for the runs that go together with the first of these, and ask which of them are wanted."""
        store = self._store

        def work(_handle: Handle) -> tuple[list[RunSummary], list[Path]]:
            like = Run(ticked[0]).metadata()
            found = []
            for run in store.list():
                one = Run(run.folder)
                if not run.damaged and run.status != "running" and one.best_weights.is_file():
                    metadata = one.metadata()
                    if (metadata.classes, metadata.image_shape) == (like.classes, like.image_shape):
                        found.append(run)
            return found, ticked

        self._finder.start(work)

    def predict(self, plan: GroupPlan) -> None:
        """Let a group's runs answer for what they did not learn from, say how well, and offer to save it."""
        store, evaluations = self._store, self.evaluations

        def work(handle: Handle) -> tuple[str, Evaluated]:
            return plan.name, evaluations.evaluate(
                store, plan, alone=True, should_stop=handle.should_stop, progress=handle.progress
            )

        self.began.emit()
        self.told.emit(self.tr("The runs answer for the images that were new to them…"), False)
        self._predictor.start(work)

    @property
    def is_busy(self) -> bool:
        """Whether something is being made that would be lost."""
        return self._maker.is_active or self._predictor.is_active

    def ask_to_stop(self) -> None:
        """Ask what is being made to end early."""
        self._maker.ask_to_stop()
        self._predictor.ask_to_stop()

    def stop(self) -> None:
        """End all threads; for closing the window."""
        for task in (self._finder, self._maker, self._predictor):
            task.stop_and_wait()

    def _ask_for_members(self, found: tuple[list[RunSummary], list[Path]]) -> None:
        dialog = EnsembleDialog(*found, self._widget.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._make)
        dialog.open()

    def _make(self, folders: list[Path], soup: bool, choose: bool) -> None:
        store = self._store

        def work(handle: Handle) -> Run:
            from engine.ensembles.making import make_ensemble
            from engine.ensembles.soup import make_soup
            from engine.training.tuning.threads import compute_alone

            compute_alone()
            make = make_soup if soup else make_ensemble
            runs = [Run(folder) for folder in folders]
            return make(store, runs, choose=choose, should_stop=handle.should_stop, progress=handle.progress)

        self.began.emit()
        self.told.emit(self.tr("The runs are put together…"), False)
        self._maker.start(work)

    def _is_made(self, run: Run) -> None:
        self.ended.emit()
        self.told.emit(self.tr("They are the run {name} now.").format(name=run.name), False)
        self.made.emit(run)

    def _save_predictions(self, found: tuple[str, Evaluated]) -> None:
        from engine.ensembles.held_out_csv import held_out_csv
        from engine.files import write_atomically

        self.ended.emit()
        name, predictions = found
        report = predictions.report
        low, high = report.interval
        words = self.tr(
            "{accuracy} of {images} images right by runs to which they were new (95 % interval {low} to {high})."
        )
        accuracy, images = share_words(report.accuracy), f"{report.images:,}"
        told = words.format(accuracy=accuracy, images=images, low=share_words(low), high=share_words(high))
        self.told.emit(told, False)
        file, _ = QFileDialog.getSaveFileName(
            self._widget, self.tr("Save predictions"), f"{name}.csv", self.tr("CSV (*.csv)")
        )
        if not file:
            return
        try:
            write_atomically(Path(file), held_out_csv(predictions))
        except OSError as error:
            self._not_done(error)

    def _not_done(self, error: Exception) -> None:
        self.ended.emit()
        self.told.emit(say_error(error), True)
