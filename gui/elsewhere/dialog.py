"""*Run elsewhere*: several processes here, another machine, or a Slurm cluster; the command is shown as it becomes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.distributed.launch import command_text, local_command, remote_script
from engine.distributed.places import AnotherMachine, Place, SlurmCluster, ThisMachine
from engine.distributed.readiness import Finding, look_at
from engine.distributed.slurm import slurm_script
from engine.project import Project
from gui import theme
from gui.elsewhere.measuring import ProcessesMeasure
from gui.elsewhere.pages import PlacePage
from gui.translation import say

_DELAY_MS = 120
_SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}
_ROLES: dict[str, theme.Role] = {"ok": "success", "warning": "warning", "error": "error"}


class ElsewhereDialog(QDialog):
    """``startWanted(place)``, ``saveWanted(place)`` and ``submitWanted(place)`` come with the buttons.

    The owner does it and answers by :meth:`tell`, or closes the dialog. ``files`` are the project's file and the run's
    folder in a command for this machine.
    """

    startWanted = Signal(object)  # noqa: N815 - signals are named as Qt names them
    saveWanted = Signal(object)  # noqa: N815
    submitWanted = Signal(object)  # noqa: N815

    def __init__(
        self,
        project: Project,
        places: tuple[ThisMachine, AnotherMachine, SlurmCluster],
        files: tuple[Path, Path],
        can_submit: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("elsewhereDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._project, self.files, self._can_submit = project, files, can_submit
        here, another, cluster = places
        self.here = PlacePage(here, lambda: self.tr("Each process takes a part of every batch."))
        self.another = PlacePage(
            another, lambda: self.tr("Save the project, bring it there, and start the script on each machine.")
        )
        self.cluster = PlacePage(
            cluster, lambda: self.tr("The script queues the job, and again until the run is done.")
        )
        self.pages = (self.here, self.another, self.cluster)
        self.measure = ProcessesMeasure(project)
        self.measure.suggested.connect(self._suggest)
        self.here.add(self.measure)
        self.script = QPlainTextEdit()
        self.script.setObjectName("elsewhereScript")
        self.script.setReadOnly(True)
        self.script.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._findings: list[QLabel] = []
        self._told = QLabel()
        self._told.setObjectName("elsewhereTold")
        self._told.setWordWrap(True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._soon = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._soon.timeout.connect(self.refresh)
        self._build()
        self.resize(980, 600)
        self.retranslate()
        self.refresh()

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("elsewherePlaces")
        for page in self.pages:
            self.tabs.addTab(page, "")
            page.changed.connect(self._soon.start)
        self.tabs.currentChanged.connect(lambda _index: self.refresh())
        self.start_button = self._button("elsewhereStartButton", lambda: self.startWanted.emit(self.place))
        self.submit_button = self._button("elsewhereSubmitButton", lambda: self.submitWanted.emit(self.place))
        for button in (self.start_button, self.submit_button):
            theme.set_variant(button, "primary")
        self.copy_button = self._button("elsewhereCopyButton", self._copy)
        self.save_button = self._button("elsewhereSaveButton", lambda: self.saveWanted.emit(self.place))
        self.close_button = self._button("elsewhereCloseButton", self.reject)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._heading = QLabel()
        theme.set_role(self._heading, "heading")
        self._checks = QVBoxLayout()
        self._checks.setSpacing(2)
        column.addWidget(self._heading)
        column.addWidget(self.script, 1)
        column.addLayout(self._checks)
        column.addWidget(self._told)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.tabs)
        split.addWidget(right)
        split.setSizes([420, 540])
        split.setChildrenCollapsible(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.submit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)

    def _button(self, name: str, act: object) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    @property
    def place(self) -> Place:
        """The place on show."""
        return self.pages[self.tabs.currentIndex()].place

    def text(self) -> str:
        """The command or script of the place on show."""
        match self.place:
            case ThisMachine() as place:
                return command_text(local_command(place, *self.files)) + "\n"
            case AnotherMachine() as place:
                return remote_script(place)
            case SlurmCluster() as place:
                return slurm_script(place, self._project.title)

    def refresh(self) -> None:
        """Show what follows from the form of now."""
        place, findings = self.place, look_at(self._project, self.place)
        if self.script.toPlainText() != self.text():
            self.script.setPlainText(self.text())
        self._show_findings(findings)
        possible = all(finding.kind != "error" for finding in findings)
        self.start_button.setVisible(isinstance(place, ThisMachine))
        self.start_button.setEnabled(possible)
        self.submit_button.setVisible(isinstance(place, SlurmCluster) and self._can_submit)
        self.submit_button.setEnabled(possible)
        self.tell("")

    def tell(self, words: str, role: theme.Role = "hint") -> None:
        """Say what came of a button."""
        theme.set_role(self._told, role)
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def saved(self, file: Path) -> None:
        """The project lies in that file now."""
        self.files = (file, self.files[1])
        self.refresh()

    def stop(self) -> None:
        """End the threads of the dialog."""
        self.measure.stop()

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        while len(self._findings) < len(findings):
            label = QLabel()
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._checks.addWidget(label)
            self._findings.append(label)
        for label in self._findings[len(findings) :]:
            label.hide()
        for label, finding in zip(self._findings, findings, strict=False):
            theme.set_role(label, _ROLES[finding.kind])
            label.setText(f"{_SIGNS[finding.kind]} {say(finding.text)}")
            label.show()

    def _suggest(self, processes: int) -> None:
        place = self.here.place
        self.here.form.show_settings(place.model_copy(update={"processes": processes}))
        self.refresh()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.script.toPlainText())
        self.tell(self.tr("Copied."), "success")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setWindowTitle(self.tr("Run elsewhere"))
        titles = (self.tr("This machine"), self.tr("Another machine"), self.tr("Slurm cluster"))
        for index, title in enumerate(titles):
            self.tabs.setTabText(index, title)
        self._heading.setText(self.tr("What is started"))
        self.script.setAccessibleName(self.tr("What is started"))
        self.start_button.setText(self.tr("Start here"))
        self.start_button.setToolTip(self.tr("Start it and follow the run; it goes on when the window closes"))
        self.submit_button.setText(self.tr("Submit"))
        self.submit_button.setToolTip(self.tr("Save project and script, and hand the script to Slurm"))
        self.copy_button.setText(self.tr("Copy"))
        self.save_button.setText(self.tr("Save project and script…"))
        self.close_button.setText(self.tr("Close"))
        if self.isVisible():
            self.refresh()
