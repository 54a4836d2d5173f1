"""What a run was: results, hyperparameters and the environment it ran in, side by side."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.data.catalog import dataset_info
from engine.evaluation.on_drawings import ReadDrawings
from engine.runs.metadata import RunMetadata
from engine.runs.run import Run, RunSummary
from engine.text import NetwrightError, Text
from engine.training.config import TrainingConfig
from gui import theme
from gui.ensembles.member_rows import member_rows
from gui.fact_card import FactCard, Rows
from gui.runs.table_model import created_text, device_text, status_text
from gui.training.estimate import duration_text
from gui.training.summary import NOTHING, accuracy_text, loss_text
from gui.training.words import hyperparameter_text, relevant_fields
from gui.translation import say


@dataclass(frozen=True, slots=True)
class RunDetails:
    """All that the details show; without ``metadata`` the run is damaged and ``error`` says how."""

    summary: RunSummary
    metadata: RunMetadata | None
    training: TrainingConfig | None
    error: Text | None


def read_details(summary: RunSummary) -> RunDetails:
    """Read a run's files; a damaged one gives its error instead of raising."""
    run = Run(summary.folder)
    try:
        metadata = run.metadata()
        return RunDetails(run.summary(), metadata, run.project(with_dataset=False).training, None)
    except NetwrightError as error:
        return RunDetails(summary, None, None, error.text)


class DetailsPane(QScrollArea):
    """Shows one run's details, or a word about choosing one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runDetails")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._details: RunDetails | None = None
        self._drawings: ReadDrawings | None = None
        self.results = FactCard("runResults")
        self.hyperparameters = FactCard("runHyperparameters")
        self.environment = FactCard("runEnvironment")
        self._error = QLabel()
        self._error.setWordWrap(True)
        theme.set_role(self._error, "error")
        self._invitation = QLabel()
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_role(self._invitation, "muted")
        inside = QWidget()
        groups = QHBoxLayout()
        groups.setSpacing(8)
        for group in (self.results, self.hyperparameters, self.environment):
            groups.addWidget(group, 1)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._error)
        layout.addLayout(groups)
        layout.addWidget(self._invitation, 1)
        self.setWidget(inside)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Details of the run"))
        self.results.heading.setText(self.tr("Results"))
        self.hyperparameters.heading.setText(self.tr("Hyperparameters"))
        self.environment.heading.setText(self.tr("Environment"))
        self._invitation.setText(self.tr("Choose a run to see what it was."))
        self.show_details(self._details)

    def error(self) -> str:
        """The error shown, empty where there is none."""
        return "" if self._error.isHidden() else self._error.text()

    def show_details(self, details: RunDetails | None) -> None:
        """Show this run."""
        if self._details is None or details is None or details.summary.folder != self._details.summary.folder:
            self._drawings = None
        self._details = details
        metadata = details.metadata if details is not None else None
        error = None
        if details is not None:
            error = details.error or details.summary.error
        self._error.setVisible(error is not None)
        self._error.setText("" if error is None else say(error))
        self._invitation.setVisible(details is None)
        for group in (self.results, self.hyperparameters, self.environment):
            group.setVisible(metadata is not None)
        if details is not None and metadata is not None:
            self.results.show_rows(self._result_rows(details.summary, metadata))
            self.hyperparameters.setVisible(not metadata.members)  # each member has its own
            self.hyperparameters.show_rows(self._hyperparameter_rows(details.training))
            self.environment.show_rows(self._environment_rows(details.summary, metadata))

    def show_drawings(self, read: ReadDrawings | None) -> None:
        """Show how well the run reads the person's own drawings; ``None`` where there are none."""
        self._drawings = read
        self.show_details(self._details)

    def _result_rows(self, summary: RunSummary, metadata: RunMetadata) -> Rows:
        if metadata.members:
            return member_rows(metadata, loss_text)
        best, last = metadata.best, metadata.last
        number = QLocale().toString
        rows = [
            (self.tr("Status"), status_text(summary)),
            (self.tr("Test accuracy"), accuracy_text(metadata.test_accuracy)),
            (self.tr("Test loss"), loss_text(metadata.test_loss)),
            (self.tr("Best epoch"), NOTHING if best is None else number(best.epoch)),
            (self.tr("Validation accuracy"), accuracy_text(best.validation_accuracy if best else None)),
            (self.tr("Validation loss"), loss_text(best.validation_loss if best else None)),
            (self.tr("Training loss"), loss_text(last.train_loss if last else None)),
            (self.tr("Epochs"), f"{number(metadata.epochs_done)} / {number(metadata.epochs)}"),
            (self.tr("Duration"), duration_text(summary.seconds) if summary.seconds else NOTHING),
        ]
        if self._drawings is not None:
            right, drawings = self._drawings
            text = self.tr("{percent} ({right} of {drawings})")
            percent = accuracy_text(right / drawings)
            rows.append(
                (
                    self.tr("Accuracy on my drawings"),
                    text.format(percent=percent, right=number(right), drawings=number(drawings)),
                )
            )
        if metadata.resumed:
            rows.append((self.tr("Resumed"), number(metadata.resumed)))
        return rows

    def _hyperparameter_rows(self, training: TrainingConfig | None) -> Rows:
        """Those that every run has, and of the others those that are not as by default."""
        if training is None:
            return []
        return [
            (say(field.label), hyperparameter_text(field.name, getattr(training, field.name)))
            for field in relevant_fields(training)
            if not field.section or getattr(training, field.name) != field.default
        ]

    def _environment_rows(self, summary: RunSummary, metadata: RunMetadata) -> Rows:
        versions = " · ".join(f"{name} {version}" for name, version in metadata.versions.items())
        device = device_text(metadata.device)
        if metadata.device_name:
            device = f"{device} · {metadata.device_name}"
        return [
            (self.tr("Network"), metadata.title),
            (self.tr("Parameters"), QLocale().toString(metadata.parameters)),
            (self.tr("Dataset"), _dataset_title(metadata.dataset)),
            (self.tr("Device"), device),
            (self.tr("Created"), created_text(summary)),
            (self.tr("Versions"), versions),
            (self.tr("System"), metadata.platform),
            (self.tr("Folder"), str(summary.folder)),
        ]


def _dataset_title(name: str) -> str:
    try:
        return dataset_info(name).title
    except NetwrightError:  # a run of a newer Netwright
        return name
