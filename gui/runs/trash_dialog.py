"""The trash of runs: what is in it, since when and how large, to be brought back or deleted for good."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.runs.store import RunStore
from engine.runs.trash import TrashedRun
from gui import theme
from gui.model.figures import bytes_text
from gui.rows import show_as_rows
from gui.training.background import BackgroundTask, Handle
from gui.training.summary import NOTHING
from gui.translation import say_error

_SIZE = (640, 420)
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


class TrashDialog(QDialog):
    """Works in a thread. ``changed`` comes when runs were brought back or are gone."""

    changed = Signal()

    def __init__(self, store: RunStore, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("runTrash")
        self.resize(*_SIZE)
        self._store = store
        self._runs: list[TrashedRun] = []
        self._asked = False
        self._worker = BackgroundTask("run-trash", self)
        self._worker.done.connect(self._show)
        self._worker.failed.connect(self._failed)
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("trashedRuns")
        show_as_rows(self.table, 12)
        self.table.setSelectionMode(QTableWidget.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._sum, self._note = QLabel(), QLabel()
        theme.set_role(self._sum, "muted")
        theme.set_role(self._note, "error")
        self._sum.setWordWrap(True)
        self._note.setWordWrap(True)
        self._note.hide()
        self.restore_button, self.delete_button, self.empty_button = QPushButton(), QPushButton(), QPushButton()
        self.close_button = QPushButton()
        names = ("restoreRunButton", "deleteTrashedButton", "emptyTrashButton", "closeTrashButton")
        self._buttons = (self.restore_button, self.delete_button, self.empty_button, self.close_button)
        for button, name in zip(self._buttons, names, strict=True):
            button.setObjectName(name)
            button.setAutoDefault(False)
        theme.set_variant(self.restore_button, "primary")
        theme.set_variant(self.delete_button, "danger")
        theme.set_variant(self.empty_button, "danger")
        row = QHBoxLayout()
        row.addWidget(self.restore_button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        row.addWidget(self.empty_button)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._sum)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._note)
        layout.addLayout(row)
        self.table.itemSelectionChanged.connect(self._show_buttons)
        self.table.itemDoubleClicked.connect(lambda _item: self._restore())
        self.restore_button.clicked.connect(self._restore)
        self.delete_button.clicked.connect(self._delete)
        self.empty_button.clicked.connect(self._empty)
        self.close_button.clicked.connect(self.close)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._work(lambda _handle: None)

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._worker.stop_and_wait()

    def chosen(self) -> list[TrashedRun]:
        """The selected runs."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._runs[row] for row in rows]

    def _work(self, what: Callable[[Handle], None]) -> None:
        if self._worker.is_active:
            return
        trash = self._store.trash

        def work(handle: Handle) -> list[TrashedRun]:
            what(handle)
            return trash.list()

        self._note.hide()
        self._asked = False
        self._worker.start(work)
        self._show_buttons()

    def _restore(self) -> None:
        chosen, trash = self.chosen(), self._store.trash

        def restore(_handle: Handle) -> None:
            for run in chosen:
                trash.restore(run)

        if chosen:
            self._work(restore)

    def _delete(self) -> None:
        self._remove(self.chosen())

    def _empty(self) -> None:
        """Asks by its own words first: what is emptied cannot be brought back."""
        if not self._asked:
            self._asked = True
            self.retranslate()
            return
        self._remove(self._runs)

    def _remove(self, runs: Sequence[TrashedRun]) -> None:
        trash, doomed = self._store.trash, list(runs)

        def remove(handle: Handle) -> None:
            for run in doomed:
                if handle.should_stop():
                    return
                trash.remove(run)

        if doomed:
            self._work(remove)

    def _show(self, runs: list[TrashedRun]) -> None:
        before = {run.folder for run in self._runs}
        self._runs = runs
        self.table.setRowCount(len(runs))
        for row, run in enumerate(runs):
            self._fill(row, run)
        self.retranslate()
        if before - {run.folder for run in runs}:
            self.changed.emit()

    def _fill(self, row: int, run: TrashedRun) -> None:
        texts = (run.label, age_text(run.deleted), bytes_text(run.size))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column == 2:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        name = self.table.item(row, 0)
        if name is not None:
            name.setToolTip(run.name)

    def _failed(self, error: Exception) -> None:
        self._note.setText(say_error(error))
        self._note.show()
        trash = self._store.trash
        self._worker.start(lambda _handle: trash.list())

    def _show_buttons(self) -> None:
        free = not self._worker.is_active
        chosen = bool(self.table.selectedIndexes())
        self.restore_button.setEnabled(free and chosen)
        self.delete_button.setEnabled(free and chosen)
        self.empty_button.setEnabled(free and bool(self._runs))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            for row, run in enumerate(self._runs):
                self._fill(row, run)
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Trash"))
        self.table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Deleted"), self.tr("Size")])
        self.table.setAccessibleName(self.tr("Runs in the trash"))
        if self._runs:
            text = self.tr("{count} in the trash, {size}. They stay here until you delete them for good.")
            size = bytes_text(sum(run.size for run in self._runs))
            self._sum.setText(text.format(count=QLocale().toString(len(self._runs)), size=size))
        else:
            self._sum.setText(self.tr("The trash is empty. Runs that you delete come here first."))
        self.restore_button.setText(self.tr("Bring back"))
        self.delete_button.setText(self.tr("Delete for good"))
        self.empty_button.setText(self.tr("Really empty it") if self._asked else self.tr("Empty the trash"))
        self.close_button.setText(self.tr("Close"))
        for button in self._buttons:
            button.setAccessibleName(button.text())
        self._show_buttons()


def age_text(moment: datetime | None) -> str:
    """How long ago something was; a moment that lies ahead, by a clock that was set back, was just now."""
    if moment is None:
        return NOTHING
    seconds = (datetime.now().astimezone() - moment).total_seconds()
    if seconds < _MINUTE:
        return QCoreApplication.translate("TrashDialog", "just now")
    for unit, words in (
        (_DAY, QCoreApplication.translate("TrashDialog", "{count} d ago")),
        (_HOUR, QCoreApplication.translate("TrashDialog", "{count} h ago")),
        (_MINUTE, QCoreApplication.translate("TrashDialog", "{count} min ago")),
    ):
        if seconds >= unit:
            return words.format(count=QLocale().toString(int(seconds // unit)))
    return NOTHING
