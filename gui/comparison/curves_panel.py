"""The curves of the compared runs: a plot for each kind, over steps, epochs or time, with one cursor for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.comparison.courses import CURVE_KINDS, Across, Course, CurveKind
from gui.comparison.words import across_word, curve_word, place_words, value_words
from gui.training.smoothing import SmoothingSlider

if TYPE_CHECKING:
    from gui.comparison.plot import ComparisonView

_ACROSS: tuple[Across, ...] = ("step", "epoch", "time")
_SHOWN_FIRST: tuple[CurveKind, ...] = ("train_loss", "val_accuracy")
_LEAST_HEIGHT = 130


class _Card(QFrame):
    """A plot with its name; the drawing comes with pyqtgraph, at first need."""

    def __init__(self, kind: CurveKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setObjectName(f"{kind}Card")
        theme.set_role(self, "card")
        self.title = QLabel()
        self.title.setContentsMargins(12, 5, 6, 0)
        theme.set_role(self.title, "heading")
        self.setMinimumHeight(_LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(0)
        column.addWidget(self.title)
        self.view: ComparisonView | None = None

    def ensure_view(self) -> ComparisonView:
        """Build the drawing; imports pyqtgraph where nobody did yet."""
        if self.view is None:
            from gui.comparison.plot import ComparisonView

            self.view = ComparisonView(self.kind, self)
            self.view.setObjectName(f"{self.kind}View")
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.addWidget(self.view, 1)
        return self.view

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.title.setText(curve_word(self.kind))
        if self.view is not None:
            self.view.setAccessibleName(self.title.text())
            self.view.setAccessibleDescription(
                QCoreApplication.translate(
                    "Comparison", "Wheel: zoom. Drag: zoom into a box. Shift-drag: move. Double-click: everything."
                )
            )


class CurvesPanel(QWidget):
    """``smoothed`` and ``foldedChanged`` ask for other curves.

    ``valuesChanged(heading, {key: words})`` tells what stands under the pointer.
    """

    smoothed = Signal(float)
    foldedChanged = Signal(bool)  # noqa: N815 - signals are named as Qt names them
    valuesChanged = Signal(str, object)  # noqa: N815
    ready = Signal()
    """Every plot that is seen has been made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparedCurves")
        self._courses: Sequence[Course] = ()
        self._places: Mapping[str, int] = {}
        self._hidden: frozenset[str] = frozenset()
        self._pointed: tuple[CurveKind, float] | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self.across_box, self.smoothing, self.fold_box = QComboBox(), SmoothingSlider(), QCheckBox()
        self.across_box.setObjectName("acrossBox")
        self.fold_box.setObjectName("foldSeedsBox")
        for across in _ACROSS:
            self.across_box.addItem("", across)
        self.log_button, self.fit_button = QToolButton(), QToolButton()
        self.log_button.setObjectName("comparisonLogButton")
        self.log_button.setCheckable(True)
        self.fit_button.setObjectName("comparisonFitButton")
        self.kind_buttons = {kind: QToolButton() for kind in CURVE_KINDS}
        self.cards = {kind: _Card(kind) for kind in CURVE_KINDS}
        for kind, button in self.kind_buttons.items():
            button.setObjectName(f"{kind}Button")
            button.setCheckable(True)
            button.setChecked(kind in _SHOWN_FIRST)
        self._lay_out()
        self._listen()
        self._arrange()
        self.retranslate()

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(4)
        for button in self.kind_buttons.values():
            kinds.addWidget(button)
        kinds.addStretch(1)
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.across_box)
        bar.addWidget(self.smoothing)
        bar.addWidget(self.fold_box)
        bar.addStretch(1)
        bar.addWidget(self.log_button)
        bar.addWidget(self.fit_button)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(kinds)
        column.addLayout(bar)
        column.addLayout(self._grid, 1)

    def _listen(self) -> None:
        self._next.timeout.connect(self._make_next)
        for button in self.kind_buttons.values():
            button.toggled.connect(self._arrange)
        self.across_box.currentIndexChanged.connect(self._change_across)
        self.smoothing.changed.connect(self.smoothed)
        self.fold_box.toggled.connect(self.foldedChanged)
        self.log_button.toggled.connect(self._set_logarithmic)
        self.fit_button.clicked.connect(self._fit)
        theme.notifier().changed.connect(self._restyle)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        for kind, button in self.kind_buttons.items():
            button.setText(curve_word(kind))
            button.setToolTip(self.tr("Show or hide this curve"))
            self.cards[kind].retranslate()
        for row, across in enumerate(_ACROSS):
            self.across_box.setItemText(row, across_word(across))
        self.across_box.setAccessibleName(self.tr("What the curves run over"))
        self.across_box.setToolTip(self.tr("What the curves run over"))
        self.fold_box.setText(self.tr("Seeds as mean ± band"))
        self.fold_box.setToolTip(
            self.tr("Runs that differ in their seed only become one curve: their mean, with their standard deviation")
        )
        self.log_button.setText(self.tr("Log"))
        self.log_button.setToolTip(self.tr("Logarithmic axis for losses and rates"))
        self.fit_button.setText(self.tr("Fit"))
        self.fit_button.setToolTip(self.tr("Show the whole curves (double-click in a plot)"))

    @property
    def across(self) -> Across:
        """What the curves run over."""
        return _ACROSS[self.across_box.currentIndex()]

    @property
    def shown_kinds(self) -> list[CurveKind]:
        """The curves that have a plot now."""
        return [kind for kind, button in self.kind_buttons.items() if button.isChecked()]

    def show_courses(self, courses: Sequence[Course], places: Mapping[str, int]) -> None:
        """Show these, each in the looks of its place."""
        self._courses, self._places = courses, places
        self._show_everywhere()
        self._tell_values()

    def show_hidden(self, hidden: frozenset[str]) -> None:
        """Hide the curves of these keys."""
        self._hidden = hidden
        for view in self._views():
            view.show_hidden(hidden)

    def highlight(self, key: str | None) -> None:
        """Let one run stand out in every plot."""
        for view in self._views():
            view.highlight(key)

    def _views(self) -> list[ComparisonView]:
        return [view for card in self.cards.values() if (view := card.view) is not None]

    def _arrange(self) -> None:
        """Give each chosen curve a plot: one below the other where there are two, else two in a row."""
        kinds = self.shown_kinds
        columns = 1 if len(kinds) <= 2 else 2
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.setVisible(False)
        for number, kind in enumerate(kinds):
            card = self.cards[kind]
            last_alone = number == len(kinds) - 1 and number % columns == 0
            self._grid.addWidget(card, number // columns, number % columns, 1, columns if last_alone else 1)
            card.setVisible(True)
        self._show_everywhere()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_everywhere()

    @property
    def is_ready(self) -> bool:
        """Whether no plot has to be made for what is seen."""
        return not self.isVisible() or self._missing() is None

    def _missing(self) -> CurveKind | None:
        return next((kind for kind in self.shown_kinds if self.cards[kind].view is None), None)

    def _make_next(self) -> None:
        """Make a plot: one a turn of the event loop, for making one takes a while."""
        kind = self._missing()
        if kind is not None and self.isVisible():
            self._connect(self.cards[kind].ensure_view())
            self.cards[kind].retranslate()
            self._show_in(kind)
        if self.is_ready:
            self.ready.emit()
        else:
            self._next.start()

    def _show_everywhere(self) -> None:
        if not self.isVisible():
            return
        for kind in self.shown_kinds:
            self._show_in(kind)
        if self._missing() is not None:
            self._next.start()

    def _show_in(self, kind: CurveKind) -> None:
        view = self.cards[kind].view
        if view is not None:
            view.show_hidden(self._hidden)
            view.show_courses(self._courses, self._places, self.across)

    def _connect(self, view: ComparisonView) -> None:
        view.set_logarithmic(self.log_button.isChecked() and not view.kind.endswith("accuracy"))
        view.hovered.connect(lambda place: self._point(view.kind, place))
        view.zoomed.connect(lambda low, high: self._zoom(view, low, high))
        view.fitted.connect(self._fit)

    def _change_across(self) -> None:
        self._pointed = None
        self._show_everywhere()
        self._tell_values()

    def _point(self, kind: CurveKind, place: float | None) -> None:
        for view in self._views():
            view.show_cross(place)
        self._pointed = None if place is None else (kind, place)
        self._tell_values()

    def _tell_values(self) -> None:
        if self._pointed is None:
            self.valuesChanged.emit("", {})
            return
        kind, place = self._pointed
        words = {}
        for course in self._courses:
            line = course.lines.get(kind)
            if line is not None:
                words[course.key] = value_words(kind, line.at(course.step_at(place, self.across)))
        self.valuesChanged.emit(f"{curve_word(kind)} · {place_words(self.across, place)}", words)

    def _zoom(self, origin: ComparisonView, low: float, high: float) -> None:
        for view in self._views():
            if view is not origin:
                view.show_range(low, high)

    def _fit(self) -> None:
        for view in self._views():
            view.fit()

    def _set_logarithmic(self, on: bool) -> None:
        for view in self._views():
            view.set_logarithmic(on and not view.kind.endswith("accuracy"))

    def _restyle(self) -> None:
        for view in self._views():
            view.restyle()
