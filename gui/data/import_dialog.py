"""The import of a person's own images: choose, look and correct, watch, see what came of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.data.import_choices import ImportChoices
from engine.data.importing import Imported, import_data
from engine.data.preview import Preview, preview
from engine.data.sources.opening import OpenSource
from engine.text import NetwrightError
from gui import theme
from gui.data.import_choosing import ChoosingPage
from gui.data.import_look import LookPage
from gui.data.import_progress import ProgressPage
from gui.data.import_result import ResultPage
from gui.training.background import BackgroundTask, Handle, Stopped

_PAINTED_MS = 60
"""After so long the first page has been painted, and the largest one can be made without anybody waiting."""
Step = Literal["choose", "look", "correct", "import", "done"]


@dataclass(frozen=True, slots=True)
class _Looked:
    """``choices`` are what is proposed after the first look at a source."""

    found: Preview
    choices: ImportChoices | None = None


class ImportDialog(QDialog):
    """``imported(name)`` comes when there is a dataset, new or from before; ``useRequested(name)`` when the project is
    to learn from it. Looking and importing are done in a thread; cancelled, nothing is left and the choices stay."""

    imported = Signal(str)
    useRequested = Signal(str)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.step: Step = "choose"
        self._source: OpenSource | None = None
        self._asked = ""
        self._found: Preview | None = None
        self._result: Imported | None = None
        self._note = ""
        self._looker = BackgroundTask("look-at-data", self)
        self._importer = BackgroundTask("import-data", self)
        self.choosing, self.progress, self.ended = ChoosingPage(), ProgressPage(), ResultPage()
        self._pages = QStackedWidget()
        for page in (self.choosing, self.progress, self.ended):
            self._pages.addWidget(page)
        QTimer.singleShot(_PAINTED_MS, self, lambda: self.look)
        self._words = QLabel()
        self._words.setObjectName("importWords")
        theme.set_role(self._words, "muted")
        self._words.setWordWrap(True)
        self.back_button = self._button("importBackButton", self._go_back)
        self.cancel_button = self._button("importCancelButton", self.reject)
        self.import_button = self._button("importStartButton", self._import, "primary")
        self.use_button = self._button("importUseButton", self._use, "primary")
        self.close_button = self._button("importCloseButton", self.accept)
        self._lay_out()
        self._listen()
        self.resize(940, 580)
        self.retranslate()
        self._go_to("choose")

    def _button(self, name: str, pressed: Callable[[], None], variant: Literal["primary", ""] = "") -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setAutoDefault(bool(variant))
        button.clicked.connect(lambda _checked=False: pressed())
        if variant:
            theme.set_variant(button, variant)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addWidget(self._words, 1)
        for button in (self.cancel_button, self.close_button, self.import_button, self.use_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self._pages, 1)
        column.addLayout(buttons)

    def _listen(self) -> None:
        self.choosing.chosen.connect(self.open_path)
        self._looker.done.connect(self._looked)
        self._looker.failed.connect(self._not_looked)
        self._importer.progressed.connect(self.progress.show_progress)
        self._importer.done.connect(self._imported)
        self._importer.failed.connect(self._not_imported)

    @cached_property
    def look(self) -> LookPage:
        """The page of what was found."""
        page = LookPage(self._pages)
        page.lookAgain.connect(self._look_again)
        page.changed.connect(self._show_buttons)
        self._pages.addWidget(page)
        return page

    # Steps

    def open_path(self, path: Path) -> None:
        """Look at a folder or file."""
        self._close_source()
        self._found, self._note = None, ""
        source = self._source = OpenSource(path)
        self.progress.begin(path.name or str(path), looking=True)
        self._go_to("look")

        def work(handle: Handle) -> _Looked:
            found = preview(source, check=handle.check)
            return _Looked(found, ImportChoices.proposed(path, found))

        self._looker.start(work)

    def stop(self) -> None:
        """End the threads; for closing the window."""
        if "look" in vars(self):
            self.look.stop()
        self._looker.stop_and_wait()
        self._importer.stop_and_wait()
        self._close_source()

    def reject(self) -> None:
        """Cancel what is under way, or close."""
        if self.step == "import":
            self.cancel_button.setEnabled(False)
            self._importer.ask_to_stop()
        elif self.step == "look":
            self._looker.give_up()
            self._go_to("choose" if self._found is None else "correct")
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Close, with no thread left that would tell this dialog anything."""
        self._looker.give_up()
        self._close_source()
        super().done(result)

    def _close_source(self) -> None:
        """Let go of what was unpacked; that takes a while where there are many files."""
        source, self._source = self._source, None
        if source is not None:
            threading.Thread(target=source.close, name="netwright-close-data").start()

    def _go_to(self, step: Step) -> None:
        self.step = step
        pages: dict[Step, QWidget] = {
            "choose": self.choosing,
            "look": self.progress,
            "import": self.progress,
            "done": self.ended,
        }
        self._pages.setCurrentWidget(self.look if step == "correct" else pages[step])
        self._show_buttons()

    def _go_back(self) -> None:
        self.choosing.show_failure(None)
        self._go_to("choose")

    def _show_buttons(self) -> None:
        self.back_button.setVisible(self.step == "correct")
        self.cancel_button.setVisible(self.step != "done")
        self.cancel_button.setEnabled(True)
        self.import_button.setVisible(self.step == "correct")
        self.import_button.setEnabled(self.step == "correct" and self.look.is_ready)
        self.close_button.setVisible(self.step == "done")
        self.use_button.setVisible(self.step == "done")
        self._say_note()

    def _look_again(self, field: str) -> None:
        """Look once more, because that choice is another; the page stays, so that a person can go on typing."""
        source, found = self._source, self._found
        if source is None or found is None:
            return
        options = self.look.choices.options(found, field)
        self._asked, self._note = field, "reading"
        self._looker.start(lambda handle: _Looked(preview(source, options, handle.check)))
        self.look.begin_looking()

    def _looked(self, looked: _Looked) -> None:
        before, self._found, self._note = self._found, looked.found, ""
        if looked.choices is not None:
            self.look.show_found(looked.found, looked.choices)
            self._go_to("correct")
            self.import_button.setFocus()
        elif before is not None:
            self.look.show_found(looked.found, self.look.choices.following(before, looked.found))

    def _not_looked(self, error: Exception) -> None:
        self._note = ""
        if self._found is None:
            self.choosing.show_failure(error)
            self._go_to("choose")
        elif isinstance(error, NetwrightError):
            self.look.refuse(self._asked, error)
        else:
            self._tell_of(error)

    def _import(self) -> None:
        source = self._source
        if self._found is None or source is None:
            return
        settings = self.look.choices.settings(self._found)
        self._note = ""
        self.progress.begin(settings.name, looking=False)
        self._go_to("import")
        self._importer.start(lambda handle: import_data(source, settings, handle.progress, handle.check))

    def _imported(self, result: Imported) -> None:
        self._result = result
        self._close_source()
        self.ended.show_imported(result)
        self._go_to("done")
        self.imported.emit(result.info.name)

    def _not_imported(self, error: Exception) -> None:
        self._go_to("correct")
        if isinstance(error, Stopped):
            self._note = "cancelled"
            self._say_note()
        elif isinstance(error, NetwrightError):
            self.look.check(error)
        else:
            self._tell_of(error)

    def _tell_of(self, error: Exception) -> None:
        self._note = f"{type(error).__name__}: {error}"
        self._say_note()

    def _use(self) -> None:
        if self._result is not None:
            self.useRequested.emit(self._result.info.name)
            self.accept()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Import data"))
        for button, words in (
            (self.back_button, self.tr("Choose another…")),
            (self.cancel_button, self.tr("Cancel")),
            (self.import_button, self.tr("Import")),
            (self.use_button, self.tr("Use for this project")),
            (self.close_button, self.tr("Close")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
        self._say_note()

    def _say_note(self) -> None:
        known = {
            "cancelled": self.tr("Cancelled; nothing was imported."),
            "reading": self.tr("Looking at it again…"),
        }
        words = known.get(self._note, self._note)
        self._words.setText(words if self.step == "correct" else "")
