"""A small palette where the eyes are: type a few letters, press Enter, and the layer is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.model.layout import NODE_HEIGHT, NODE_WIDTH
from gui import theme
from gui.model.palette import LayerPalette, PalettePanel

if TYPE_CHECKING:
    from gui.model.canvas import ModelCanvas

Fill = Callable[[LayerPalette], None]
_WIDTH, _HEIGHT = 250, 330
_GAP = 10


class LayerChooser(PalettePanel):
    """Floats above the canvas until something is chosen, Escape is pressed or another place is clicked."""

    def __init__(self, title: str, fill: Fill, chosen: Callable[[str], object], parent: QWidget) -> None:
        self._title = title
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # around the rounded corners
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("layerChooser")
        self.search.setObjectName("chooserSearch")
        self.list.setObjectName("chooserList")
        self.list.setDragEnabled(False)
        self._chosen = chosen
        fill(self.list)
        self.addRequested.connect(self._choose)
        self.resize(_WIDTH, _HEIGHT)

    def _choose(self, entry: str) -> None:
        self.close()
        self._chosen(entry)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.colour("border"))
        painter.setBrush(now.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        super().retranslate()
        self.heading.setText(self._title)
        self.setAccessibleName(self._title)


class Choosing(QObject):
    """Opens the chooser for the verbs that need a layer type, beside the layer or link that they act on."""

    def __init__(self, canvas: ModelCanvas, fill: Fill, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._fill = canvas, fill

    def insert_after(self) -> None:
        """Choose what to put behind the selected layer, or into the selected link."""
        editor, current = self._canvas.editor, self._canvas.document.current
        link = self._canvas.model_scene.selected_link
        if link is not None:
            self._open(self.tr("Insert here"), lambda entry: editor.insert_on_link(*link, entry))
        elif current is None:
            self._open(self.tr("Add layer"), editor.add)
        else:
            title = self.tr("Insert after {layer}").format(layer=current)
            self._open(title, lambda entry: editor.insert_beside(current, entry, before=False))

    def insert_before(self) -> None:
        """Choose what to put before the selected layer."""
        editor, current = self._canvas.editor, self._canvas.document.current
        if current is not None:
            title = self.tr("Insert before {layer}").format(layer=current)
            self._open(title, lambda entry: editor.insert_beside(current, entry, before=True))

    def replace(self) -> None:
        """Choose what the selected layers shall be instead."""
        editor, chosen = self._canvas.editor, self._canvas.document.selection
        if len(chosen) == 1:
            title = self.tr("Replace {layer} by").format(layer=chosen[0])
        else:
            title = self.tr("Replace {count} layers by").format(count=len(chosen))
        if chosen:
            self._open(title, editor.replace_selected)

    def _open(self, title: str, chosen: Callable[[str], object]) -> None:
        canvas = self._canvas
        chooser = LayerChooser(title, self._fill, chosen, canvas)
        node = canvas.model_scene.nodes.get(canvas.document.current or "")
        link = canvas.model_scene.selected_link
        shown = canvas.model_scene.link_between(*link) if link is not None else None
        if shown is not None:
            area = QRectF(shown.middle, shown.middle)
        elif node is not None:
            area = QRectF(-NODE_WIDTH / 2, -NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT).translated(node.pos())
        else:
            area = QRectF(canvas.mapToScene(canvas.viewport().rect().center()), QSizeF())
        chooser.move(self._place(chooser, canvas.mapFromScene(area).boundingRect()))
        chooser.show()
        chooser.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, chooser: LayerChooser, area: QRect) -> QPoint:
        """Beside what it acts on, where there is room, else below it, never outside of the canvas."""
        room, size = self._canvas.viewport().rect(), chooser.size()
        if area.right() + _GAP + size.width() <= room.right():
            place = QPoint(area.right() + _GAP, area.top())
        elif area.left() - _GAP - size.width() >= room.left():
            place = QPoint(area.left() - _GAP - size.width(), area.top())
        else:
            place = QPoint(area.right() - size.width(), area.bottom() + _GAP)
        left = max(min(place.x(), room.right() - size.width()), 0)
        top = max(min(place.y(), room.bottom() - size.height()), 0)
        return self._canvas.viewport().mapToGlobal(QPoint(left, top))
