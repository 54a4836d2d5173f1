"""What the curves say at the step under the pointer, in a small card beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.training.legend import SAMPLE_WIDTH, CurveName, draw_sample

_PADDING = 9
_GAP = 8
_DISTANCE = 14
_MARGIN = 4
_AXIS = 22


@dataclass(frozen=True, slots=True)
class ReadOutRow:
    """One curve's name and its value in words; without a curve something else that is told of the step."""

    curve: CurveName | None
    label: str
    value: str


class ReadOut(QWidget):
    """A card that never takes the mouse: a heading and a line for each curve."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("readOut")
        self._heading = ""
        self._rows: tuple[ReadOutRow, ...] = ()
        self.hide()

    def text(self) -> str:
        """What it says, one line each."""
        return "\n".join([self._heading, *(f"{row.label} {row.value}".strip() for row in self._rows)])

    def show_rows(self, heading: str, rows: tuple[ReadOutRow, ...], near: QPointF) -> None:
        """Show these beside a place in the parent, where there is room and least of the curve."""
        self._heading, self._rows = heading, rows
        self.setAccessibleName(self.text())
        size = self.sizeHint()
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else self.rect()
        x = near.x() + _DISTANCE
        if x + size.width() > room.right():
            x = near.x() - _DISTANCE - size.width()
        above, below = _MARGIN, room.height() - size.height() - _AXIS - _MARGIN
        y = above if near.y() > room.height() * 0.4 else max(below, above)
        self.setGeometry(round(max(x, 0)), round(y), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        plain, bold = self.fontMetrics(), QFontMetrics(self._bold())
        label = max((plain.horizontalAdvance(row.label) for row in self._rows), default=0)
        value = max((bold.horizontalAdvance(row.value) for row in self._rows), default=0)
        width = max(bold.horizontalAdvance(self._heading), SAMPLE_WIDTH + _GAP + label + 2 * _GAP + value)
        return QSize(width + 2 * _PADDING + 1, (len(self._rows) + 1) * self._line() + 2 * _PADDING - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.control_border), 1))
        painter.setBrush(colours.colour("surface", 0.95))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        line, width = self._line(), self.width() - 2 * _PADDING
        upright, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(self._bold())
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(_PADDING, _PADDING - 2, width, line), upright, self._heading)
        for index, row in enumerate(self._rows):
            area = QRectF(_PADDING, _PADDING + (index + 1) * line, width, line)
            if row.curve is not None:
                draw_sample(painter, row.curve, QRectF(area.left(), area.top(), SAMPLE_WIDTH, line))
            painter.setFont(self.font())
            painter.setPen(QColor(colours.text_muted))
            painter.drawText(area.adjusted(SAMPLE_WIDTH + _GAP, 0, 0, 0), upright, row.label)
            painter.setFont(self._bold())
            painter.setPen(QColor(colours.text))
            painter.drawText(area, right, row.value)

    def _line(self) -> int:
        return self.fontMetrics().height() + 3

    def _bold(self) -> QFont:
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        return font
