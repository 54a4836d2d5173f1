"""The first step of an import: a folder or a file, dropped or chosen, and what was wrong with the one before."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.translation import say_error
from gui.window.dropped_files import dropped_paths

_PATTERNS = "*.zip *.npz *.csv *.tsv *.txt *-ubyte *-ubyte.gz"


class ChoosingPage(QFrame):
    """``chosen(path)`` comes for a folder or file."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDropArea")
        theme.set_role(self, "card")
        self.setAcceptDrops(True)
        self._failure: Exception | None = None
        self._invitation, self._kinds, self.error = QLabel(), QLabel(), QLabel()
        theme.set_role(self._invitation, "title")
        theme.set_role(self._kinds, "muted")
        theme.set_role(self.error, "error")
        self.error.setObjectName("importError")
        for label in (self._invitation, self._kinds, self.error):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.folder_button, self.file_button = QPushButton(), QPushButton()
        self.folder_button.setObjectName("importFolderButton")
        self.file_button.setObjectName("importFileButton")
        theme.set_variant(self.folder_button, "primary")
        self.folder_button.clicked.connect(self._ask_for_folder)
        self.file_button.clicked.connect(self._ask_for_file)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.file_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addStretch(1)
        column.addWidget(self.error)
        column.addWidget(self._invitation)
        column.addWidget(self._kinds)
        column.addLayout(buttons)
        column.addStretch(1)
        self.retranslate()

    def show_failure(self, failure: Exception | None) -> None:
        """Say why nothing could be made of what was chosen before."""
        self._failure = failure
        self.error.setVisible(failure is not None)
        if failure is not None:
            self.error.setText(say_error(failure, between="\n"))

    def _ask_for_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A folder of images"))
        if name:
            self.chosen.emit(Path(name))

    def _ask_for_file(self) -> None:
        kinds = self.tr("Data ({patterns})").format(patterns=_PATTERNS)
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A file of images"), "", kinds)
        if name:
            self.chosen.emit(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = next(iter(dropped_paths(event.mimeData())), None)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._invitation.setText(self.tr("Drop a folder or a file here"))
        self._kinds.setText(
            self.tr(
                "A folder with a folder of images for each class; a table (CSV) of file names and labels, of pixels, "
                "or of other numbers; a NumPy file (.npz); IDX files as MNIST's; or a zip file of one of these."
            )
        )
        for button, words in (
            (self.folder_button, self.tr("Choose a folder…")),
            (self.file_button, self.tr("Choose a file…")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
        self.show_failure(self._failure)
