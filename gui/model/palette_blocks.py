"""What can be done with the blocks in the palette besides adding them: open, rename, keep, remove."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QMessageBox

from engine.model.snippets import block_text
from gui import icons
from gui.model.block_editor import BlockEditor
from gui.model.palette import LayerPalette
from gui.model.palette_entries import BLOCK, SAVED, addable_blocks, title_of


class PaletteBlocks(QObject):
    """Keeps the blocks in a palette up to date, and gives each its menu and its name."""

    def __init__(self, palette: LayerPalette, editor: BlockEditor) -> None:
        super().__init__(palette)
        self._palette, self._editor, self._own = palette, editor, editor.own
        document = editor.document
        document.modelChanged.connect(self.sync)
        document.scopeChanged.connect(self.sync)
        editor.own.changed.connect(self.sync)
        palette.renameRequested.connect(self._rename)
        palette.menuRequested.connect(self._open_menu)
        palette.definition = self._definition
        self.sync()

    def sync(self) -> None:
        """Offer the blocks of now."""
        self.fill(self._palette)

    def fill(self, palette: LayerPalette) -> None:
        """Offer the blocks of now in this palette."""
        document = self._editor.document
        palette.show_blocks(addable_blocks(document.network, document.scope), self._own.names)

    def _definition(self, entry: str) -> str:
        network, name = self._editor.document.network, title_of(entry)
        return block_text(network, name) if entry.startswith(BLOCK) and name in network.block_named else ""

    def _rename(self, entry: str, name: str) -> None:
        if entry.startswith(SAVED):
            self._own.rename(title_of(entry), name)
        else:
            self._editor.rename(title_of(entry), name)
        self.sync()

    def _open_menu(self, entry: str, place: QPoint) -> None:
        menu = self.menu(entry)
        menu.popup(place)

    def menu(self, entry: str) -> QMenu:
        """The menu of a block in the palette."""
        menu, name, network = QMenu(self._palette), title_of(entry), self._editor.document.network
        menu.setObjectName("paletteMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Add")).triggered.connect(lambda: self._palette.addRequested.emit(entry))
        if entry.startswith(BLOCK):
            menu.addAction(icons.icon("block"), self.tr("Open")).triggered.connect(lambda: self._open(name))
        menu.addAction(self.tr("Rename")).triggered.connect(lambda: self._palette.edit_name(entry))
        menu.addSeparator()
        if entry.startswith(BLOCK):
            keep = menu.addAction(self.tr("Keep in my palette"))
            keep.setEnabled(not self._own.holds(network, name))
            keep.triggered.connect(lambda: self._own.keep(network, name))
            remove = menu.addAction(icons.icon("delete"), self.tr("Remove from this network"))
            remove.setEnabled(self._editor.places(name) == 0)
            remove.triggered.connect(lambda: self._editor.remove(name))
        else:
            forget = menu.addAction(icons.icon("delete"), self.tr("Remove from my palette…"))
            forget.triggered.connect(lambda: self._ask_to_forget(name))
        return menu

    def _open(self, name: str) -> None:
        self._editor.document.go_to_scope((name,))

    def _ask_to_forget(self, name: str) -> None:
        box = QMessageBox(self._palette.window())
        box.setObjectName("forgetBlockQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Remove “{name}” from your palette?").format(name=name))
        box.setInformativeText(self.tr("Networks that use it keep it. This cannot be undone."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        remove.clicked.connect(lambda: self._own.forget(name))
        box.finished.connect(box.deleteLater)
        box.open()
