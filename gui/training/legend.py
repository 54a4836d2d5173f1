"""The key to the curves: samples of each line and mark, and buttons that show or hide them."""

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui import theme

CurveName = Literal["raw", "smooth", "train", "validation", "behind"]

SAMPLE_WIDTH = 26
_GAP = 6
_PADDING = 5
_LONGEST = 150


def draw_sample(painter: QPainter, name: CurveName, area: QRectF) -> None:
    """Draw a curve's line and mark as the plot has them."""
    colours = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = round(area.center().y()) + 0.5
    left, right = QPointF(area.left(), middle), QPointF(area.right(), middle)
    centre = QPointF(area.center().x(), middle)
    ground = QColor(colours.raised)
    train, validation, other = (
        QColor(colours.curve_train),
        QColor(colours.curve_validation),
        QColor(colours.series[3]),
    )
    match name:
        case "raw":
            painter.setPen(QPen(colours.colour("curve_train", 0.5), 1))
            heights = (0, -4, 3, -5, 4, -2, 5, -3, 0)
            step = area.width() / (len(heights) - 1)
            painter.drawPolyline([QPointF(area.left() + i * step, middle + dy) for i, dy in enumerate(heights)])
        case "smooth":
            painter.setPen(QPen(train, 2))
            painter.drawLine(left, right)
        case "train":
            painter.setPen(QPen(train, 1.2, Qt.PenStyle.DotLine))
            painter.drawLine(left, right)
            painter.setPen(QPen(train, 1.6))
            painter.setBrush(ground)
            painter.drawEllipse(centre, 3.6, 3.6)
        case "validation":
            painter.setPen(QPen(validation, 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(left, right)
            painter.setPen(QPen(validation, 1.6))
            painter.setBrush(validation)
            painter.drawRect(QRectF(centre.x() - 3, centre.y() - 3, 6, 6))
        case "behind":
            painter.setPen(QPen(other, 1.4))
            painter.drawLine(left, right)
            painter.setBrush(ground)
            top, foot = centre + QPointF(0, -4.5), centre.y() + 3.5
            painter.drawPolygon(QPolygonF([top, QPointF(centre.x() - 4.5, foot), QPointF(centre.x() + 4.5, foot)]))
    painter.restore()


class KeyEntry(QAbstractButton):
    """One line of a key, with a sample that subclasses draw; checked while its curve is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = ""
        """What stands at the right end, such as the curve's value under the pointer."""
        self.elide_mode = Qt.TextElideMode.ElideRight
        self.room_at_right = 0
        """Pixels left free behind the figure."""
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self.text()), _LONGEST)
        return QSize(2 * _PADDING + SAMPLE_WIDTH + _GAP + width, metrics.height() + 2 * _PADDING)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _PADDING + SAMPLE_WIDTH, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def draw_sample(self, painter: QPainter, area: QRectF) -> None:
        """Draw the curve's line as the plot has it."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sample, words and figure; crossed out and pale while hidden."""
        colours = theme.current()
        painter = QPainter(self)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(frame, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 5, 5)
        painter.setOpacity(1.0 if self.isChecked() else 0.35)
        self.draw_sample(painter, QRectF(_PADDING, 0, SAMPLE_WIDTH, self.height()))
        painter.setOpacity(1.0)
        left = _PADDING + SAMPLE_WIDTH + _GAP
        figure_width = self.fontMetrics().horizontalAdvance(self.figure) + _GAP if self.figure else 0
        room = max(self.width() - left - _PADDING - figure_width - self.room_at_right, 0)
        words = self.fontMetrics().elidedText(self.text(), self.elide_mode, room + 1)
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colours.text if self.isChecked() else colours.text_muted))
        painter.drawText(QRectF(left, 0, room + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self.figure:
            painter.setFont(self.font())
            place = QRectF(left + room, 0, figure_width, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.figure)


class LegendEntry(KeyEntry):
    """The key's line for a curve of the run that is trained."""

    def __init__(self, name: CurveName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curve = name
        self.setObjectName(f"{name}Legend")

    def draw_sample(self, painter: QPainter, area: QRectF) -> None:
        draw_sample(painter, self.curve, area)
