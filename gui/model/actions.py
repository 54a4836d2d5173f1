"""The actions of the Build place, for its toolbar, the canvas's menus and keys, and the window's Edit menu."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui import icons, theme
from gui.model.block_editor import BlockEditor
from gui.model.canvas import ModelCanvas
from gui.model.chooser import Choosing
from gui.model.document import ProjectDocument

_NEEDS_SELECTION = (
    "cut",
    "copy",
    "duplicate",
    "delete",
    "cutOut",
    "rename",
    "connect",
    "moveEarlier",
    "moveLater",
    "group",
    "insertBefore",
    "replace",
)
_NEEDS_SEVERAL = {"alignColumn": 2, "alignRow": 2, "distribute": 3}
_NEEDS_BLOCK = ("openBlock", "expand", "repeatMore", "repeatLess", "keepBlock")
_CANVAS_MENU = (
    *("cut", "copy", "paste", "duplicate", "delete", "cutOut", "rename", "-"),
    *("insertAfter", "insertBefore", "replace", "connect", "moveEarlier", "moveLater", "-"),
    *("group", "expand", "openBlock", "leaveBlock", "addPort", "repeatMore", "repeatLess", "keepBlock", "-"),
    *("selectAll", "arrange", "alignColumn", "alignRow", "distribute", "-"),
    *("fit", "zoomIn", "zoomOut", "zoomReset", "minimap"),
)
_ICONS = {
    "undo": "undo",
    "redo": "redo",
    "delete": "delete",
    "fit": "fit",
    "zoomIn": "zoom-in",
    "zoomOut": "zoom-out",
    "arrange": "arrange",
    "duplicate": "duplicate",
    "group": "group",
    "expand": "expand",
    "openBlock": "enter",
}


class ModelActions(QObject):
    """Makes the actions, keeps their words, icons and enabled states; ``actions["undo"]`` and so on.

    Undo and redo work in the whole window, the others where the canvas has the keyboard.
    """

    def __init__(
        self, document: ProjectDocument, canvas: ModelCanvas, blocks: BlockEditor, choosing: Choosing, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self.document, self.canvas, self.blocks = document, canvas, blocks
        self.actions: dict[str, QAction] = {}
        stack = document.undo_stack
        self._make_edits(choosing)
        self._make_blocks()
        self._make_views()
        self._arrange_canvas_menu()
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        stack.canUndoChanged.connect(self.actions["undo"].setEnabled)
        stack.canRedoChanged.connect(self.actions["redo"].setEnabled)
        document.selectionChanged.connect(self.update_states)
        document.scopeChanged.connect(self.update_states)
        document.modelChanged.connect(self.update_states)
        canvas.model_scene.linkSelected.connect(self.update_states)
        theme.notifier().changed.connect(self.refresh_icons)
        owner.installEventFilter(self)
        self.actions["undo"].setEnabled(stack.canUndo())
        self.actions["redo"].setEnabled(stack.canRedo())
        self.retranslate()
        self.refresh_icons()
        self.update_states()

    def _make_edits(self, choosing: Choosing) -> None:
        stack, editor, canvas = self.document.undo_stack, self.canvas.editor, self.canvas
        self._make("undo", stack.undo, QKeySequence.StandardKey.Undo, window=True)
        self._make("redo", stack.redo, "Ctrl+Shift+Z", "Ctrl+Y", window=True)
        self._make("cut", editor.cut, QKeySequence.StandardKey.Cut)
        self._make("copy", editor.copy, QKeySequence.StandardKey.Copy)
        self._make("paste", editor.paste, QKeySequence.StandardKey.Paste)
        self._make("duplicate", editor.duplicate, "Ctrl+D")
        self._make("delete", lambda: canvas.delete_selected(True), "Delete", "Backspace")
        self._make("cutOut", lambda: canvas.delete_selected(False), "Shift+Delete")
        self._make("rename", canvas.renaming.begin, "F2")
        self._make("moveEarlier", lambda: editor.move_in_chain(-1), "Alt+Up")
        self._make("moveLater", lambda: editor.move_in_chain(1), "Alt+Down")
        self._make("insertAfter", choosing.insert_after, "I", "Insert")
        self._make("insertBefore", choosing.insert_before, "Shift+I", "Shift+Insert")
        self._make("replace", choosing.replace, "R")
        self._make("connect", canvas.connect_selected, "C")

    def _make_blocks(self) -> None:
        blocks = self.blocks
        self._make("group", blocks.group, "Ctrl+G")
        self._make("expand", blocks.expand, "Ctrl+Shift+G")
        self._make("openBlock", blocks.open, "Ctrl+Down", "Ctrl+Return", "Ctrl+Enter")
        self._make("leaveBlock", self.document.leave_block, "Ctrl+Up")
        self._make("addPort", blocks.add_port, "P")
        self._make("repeatMore", lambda: blocks.repeat(1), "Ctrl+]")
        self._make("repeatLess", lambda: blocks.repeat(-1), "Ctrl+[")
        self._make("keepBlock", blocks.keep)

    def _make_views(self) -> None:
        canvas, editor = self.canvas, self.canvas.editor
        self._make("selectAll", self._select_all, QKeySequence.StandardKey.SelectAll)
        self._make("arrange", self._arrange, "L")
        self._make("alignColumn", lambda: editor.align("column"), "Ctrl+Shift+C")
        self._make("alignRow", lambda: editor.align("row"), "Ctrl+Shift+R")
        self._make("distribute", editor.distribute, "Ctrl+Shift+D")
        self._make("fit", canvas.fit, "F")
        self._make("zoomIn", lambda: canvas.zoom_by(1.2), "Ctrl++", "Ctrl+=")
        self._make("zoomOut", lambda: canvas.zoom_by(1 / 1.2), "Ctrl+-")
        self._make("zoomReset", canvas.reset_zoom, "Ctrl+0")
        self._make("minimap", canvas.minimap.toggle, "M")

    def _make(
        self, name: str, run: Callable[[], object], *keys: str | QKeySequence.StandardKey, window: bool = False
    ) -> None:
        action = QAction(self)
        action.setObjectName(f"{name}Action")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: run())  # noqa: PLW0108 - not with the checked flag
        self.actions[name] = action

    def _arrange_canvas_menu(self) -> None:
        for name in _CANVAS_MENU:
            if name == "-":
                separator = QAction(self)
                separator.setSeparator(True)
                self.canvas.addAction(separator)
            else:
                self.canvas.addAction(self.actions[name])

    def _select_all(self) -> None:
        self.document.select(self.document.model.order)

    def _arrange(self) -> None:
        if self.canvas.editor.arrange():
            self.canvas.fit()

    # Words and looks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words = {
            "cut": self.tr("Cut"),
            "copy": self.tr("Copy"),
            "paste": self.tr("Paste"),
            "duplicate": self.tr("Duplicate"),
            "delete": self.tr("Delete"),
            "cutOut": self.tr("Delete, leaving the link open"),
            "rename": self.tr("Rename"),
            "insertAfter": self.tr("Insert after…"),
            "insertBefore": self.tr("Insert before…"),
            "replace": self.tr("Replace by…"),
            "connect": self.tr("Connect to another layer"),
            "moveEarlier": self.tr("Move earlier"),
            "moveLater": self.tr("Move later"),
            "group": self.tr("Group into a block"),
            "expand": self.tr("Expand the block"),
            "openBlock": self.tr("Open the block"),
            "leaveBlock": self.tr("Leave the block"),
            "addPort": self.tr("Add an input to the block"),
            "repeatMore": self.tr("Repeat once more"),
            "repeatLess": self.tr("Repeat once less"),
            "keepBlock": self.tr("Keep in my palette"),
            "selectAll": self.tr("Select all"),
            "arrange": self.tr("Arrange automatically"),
            "alignColumn": self.tr("Align in a column"),
            "alignRow": self.tr("Align in a row"),
            "distribute": self.tr("Distribute evenly"),
            "fit": self.tr("Fit in view"),
            "zoomIn": self.tr("Zoom in"),
            "zoomOut": self.tr("Zoom out"),
            "zoomReset": self.tr("Original size"),
            "minimap": self.tr("Show or hide the overview"),
        }
        for name, text in words.items():
            self._entitle(self.actions[name], text)
        self._name_undo(self.document.undo_stack.undoText())
        self._name_redo(self.document.undo_stack.redoText())

    def _name_undo(self, step: str) -> None:
        text = self.tr("Undo: {step}").format(step=step) if step else self.tr("Undo")
        self._entitle(self.actions["undo"], text)

    def _name_redo(self, step: str) -> None:
        text = self.tr("Redo: {step}").format(step=step) if step else self.tr("Redo")
        self._entitle(self.actions["redo"], text)

    @staticmethod
    def _entitle(action: QAction, text: str) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(text.replace("&", "&&"))
        action.setToolTip(f"{text} ({keys})" if keys else text)

    def refresh_icons(self) -> None:
        """Draw the icons in the theme's colours."""
        for name, icon in _ICONS.items():
            self.actions[name].setIcon(icons.icon(icon))

    def update_states(self) -> None:
        """Enable what can be done with the present selection."""
        chosen = len(self.document.selection)
        for name in _NEEDS_SELECTION:
            self.actions[name].setEnabled(chosen > 0)
        for name, least in _NEEDS_SEVERAL.items():
            self.actions[name].setEnabled(chosen >= least)
        block = self.blocks.current
        for name in _NEEDS_BLOCK:
            self.actions[name].setEnabled(block is not None)
        for name in ("leaveBlock", "addPort"):
            self.actions[name].setEnabled(bool(self.document.scope))
        if self.canvas.model_scene.selected_link is not None:
            self.actions["delete"].setEnabled(True)
