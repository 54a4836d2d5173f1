"""The palette: every layer type by category, searchable, to double-click or to drag onto the canvas."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QDrag, QFont, QFontMetrics, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engine.model.layer_type import CATEGORY_NAMES
from engine.model.registry import layer_type, layer_types
from gui import icons, theme
from gui.model.mime import layer_mime
from gui.model.palette_aliases import ALIASES
from gui.model.palette_entries import BLOCK, SAVED, category_of, is_block, title_of
from gui.translation import say

_TYPE = int(Qt.ItemDataRole.UserRole)
_CATEGORY = _TYPE + 1
_LEFT, _RIGHT = 10, 6
"""Margins beside the list."""


class LayerPalette(QListWidget):
    """The list itself: items whose text is a layer type's name, below headings that cannot be chosen.

    ``addRequested(entry)`` comes on a double click and on Enter; ``typed(text)`` when letters are typed here. Of
    blocks only: ``renameRequested(entry, name)`` after F2, ``menuRequested(entry, place)`` asks for its menu.
    """

    addRequested = Signal(str)  # noqa: N815 - signals are named as Qt names them
    typed = Signal(str)
    renameRequested = Signal(str, str)  # noqa: N815
    menuRequested = Signal(str, QPoint)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layerPalette")
        self.setDragEnabled(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.definition: Callable[[str], str] = lambda _entry: ""
        """Gives the text of a block's definition, for a drag to another window."""
        self._filter = ""
        self._has_blocks = False
        self._wanted_width: int | None = None
        for category in CATEGORY_NAMES:
            members = [kind.name for kind in layer_types() if kind.category == category]
            if members:
                self._add_section(category, members, self.count())
        self.doubleClicked.connect(self._activate)
        self.itemChanged.connect(self._renamed)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def _add_section(self, category: str, entries: Sequence[str], row: int) -> None:
        heading = QListWidgetItem()
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setData(_CATEGORY, category)
        heading.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.insertItem(row, heading)
        for below, entry in enumerate(entries, 1):
            item = QListWidgetItem(title_of(entry))
            item.setData(_TYPE, entry)
            item.setData(_CATEGORY, category)
            if is_block(entry):
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.insertItem(row + below, item)

    def show_blocks(self, own: Sequence[str], saved: Sequence[str]) -> None:
        """Offer these blocks of the network, and these of the person's own palette, above the layer types."""
        entries = [*(BLOCK + name for name in own), *(SAVED + name for name in saved)]
        if not entries and not self._has_blocks:
            return
        self._has_blocks = bool(entries)
        shown = [item for item in self._items() if is_block(str(item.data(_TYPE)))]
        if [(entry, title_of(entry)) for entry in entries] == [(item.data(_TYPE), item.text()) for item in shown]:
            return
        for row in reversed(range(self.count())):
            if self.item(row).data(_CATEGORY) in ("block", "saved"):
                self.takeItem(row)
        if saved:
            self._add_section("saved", entries[len(own) :], 0)
        if own:
            self._add_section("block", entries[: len(own)], 0)
        self.retranslate()
        self.refresh()
        self.filter(self._filter)

    def filter(self, text: str) -> None:
        """Show the entries whose name, category or other name (where there is none: whose doc) has every word."""
        self._filter = text
        words = text.casefold().split()
        entries = [str(item.data(_TYPE)) for item in self._items() if item.data(_TYPE)]
        kinds = {entry: _searched(entry).casefold() for entry in entries}
        if not any(all(word in hay for word in words) for hay in kinds.values()):
            kinds = {entry: _doc(entry).casefold() for entry in entries}
        best: QListWidgetItem | None = None
        shown: set[str] = set()
        for item in self._items():
            name = item.data(_TYPE)
            if name is None:
                continue
            category = str(item.data(_CATEGORY))
            matches = all(word in kinds[name] for word in words)
            item.setHidden(not matches)
            if matches:
                shown.add(category)
                if words and title_of(name).casefold().startswith(words[0]) and best is None:
                    best = item
        for item in self._items():
            if item.data(_TYPE) is None:
                item.setHidden(item.data(_CATEGORY) not in shown)
        if words:
            visible = [item for item in self._items() if item.data(_TYPE) and not item.isHidden()]
            if visible:
                self.setCurrentItem(best or visible[0])

    def add_current(self) -> None:
        """Ask for the chosen layer to be added."""
        item = self.currentItem()
        if item is not None and not item.isHidden() and item.data(_TYPE):
            self.addRequested.emit(item.data(_TYPE))

    def _activate(self, index: QModelIndex) -> None:
        name = index.data(_TYPE)
        if name:
            self.addRequested.emit(name)

    def _renamed(self, item: QListWidgetItem) -> None:
        entry = item.data(_TYPE)
        if entry and item.text() != title_of(entry):
            name = item.text().strip()
            QTimer.singleShot(0, self, lambda: self.renameRequested.emit(entry, name))  # once the editor is gone

    def edit_name(self, entry: str) -> None:
        """Let a block's name be typed over."""
        item = next((item for item in self._items() if item.data(_TYPE) == entry), None)
        if item is not None:
            self.setCurrentItem(item)
            self.editItem(item)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item is not None and is_block(str(item.data(_TYPE))):
            place = self.visualItemRect(item).bottomLeft() if by_key else event.pos()
            self.menuRequested.emit(item.data(_TYPE), self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_current()
        elif event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        entry = str(items[0].data(_TYPE)) if items else ""
        return layer_mime(entry, self.definition(entry)) if entry else QMimeData()

    def mimeTypes(self) -> list[str]:
        return layer_mime("").formats()

    def startDrag(self, actions: Qt.DropAction) -> None:
        item = self.currentItem()
        if item is None or not item.data(_TYPE):
            return
        drag = QDrag(self)
        drag.setMimeData(self.mimeData([item]))
        picture = _drag_picture(str(item.data(_TYPE)), self.font())
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(-8, 8))
        drag.exec(Qt.DropAction.CopyAction)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wanted_width = None
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Layer types"))
        self.setAccessibleDescription(self.tr("Enter adds the chosen layer behind the selected one."))
        for item in self._items():
            name = item.data(_TYPE)
            if name is None:
                category = item.data(_CATEGORY)
                item.setText(self.tr("My blocks") if category == "saved" else say(CATEGORY_NAMES[category]))
            else:
                formula = "" if is_block(name) else layer_type(name).formula
                item.setToolTip("\n".join(filter(None, (title_of(name), _doc(name), formula))))

    def wanted_width(self) -> int:
        """The width at which the longest name of a layer type is shown whole."""
        if self._wanted_width is None:  # Qt asks for it several times in every edit
            self.ensurePolished()
            longest = max((kind.name for kind in layer_types()), key=self.fontMetrics().horizontalAdvance)
            # Qt measures items in a list; a QStyle could be asked instead, but PySide takes 7 ms to make that class.
            probe = QListWidgetItem(icons.icon("dense", theme.current().text), longest, self)
            item = self.sizeHintForIndex(self.indexFromItem(probe))
            self.takeItem(self.row(probe))
            self._wanted_width = item.width() + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return self._wanted_width

    def refresh(self) -> None:
        """Take the theme's colours."""
        self._wanted_width = None
        now = theme.current()
        heading = QFont(self.font())
        heading.setWeight(QFont.Weight.DemiBold)
        for item in self._items():
            if item.data(_TYPE) is None:
                item.setFont(heading)
                item.setSizeHint(QSize(0, self.fontMetrics().height() + 8))
                item.setForeground(QBrush(QColor(now.text_muted)))
            else:
                picture = category_of(str(item.data(_TYPE)))
                item.setIcon(icons.icon(picture, now.category(picture)))
                item.setSizeHint(QSize(0, self.fontMetrics().height() + 8))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]


