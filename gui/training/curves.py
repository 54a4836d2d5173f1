"""A plot with its title, key, read-out and buttons. The drawing inside comes with pyqtgraph, at first need."""

import math
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.forms.words import real_text
from gui.training.history import EpochPoints, RunHistory
from gui.training.legend import CurveName, LegendEntry
from gui.training.marks import mark_label, mark_texts
from gui.training.readout import ReadOut, ReadOutRow
from gui.training.series import StepSeries

if TYPE_CHECKING:
    from gui.training.plot_view import Curves, PlotView

Kind = Literal["loss", "accuracy"]
_WIDEST_MARK = 320
_CURVES: tuple[CurveName, ...] = ("raw", "smooth", "train", "validation", "behind")


class CurvePlot(QFrame):
    """Loss or accuracy over the steps of a run, and of an earlier run behind it.

    It exists at once, with a sentence where the curve will be; :meth:`ensure_view` builds the drawing. It redraws on
    :meth:`refresh` only, and only when something is new and it can be seen.
    """

    steps_zoomed = Signal(float, float)
    fitted = Signal()
    hovered = Signal(object)  # step (int) or None

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: Kind = kind
        self.setObjectName("lossPlot" if kind == "loss" else "accuracyPlot")
        theme.set_role(self, "card")
        self._history: RunHistory | None = None
        self._behind: RunHistory | None = None
        self._view: PlotView | None = None
        self._read_out: ReadOut | None = None
        self._drawn: tuple[int, ...] = ()
        self._build()
        self.retranslate()
        theme.notifier().changed.connect(self._restyle)

    def _build(self) -> None:
        self.title = QLabel()
        theme.set_role(self.title, "heading")
        self._legend = {name: LegendEntry(name) for name in _CURVES}
        self.log_button = QToolButton()
        self.log_button.setObjectName(f"{self.kind}LogButton")
        self.log_button.setCheckable(True)
        self.log_button.setVisible(self.kind == "loss")
        self.fit_button = QToolButton()
        self.fit_button.setObjectName(f"{self.kind}FitButton")
        self.fit_button.setEnabled(False)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 5, 6, 0)
        bar.setSpacing(2)
        bar.addWidget(self.title)
        bar.addSpacing(10)
        for name, entry in self._legend.items():
            bar.addWidget(entry)
            entry.toggled.connect(lambda shown, name=name: self._set_shown(name, shown))
        bar.addStretch(1)
        bar.addWidget(self.log_button)
        bar.addWidget(self.fit_button)
        self._placeholder = QLabel()
        self._placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._placeholder.setWordWrap(True)
        self._placeholder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.set_role(self._placeholder, "muted")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._placeholder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 4)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addLayout(self._stack, 1)
        self.setMinimumHeight(120)
        self.log_button.toggled.connect(self._set_logarithmic)
        self.fit_button.clicked.connect(self.fit)
        self._show_legend()

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        loss = self.kind == "loss"
        name = self.tr("Loss") if loss else self.tr("Accuracy")
        self.title.setText(name)
        self.setAccessibleName(self.tr("Loss curve") if loss else self.tr("Accuracy curve"))
        self._placeholder.setText(
            self.tr("The loss of every step appears here as soon as training starts.")
            if loss
            else self.tr("The accuracy of every step appears here as soon as training starts.")
        )
        words: dict[CurveName, tuple[str, str]] = {
            "raw": (self.tr("Steps"), self.tr("Training batch of each step")),
            "smooth": (self.tr("Smoothed"), self.tr("The steps, smoothed (strength above the plots)")),
            "train": (self.tr("Epochs"), self.tr("Mean over all training batches of each epoch")),
            "validation": (self.tr("Validation"), self.tr("Validation split, after each epoch")),
            "behind": (self.tr("Earlier run"), self.tr("The run opened for comparison")),
        }
        for curve, (text, tip) in words.items():
            entry = self._legend[curve]
            entry.setText(text)
            entry.setToolTip(self.tr("{what}. Click to show or hide.").format(what=tip))
            entry.setAccessibleName(self.tr("{plot}: {curve}").format(plot=name, curve=text))
        self._name_behind()
        self.log_button.setText(self.tr("Log"))
        self.log_button.setToolTip(self.tr("Logarithmic loss axis"))
        self.log_button.setAccessibleName(self.tr("Logarithmic loss axis"))
        self.fit_button.setText(self.tr("Fit"))
        self.fit_button.setToolTip(self.tr("Show the whole curve (double-click in the plot)"))
        self.fit_button.setAccessibleName(self.tr("{plot}: show the whole curve").format(plot=name))
        self._describe_view()
        self._hide_read_out()
        if self._view is not None:
            self._drawn = ()
            self.refresh()

    def _describe_view(self) -> None:
        if self._view is not None:
            self._view.setAccessibleName(self.accessibleName())
            self._view.set_steps_word(self.tr("Step"))
            self._view.setAccessibleDescription(
                self.tr("Wheel: zoom. Drag: zoom into a box. Shift-drag: move. Double-click: everything.")
            )

    def _name_behind(self) -> None:
        if self._behind is not None:
            self._legend["behind"].setText(self._behind.name)

    # -- data ------------------------------------------------------------------------------------------------------

    @property
    def view(self) -> "PlotView | None":
        """The drawing, once built."""
        return self._view

    @property
    def read_out(self) -> ReadOut | None:
        """The card at the pointer, once the drawing is built."""
        return self._read_out

    def set_history(self, history: RunHistory | None) -> None:
        """Show this run; its buffers are read at each :meth:`refresh`."""
        self._history = history
        self._hide_read_out()
        self.fit()
        self.refresh()

    def set_comparison(self, history: RunHistory | None) -> None:
        """Show another run behind, or none."""
        self._behind = history
        self.retranslate()
        self._show_legend()
        self._drawn = ()
        self.refresh()

    def ensure_view(self) -> "PlotView":
        """Build the drawing; imports pyqtgraph where nobody did yet."""
        if self._view is None:
            from gui.training.plot_view import PlotView

            view = PlotView(self.kind, self)
            view.setObjectName(f"{self.objectName()}View")
            self._view = view
            self._read_out = ReadOut(view)
            self._stack.addWidget(view)
            view.hovered.connect(self.hovered)
            view.steps_zoomed.connect(self.steps_zoomed)
            view.fit_changed.connect(self._fit_changed)
            view.set_logarithmic(self.log_button.isChecked())
            for name, entry in self._legend.items():
                view.set_shown(name, entry.isChecked())
            self._describe_view()
            self.refresh()
        return self._view

    @property
    def is_stale(self) -> bool:
        """Whether something is new that could be seen but is not drawn yet."""
        return self.isVisible() and self._drawn != self._revisions()

    def _revisions(self) -> tuple[int, ...]:
        shown = (self._history, self._behind)
        if all(history is None or history.is_empty for history in shown):
            return ()
        return tuple(-1 if history is None else history.revision for history in shown)

    def refresh(self) -> None:
        """Redraw where something is new and this can be seen."""
        revisions = self._revisions()
        if not revisions:
            self._stack.setCurrentIndex(0)
            self._drawn = ()
            return
        if not self.isVisible():
            return
        if self._view is None:
            self.ensure_view()
            return
        if revisions == self._drawn:
            return
        self._drawn = revisions
        self._view.show_curves(self._curves(self._history), self._curves(self._behind))
        self._stack.setCurrentWidget(cast(QWidget, self._view))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _curves(self, history: RunHistory | None) -> "Curves | None":
        from gui.training.plot_view import Curves

        if history is None or history.is_empty:
            return None
        marks = tuple((mark.step, mark_label(mark)) for mark in history.marks)
        return Curves(self._series(history), self._points(history), history.total_steps, marks)

    def _series(self, history: RunHistory) -> StepSeries:
        return history.loss if self.kind == "loss" else history.accuracy

    def _points(self, history: RunHistory) -> EpochPoints:
        return history.loss_points() if self.kind == "loss" else history.accuracy_points()

    def _show_legend(self) -> None:
        self._legend["behind"].setVisible(self._behind is not None)

    # -- the hand --------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole curve."""
        if self._view is not None and not self._view.is_fitted:
            self._view.fit()

    def show_steps(self, low: float, high: float) -> None:
        """Show a range of steps, as the other plot does."""
        if self._view is not None:
            self._view.set_steps(low, high)

    def show_cross(self, step: int | None) -> None:
        """Mark a step and say what the curves have there."""
        if self._view is None or self._read_out is None:
            return
        place = self._view.show_cross(step)
        if place is None or step is None or self._history is None:
            self._hide_read_out()
            return
        epoch = QLocale().toString(self._history.epoch_of(step))
        heading = self.tr("Step {step} · epoch {epoch}").format(step=QLocale().toString(step), epoch=epoch)
        self._read_out.show_rows(heading, self._rows(self._history, step), place)

    def _rows(self, history: RunHistory, step: int) -> tuple[ReadOutRow, ...]:
        value = self._series(history).at(step)
        rows: list[ReadOutRow] = []
        if value is not None:
            rows.append(ReadOutRow("raw", self.tr("Training"), self._number(value[0])))
            rows.append(ReadOutRow("smooth", self.tr("Smoothed"), self._number(value[1])))
        ended = history.epoch_at(step)
        if ended is not None:
            loss = self.kind == "loss"
            trained = ended.train_loss if loss else ended.train_accuracy
            validated = ended.validation_loss if loss else ended.validation_accuracy
            rows.append(ReadOutRow("train", self.tr("Whole epoch"), self._number(trained)))
            rows.append(ReadOutRow("validation", self.tr("Validation"), self._number(validated)))
            if loss and ended.learning_rate > 0:
                rows.append(ReadOutRow(None, self.tr("Learning rate"), real_text(ended.learning_rate)))
        if self._behind is not None:
            other = self._series(self._behind).at(step)
            if other is not None:
                name = self.fontMetrics().elidedText(self._behind.name, Qt.TextElideMode.ElideRight, 140)
                rows.append(ReadOutRow("behind", name, self._number(other[1])))
        rows = [row for row in rows if row.curve is None or self._legend[row.curve].isChecked()]
        return (*rows, *self._mark_rows(history, step))

    def _mark_rows(self, history: RunHistory, step: int) -> list[ReadOutRow]:
        """What happened where the pointer is."""
        near = 0.0 if self._view is None else self._view.steps_nearby()
        metrics = self.fontMetrics()
        return [
            ReadOutRow(None, metrics.elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST_MARK), "")
            for mark in history.marks
            if abs(mark.step - step) <= near
            for text in mark_texts(mark)
        ]

    def _number(self, value: float | None) -> str:
        if value is None or not math.isfinite(value):
            return "–"
        if self.kind == "accuracy":
            return QLocale().toString(float(value) * 100, "f", 2) + " %"
        return QLocale().toString(float(value), "g" if abs(value) < 1e-3 else "f", 4)

    def _hide_read_out(self) -> None:
        if self._read_out is not None and self._view is not None:
            self._read_out.hide()
            self._view.show_cross(None)

    def _fit_changed(self, fitted: bool) -> None:
        self.fit_button.setEnabled(not fitted)
        if fitted:
            self.fitted.emit()

    def _set_logarithmic(self, on: bool) -> None:
        if self._view is not None:
            self._view.set_logarithmic(on)

    def _set_shown(self, name: CurveName, shown: bool) -> None:
        if self._view is not None:
            self._view.set_shown(name, shown)

    def _restyle(self) -> None:
        if self._view is not None:
            self._view.restyle()


def link(first: CurvePlot, second: CurvePlot) -> None:
    """Let two plots show the same steps and mark the same step."""
    for one, other in ((first, second), (second, first)):
        one.steps_zoomed.connect(other.show_steps)
        one.fitted.connect(other.fit)
        one.hovered.connect(first.show_cross)
        one.hovered.connect(second.show_cross)
