"""Which run is evaluated on which images, or which group; the button that begins, its progress and Cancel."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from engine.runs.run import Run, RunSummary
from engine.text import NetwrightError
from engine.training.events import Split
from gui import theme
from gui.ensembles.words import held_out_title
from gui.evaluation.words import SPLITS, split_text
from gui.translation import say

if TYPE_CHECKING:
    from engine.ensembles.plan import GroupPlan

_RUN_CHARACTERS = 26


class ChoiceBar(QWidget):
    """``changed`` comes when another run or split was chosen, ``evaluate`` and ``cancel`` from their buttons.

    ``epochsChosen(whether)`` says whether the run's epochs are to be gone through, or its best weights evaluated.
    """

    changed = Signal()
    epochsChosen = Signal(bool)  # noqa: N815 - signals are named as Qt names them
    evaluate = Signal()
    cancel = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluationBar")
        self.run_box, self.split_box = QComboBox(), QComboBox()
        self.run_box.setObjectName("evaluatedRunBox")
        self.run_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.run_box.setMinimumContentsLength(_RUN_CHARACTERS)
        self.run_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.run_box.setMaxVisibleItems(20)
        self.split_box.setObjectName("evaluatedSplitBox")
        for split in SPLITS:
            self.split_box.addItem("", split)
        self.best_way, self.epochs_way = self._ways()
        self.evaluate_button, self.cancel_button = QPushButton(), QPushButton()
        self.evaluate_button.setObjectName("evaluateButton")
        theme.set_variant(self.evaluate_button, "primary")
        self.cancel_button.setObjectName("cancelEvaluationButton")
        self.progress = QProgressBar()
        self.progress.setObjectName("evaluationProgress")
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(220)
        self.note = QLabel()
        self.note.setObjectName("evaluationNote")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.set_role(self.note, "error")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.run_box)
        for widget in (self.best_way, self.epochs_way, self.split_box, self.evaluate_button):
            row.addWidget(widget)
        row.addWidget(self.progress, 100)
        row.addWidget(self.cancel_button)
        row.addWidget(self.note, 100)
        row.addStretch(1)
        self._busy = False
        self._groups: list[GroupPlan] = []
        """Groups that were asked for stay among the runs while the window lives, the newest first."""
        self._error: NetwrightError | None = None
        self.run_box.currentIndexChanged.connect(self._on_change)
        self.split_box.currentIndexChanged.connect(self._on_change)
        self.epochs_way.toggled.connect(self._on_way)
        self.evaluate_button.clicked.connect(self.evaluate)
        self.cancel_button.clicked.connect(self._cancel)
        self.retranslate()
        self.show_busy(False)

    def _ways(self) -> tuple[QToolButton, QToolButton]:
        """Two buttons of which one is checked."""
        best, epochs = QToolButton(), QToolButton()
        best.setObjectName("evaluateBestButton")
        epochs.setObjectName("evaluateEpochsButton")
        group = QButtonGroup(self)
        for button in (best, epochs):
            button.setCheckable(True)
            group.addButton(button)
        best.setChecked(True)
        return best, epochs

    # What is chosen

    @property
    def run(self) -> Run | None:
        """The chosen run; ``None`` where a group is chosen."""
        folder = self.run_box.currentData()
        return Run(folder) if isinstance(folder, Path) else None

    @property
    def group(self) -> "GroupPlan | None":
        """The chosen group, whose runs answer for images that were new to them."""
        chosen = self.run_box.currentData()
        return next((plan for plan in self._groups if plan is chosen), None)

    @property
    def title(self) -> str:
        """What is chosen, in words; empty where nothing is."""
        return self.run_box.currentText()

    @property
    def split(self) -> Split:
        """The chosen split."""
        return SPLITS[self.split_box.currentIndex()]

    @property
    def of_epochs(self) -> bool:
        """Whether the run's epochs are to be gone through."""
        return self.epochs_way.isChecked() and self.group is None

    def choose_best(self) -> None:
        """Choose to evaluate the best weights."""
        self.best_way.setChecked(True)

    def choose_run(self, run: Run) -> None:
        """Choose a run, which is added where the list does not have it."""
        before = self.run
        self.run_box.blockSignals(True)
        if self._row_of(run.folder) < 0:
            self.run_box.insertItem(0, run.name, run.folder)
        self.run_box.setCurrentIndex(self._row_of(run.folder))
        self.run_box.blockSignals(False)
        if before is None or before.folder != run.folder:
            self._on_change()

    def choose_group(self, group: "GroupPlan") -> None:
        """Choose a group, which stays among the runs."""
        known = next((one for one in self._groups if one.name == group.name), None)
        if known is None:
            self._groups.insert(0, group)
            self.run_box.blockSignals(True)
            self.run_box.insertItem(0, held_out_title(group), group)
            self.run_box.blockSignals(False)
        self.run_box.setCurrentIndex(self._row_of(known or group))

    def choose_split(self, split: Split) -> None:
        """Choose a split."""
        self.split_box.setCurrentIndex(SPLITS.index(split))

    def show_runs(self, runs: Sequence[RunSummary], root: Path) -> None:
        """Offer these runs of the store at ``root``, the newest first; a chosen run from elsewhere stays."""
        chosen = self.run
        offered: list[tuple[object, str]] = [(group, held_out_title(group)) for group in self._groups]
        if chosen is not None and chosen.folder.parent != root:
            offered.append((chosen.folder, chosen.name))
        offered += [(run.folder, run.name) for run in runs if not run.damaged]
        if [one for one, _ in offered] == [self.run_box.itemData(row) for row in range(self.run_box.count())]:
            return
        kept = self.run_box.currentData()
        self.run_box.blockSignals(True)
        self.run_box.clear()
        for data, name in offered:
            self.run_box.addItem(name, data)
            self.run_box.setItemData(self.run_box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        row = self._row_of(kept)
        self.run_box.setCurrentIndex(max(row, 0) if offered else -1)
        self.run_box.blockSignals(False)
        if row < 0:
            self._on_change()

    def _row_of(self, data: object) -> int:
        """The row of a run's folder or of a group; -1 where it is not offered."""
        if data is None:
            return -1
        return next((row for row in range(self.run_box.count()) if self.run_box.itemData(row) == data), -1)

    def _on_way(self, of_epochs: bool) -> None:
        self._show_buttons()
        self.epochsChosen.emit(of_epochs)

    def _on_change(self) -> None:
        self.show_error(None)
        self._show_buttons()
        self.changed.emit()

    # Work under way

    def show_busy(self, busy: bool) -> None:
        """Show that an evaluation is under way, with Cancel, or that another one can begin."""
        self.show_error(None)
        if busy:
            self.progress.setRange(0, 0)  # preparing: how long is not known
        buttons = self.evaluate_button, self.cancel_button
        leaving, coming = buttons if busy else reversed(buttons)
        had_focus = leaving.hasFocus()
        coming.setEnabled(True)
        coming.show()
        if had_focus:
            coming.setFocus()  # before the other one goes: the keyboard would fall on whatever is next
        self._busy = busy
        self._show_buttons()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many images are done."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_error(self, error: NetwrightError | None) -> None:
        """Say beside the choices what could not be done; ``None`` when that is over."""
        self._error = error
        words = "" if error is None else say(error.text)
        hint = "" if error is None or error.hint is None else say(error.hint)
        self.note.setText(words)
        self.note.setToolTip(f"{words} {hint}".strip())

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel.emit()

    def _show_buttons(self) -> None:
        of_group = self.group is not None
        for widget in (self.best_way, self.epochs_way):
            widget.setHidden(of_group)
        self.split_box.setHidden(of_group or self.of_epochs)
        self.evaluate_button.setHidden(self.of_epochs)
        self.progress.setVisible(self._busy)
        self.cancel_button.setVisible(self._busy)
        self.note.setVisible(not self._busy)
        for box in (self.run_box, self.split_box):
            box.setEnabled(not self._busy and self.run_box.count() > 0)
        self.evaluate_button.setEnabled(not self._busy and (self.run is not None or of_group))
        self.run_box.setToolTip(self.run_box.currentText())

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.run_box.setAccessibleName(self.tr("Run to evaluate"))
        self.run_box.setPlaceholderText(self.tr("No runs yet"))
        self.split_box.setAccessibleName(self.tr("Images to evaluate on"))
        self.split_box.setToolTip(
            self.tr("Test images were never seen; validation images chose the best epoch; training images were learned")
        )
        for group in self._groups:
            self.run_box.setItemText(self._row_of(group), held_out_title(group))
        for row, split in enumerate(SPLITS):
            self.split_box.setItemText(row, split_text(split))
        ways = (
            (self.best_way, self.tr("Best epoch"), self.tr("Evaluate the weights of the run's best epoch")),
            (self.epochs_way, self.tr("All epochs"), self.tr("Drag back through the run's epochs and see it learn")),
        )
        for button, text, tip in ways:
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.evaluate_button.setText(self.tr("Evaluate"))
        self.evaluate_button.setAccessibleName(self.tr("Evaluate"))
        self.evaluate_button.setToolTip(self.tr("Measure the run's best weights on these images"))
        self.progress.setAccessibleName(self.tr("Progress of the evaluation"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the evaluation"))
        self.show_error(self._error)
