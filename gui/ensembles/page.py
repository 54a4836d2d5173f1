"""The tab of repeated runs: every group of runs made from one, what it came to, and what can be made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from engine.ensembles.group import GroupState, standing
from engine.ensembles.plan import GroupKind, GroupPlan, Origin, forget_plan, make_plan, plans
from engine.ensembles.result import GroupResult, result_of
from engine.runs.run import Run, RunSummary
from engine.runs.store import RunStore
from gui import theme
from gui.ensembles.group_card import GroupCard
from gui.ensembles.group_dialog import GroupDialog
from gui.ensembles.making import EnsembleMaker
from gui.ensembles.runner import GroupRunner
from gui.ensembles.words import kind_title, share_words
from gui.training.background import BackgroundTask, Handle
from gui.training.splitter import CardSplitter
from gui.translation import say, say_error

_LIST_WIDTH = 260
_GAP = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """A group as its files tell it."""

    state: GroupState
    result: GroupResult


class GroupsPage(QWidget):
    """Groups on the left, the chosen one on the right. Everything slow happens in threads."""

    openRequested = Signal(object)  # noqa: N815 - the Run to show
    evaluateRequested = Signal(object, object)  # noqa: N815 - the GroupPlan to show, the GroupEvaluations that know it
    made = Signal(object)
    """An ensemble or a soup is there: the Run."""
    shown = Signal()
    """A person is to see this page now."""

    def __init__(self, store: RunStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groupsPage")
        self._store = store
        self._seen: dict[str, _Seen] = {}
        self._loaded = False
        self._wanted = ""
        self.runner = GroupRunner(store, self)
        self._reader = BackgroundTask("read-groups", self)
        self._planner = BackgroundTask("plan-group", self)
        self.maker = EnsembleMaker(store, self)
        self._forgetter = BackgroundTask("forget-group", self)
        self._side_by_side, self._together = 1, False
        self._build()
        self._listen()
        self.retranslate()

    def _build(self) -> None:
        self.title, self.note = QLabel(), QLabel()
        theme.set_role(self.title, "title")
        self.note.setObjectName("groupsNote")
        self.note.setWordWrap(True)
        self.note.hide()
        self.list = QListWidget()
        self.list.setObjectName("groupList")
        self.list.setMinimumWidth(_LIST_WIDTH)
        self.list.setSpacing(_GAP)
        self.card = GroupCard()
        self.card.hide()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        parts = CardSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(right)
        parts.setStretchFactor(1, 1)
        self._empty = QLabel()
        self._empty.setObjectName("noGroupsLabel")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        theme.set_role(self._empty, "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(parts)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self._stack, 1)
        self._stack.setCurrentIndex(1)
        self.setFocusProxy(self.list)

    def _listen(self) -> None:
        self._reader.done.connect(self._show_groups)
        self._reader.failed.connect(self._not_done)
        self._planner.done.connect(self._planned)
        self._planner.failed.connect(self._not_done)
        self.maker.told.connect(lambda text, error: self._tell(text, error=error))
        self.maker.began.connect(self._make_began)
        self.maker.ended.connect(lambda: self.card.set_busy(False))
        self.maker.made.connect(self._is_made)
        self._forgetter.done.connect(lambda _result: self.reload())
        self._forgetter.failed.connect(self._not_done)
        self.runner.changed.connect(self._went_on)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.card.stopWanted.connect(self._stop_group)
        self.card.onWanted.connect(self._go_on)
        self.card.ensembleWanted.connect(self._ensemble_of_group)
        self.card.heldOutWanted.connect(self._predict)
        self.card.evaluateWanted.connect(self._evaluate)
        self.card.forgetWanted.connect(self._forget)
        self.card.runOpened.connect(lambda name: self.openRequested.emit(Run(self._store.root / name)))

    # -- asked for from the table of runs --------------------------------------------------------------------------

    def ask(self, kind: str, chosen: Sequence[RunSummary]) -> None:
        """Ask how many runs of the first chosen one are wanted, or which runs shall be put together."""
        if not chosen:
            return
        if kind == "ensemble":
            self.maker.ask([run.folder for run in chosen])
            return
        run = chosen[0]
        group_kind: GroupKind = kind  # type: ignore[assignment]
        dialog = GroupDialog(group_kind, run.name, run.seconds if run.status == "completed" else None, self.window())
        dialog.wanted.connect(lambda *asked: self._plan(group_kind, run.folder, *asked))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _plan(self, kind: GroupKind, folder: Path, count: int, side_by_side: int, rate: float, together: bool) -> None:
        store, self._side_by_side, self._together = self._store, side_by_side, together

        def work(_handle: Handle) -> GroupPlan:
            return make_plan(store, Origin.of(Run(folder)), kind, count, boost_rate=rate)

        self._tell("")
        self._planner.start(work)
        self.shown.emit()

    def _planned(self, plan: GroupPlan) -> None:
        self._wanted = plan.name
        self.runner.start(plan, self._side_by_side, together=self._together)
        self.reload()

    # -- the list --------------------------------------------------------------------------------------------------

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read at least once."""
        return self._loaded

    def reload(self) -> None:
        """Read the groups again, in a thread."""
        store = self._store
        self._reader.start(
            lambda _handle: [_Seen(standing(store, plan), result_of(store, plan)) for plan in plans(store)]
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def work_under_way(self) -> list[str]:
        """What goes on here, in words."""
        words = self.tr("{kind} of {run}: {done} of {count} runs are complete")
        found = [
            words.format(
                kind=kind_title(state.plan.kind),
                run=state.plan.parent or state.plan.name,
                done=state.done,
                count=state.plan.count,
            )
            for state in self.runner.states
        ]
        return [*found, self.tr("Runs are put together, or answer")] if self.maker.is_busy else found

    def stop_work(self) -> None:
        """Ask all that goes on to stop; what :meth:`work_under_way` tells comes to an end soon."""
        self.runner.cancel_all()
        self.maker.ask_to_stop()

    def stop(self) -> None:
        """Stop what goes on, and end all threads; for closing the window."""
        self.runner.stop()
        self.maker.stop()
        for task in (self._reader, self._planner, self._forgetter):
            task.stop_and_wait()

    def _show_groups(self, found: list[_Seen]) -> None:
        self._loaded = True
        chosen = self._wanted or self._chosen_name()
        self._wanted = ""
        self._seen = {one.state.plan.name: one for one in found}
        self.list.blockSignals(True)
        self.list.clear()
        for one in found:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.state.plan.name)
            self._word(item)
        row = next((row for row, one in enumerate(found) if one.state.plan.name == chosen), 0)
        self.list.setCurrentRow(row if found else -1)
        self.list.blockSignals(False)
        self._stack.setCurrentIndex(0 if found else 1)
        self._show_chosen()

    def _word(self, item: QListWidgetItem) -> None:
        seen = self._seen[item.data(Qt.ItemDataRole.UserRole)]
        plan = seen.state.plan
        now = self.runner.state(plan.name) or seen.state
        spread = seen.result.validation
        if now.status == "running" or now.done < plan.count or spread is None:
            standing_words = self.tr("{done} of {count} runs").format(done=now.done, count=plan.count)
        else:
            standing_words = self.tr("validation {accuracy}").format(accuracy=share_words(spread.mean))
        words = self.tr("{kind} · {standing}\n{run}")
        item.setText(words.format(kind=kind_title(plan.kind), standing=standing_words, run=plan.parent or plan.name))

    def _chosen_name(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _chosen(self) -> _Seen | None:
        return self._seen.get(self._chosen_name())

    def _show_chosen(self) -> None:
        seen = self._chosen()
        self.card.setVisible(seen is not None)
        if seen is not None:
            now = self.runner.state(seen.state.plan.name)
            self.card.show_group(now or seen.state, seen.result)

    def _went_on(self, state: GroupState) -> None:
        if state.plan.name == self._chosen_name():
            self.card.show_group(state, None)
        if state.status != "running":
            if state.error is not None:
                self._tell(" ".join(say(text) for text in (state.error, state.hint) if text is not None), error=True)
            self.reload()
            if state.joined:
                self.made.emit(Run(self._store.root / state.joined))
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == state.plan.name:
                self._word(self.list.item(row))

    # -- what can be done with a group -----------------------------------------------------------------------------

    def _stop_group(self) -> None:
        self.runner.cancel(self._chosen_name())

    def go_on(self, plan: GroupPlan) -> None:
        """Show a group and train what is missing of it."""
        self._tell("")
        self._wanted = plan.name
        self.runner.start(plan, self._side_by_side)
        self.reload()

    def _go_on(self) -> None:
        seen = self._chosen()
        if seen is not None:
            self.go_on(seen.state.plan)

    def _forget(self) -> None:
        seen = self._chosen()
        if seen is not None:
            store, plan = self._store, seen.state.plan
            self._forgetter.start(lambda _handle: forget_plan(store, plan))

    def _ensemble_of_group(self) -> None:
        seen = self._chosen()
        if seen is not None:
            self.maker.ask([run.folder for run in seen.result.members])

    def _predict(self) -> None:
        seen = self._chosen()
        if seen is not None:
            self.maker.predict(seen.state.plan)

    def _evaluate(self) -> None:
        seen = self._chosen()
        if seen is not None:
            self.evaluateRequested.emit(seen.state.plan, self.maker.evaluations)

    def _make_began(self) -> None:
        self.card.set_busy(True)
        self.shown.emit()

    def _is_made(self, run: Run) -> None:
        self.reload()
        self.made.emit(run)

    # -- words -----------------------------------------------------------------------------------------------------

    def _not_done(self, error: Exception) -> None:
        self._tell(say_error(error), error=True)

    def _tell(self, text: str, *, error: bool = False) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        theme.set_role(self.note, "error" if error else "muted")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.title.setText(self.tr("Repeats and ensembles"))
        self.setAccessibleName(self.title.text())
        self.list.setAccessibleName(self.tr("Groups of runs"))
        self._empty.setText(
            self.tr(
                "Nothing was repeated yet.\n\nChoose a run and press Several runs: cross-validate it, repeat it with "
                "other seeds, or put runs together."
            )
        )
        for row in range(self.list.count()):
            self._word(self.list.item(row))
