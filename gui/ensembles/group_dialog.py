"""How many runs, and how long they will take: what is asked before a group of runs is trained."""

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.ensembles.plan import MOST_MEMBERS, STACKED, GroupKind
from engine.training.config.split import MOST_FOLDS
from gui import theme
from gui.ensembles.words import kind_story, kind_title
from gui.training.estimate import duration_text

_USUAL = 5
_WIDTH = 440
_INDENT = 5


class GroupDialog(QDialog):
    """``wanted(count, side by side, boost rate, together)`` when it is accepted. ``seconds`` is the run's own time."""

    wanted = Signal(int, int, float, bool)

    def __init__(self, kind: GroupKind, run: str, seconds: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groupDialog")
        self._kind, self._seconds = kind, seconds
        self.setWindowTitle(kind_title(kind))
        heading, story = QLabel(run), QLabel(kind_story(kind))
        theme.set_role(heading, "heading")
        theme.set_role(story, "muted")
        story.setWordWrap(True)
        story.setMinimumWidth(_WIDTH)
        self._make_fields()
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.addRow(self._count_words(), self.count)
        if kind == "boost":
            form.addRow(self.tr("Boosting rate"), self.rate)
        else:
            form.addRow(self.tr("Side by side"), self.side_by_side)
        if kind in STACKED:
            form.addRow("", self.together)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        start = buttons.addButton(self.tr("Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        start.setObjectName("startGroupButton")
        theme.set_variant(start, "primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (heading, story):
            column.addWidget(widget)
        column.addLayout(form)
        column.addWidget(self.time)
        column.addWidget(buttons)
        for box in (self.count, self.side_by_side):
            box.valueChanged.connect(self._say_time)
        self._say_time()

    def _make_fields(self) -> None:
        self.count = QSpinBox()
        self.count.setObjectName("groupCount")
        self.count.setRange(2, MOST_FOLDS if self._kind == "fold" else MOST_MEMBERS)
        self.count.setValue(_USUAL)
        self.side_by_side = QSpinBox()
        self.side_by_side.setObjectName("groupSideBySide")
        self.side_by_side.setRange(1, max(1, os.cpu_count() or 1))
        self.side_by_side.setToolTip(self.tr("Each run then has its part of the processor's cores."))
        self.rate = QDoubleSpinBox()
        self.rate.setObjectName("groupBoostRate")
        self.rate.setRange(0.05, 1.0)
        self.rate.setSingleStep(0.05)
        self.rate.setValue(0.5)
        self.rate.setToolTip(self.tr("1 is SAMME itself, which soon draws little but images with wrong labels."))
        for box in (self.count, self.side_by_side, self.rate):
            box.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
        self.together = QCheckBox(self.tr("Train them together"))
        self.together.setObjectName("groupTogether")
        self.together.setToolTip(self.tr("As one stacked computation: faster for small networks and on GPUs."))
        self.together.toggled.connect(self._train_together)
        self.time = QLabel()
        self.time.setObjectName("groupTime")
        self.time.setWordWrap(True)

    def accept(self) -> None:
        self.wanted.emit(self.count.value(), self.side_by_side.value(), self.rate.value(), self.together.isChecked())
        super().accept()

    def _count_words(self) -> str:
        return {
            "fold": self.tr("Folds"),
            "seed": self.tr("Seeds"),
            "bag": self.tr("Members"),
            "boost": self.tr("Members"),
        }[self._kind]

    def _train_together(self, together: bool) -> None:
        self.side_by_side.setEnabled(not together)
        self._say_time()

    def _say_time(self) -> None:
        if self._seconds is None:
            self.time.setText(self.tr("How long it takes is not known: this run did not come to its end."))
            return
        one_by_one = self._kind == "boost" or self.together.isChecked()
        count, at_once = self.count.value(), 1 if one_by_one else self.side_by_side.value()
        rounds = -(-count // at_once)
        # Runs that share the processor take longer each: as long as it was busy before, it is no less busy now.
        together = max(self._seconds * rounds, self._seconds * count / max(1, os.cpu_count() or 1))
        words = (
            self.tr("Between {least} and {most}: this run took {one}.")
            if at_once > 1
            else self.tr("About {most}: this run took {one}.")
        )
        least, most = duration_text(together), duration_text(self._seconds * count)
        self.time.setText(words.format(least=least, most=most, one=duration_text(self._seconds)))
