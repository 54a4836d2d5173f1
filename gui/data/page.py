"""The place of the data: the datasets there are, what they hold, and which one the project learns from."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.data.catalog import remove_dataset
from engine.text import Text
from gui import theme
from gui.data.about import AboutDataset
from gui.data.classes_tab import ClassesTab
from gui.data.dataset_list import DatasetList
from gui.data.division import DatasetDivision
from gui.data.download_card import DownloadCard
from gui.data.downloads import DatasetDownloads
from gui.data.duplicate_warnings import DuplicateWarnings
from gui.data.images_tab import ImagesTab
from gui.data.listing import Listed, read_listing
from gui.data.map_tab import MapTab
from gui.data.selections import Selection
from gui.data.split_tab import SplitTab
from gui.data.using import DatasetUse
from gui.data.words import figures_text
from gui.model.document import ProjectDocument
from gui.training.background import BackgroundTask
from gui.training.session import TrainingSession
from gui.training.splitter import CardSplitter
from gui.translation import say, say_error

if TYPE_CHECKING:
    from gui.data.import_dialog import ImportDialog

Words = Callable[[], str]
_IMPORT_DIALOG = "gui.data.import_dialog"
"""Loaded in a thread as soon as the place is seen: it takes a tenth of a second."""


class DataPage(QWidget):
    """Lists the datasets and shows the chosen one. The list is read anew whenever the place is shown."""

    def __init__(self, document: ProjectDocument, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataPage")
        self._document, self._session = document, session
        self._lister = BackgroundTask("list-datasets", self)
        self._remover = BackgroundTask("remove-dataset", self)
        self._loader = BackgroundTask("load-import", self)
        self._use = DatasetUse(document, self)
        self._question: QMessageBox | None = None
        self._import: ImportDialog | None = None
        self._shown: Listed | None = None
        self._told_of = ""
        """The dataset that the project was just given, which may be chosen in the list only afterwards."""
        self._select_after = document.project.dataset
        self._said: Words = str
        self._make_parts()
        self._lay_out()
        self._listen()
        self.retranslate()
        self._show_buttons()

    def _make_parts(self) -> None:
        self._heading, self.title, self.figures, self._note = QLabel(), QLabel(), QLabel(), QLabel()
        for label in (self._heading, self.title):
            theme.set_role(label, "title")
        theme.set_role(self.figures, "muted")
        self.title.setObjectName("datasetTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note.setObjectName("dataNote")
        self._note.setWordWrap(True)
        self._note.hide()
        self.list = DatasetList()
        self.import_button, self.use_button, self.remove_button = QPushButton(), QPushButton(), QPushButton()
        self.import_button.setObjectName("importDataButton")
        self.use_button.setObjectName("useDatasetButton")
        self.remove_button.setObjectName("removeDatasetButton")
        theme.set_variant(self.use_button, "primary")
        theme.set_variant(self.remove_button, "danger")
        self.division = DatasetDivision(self._document, self)
        self.images, self.classes, self.map, self.about = (
            ImagesTab(self.division),
            ClassesTab(),
            MapTab(),
            AboutDataset(),
        )
        self.split = SplitTab(self._document, self._session, self.division)
        self.warnings = DuplicateWarnings()
        self.downloads = DatasetDownloads(self)
        self.download = DownloadCard(self.downloads)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("datasetTabs")
        for tab in (self.images, self.classes, self.split, self.map, self.about):
            self.tabs.addTab(tab, "")

    def _lay_out(self) -> None:
        # From the outside inwards: what is put into something is styled anew, with all that it contains.
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        parts = CardSplitter(Qt.Orientation.Horizontal, self)
        row.addWidget(parts)
        left, right = QWidget(parts), QWidget(parts)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.import_button)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.figures)
        head.addLayout(words, 1)
        head.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self.download)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.warnings)
        below.addWidget(self.tabs, 1)
        column.addLayout(below, 1)
        parts.setStretchFactor(0, 0)
        parts.setStretchFactor(1, 1)
        parts.setSizes([320, 880])

    def _listen(self) -> None:
        self._lister.done.connect(self._show_listing)
        self._remover.done.connect(lambda _none: self.reload())
        self._remover.failed.connect(self._not_done)
        self._use.used.connect(self._used)
        self.downloads.arrived.connect(lambda _name: self.reload())
        self._use.failed.connect(self._not_done)
        self._document.modelChanged.connect(self._project_changed)
        self._session.stateChanged.connect(self._show_buttons)
        self.list.chosen.connect(self._chosen)
        self.classes.classChosen.connect(self._show_class)
        self.split.classChosen.connect(self._show_class)
        self.map.imageChosen.connect(self._show_image)
        self.warnings.selected.connect(self._show_selection)
        self.import_button.clicked.connect(lambda _checked=False: self.import_data())
        self.use_button.clicked.connect(self._use_selected)
        self.remove_button.clicked.connect(self._ask_to_remove)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self.list,
            self._ask_to_remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Data"))
        self._heading.setText(self.tr("Datasets"))
        self.tabs.setAccessibleName(self.tr("The chosen dataset"))
        for tab, words in (
            (self.images, self.tr("Images")),
            (self.classes, self.tr("Classes")),
            (self.split, self.tr("Split")),
            (self.map, self.tr("Map")),
            (self.about, self.tr("About")),
        ):
            self.tabs.setTabText(self.tabs.indexOf(tab), words)
        for button, words, tip in (
            (self.import_button, self.tr("Import…"), self.tr("Make a dataset of your own images")),
            (self.use_button, self.tr("Use for this project"), ""),
            (self.remove_button, self.tr("Remove…"), ""),
        ):
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(tip)
        self._note.setText(self._said())
        self._say_title()
        self._show_buttons()

    def _say_title(self) -> None:
        listed = self.list.selected()
        self.title.setText("" if listed is None else listed.title)
        if listed is None:
            self.figures.clear()
        elif listed.info is not None:
            self.figures.setText(figures_text(listed.info))
        else:
            self.figures.setText("" if listed.error is None else say(listed.error))

    def tell(self, words: Words, role: theme.Role = "success") -> None:
        """Say something above the chosen dataset, in the language of then and later."""
        self._said = words
        theme.set_role(self._note, role)
        self._note.setText(words())
        self._note.setVisible(bool(words()))

    # The list

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        if _IMPORT_DIALOG not in sys.modules:
            self._loader.start(lambda _handle: importlib.import_module(_IMPORT_DIALOG))

    def reload(self, select: str = "") -> None:
        """Read the list again, in a thread, and choose ``select`` then."""
        self._select_after = select or self._select_after
        of_project = self._document.project.dataset
        self._lister.start(lambda _handle: read_listing(of_project))

    def stop(self) -> None:
        """End the threads of this place; for closing the window."""
        if self._import is not None:
            self._import.stop()
        self._use.stop()
        self.downloads.stop()
        for part in (self.division, self.images, self.classes, self.map, self.about, self.warnings):
            part.stop()
        for task in (self._lister, self._remover, self._loader):
            task.stop_and_wait()

    def _show_listing(self, listed: Sequence[Listed]) -> None:
        self.list.show_listing(listed)
        self.list.show_project_dataset(self._document.project.dataset)
        wanted, self._select_after = self._select_after, ""
        if not (wanted and self.list.select(wanted)) and self.list.selected() is None:
            self.list.select(self._document.project.dataset)

    def _chosen(self) -> None:
        listed = self.list.selected()
        self._say_title()
        self._show_buttons()
        if listed == self._shown:
            return
        if listed is None or listed.name not in (self._told_of, self._shown and self._shown.name):
            self._told_of = ""
            self.tell(str)
        self._shown = listed
        self.download.show_dataset(listed)
        self.about.show_dataset(listed)
        self.division.show_dataset(listed)
        self.split.show_dataset(listed)
        has_images = listed is None or listed.info is None or not listed.info.has_features
        for tab in (self.images, self.classes, self.map):
            self.tabs.setTabVisible(self.tabs.indexOf(tab), has_images)
        for part in (self.images, self.classes, self.map, self.warnings):
            part.show_dataset(listed if listed is not None and listed.here and has_images else None)

    def _project_changed(self) -> None:
        self.list.show_project_dataset(self._document.project.dataset)
        self._show_buttons()

    def _show_buttons(self) -> None:
        listed = self.list.selected()
        of_project = listed is not None and listed.name == self._document.project.dataset
        self.use_button.setEnabled(listed is not None and listed.info is not None and not of_project)
        self.use_button.setToolTip(
            self.tr("This project already learns from it")
            if of_project
            else self.tr("Let this project learn from it; the network is mended to fit its images and classes")
        )
        refusal = "" if listed is None else self._why_kept(listed)
        self.remove_button.setVisible(listed is not None and listed.removable)
        self.remove_button.setEnabled(not refusal)
        own = listed is not None and listed.origin == "own"
        tip = self.tr("Delete the imported copy; your own files stay") if own else self.tr("Delete what was downloaded")
        self.remove_button.setToolTip(refusal or tip)

    def _why_kept(self, listed: Listed) -> str:
        """Why a dataset cannot be removed now; empty where it can."""
        running = self._session.project if self._session.is_active else None
        if running is not None and running.dataset == listed.name:
            return self.tr("A training that is under way learns from it")
        if listed.name == self._document.project.dataset:
            return self.tr("This project learns from it: use another dataset first")
        return ""

    def _show_class(self, number: int) -> None:
        if self.tabs.isTabVisible(self.tabs.indexOf(self.images)):  # rows of numbers are not to be looked at
            self.tabs.setCurrentWidget(self.images)
            self.images.show_class(number)

    def _show_image(self, number: int) -> None:
        self.tabs.setCurrentWidget(self.images)
        self.images.show_image(number)

    def _show_selection(self, selection: Selection) -> None:
        self.tabs.setCurrentWidget(self.images)
        self.images.show_selection(selection)

    # Import, use and removal

    def import_data(self, path: Path | None = None) -> None:
        """Make a dataset of what lies at a path; without one it is asked for."""
        if self._import is None:
            from gui.data.import_dialog import ImportDialog

            self._import = ImportDialog(self)
            self._import.imported.connect(self.reload)
            self._import.useRequested.connect(self.use)
            self._import.finished.connect(self._import_closed)
            self._import.open()
        if path is not None and self._import.step != "import":
            self._import.open_path(path)

    def _import_closed(self) -> None:
        dialog, self._import = self._import, None
        if dialog is not None:
            dialog.stop()
            dialog.deleteLater()

    def use(self, name: str) -> None:
        """Let the project learn from a dataset."""
        self._use.use(name)

    def _use_selected(self) -> None:
        listed = self.list.selected()
        if listed is not None:
            self.use(listed.name)

    def _used(self, name: str, steps: Sequence[Text]) -> None:
        def words() -> str:
            first = self.tr("This project now learns from {name}.").format(name=name)
            if not steps:
                return self.tr("{first} Its network fits as it is.").format(first=first)
            changes = "; ".join(map(say, steps))
            return self.tr("{first} Its network was made to fit: {changes}.").format(first=first, changes=changes)

        self._told_of = name
        self.tell(words)

    def _ask_to_remove(self) -> None:
        listed = self.list.selected()
        if listed is None or not listed.removable or self._why_kept(listed) or self._question is not None:
            return
        box = QMessageBox(self)
        box.setObjectName("removeDatasetQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove dataset"))
        box.setText(self.tr("Remove the dataset {name}?").format(name=listed.name))
        box.setInformativeText(
            self.tr(
                "The imported copy is deleted from the disk; the files it was made of stay. Runs that learned from it "
                "can no longer be evaluated or resumed."
            )
            if listed.origin == "own"
            else self.tr("It is deleted from the disk, and can be downloaded again.")
        )
        yes = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        yes.setObjectName("confirmRemoveButton")
        theme.set_variant(yes, "danger")
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _code: self._answered(listed, box.clickedButton() is yes))
        self._question = box
        box.open()

    def _answered(self, listed: Listed, confirmed: bool) -> None:
        self._question = None
        if confirmed and not self._why_kept(listed):
            self.list.select(self._document.project.dataset)
            self._remover.start(lambda _handle: remove_dataset(listed.name))

    def _not_done(self, error: Exception) -> None:
        self.tell(lambda: say_error(error), "error")
