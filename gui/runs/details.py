"""What a run was: results, hyperparameters and the environment it ran in, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.data.catalog import dataset_info
from engine.evaluation.on_drawings import ReadDrawings
from engine.runs.again import verdict
from engine.runs.groups import spread
from engine.runs.metadata import RunMetadata
from engine.runs.process import is_written_here
from engine.runs.run import Run, RunSummary
from engine.text import NetwrightError, Text
from engine.training.config import TrainingConfig
from gui import theme
from gui.ensembles.member_rows import member_rows
from gui.fact_card import FactCard, Rows
from gui.model.figures import bytes_text
from gui.runs.columns import created_text, device_text, relation_text, status_text
from gui.runs.table_model import spread_text
from gui.runs.words_card import WordsCard
from gui.training.estimate import duration_text
from gui.training.summary import NOTHING, accuracy_text, loss_text
from gui.training.words import hyperparameter_text, relevant_fields
from gui.translation import say

_MOST_COLUMNS, _CARD_WIDTH = 4, 250
"""Cards stand side by side where each has this width, else two and two."""


@dataclass(frozen=True, slots=True)
class RunDetails:
    """All that the details show; without ``metadata`` the run is damaged and ``error`` says how."""

    summary: RunSummary
    metadata: RunMetadata | None
    training: TrainingConfig | None
    error: Text | None
    verdict: Text | None = None
    """Of a run that repeats another one: whether it came to the same bits."""
    elsewhere: bool = False
    """Whether another window or program trains it."""


def read_details(summary: RunSummary) -> RunDetails:
    """Read a run's files; a damaged one gives its error instead of raising."""
    run = Run(summary.folder)
    try:
        metadata = run.metadata()
        training = run.project(with_dataset=False).training
    except NetwrightError as error:
        return RunDetails(summary, None, None, error.text)
    now = run.summary()
    elsewhere = now.status == "running" and not is_written_here(run.folder)
    return RunDetails(now, metadata, training, None, _verdict(now), elsewhere)


def _verdict(summary: RunSummary) -> Text | None:
    """How a repeated run compares, where both have ended."""
    lineage = summary.lineage
    if lineage is None or lineage.relation != "again" or summary.status == "running":
        return None
    first = Run(summary.folder.parent / lineage.parent)
    if not lineage.parent or first.summary().damaged:
        return None
    try:
        return verdict(first, Run(summary.folder)).text
    except NetwrightError as error:
        return error.text


class DetailsPane(QScrollArea):
    """Shows one run's details, or a word about choosing one."""

    def __init__(self, known_tags: Callable[[], Sequence[str]] = tuple, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runDetails")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._details: RunDetails | None = None
        self._drawings: ReadDrawings | None = None
        self.results = FactCard("runResults")
        self.hyperparameters = FactCard("runHyperparameters")
        self.environment = FactCard("runEnvironment")
        self.words = WordsCard(known_tags)
        self._many: tuple[RunSummary, ...] = ()
        self._elsewhere = QLabel()
        self._elsewhere.setObjectName("runElsewhereLabel")
        self._elsewhere.setWordWrap(True)
        theme.set_role(self._elsewhere, "hint")
        self._error = QLabel()
        self._error.setWordWrap(True)
        theme.set_role(self._error, "error")
        self._invitation = QLabel()
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_role(self._invitation, "muted")
        inside = QWidget()
        self._groups = QGridLayout()
        self._groups.setSpacing(8)
        self._columns = 0
        self._place_groups(_MOST_COLUMNS)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._error)
        layout.addWidget(self._elsewhere)
        layout.addLayout(self._groups)
        layout.addWidget(self._invitation, 1)
        self.setWidget(inside)
        self.retranslate()

    def _place_groups(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, group in enumerate((self.words, self.results, self.hyperparameters, self.environment)):
            self._groups.addWidget(group, place // columns, place % columns)
        for column in range(_MOST_COLUMNS):
            self._groups.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_groups(_MOST_COLUMNS if event.size().width() >= _MOST_COLUMNS * _CARD_WIDTH else 2)
        super().resizeEvent(event)

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
        self._elsewhere.setText(
            self.tr("Another window or program trains this run: here it can be looked at, named and followed.")
        )
        self.show_details(self._details)
        self._invite()

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
        self._elsewhere.setVisible(details is not None and details.elsewhere)
        self.words.setVisible(details is not None)
        self.words.show_run(None if details is None else details.summary)
        for group in (self.results, self.hyperparameters, self.environment):
            group.setVisible(metadata is not None)
        if details is not None and metadata is not None:
            self.results.show_rows(self._result_rows(details.summary, metadata))
            self.hyperparameters.setVisible(not metadata.members)  # each member has its own
            self.hyperparameters.show_rows(self._hyperparameter_rows(details.training))
            self.environment.show_rows(self._environment_rows(details.summary, metadata))

    def show_many(self, runs: Sequence[RunSummary]) -> None:
        """Show what several runs have in common, or an invitation to choose one."""
        self._many = tuple(runs)
        self.show_details(None)
        self._invite()

    def _invite(self) -> None:
        if not self._many:
            self._invitation.setText(self.tr("Choose a run to see what it was."))
            return
        lines = [self.tr("{count} runs are chosen.").format(count=QLocale().toString(len(self._many)))]
        for words, found in (
            (self.tr("Validation accuracy: {spread}"), spread(run.val_accuracy for run in self._many)),
            (self.tr("Test accuracy: {spread}"), spread(run.test_accuracy for run in self._many)),
        ):
            if found is not None:
                lines.append(words.format(spread=spread_text(found)))
        size = bytes_text(sum(run.size for run in self._many))
        lines.append(self.tr("On the disk: {size}").format(size=size))
        self._invitation.setText("\n".join(lines))

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
        lineage = metadata.lineage
        if lineage is not None:
            made = relation_text(lineage.relation)
            rows.append((self.tr("Made as"), f"{made} · {lineage.group or lineage.parent}".rstrip(" ·")))
        if self._details is not None and self._details.verdict is not None:
            rows.append((self.tr("Run again"), say(self._details.verdict)))
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
            (self.tr("Size"), bytes_text(summary.size)),
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
