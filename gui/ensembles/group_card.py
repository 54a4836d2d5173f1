"""One group of runs: how far each member is, and what they came to together."""

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.ensembles.group import GroupState
from engine.ensembles.result import GroupResult
from gui import theme
from gui.ensembles.words import kind_title, member_words, share_words
from gui.rows import show_as_rows
from gui.training.estimate import duration_text
from gui.translation import say

_WHOLE = 1_000


class GroupCard(QFrame):
    """Shows a :class:`GroupState` and its :class:`GroupResult`. Signals are what a person wants done with the group."""

    stopWanted = Signal()  # noqa: N815 - signals are named as Qt names them
    onWanted = Signal()  # noqa: N815
    ensembleWanted = Signal()  # noqa: N815
    heldOutWanted = Signal()  # noqa: N815
    evaluateWanted = Signal()  # noqa: N815
    forgetWanted = Signal()  # noqa: N815
    runOpened = Signal(str)  # noqa: N815 - the run's name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groupCard")
        theme.set_role(self, "card")
        self._state: GroupState | None = None
        self._result: GroupResult | None = None
        self._busy = False
        self.heading, self.words = QLabel(), QLabel()
        theme.set_role(self.heading, "heading")
        self.words.setObjectName("groupWords")
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setObjectName("groupProgress")
        self.bar.setRange(0, _WHOLE)
        self.bar.setTextVisible(False)
        self.table = QTableWidget(0, 5)
        self.table.setObjectName("groupMembers")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        show_as_rows(self.table, 12)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemActivated.connect(self._opened)
        self.stop_button = self._button("stopGroupButton", self.stopWanted)
        self.on_button = self._button("goOnGroupButton", self.onWanted)
        self.ensemble_button = self._button("ensembleOfGroupButton", self.ensembleWanted)
        self.evaluate_button = self._button("evaluateGroupButton", self.evaluateWanted)
        self.held_out_button = self._button("heldOutButton", self.heldOutWanted)
        self.forget_button = self._button("forgetGroupButton", self.forgetWanted)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (
            self.stop_button,
            self.on_button,
            self.evaluate_button,
            self.held_out_button,
            self.ensemble_button,
        ):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.forget_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.heading, self.bar, self.words):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.retranslate()

    def _button(self, name: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(pressed)
        return button

    def show_group(self, state: GroupState, result: GroupResult | None) -> None:
        """Show how far it is; without a ``result`` the one that was known stays, where it is of the same group."""
        if self._result is not None and self._result.plan.name != state.plan.name:
            self._result = None
        self._state, self._result = state, result or self._result
        self._show()

    def set_busy(self, busy: bool) -> None:
        """While something is made of the group nothing else of it can be."""
        self._busy = busy
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.table.setHorizontalHeaderLabels(
            [self.tr("Run"), self.tr("State"), self.tr("Validation"), self.tr("Test"), self.tr("Duration")]
        )
        if (first := self.table.horizontalHeaderItem(0)) is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setAccessibleName(self.tr("Runs of the group"))
        self.bar.setAccessibleName(self.tr("Progress of the group"))
        for button, text, tip in (
            (self.stop_button, self.tr("Stop"), self.tr("Stop the runs under way; all is kept and can go on")),
            (self.on_button, self.tr("Go on"), self.tr("Train what is missing; what is complete stays")),
            (self.ensemble_button, self.tr("Make an ensemble…"), self.tr("Let these runs answer as one")),
            (
                self.evaluate_button,
                self.tr("Show in Evaluate"),
                self.tr("See image by image what the runs say of images new to them"),
            ),
            (self.held_out_button, self.tr("Predictions…"), self.tr("Save what the runs say of images new to them")),
            (self.forget_button, self.tr("Remove from list"), self.tr("Take the group off this list; its runs stay")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._show()

    def _show(self) -> None:
        state = self._state
        self.setVisible(state is not None)
        if state is None:
            return
        plan, running = state.plan, state.status == "running"
        words = self.tr("{kind} of {run}") if plan.parent else self.tr("{kind}")
        self.heading.setText(words.format(kind=kind_title(plan.kind), run=plan.parent))
        self.bar.setVisible(running)
        self.bar.setValue(round(_WHOLE * state.share))
        self.words.setText(self._sentence(state))
        self._fill(state)
        complete = state.done == plan.count
        self.stop_button.setVisible(running)
        self.on_button.setVisible(not running and state.status != "completed")
        self.on_button.setEnabled(not self._busy)
        self.ensemble_button.setVisible(complete and not running)
        self.ensemble_button.setEnabled(not self._busy)
        for button in (self.evaluate_button, self.held_out_button):
            button.setVisible(complete and not running and plan.kind in ("fold", "bag"))
            button.setEnabled(not self._busy)
        self.forget_button.setEnabled(not running and not self._busy)

    def _sentence(self, state: GroupState) -> str:
        if state.done < state.plan.count or self._result is None:
            return self.tr("{done} of {count} runs are complete.").format(done=state.done, count=state.plan.count)
        found = say(self._result.words)
        joined = self._result.joined
        if joined is not None:
            words = self.tr("Together they are the run {name}: {accuracy} right.")
            accuracy = joined.val_accuracy if joined.test_accuracy is None else joined.test_accuracy
            found += " " + words.format(name=joined.name, accuracy=share_words(accuracy))
        return found

    def _fill(self, state: GroupState) -> None:
        known = {} if self._result is None else {run.name: run for run in self._result.members}
        self.table.setRowCount(len(state.members))
        for row, member in enumerate(state.members):
            run = known.get(member.run)
            cells = (
                member.run or "–",
                member_words(member),
                share_words(member.accuracy),
                share_words(None if run is None else run.test_accuracy),
                "–" if run is None else duration_text(run.seconds),
            )
            for column, text in enumerate(cells):
                item = self.table.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    if column:
                        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    self.table.setItem(row, column, item)
                if item.text() != text:
                    item.setText(text)

    def _opened(self, item: QTableWidgetItem) -> None:
        if self._state is not None and self._state.members[item.row()].run:
            self.runOpened.emit(self._state.members[item.row()].run)
