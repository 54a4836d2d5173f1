"""The gallery: networks to start from, each with its picture and a short story, and the person's own beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.model.analysis import analyse
from engine.model.spec import ModelSpec
from gui import theme
from gui.model.figures import count_text, short_count
from gui.window.thumbnail import NetworkPicture


@dataclass(frozen=True, slots=True)
class Entry:
    """One network of the gallery; ``story`` says what to notice, in the language of now."""

    name: str
    title: str
    story: str
    spec: ModelSpec
    own: bool = False


class Gallery(QDialog):
    """Chooses a network. ``chosen(entry)`` comes with the button, a double-click or Enter.

    ``deleteRequested(name)`` asks to forget one of the person's own.
    """

    chosen = Signal(object)
    deleteRequested = Signal(str)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._entries = list(entries)
        self._list = QListWidget()
        self._list.setObjectName("galleryList")
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(lambda _item: self._choose())
        self._picture = NetworkPicture()
        self._title, self._figures, self._story = QLabel(), QLabel(), QLabel()
        theme.set_role(self._title, "title")
        theme.set_role(self._figures, "muted")
        self._story.setWordWrap(True)
        self._story.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._forget = QPushButton()
        self._forget.setObjectName("galleryForgetButton")
        self._forget.clicked.connect(self._ask_to_forget)
        self._open = QPushButton()
        self._open.setObjectName("galleryOpenButton")
        self._open.setDefault(True)
        theme.set_variant(self._open, "primary")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.addButton(self._forget, QDialogButtonBox.ButtonRole.ResetRole)
        self._buttons.addButton(self._open, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self._fill()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._figures)
        words.addSpacing(6)
        words.addWidget(self._story, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._list, 0, 0)
        grid.addWidget(self._picture, 0, 1)
        grid.addLayout(words, 0, 2)
        grid.addWidget(self._buttons, 1, 0, 1, 3)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        grid.setRowStretch(0, 1)
        self.resize(860, 480)

    @property
    def current(self) -> Entry | None:
        """The entry shown."""
        row = self._list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def forget(self, name: str) -> None:
        """Take one of the person's own off the list."""
        row = next((row for row, entry in enumerate(self._entries) if entry.own and entry.name == name), None)
        if row is not None:
            del self._entries[row]
            self._list.takeItem(row)

    def _fill(self) -> None:
        for entry in self._entries:
            title = self.tr("{title} (your own)").format(title=entry.title) if entry.own else entry.title
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, entry.name)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _show(self, _row: int) -> None:
        entry = self.current
        self._open.setEnabled(entry is not None)
        self._forget.setVisible(entry is not None and entry.own)
        self._picture.show_network(entry.spec if entry is not None else None)
        if entry is None:
            return
        analysis = analyse(entry.spec)
        self._title.setText(entry.title)
        self._figures.setText(
            self.tr("{parameters} parameters, {operations} multiply-adds per image").format(
                parameters=count_text(analysis.parameters), operations=short_count(analysis.multiply_adds)
            )
        )
        self._story.setText(entry.story)
        self._picture.setAccessibleName(self.tr("Picture of {title}").format(title=entry.title))

    def _choose(self) -> None:
        entry = self.current
        if entry is not None:
            self.chosen.emit(entry)
            self.accept()

    def _ask_to_forget(self) -> None:
        entry = self.current
        if entry is not None and entry.own:
            self.deleteRequested.emit(entry.name)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("New network"))
        self._list.setAccessibleName(self.tr("Networks to start from"))
        self._open.setText(self.tr("Open"))
        self._open.setAccessibleName(self.tr("Open"))
        self._forget.setText(self.tr("Forget this one"))
        self._forget.setAccessibleName(self.tr("Forget this one"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
