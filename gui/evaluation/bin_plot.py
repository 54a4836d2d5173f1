"""A small plot of bins that can be pointed at and chosen, by mouse and by keys."""

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.model.speaking import describe
from gui.training.small_plot import Mark, Scale, SmallPlot, small_font


class BinPlot(QWidget):
    """``chosen(bin)`` comes with a click, Enter or Space on a bin with images, ``pointed(words)`` says what it holds.

    ← and → go to the next bin with images, Home and End to the first and the last one.
    """

    chosen = Signal(int)
    pointed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._edges: list[float] = []
        self._counts: list[int] = []
        self._current: int | None = None
        self._hovered: int | None = None
        theme.notifier().changed.connect(self.update)

    # What a kind of plot says

    @abstractmethod
    def bin_words(self, number: int) -> str:
        """What a bin says."""

    @abstractmethod
    def _upwards(self) -> tuple[Scale, list[Mark]]: ...

    @abstractmethod
    def _across_marks(self) -> list[Mark]: ...

    @abstractmethod
    def _titles(self) -> tuple[str, str]:
        """What goes upwards, what goes across."""

    @abstractmethod
    def _paint_bins(self, painter: QPainter, plot: SmallPlot) -> None: ...

    def _show_bins(self, edges: list[float], counts: list[int]) -> None:
        self._edges, self._counts, self._hovered = edges, counts, None
        filled = [number for number, count in enumerate(counts) if count]
        if self._current not in filled:
            self._current = filled[-1] if filled else None
        self._point()
        self.update()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._point()
        self.update()

    def _point(self) -> None:
        number = self._current if self._hovered is None else self._hovered
        if number is not None and self._counts:
            self.pointed.emit(self.bin_words(number))
            if self._current is not None:
                describe(self, self.bin_words(self._current))

    # Geometry

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 130)

    def bin_rect(self, number: int) -> QRectF:
        """The whole height of the plot over a bin."""
        plot = self._plot()
        left, right = (plot.place(edge, plot.upwards.low).x() for edge in self._edges[number : number + 2])
        return QRectF(left, plot.area.top(), right - left, plot.area.height())

    def _plot(self) -> SmallPlot:
        upwards, marks = self._upwards()
        across = Scale(self._edges[0], self._edges[-1]) if self._edges else Scale(0, 1)
        line = self.fontMetrics().height()
        room = QRectF(self.rect()).adjusted(2, 0, -2, -line)
        return SmallPlot.within(room, across, upwards, marks, small_font(self.font()))

    def _bin_at(self, x: float) -> int | None:
        if not self._edges:
            return None
        plot = self._plot()
        if not plot.area.left() <= x <= plot.area.right():
            return None
        value = plot.value_across(x)
        return next((number for number, edge in enumerate(self._edges[1:]) if value <= edge), len(self._counts) - 1)

    # Hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._bin_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._bin_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and number is not None and self._counts[number]:
            self._current = number
            self._point()
            self.update()
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bin to bin, or choose the one that is marked."""
        filled = [number for number, count in enumerate(self._counts) if count]
        if self._current is None or not filled:
            super().keyPressEvent(event)
            return
        place = filled.index(self._current)
        match event.key():
            case Qt.Key.Key_Left:
                place -= 1
            case Qt.Key.Key_Right:
                place += 1
            case Qt.Key.Key_Home:
                place = 0
            case Qt.Key.Key_End:
                place = len(filled) - 1
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.chosen.emit(self._current)
                return
            case _:
                super().keyPressEvent(event)
                return
        self._current, self._hovered = filled[min(max(place, 0), len(filled) - 1)], None
        self._point()
        self.update()

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            filled = number is not None and self._counts[number] > 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if filled else Qt.CursorShape.ArrowCursor)
            self._point()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, the bins, and the one that is pointed at."""
        if not self._edges:
            return
        colours, plot = theme.current(), self._plot()
        upwards, across = self._titles()
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        plot.draw_axes(painter, self._across_marks(), self._upwards()[1], upwards)
        painter.setPen(QColor(colours.text_muted))
        line = painter.fontMetrics().height()
        title = QRectF(plot.area.left(), self.height() - line - 1, plot.area.width(), line)
        painter.drawText(title, Qt.AlignmentFlag.AlignHCenter, across)
        if self._hovered is not None:
            painter.fillRect(self.bin_rect(self._hovered), colours.colour("accent_soft"))
        self._paint_bins(painter, plot)
        if self._current is not None:
            painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else colours.text_muted), 2))
            chosen = self.bin_rect(self._current)
            painter.drawLine(
                QPointF(chosen.left(), chosen.bottom() + 1),
                QPointF(max(chosen.right(), chosen.left() + 2), chosen.bottom() + 1),
            )
            if self.hasFocus():
                painter.drawRect(chosen)