class PalettePanel(QFrame):
    """The palette with its search line."""

    addRequested = Signal(str)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palettePanel")
        theme.set_role(self, "panel")
        self.heading = QLabel()
        theme.set_role(self.heading, "heading")
        self.search = QLineEdit()
        self.search.setObjectName("paletteSearch")
        self.search.setClearButtonEnabled(True)
        self.list = LayerPalette()
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 10, _RIGHT, 6)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self.list.filter)
        self.search.returnPressed.connect(self.list.add_current)
        self.search.installEventFilter(self)
        self.list.typed.connect(self._type)
        self.list.addRequested.connect(self.addRequested)
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(self.list.wanted_width() + _LEFT + _RIGHT, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 120)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        ):
            self.list.setFocus()
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.heading.setText(self.tr("Layers"))
        self.search.setPlaceholderText(self.tr("Search…"))
        self.search.setAccessibleName(self.tr("Search layer types"))
        self.search.setToolTip(self.tr("Type to filter; Enter adds the first match."))

    def _type(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)


def _doc(entry: str) -> str:
    return say(layer_type("Block" if is_block(entry) else entry).doc)


def _searched(entry: str) -> str:
    """Every word under which people look for it."""
    return " ".join((title_of(entry), say(CATEGORY_NAMES[category_of(entry)]), ALIASES.get(entry, "")))


def _drag_picture(entry: str, font: QFont) -> QPixmap:
    """A small card that hangs on the cursor."""
    now, sharpness = theme.current(), 2
    title, category = title_of(entry), category_of(entry)
    size = QSize(QFontMetrics(font).horizontalAdvance(title) + 44, 28)
    picture = QPixmap(size * sharpness)
    picture.setDevicePixelRatio(sharpness)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(now.colour("accent"))
    painter.setBrush(now.colour("node"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 7, 7)
    icons.paint(painter, category, QRectF(8, 5, 18, 18), now.category(category), 1.6)
    painter.setPen(now.colour("text"))
    painter.setFont(font)
    painter.drawText(QRectF(33, 0, size.width() - 36, size.height()), Qt.AlignmentFlag.AlignVCenter, title)
    painter.end()
    return picture
