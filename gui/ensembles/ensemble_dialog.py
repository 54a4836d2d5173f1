"""Which runs answer as one: those that know the same classes and take the same images, to be ticked."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.runs.run import RunSummary
from gui import theme
from gui.ensembles.words import share_words

_WIDTH, _HEIGHT = 460, 220
_GAP = 2
_LEAST = 2


class EnsembleDialog(QDialog):
    """``wanted(folders, soup, choose)`` when it is accepted; ``ticked`` are folders that are ticked at first."""

    wanted = Signal(object, bool, bool)

    def __init__(self, runs: Sequence[RunSummary], ticked: Collection[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ensembleDialog")
        self.setWindowTitle(self.tr("Make an ensemble"))
        story = QLabel(
            self.tr(
                "Several networks often answer better than each of them. The ensemble is a run of its own with copies "
                "of their weights: evaluate it, draw for it, ask it why."
            )
        )
        story.setWordWrap(True)
        story.setMinimumWidth(_WIDTH)
        theme.set_role(story, "muted")
        self.list = QListWidget()
        self.list.setObjectName("ensembleRuns")
        self.list.setMinimumHeight(_HEIGHT)
        self.list.setSpacing(_GAP)
        self.list.setAccessibleName(self.tr("Runs that can be members"))
        for run in sorted(runs, key=lambda run: (run.folder not in ticked, -run.created.timestamp())):
            words = self.tr("{name} · validation {accuracy}")
            item = QListWidgetItem(words.format(name=run.name, accuracy=share_words(run.val_accuracy)), self.list)
            item.setData(Qt.ItemDataRole.UserRole, run.folder)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if run.folder in ticked else Qt.CheckState.Unchecked)
        self.mean = QRadioButton(self.tr("Average their probabilities (ensemble)"))
        self.soup = QRadioButton(self.tr("Average their weights (soup): only of runs that started from the same ones"))
        self.mean.setChecked(True)
        self.soup.setObjectName("soupChoice")
        self.choose = QCheckBox(self.tr("Keep only those that help, by the validation images"))
        self.choose.setObjectName("chooseMembers")
        self.count = QLabel()
        theme.set_role(self.count, "muted")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self._buttons.addButton(self.tr("Make it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setObjectName("makeEnsembleButton")
        theme.set_variant(self.make, "primary")
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (story, self.list, self.count, self.mean, self.soup, self.choose, self._buttons):
            column.addWidget(widget)
        self.list.itemChanged.connect(lambda _item: self._count())
        self._count()

    def folders(self) -> list[Path]:
        """The folders of the ticked runs."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        self.wanted.emit(self.folders(), self.soup.isChecked(), self.choose.isChecked())
        super().accept()

    def _count(self) -> None:
        count = len(self.folders())
        self.make.setEnabled(count >= _LEAST)
        self.count.setText(
            self.tr("{count} runs chosen").format(count=count)
            if count >= _LEAST
            else self.tr("Tick at least two runs.")
        )
