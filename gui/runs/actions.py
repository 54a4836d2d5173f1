"""What can be done with the chosen run: a row of buttons."""

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from engine.runs.run import RunSummary
from gui import theme
from gui.ensembles.menu import SeveralButton


class RunActions(QWidget):
    """Open, Resume, Compare, Evaluate, Show folder and Delete, enabled by what the run allows."""

    open = Signal()
    resume = Signal()
    compare = Signal()
    evaluate = Signal()
    reveal = Signal()
    delete = Signal()
    several = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = self._button("openRunButton", self.open)
        self.resume_button = self._button("resumeRunButton", self.resume)
        self.compare_button = self._button("compareRunButton", self.compare)
        self.evaluate_button = self._button("evaluateRunButton", self.evaluate)
        self.folder_button = self._button("revealRunButton", self.reveal)
        self.delete_button = self._button("deleteRunButton", self.delete)
        self.several_button = SeveralButton(self)
        self.several_button.wanted.connect(self.several)
        theme.set_variant(self.open_button, "primary")
        theme.set_variant(self.delete_button, "danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (
            self.open_button,
            self.resume_button,
            self.compare_button,
            self.evaluate_button,
            self.several_button,
            self.folder_button,
        ):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        self.retranslate()

    def _button(self, name: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(pressed)
        return button

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words = (
            (self.open_button, self.tr("Open"), self.tr("Show this run's network and curves and draw for it (Enter)")),
            (self.resume_button, self.tr("Resume"), self.tr("Go on training from this run's newest checkpoint")),
            (self.compare_button, self.tr("Compare"), self.tr("Show this run's curves behind those of now")),
            (self.evaluate_button, self.tr("Evaluate"), self.tr("See what the best weights make of the test images")),
            (self.folder_button, self.tr("Show folder"), self.tr("Show the run's files")),
            (self.delete_button, self.tr("Delete…"), self.tr("Delete this run and all its files")),
        )
        for button, text, tip in words:
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)

    def show_run(self, run: RunSummary | None, training: bool) -> None:
        """Enable what this run allows, while another one is being trained maybe."""
        readable = run is not None and not run.damaged
        ended = run is not None and run.status != "running"
        self.open_button.setEnabled(readable)
        self.resume_button.setEnabled(run is not None and run.resumable and not training)
        self.compare_button.setEnabled(readable)
        self.evaluate_button.setEnabled(readable)
        self.several_button.show_run(run)
        self.folder_button.setEnabled(run is not None)
        self.delete_button.setEnabled(ended)
