"""The Build place: palette, canvas, inspector and problem list around one document."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from engine.evaluation.probing import WeightsOf
from gui import theme
from gui.model.actions import ModelActions
from gui.model.block_editor import BlockEditor
from gui.model.breadcrumb import Breadcrumb
from gui.model.canvas import ModelCanvas
from gui.model.chooser import Choosing
from gui.model.document import ProjectDocument
from gui.model.editor import ModelEditor
from gui.model.example_bar import ExampleBar
from gui.model.inspector import LayerInspector
from gui.model.outputs import LayerOutputs
from gui.model.palette import PalettePanel
from gui.model.palette_blocks import PaletteBlocks
from gui.model.problem_list import ProblemList
from gui.model.side_panel import SidePanel

_TOOLBAR = (
    "undo",
    "redo",
    "|",
    "delete",
    "duplicate",
    "group",
    "|",
    "arrange",
    "|",
    "outputs",
    "<>",
    "zoomOut",
    "%",
    "zoomIn",
    "fit",
)

_CANVAS_WIDTH, _PALETTE_WIDTH = 692, 190
"""Words beside a node need this much of the canvas; where there is less, the palette elides its names, down to this."""


class BuildPage(QWidget):
    """Everything to build a network with. ``refused(reason)`` says why something could not be done."""

    refused = Signal(str)

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("buildPage")
        self.document = document
        self.editor = ModelEditor(document, self)
        self.blocks = BlockEditor(document, self)
        self.editor.find_saved = self.blocks.own.find
        self.canvas = ModelCanvas(document, self.editor)
        self.breadcrumb = Breadcrumb(self.blocks)  # after the canvas, which is to follow first
        self.palette_panel = PalettePanel()
        self.palette_blocks = PaletteBlocks(self.palette_panel.list, self.blocks)
        self.inspector = LayerInspector(document, self.editor, self.blocks)
        self.side = SidePanel(document, self.inspector)
        self.side.roomWanted.connect(self._give_side_room)
        self.outputs = LayerOutputs(document, self.canvas.model_scene, self)
        self.example = ExampleBar(document.project.dataset)
        self.example.hide()
        self.problems = ProblemList(document, self.editor)
        self.choosing = Choosing(self.canvas, self.palette_blocks.fill, self)
        self.model_actions = ModelActions(document, self.canvas, self.blocks, self.choosing, self)
        self._toolbar = self._make_toolbar()
        self._lay_out()
        self.palette_panel.addRequested.connect(self._add)
        self.problems.chosen.connect(self.canvas.centre_on)
        self.canvas.settingsRequested.connect(self._focus_settings)
        self.canvas.zoomChanged.connect(self._show_zoom)
        self.blocks.refused.connect(self.editor.refused)
        self.editor.refused.connect(self.refused)
        self.inspector.memory.changed.connect(self._note_memory)
        self.inspector.weights.arrived.connect(self.outputs.ask_again)
        self.outputs.action.toggled.connect(self._show_example)
        self.side.insideShown.connect(self._show_example)
        self.outputs.told.connect(self.example.say_source)
        self.example.imageChanged.connect(self.outputs.set_image)
        self.example.imageChanged.connect(lambda image: self.side.set_example(image, self.example.label))
        document.modelChanged.connect(lambda: self.example.set_dataset(document.project.dataset))
        document.modelChanged.connect(self._size_problems)
        self._show_zoom(self.canvas.zoom)
        self.retranslate()

    def actions_for_menu(self) -> list[QAction]:
        """The actions of the window's Edit menu in order, with separators: undo and redo first."""
        actions = self.model_actions.actions
        separator = QAction(self)
        separator.setSeparator(True)
        return [actions["undo"], actions["redo"], separator, *self.canvas.actions()]

    def set_weights(self, weights: WeightsOf, *, changing: bool) -> None:
        """Compute outputs and look into layers with the weights from there; ``changing`` ones are followed."""
        self.outputs.set_weights(weights, changing=changing)
        self.side.set_weights(weights, changing=changing)

    def _show_example(self) -> None:
        if self.outputs.is_on or self.side.is_inside_shown:
            self.example.open()
        else:
            self.example.hide()

    def stop(self) -> None:
        """End the threads; for closing the window."""
        self.outputs.stop()
        self.side.stop()
        self.example.stop()
        self.inspector.memory.stop()
        self.inspector.weights.stop()

    def _note_memory(self) -> None:
        """Let problems know the memory that is free; what the machine does beside this moves it a little, always."""
        latest, known = self.inspector.memory.latest, self.document.network_analysis.context.free_memory
        free = latest.free if latest is not None else None
        if known is None or free is None or abs(free - known) > known / 10:
            self.document.set_free_memory(free)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._size_columns()
        self.blocks.own.look_again()
        self.inspector.weights.look_again()

    def _add(self, type_name: str) -> None:
        self.editor.add(type_name)

    # Building

    def _make_toolbar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("canvasToolbar")
        theme.set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(2)
        self._buttons: list[QToolButton] = []
        self._zoom = QLabel()
        self._zoom.setObjectName("zoomLabel")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_role(self._zoom, "muted")
        for name in _TOOLBAR:
            if name == "|":
                row.addSpacing(10)
            elif name == "<>":
                row.addStretch(1)
            elif name == "%":
                row.addWidget(self._zoom)
            else:
                button = QToolButton()
                button.setDefaultAction(self.outputs.action if name == "outputs" else self.model_actions.actions[name])
                button.setObjectName("layerOutputsButton" if name == "outputs" else f"{name}Button")
                button.setIconSize(QSize(18, 18))
                button.setAutoRaise(True)
                row.addWidget(button)
                self._buttons.append(button)
        return bar

    def _lay_out(self) -> None:
        middle = QFrame()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar)
        column.addWidget(self.example)
        column.addWidget(self.breadcrumb)
        column.addWidget(self.canvas, 1)
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.setObjectName("problemSplitter")
        self._rows.addWidget(middle)
        self._rows.addWidget(self.problems)
        self._rows.setStretchFactor(0, 1)
        self._rows.setCollapsible(0, False)
        self._rows.setCollapsible(1, False)
        self._rows.splitterMoved.connect(self._problems_moved)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for splitter in (self._rows, self._columns):
            splitter.setHandleWidth(1)
        self._columns.setObjectName("buildSplitter")
        self._columns.splitterMoved.connect(self._columns_moved)
        for widget in (self.palette_panel, self._rows, self.side):
            self._columns.addWidget(widget)
        for column_number, (stretch, collapsible) in enumerate(((0, True), (1, False), (0, True))):
            self._columns.setStretchFactor(column_number, stretch)
            self._columns.setCollapsible(column_number, collapsible)
        self._by_hand = self._columns_by_hand = False
        self._side_width = 0
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)

    def _focus_settings(self) -> None:
        self.side.show_layer()
        self.inspector.focus_settings()

    def _give_side_room(self, width: int) -> None:
        """Let the panel on the right have this width, at the cost of the canvas."""
        palette, middle, side = self._columns.sizes()
        self._side_width = width
        if side > 0:
            self._columns.setSizes([palette, max(middle + side - width, 200), width])
        self._size_columns()

    def _columns_moved(self) -> None:
        self._columns_by_hand = True

    def _size_columns(self) -> None:
        """Show the palette's names whole where the canvas can spare the width, until a person chose another."""
        total = sum(self._columns.sizes())
        if self._columns_by_hand or total == 0:
            return
        wanted, side = self.palette_panel.sizeHint().width(), self._side_width or self.side.sizeHint().width()
        least = min(wanted, _PALETTE_WIDTH)
        side = min(side, total - least - self._rows.minimumSizeHint().width())
        palette = max(min(wanted, total - side - _CANVAS_WIDTH), least)
        self._columns.setSizes([palette, total - side - palette, side])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _problems_moved(self) -> None:
        self._by_hand = True

    def _size_problems(self) -> None:
        """Give the problem list the height of its rows, until a person has chosen another."""
        wanted, given = self.problems.sizeHint().height(), sum(self._rows.sizes())
        if not self._by_hand and given > 0 and wanted != self._rows.sizes()[1]:
            self._rows.setSizes([given - wanted, wanted])

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(self.tr("{percent} %").format(percent=round(zoom * 100)))
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("000 %") + 8)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.outputs.retranslate()
        for button in self._buttons:
            button.setAccessibleName(button.defaultAction().text())
        self._show_zoom(self.canvas.zoom)
