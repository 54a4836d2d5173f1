"""What can be done with the chosen runs: a row of buttons, and a menu of what is done seldom."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from engine.runs.run import RunSummary
from gui import theme
from gui.ensembles.menu import SeveralButton


class RunActions(QWidget):
    """Open, Resume or Follow, Run again, Compare, Evaluate, More and Delete, enabled by what the runs allow."""

    open = Signal()
    resume = Signal()
    follow = Signal()
    again = Signal()
    compare = Signal()
    evaluate = Signal()
    reveal = Signal()
    rename = Signal()
    tag = Signal()
    export = Signal()
    import_ = Signal()
    report = Signal()
    curves = Signal()
    delete = Signal()
    several = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = self._button("openRunButton", self.open)
        self.resume_button = self._button("resumeRunButton", self.resume)
        self.follow_button = self._button("followRunButton", self.follow)
        self.again_button = self._button("runAgainButton", self.again)
        self.compare_button = self._button("compareRunButton", self.compare)
        self.evaluate_button = self._button("evaluateRunButton", self.evaluate)
        self.more_button = QPushButton(self)
        self.more_button.setObjectName("moreRunActionsButton")
        self.menu = QMenu(self)
        self.rename_action = self.menu.addAction("", self.rename.emit)
        self.tag_action = self.menu.addAction("", self.tag.emit)
        self.folder_action = self.menu.addAction("", self.reveal.emit)
        self.menu.addSeparator()
        self.report_action = self.menu.addAction("", self.report.emit)
        self.curves_action = self.menu.addAction("", self.curves.emit)
        self.menu.addSeparator()
        self.export_action = self.menu.addAction("", self.export.emit)
        self.import_action = self.menu.addAction("", self.import_.emit)
        self.more_button.setMenu(self.menu)
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
            self.follow_button,
            self.again_button,
            self.compare_button,
            self.evaluate_button,
            self.several_button,
            self.more_button,
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
            (
                self.follow_button,
                self.tr("Follow"),
                self.tr("Watch this run, which another process trains, as if it were this window's"),
            ),
            (
                self.compare_button,
                self.tr("Compare"),
                self.tr("Show this run's curves behind those of now; several selected runs side by side"),
            ),
            (self.evaluate_button, self.tr("Evaluate"), self.tr("See what the best weights make of the test images")),
            (
                self.again_button,
                self.tr("Run again"),
                self.tr("Train the same project anew, and see whether it comes to the same bits"),
            ),
            (self.more_button, self.tr("More"), self.tr("Name, tags, folder, report, curves, and a run as one file")),
            (self.delete_button, self.tr("Delete"), self.tr("Put these runs into the trash (Del)")),
        )
        self.rename_action.setText(self.tr("Rename (F2)"))
        self.tag_action.setText(self.tr("Write tags…"))
        self.folder_action.setText(self.tr("Show folder"))
        self.report_action.setText(self.tr("Write a report…"))
        self.curves_action.setText(self.tr("Export curves…"))
        self.export_action.setText(self.tr("Export…"))
        self.import_action.setText(self.tr("Import…"))
        for button, text, tip in words:
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)

    def show_runs(self, runs: Sequence[RunSummary], training: bool) -> None:
        """Enable what these runs allow, while another one is being trained maybe."""
        run = runs[0] if len(runs) == 1 else None
        readable = run is not None and not run.damaged
        ended = run is not None and run.status != "running"
        self.open_button.setEnabled(readable)
        self.resume_button.setEnabled(run is not None and run.resumable and not training)
        self.resume_button.setVisible(ended or run is None)
        self.follow_button.setVisible(run is not None and not ended)
        self.follow_button.setEnabled(not training)
        self.again_button.setEnabled(readable and ended and not training)
        self.compare_button.setEnabled(readable or sum(not one.damaged for one in runs) > 1)
        self.several_button.show_runs(runs)
        self.evaluate_button.setEnabled(readable)
        self.folder_action.setEnabled(run is not None)
        self.rename_action.setEnabled(readable)
        self.tag_action.setEnabled(any(not one.damaged for one in runs))
        self.report_action.setEnabled(readable)
        self.curves_action.setEnabled(any(not one.damaged for one in runs))
        self.export_action.setEnabled(any(not one.damaged and one.status != "running" for one in runs))
        self.delete_button.setEnabled(any(one.status != "running" for one in runs))
