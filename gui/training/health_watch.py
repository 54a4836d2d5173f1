"""Brings what a session tells of a run's health to the table, the line beside the smoothing, the tab and the log."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QTabWidget

from engine.training.events import HealthMeasured, WayChosen
from gui import theme
from gui.training.health import HealthView, HintKeeper
from gui.training.narrator import Narrator
from gui.training.run_note import RunNote
from gui.training.session import TrainingSession

_SIZE, _DOT, _RATIO = 16, 7, 3


class HealthWatch(QObject):
    """Follows one run after the other."""

    def __init__(
        self, session: TrainingSession, view: HealthView, note: RunNote, tabs: QTabWidget, narrator: Narrator
    ) -> None:
        super().__init__(tabs)
        self._view, self._note, self._tabs, self._narrator = view, note, tabs, narrator
        self._keeper = HintKeeper()
        session.starting.connect(self.clear)
        session.wayChosen.connect(self._way)
        session.healthMeasured.connect(self._measured)
        note.pressed.connect(lambda: tabs.setCurrentWidget(view))
        theme.notifier().changed.connect(self._mark_tab)
        self._mark_tab()

    def clear(self) -> None:
        """Nothing is known of the run that is shown next."""
        self._keeper.clear()
        self._view.clear()
        self._note.clear()
        self._mark_tab()

    def retranslate(self) -> None:
        """Say the tab's name in the language of now."""
        self._mark_tab()

    def _way(self, way: WayChosen) -> None:
        self._note.show_way(way)

    def _measured(self, event: HealthMeasured) -> None:
        for hint in self._keeper.measured(event):
            self._narrator.hinted(hint)
        self._view.show_health(event, self._keeper.hints)
        self._note.show_hints(self._keeper.hints)
        self._mark_tab()

    def _mark_tab(self) -> None:
        """The tab has a dot and a number while there are hints."""
        index, count = self._tabs.indexOf(self._view), len(self._keeper.hints)
        words = self.tr("Health ({count})").format(count=count) if count else self.tr("Health")
        if words != self._tabs.tabText(index):
            self._tabs.setTabText(index, words)
        self._tabs.setTabIcon(index, _dot() if count else QIcon())


def _dot() -> QIcon:
    pixmap = QPixmap(_SIZE * _RATIO, _SIZE * _RATIO)
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().warning))
    edge = (_SIZE - _DOT) / 2
    painter.drawEllipse(QRectF(edge, edge, _DOT, _DOT))
    painter.end()
    return QIcon(pixmap)
