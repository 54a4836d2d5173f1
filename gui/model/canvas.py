"""The canvas: the network as nodes and links, edited with mouse, keyboard and what is dragged in from the palette."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui import theme
from gui.model import menus
from gui.model.document import ProjectDocument
from gui.model.dropping import Dropping
from gui.model.editor import ModelEditor
from gui.model.gestures import BandGesture, DragGesture, Gesture, LinkGesture, PanGesture
from gui.model.minimap import Minimap
from gui.model.node_content import Cost
from gui.model.node_item import PLAIN_BELOW
from gui.model.overlays import CursorHint, FocusFrame
from gui.model.problem_place import go_to_problem
from gui.model.renaming import Renaming
from gui.model.scene import ModelScene
from gui.model.speaking import describe, selection_words
from gui.model.style import forget_style
from gui.model.walk import DIRECTIONS, neighbour
from gui.model.zoom_view import ZoomView


class ModelCanvas(ZoomView):
    """Shows and edits the document's network. ``settingsRequested`` asks for the keyboard to go to the inspector."""

    settingsRequested = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, document: ProjectDocument, editor: ModelEditor, parent: QWidget | None = None) -> None:
        self.model_scene = ModelScene(document)
        super().__init__(self.model_scene, parent)
        self.model_scene.setParent(self)
        self.document, self.editor = document, editor
        self.setObjectName("modelCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 160)
        self.hint = CursorHint(self.viewport())
        self.dropping = Dropping(self)
        self._gesture: Gesture | None = None
        self._press: tuple[QPointF, QPoint, str] | None = None
        self._entered = False  # by the last press, into a block: a second click would mean what it cannot see yet
        self._space = False
        self._link_source: str | None = None
        self._shown_model = document.model
        document.modelChanged.connect(self._model_changed)
        document.layoutChanged.connect(self._layout_changed)
        document.selectionChanged.connect(self._selection_changed)
        document.projectReplaced.connect(self._project_replaced)
        document.scopeChanged.connect(self._scope_changed)
        editor.refused.connect(self._refused)
        theme.notifier().changed.connect(self._look_changed)
        self.zoomChanged.connect(lambda zoom: self.model_scene.show_from_afar(zoom < PLAIN_BELOW))
        self.focus_frame = FocusFrame(self)
        self.minimap = Minimap(self)
        self.renaming = Renaming(self)
        self.retranslate()

    def content_rect(self) -> QRectF:
        return self.model_scene.content_rect()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        scene = self.model_scene
        if scene.is_far:
            selected = (scene.nodes[name] for name in self.document.selection if name in scene.nodes)
            scene.far_picture.paint(painter, QRectF(rect), selected, scene.marked_links)

    @property
    def cost(self) -> Cost:
        """What the bars measure."""
        return self.model_scene.cost

    def show_cost(self, cost: Cost) -> None:
        """Let the bars measure multiply-adds or parameters."""
        self.model_scene.cost = cost
        self.model_scene.sync()

    def centre_on(self, layer_id: str) -> None:
        """Bring a layer into view, moving no further than needed."""
        node = self.model_scene.nodes.get(layer_id)
        if node is not None:
            area = node.sceneBoundingRect()
            note = self.model_scene.notes.get(layer_id)
            if note is not None:
                area = area.united(note.area(note.side))
            room, shown = self.viewport().size(), self.mapFromScene(area).boundingRect().size()
            spare = (room - shown) / 2  # a margin for which there is no room would push the other side out
            fitted = self._fitted
            self.ensureVisible(area, max(min(spare.width(), 16), 0), max(min(spare.height(), 16), 0))
            self._fitted = fitted

    # Following the document

    def _repaint_from_afar(self) -> None:
        """Items that leave their painting to the background cannot ask for it themselves."""
        if self.model_scene.is_far:
            self.viewport().update()

    def _model_changed(self) -> None:
        if self.document.model is not self._shown_model:
            self._shown_model = self.document.model
            self.hold_still()
        self._repaint_from_afar()
        if self.model_scene.sync():
            self.model_scene.show_selection(self.hasFocus())
        self._describe()

    def _layout_changed(self) -> None:
        self.hold_still()
        self._repaint_from_afar()
        self.model_scene.sync()
        self.update_room()

    def _selection_changed(self) -> None:
        self._repaint_from_afar()
        if self.document.selection:
            self.model_scene.select_link(None)
        self.model_scene.show_selection(self.hasFocus())
        if self.document.current is not None and self._gesture is None and self._press is None:
            self.centre_on(self.document.current)
        self._describe()

    def _project_replaced(self) -> None:
        self._shown_model = self.document.model
        self.model_scene.sync()
        self.fit()

    def _scope_changed(self) -> None:
        if self.document.model.layers != self._shown_model.layers:  # else it is the same block, renamed
            self._project_replaced()

    def _refused(self, reason: str) -> None:
        self._tell(reason, refuses=True)

    def _tell(self, sentence: str, *, refuses: bool) -> None:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        if not self.viewport().rect().contains(at):
            current = self.model_scene.nodes.get(self.document.current or "")
            at = self.mapFromScene(current.pos()) if current else self.viewport().rect().center()
        self.hint.tell(sentence, at, refuses)

    def _look_changed(self) -> None:
        self.hint.refresh()
        self.model_scene.refresh()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            forget_style()
            self.model_scene.refresh()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Network canvas"))
        self.model_scene.refresh()
        self._describe()

    def _describe(self) -> None:
        self.focus_frame.setVisible(self.hasFocus() and self.document.current is None)
        describe(self, selection_words(self.document))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        place = self.mapToScene(at)
        self.hint.hide()
        self._entered = False
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self._space
        ):
            self._gesture = PanGesture(self, at)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._left_pressed(place, at, event.modifiers())
        event.accept()

    def _left_pressed(self, place: QPointF, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        scene, document = self.model_scene, self.document
        note = scene.note_at(place)
        if note is not None:
            self._note_pressed(note.node.content.layer_id, note.is_fix_at(place))
            return
        link = scene.link_at(place)
        if link is not None and link.hovered and link.is_plus_at(place):
            self._open(menus.insert_on_link(self, *link.ends), at)
            return
        port = scene.port_at(place)
        if port is not None and not keys and self._port_pressed(*port):
            return
        node = scene.node_at(place)
        if node is None:
            if link is not None:
                document.select(())
                scene.select_link(link.ends)
                return
            scene.select_link(None)
            self._gesture = BandGesture(self, place, document.selection if keys else ())
            return
        name = node.content.layer_id
        if keys & Qt.KeyboardModifier.ControlModifier:
            document.toggle(name)
        elif keys & Qt.KeyboardModifier.ShiftModifier and document.current not in (None, name):
            self.editor.connect_layers(str(document.current), name)
        else:
            self._press = (place, at, name)
            if name not in document.selection:
                document.select((name,))

    def _port_pressed(self, node: object, port: str | int) -> bool:
        scene = self.model_scene
        name = node.content.layer_id  # type: ignore[attr-defined]
        if isinstance(port, str):
            self._gesture = LinkGesture(self, scene.nodes[name])
            return True
        inputs = self.document.model[name].inputs
        if port < len(inputs) and inputs[port] in scene.nodes:
            self._gesture = LinkGesture(self, scene.nodes[inputs[port]], former=name)
            return True
        return False

    def _note_pressed(self, layer_id: str, on_fix: bool) -> None:
        problems = self.document.analysis.problems_of(layer_id)
        if on_fix:
            self.document.select((layer_id,))
            self.editor.apply_fix(next(found.fixes[0] for found in problems if found.fixes))
        else:
            self._entered = bool(problems[0].scope)
            go_to_problem(self.document, problems[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        place = self.mapToScene(at)
        if self._press is not None:
            start, start_at, name = self._press
            if (at - start_at).manhattanLength() >= QApplication.startDragDistance():
                self._press = None
                self._gesture = DragGesture(self, name, start)
        if self._gesture is not None:
            self._gesture.move(place, at)
            self._repaint_from_afar()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._press is not None and event.button() == Qt.MouseButton.LeftButton:
            name = self._press[2]
            self._press = None
            self.document.select((name,))
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish(self.mapToScene(at), at)
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._entered:
            return
        node = self.model_scene.node_at(self.mapToScene(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and node is not None:
            layer = self.document.model[node.content.layer_id]
            if layer.type != "Block" or not self.document.open_block(layer.params.block):  # type: ignore[attr-defined]
                self.settingsRequested.emit()
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            current = self.model_scene.nodes.get(self.document.current or "")
            at = self.mapFromScene(current.pos()) if current else self.viewport().rect().center()
        else:
            at = event.pos()
        place = self.mapToScene(at)
        node, link = self.model_scene.node_at(place), self.model_scene.link_at(place)
        if node is not None:
            if node.content.layer_id not in self.document.selection:
                self.document.select((node.content.layer_id,))
            self._open(menus.of_layer(self, node.content.layer_id), at)
        elif link is not None:
            self.document.select(())
            self.model_scene.select_link(link.ends)
            self._open(menus.of_link(self, *link.ends), at)
        else:
            self._open(menus.of_canvas(self), at)

    def _open(self, menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settingsRequested.emit()
        elif key in DIRECTIONS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(DIRECTIONS[key], False)
        elif key in DIRECTIONS and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._step(DIRECTIONS[key], True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._gesture is None:
                self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        super().keyReleaseEvent(event)

    def _step(self, direction: str, extend: bool) -> None:
        found = neighbour(self.document.model, self.document.layout, self.document.current, direction)
        if found is not None:
            kept = self.document.selection if extend else ()
            self.document.select((*(name for name in kept if name != found), found))

    def _escape(self) -> None:
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
        elif self.document.selection or self.model_scene.selected_link is not None:
            self._press = None
            self.model_scene.select_link(None)
            self.document.select(())
        else:
            self.document.leave_block()
        self.hint.hide()

    def delete_selected(self, heal: bool = True) -> None:
        """Delete the selected layers, or remove the selected link."""
        link = self.model_scene.selected_link
        if link is not None:
            self.editor.disconnect_layers(*link)
        else:
            self.editor.delete(heal)

    def connect_selected(self) -> None:
        """Link two selected layers; with one, remember it as the source for the next time this is asked."""
        chosen, source = self.document.selection, self._link_source
        self._link_source = None
        if len(chosen) == 2:
            self.editor.connect_layers(*chosen)
        elif source is not None and source in self.document.model and self.document.current not in (None, source):
            self.editor.connect_layers(source, str(self.document.current))
        elif self.document.current is not None:
            self._link_source = self.document.current
            words = self.tr("Choose the layer that shall read {layer} and press {key} again.")
            self._tell(words.format(layer=self.document.current, key="C"), refuses=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.model_scene.show_selection(True)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self.model_scene.show_selection(False)
        self._describe()

    # What the palette drags in (see gui.model.dropping)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dropping.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.dropping.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropping.drop(event)
