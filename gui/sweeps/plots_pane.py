"""The plots of a sweep in tabs, and what they show: one objective for all, parameters for slice and contour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QTabBar, QTabWidget, QVBoxLayout, QWidget

from engine.sweeps.importance import FEWEST_TRIALS, importances
from gui import theme
from gui.sweeps.choices import choice_row, chooser, offer
from gui.sweeps.columns import Column
from gui.sweeps.contour_plot import ContourPlot
from gui.sweeps.history_plot import HistoryPlot
from gui.sweeps.importance_plot import ImportancePlot
from gui.sweeps.link import TrialLink
from gui.sweeps.parallel_plot import ParallelPlot
from gui.sweeps.pareto_page import ParetoPage
from gui.sweeps.slice_plot import SlicePlot
from gui.sweeps.trial_columns import SweepView
from gui.training.background import BackgroundTask
from gui.translation import say_error

_REST_MS = 1500
"""Between two looks at the importances while a sweep runs."""
_CORNER_ROOM = 8
"""Of tabs more than the choice beside them is high."""


class PlotsPane(QTabWidget):
    """Parallel coordinates, history, importance, slice, contour and Pareto, all of one :class:`TrialLink`."""

    def __init__(self, link: TrialLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweepPlots")
        self.setDocumentMode(True)
        self.link = link
        self._view: SweepView | None = None
        self._weighed: tuple[int, int] | None = None
        """How many completed trials, and which objective, the importances are of."""
        self._asked: tuple[int, int] | None = None
        self._shares: dict[str, float] = {}
        self.parallel, self.history = ParallelPlot(link), HistoryPlot(link)
        self.importance = ImportancePlot()
        self.slice, self.contour, self.pareto = SlicePlot(link), ContourPlot(link), ParetoPage(link)
        self._weighing = BackgroundTask("weigh-parameters", self)
        self._weighing.done.connect(self._show_importances)
        self._weighing.failed.connect(lambda error: self.importance.say(say_error(error)))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._weigh)
        self.objective = chooser("sweepObjectiveChoice")
        self.setTabBar(_TallTabs(self.objective))
        self._objective_label = QLabel()
        theme.set_role(self._objective_label, "muted")
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 4, 4)
        row.addWidget(self._objective_label)
        row.addWidget(self.objective)
        self.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.slice_parameter = chooser("slicePlotParameter")
        self.across, self.upwards = chooser("contourAcross"), chooser("contourUpwards")
        self._slice_label, self._across_label, self._upwards_label = QLabel(), QLabel(), QLabel()
        self._bars = bars = QScrollArea()
        bars.setWidgetResizable(True)
        bars.setWidget(self.importance)
        for page in (
            self.parallel,
            self.history,
            bars,
            _below(((self._slice_label, self.slice_parameter),), self.slice),
            _below(((self._across_label, self.across), (self._upwards_label, self.upwards)), self.contour),
            self.pareto,
        ):
            self.addTab(page, "")
        self.objective.currentIndexChanged.connect(self._choose)
        for box in (self.slice_parameter, self.across, self.upwards):
            box.currentIndexChanged.connect(self._choose)
        self.importance.chosen.connect(self._slice_by)
        self.currentChanged.connect(self._show_page)
        self.retranslate()

    def show_view(self, view: SweepView | None) -> None:
        """Show this state of a sweep; the link has its columns already."""
        self._view = view
        self._offer()
        self._show_shares()
        self._weigh()

    def begin(self) -> None:
        """Forget what was shown of another sweep."""
        self._weighing.give_up()
        self._view = self._weighed = self._asked = None
        self._shares = {}
        self._show_shares()
        self.parallel.brushes.clear()

    def show_plot(self, plot: QWidget) -> None:
        """Go to a plot's tab."""
        for index in range(self.count()):
            page = self.widget(index)
            if page is plot or (page is not None and page.isAncestorOf(plot)):
                self.setCurrentIndex(index)

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._weighing.stop_and_wait()

    # -- what can be chosen ----------------------------------------------------------------------------------------

    def _offer(self) -> None:
        columns = self.link.columns
        _fill(self.objective, columns.objectives, 0)
        _fill(self.slice_parameter, columns.parameters, 0)
        _fill(self.across, columns.parameters, 0)
        _fill(self.upwards, columns.parameters, 1)
        several = len(columns.objectives) > 1
        self.objective.setVisible(several)
        self._objective_label.setVisible(several)
        self.setTabVisible(self.indexOf(self.pareto), several)

    def _show_page(self) -> None:
        has_own = self.currentWidget() is self.pareto
        self.objective.setEnabled(not has_own)
        self._objective_label.setEnabled(not has_own)
        self._weigh()

    def _choose(self) -> None:
        objective = max(self.objective.currentIndex(), 0)
        self.parallel.choose_objective(objective)
        self.history.choose_objective(objective)
        self.slice.choose(self.slice_parameter.currentData() or "", objective)
        self.contour.choose(self.across.currentData() or "", self.upwards.currentData() or "", objective)
        self._weigh()

    def _slice_by(self, parameter: str) -> None:
        self.slice_parameter.setCurrentIndex(self.slice_parameter.findData(parameter))
        self.show_plot(self.slice)

    # -- importance ------------------------------------------------------------------------------------------------

    def _weigh(self) -> None:
        view = self._view
        if view is None or self.currentWidget() is not self._bars or self._weighing.is_active or self._rest.isActive():
            return
        state, place = view.state, max(self.objective.currentIndex(), 0)
        completed = state.counts["completed"]
        if completed < FEWEST_TRIALS:
            self.importance.say(
                self.tr(
                    "With {count} completed trials it can be told which parameters matter; there are {now}."
                ).format(count=FEWEST_TRIALS, now=completed)
            )
            return
        if (completed, place) == self._weighed or place >= len(state.settings.objectives):
            return
        self._asked = (completed, place)
        space, trials, objective = state.space, state.trials, state.settings.objectives[place]
        self._weighing.start(lambda _handle: importances(space, trials, objective))

    def _show_importances(self, shares: dict[str, float]) -> None:
        self._weighed, self._shares = self._asked, shares
        self._show_shares()
        self._rest.start()

    def _show_shares(self) -> None:
        titles = {column.key: column.title for column in self.link.columns.parameters}
        self.importance.show_importances(self._shares, titles)

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        names = (
            (self.tr("Parallel"), self.tr("A line for each trial: brush an axis to let only those through it pass")),
            (self.tr("History"), self.tr("The trials as they came, and the best so far")),
            (self.tr("Importance"), self.tr("Which parameters matter for what was reached")),
            (self.tr("Slice"), self.tr("One parameter against what was reached")),
            (self.tr("Contour"), self.tr("Two parameters, and what was reached around their trials")),
            (self.tr("Pareto"), self.tr("Two objectives against each other: which trials no other one beats")),
        )
        for index, (name, tip) in enumerate(names):
            self.setTabText(index, name)
            self.setTabToolTip(index, tip)
        self.setAccessibleName(self.tr("Plots of the sweep"))
        self._objective_label.setText(self.tr("Objective"))
        self.objective.setAccessibleName(self.tr("Objective that the plots show"))
        self._slice_label.setText(self.tr("Parameter"))
        self.slice_parameter.setAccessibleName(self.tr("Parameter of the slice plot"))
        self._across_label.setText(self.tr("Across"))
        self.across.setAccessibleName(self.tr("Parameter across the contour plot"))
        self._upwards_label.setText(self.tr("Upwards"))
        self.upwards.setAccessibleName(self.tr("Parameter upwards in the contour plot"))


class _TallTabs(QTabBar):
    """Tabs with room for the choice in their corner: a :class:`QTabWidget` cuts it at their height."""

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        self._beside = beside

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return size.expandedTo(QSize(0, self._beside.sizeHint().height() + _CORNER_ROOM))


def _fill(box: QComboBox, columns: Sequence[Column], first: int) -> None:
    """Offer columns; what was chosen stays chosen."""
    chosen = box.currentData()
    if not offer(box, columns):
        return
    with QSignalBlocker(box):
        box.setCurrentIndex(place if (place := box.findData(chosen)) >= 0 else min(first, len(columns) - 1))
    box.currentIndexChanged.emit(box.currentIndex())


def _below(choices: Sequence[tuple[QLabel, QComboBox]], plot: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(4)
    column.addLayout(choice_row(choices))
    column.addWidget(plot, 1)
    return page
