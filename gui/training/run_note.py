"""One line about the run between smoothing and plots: the newest hint, else how its steps are computed."""

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from engine.text import Text
from engine.training.events import Hint, WayChosen
from gui import theme
from gui.translation import say

_SMALLEST = 60


def way_text(way: WayChosen) -> str:
    """Such as «channels-last, pooling before ReLU, 2 threads · 12.1 ms a step»."""
    return say(way.text)


class RunNote(QLabel):
    """Cut with an ellipsis where there is no room; everything stands in its tooltip. ``pressed`` wants to see more."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runNote")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._hints: tuple[Hint, ...] = ()
        self._way: WayChosen | None = None
        self._whole = ""
        self.retranslate()

    def clear(self) -> None:
        """Nothing is known of the next run."""
        self._hints, self._way = (), None
        self.retranslate()

    def show_way(self, way: WayChosen) -> None:
        """Take over how the steps are computed."""
        self._way = way
        self.retranslate()

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Take over the hints that hold now, the newest last."""
        if hints != self._hints:
            self._hints = hints
            self.retranslate()

    def whole_text(self) -> str:
        """The line before it is cut."""
        return self._whole

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALLEST, super().minimumSizeHint().height())

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        way = "" if self._way is None else way_text(self._way)
        hints = [f"{say(hint.text)} {say(hint.remedy)}" for hint in reversed(self._hints)]
        self._whole = say(self._hints[-1].text) if self._hints else way
        lines = [*hints, *([self.tr("Computed with: {way}").format(way=way)] if way else [])]
        if self._way is not None:
            lines += [measured_text(words, milliseconds) for words, milliseconds in self._way.measured]
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(self._whole or self.tr("About the run"))
        self.setAccessibleDescription(self.toolTip())
        theme.set_role(self, "warning" if self._hints else "muted")
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)


def measured_text(words: Text, milliseconds: float) -> str:
    """One way that was measured: «2 threads: 12.1 ms a step»."""
    text = QCoreApplication.translate("RunNote", "{way}: {time} ms a step")
    return text.format(way=say(words), time=QLocale().toString(milliseconds, "f", 1))
