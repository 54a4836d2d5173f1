"""What shows only during a gesture: the ghost of a layer about to land, the link being drawn, the rubber band."""

from PySide6.QtCore import QEvent, QLineF, QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QLabel, QStyleOptionGraphicsItem, QWidget

from gui import icons, theme
from gui.model.link_item import curve, paint_arrow
from gui.model.palette_entries import category_of, title_of
from gui.model.style import canvas_style

_GHOST_HEIGHT = 28.0


class GhostItem(QGraphicsItem):
    """A dashed pill with a layer type's name, standing where the layer would land."""

    def __init__(self) -> None:
        super().__init__()
        self._type = ""
        self._rect = QRectF()
        self.setZValue(10)
        self.hide()

    def show_at(self, type_name: str, place: QPointF) -> None:
        """Show the ghost of a layer type at a place of the scene."""
        if type_name != self._type:
            self.prepareGeometryChange()
            self._type = type_name
            width = QFontMetricsF(canvas_style().title).horizontalAdvance(title_of(type_name)) + 46
            self._rect = QRectF(-width / 2, -_GHOST_HEIGHT / 2, width, _GHOST_HEIGHT)
        self.setPos(place)
        self.show()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style = canvas_style()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.ghost)
        painter.setBrush(style.ghost_fill)
        painter.drawRoundedRect(self._rect, 8, 8)
        category = category_of(self._type)
        icon = QRectF(self._rect.left() + 10, -9, 18, 18)
        icons.paint(painter, category, icon, style.categories[category].colour, 1.6)
        painter.setPen(style.text)
        painter.setFont(style.title)
        painter.drawText(QPointF(icon.right() + 7, 4.5), title_of(self._type))


class DraftLinkItem(QGraphicsItem):
    """The link that follows the mouse."""

    def __init__(self, start: QPointF) -> None:
        super().__init__()
        self._start, self._end = start, start
        self._refused = False
        self.setZValue(9)

    def lead_to(self, end: QPointF, refused: bool) -> None:
        """Let the link end there; ``refused`` shows that it could not stay."""
        self.prepareGeometryChange()
        self._end, self._refused = end, refused
        self.update()

    def boundingRect(self) -> QRectF:
        return curve(self._start, self._end).boundingRect().adjusted(-8, -8, 8, 8)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style = canvas_style()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.link_error if self._refused else style.link_hover)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(curve(self._start, self._end))
        paint_arrow(painter, self._end)


class BandItem(QGraphicsItem):
    """The rubber band."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self.setZValue(11)

    def span(self, rect: QRectF) -> None:
        """Cover that part of the scene."""
        self.prepareGeometryChange()
        self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        style = canvas_style()
        painter.setPen(style.ghost)
        painter.setBrush(style.halo)
        painter.drawRect(self._rect)


class GuideItem(QGraphicsItem):
    """A line that shows along which other node a dragged one is aligned."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QLineF()
        self.setZValue(0)
        self.hide()

    def span(self, start: QPointF, end: QPointF) -> None:
        """Lead from one point of the scene to another."""
        self.prepareGeometryChange()
        self._line = QLineF(start, end)
        self.show()

    def boundingRect(self) -> QRectF:
        return QRectF(self._line.p1(), self._line.p2()).normalized().adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setPen(canvas_style().ghost)
        painter.drawLine(self._line)


class CursorHint(QLabel):
    """A sentence near the cursor that says why something cannot be done, or what to do next; it goes by itself."""

    SHOWN_MS = 4500

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._refuses = True
        self.setObjectName("canvasHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setWordWrap(True)
        self._timer = QTimer(self, singleShot=True, interval=self.SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.refresh()
        self.hide()

    def refresh(self) -> None:
        """Take the theme's colours."""
        now = theme.current()
        ground, edge = (now.error_soft, now.error) if self._refuses else (now.hint_soft, now.hint)
        self.setStyleSheet(
            f"QLabel {{ background: {ground}; color: {now.text}; border: 1px solid {edge};"
            " border-radius: 6px; padding: 5px 9px; }"
        )

    def tell(self, sentence: str, near: QPoint, refuses: bool = True) -> None:
        """Show a sentence next to a point of the parent: why something is refused, or a tip."""
        if refuses != self._refuses:
            self._refuses = refuses
            self.refresh()
        self.setText(sentence)
        self.ensurePolished()  # or the first sentence is measured without its margins
        width = min(300, self.fontMetrics().horizontalAdvance(sentence) + 32)
        self.resize(width, self.heightForWidth(width))
        room = self._around.rect().adjusted(6, 6, -6, -6)
        x = max(room.left(), min(near.x() + 16, room.right() - self.width()))
        y = max(room.top(), min(near.y() + 18, room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.raise_()
        self._timer.start()


class FocusFrame(QWidget):
    """The focus ring of the canvas as a whole, for when no layer is there to wear it."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setObjectName("canvasFocusFrame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        around.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._around:
            self.setGeometry(self._around.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().colour("focus"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
