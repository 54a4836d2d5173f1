"""The place of the runs: the table, and beside it what is made of several runs, in tabs made when first gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from engine.runs.store import RunStore
from gui.training.session import TrainingSession

if TYPE_CHECKING:
    from gui.runs.page import RunsPage

RUNS = "runs"
GROUPS = "groups"


@runtime_checkable
class WorkingPage(Protocol):
    """A page, or the place of several, where work goes on that a person started."""

    def work_under_way(self) -> list[str]:
        """One sentence for each piece."""
        ...

    def stop_work(self) -> None:
        """Ask all of it to stop."""
        ...


@dataclass(slots=True)
class _Tab:
    key: str
    words: Callable[[], str]
    factory: Callable[[], QWidget]
    page: QWidget | None = None


class RunsPlace(QWidget):
    """Tabs of pages, the first of which is the :class:`RunsPage`. One tab alone needs no bar.

    A page with a method ``stop`` is stopped with the place; its ``setFocusProxy`` says what is focused in it.
    """

    openRequested = Signal(object)  # noqa: N815 - the Run to show
    resumeRequested = Signal(object)  # noqa: N815 - the Run to go on with
    followRequested = Signal(object)  # noqa: N815 - the Run to follow
    compareRequested = Signal(object)  # noqa: N815 - the Run to show behind the curves of now
    compareSeveralRequested = Signal(object)  # noqa: N815 - the list of Runs to set side by side
    againRequested = Signal(object)  # noqa: N815 - the Run to repeat
    evaluateRequested = Signal(object)  # noqa: N815 - the Run to measure
    evaluateGroupRequested = Signal(object, object)  # noqa: N815 - the GroupPlan, the GroupEvaluations that know it
    told = Signal(object, object)  # words, and what can be done about it
    stopping = Signal()  # the window closes

    def __init__(self, store: RunStore, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsPlace")
        self._store, self._session = store, session
        self._tabs: list[_Tab] = []
        self.bar = QTabBar()
        self.bar.setObjectName("runsTabs")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAutoHide(True)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(lambda _index: self._show_page())
        self.add_tab(RUNS, lambda: QCoreApplication.translate("RunsPlace", "Runs"), self._make_runs_page)
        self.add_tab(
            GROUPS, lambda: QCoreApplication.translate("GroupsPage", "Repeats and ensembles"), self._make_groups
        )
        self.retranslate()

    def add_tab(self, key: str, words: Callable[[], str], factory: Callable[[], QWidget]) -> None:
        """Add a tab after the others; its page is made when it is first gone to or asked for by :meth:`page`."""
        self._tabs.append(_Tab(key, words, factory))
        self.bar.addTab(words())

    def page(self, key: str) -> QWidget:
        """A tab's page, made now if it was not yet. Raises :class:`KeyError` for a tab that is not there."""
        tab = self._tabs[self._index(key)]
        if tab.page is None:
            tab.page = tab.factory()
            self._stack.addWidget(tab.page)
        return tab.page

    @property
    def runs(self) -> RunsPage:
        """The page with the table of runs, made now if it was not yet."""
        return cast("RunsPage", self.page(RUNS))

    @property
    def shown(self) -> str:
        """The key of the tab that is shown."""
        return self._tabs[self.bar.currentIndex()].key

    def show_tab(self, key: str) -> None:
        """Go to a tab."""
        self.bar.setCurrentIndex(self._index(key))

    def reload(self) -> None:
        """Read the list of runs again, in a thread."""
        self.runs.reload()

    def work_under_way(self) -> list[str]:
        """What goes on beside the window's own training, in words: groups of runs and sweeps."""
        return [words for page in self._working_pages() for words in page.work_under_way()]

    def stop_work(self) -> None:
        """Ask all of that to stop; it goes on from its tab later."""
        for page in self._working_pages():
            page.stop_work()

    def _working_pages(self) -> list[WorkingPage]:
        pages: list[object] = [tab.page for tab in self._tabs]
        return [page for page in pages if isinstance(page, WorkingPage)]

    def stop(self) -> None:
        """End the threads of all pages; for closing the window."""
        self.stopping.emit()
        for tab in self._tabs:
            stop = getattr(tab.page, "stop", None)
            if callable(stop):
                stop()

    def _index(self, key: str) -> int:
        for index, tab in enumerate(self._tabs):
            if tab.key == key:
                return index
        raise KeyError(key)

    def _show_page(self) -> None:
        if self.isVisible():
            page = self.page(self.shown)
            self._stack.setCurrentWidget(page)
            self.setFocusProxy(page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_page()

    def _make_runs_page(self) -> RunsPage:
        from gui.runs.page import RunsPage

        page = RunsPage(self._store, self._session)
        page.openRequested.connect(self.openRequested)
        page.resumeRequested.connect(self.resumeRequested)
        page.followRequested.connect(self.followRequested)
        page.compareRequested.connect(self.compareRequested)
        page.compareSeveralRequested.connect(self.compareSeveralRequested)
        page.evaluateRequested.connect(self.evaluateRequested)
        page.againRequested.connect(self.againRequested)
        page.told.connect(self.told)
        page.severalRequested.connect(self._ask_for_several)
        return page

    def _make_groups(self) -> QWidget:
        from gui.ensembles.page import GroupsPage

        page = GroupsPage(self._store)
        page.openRequested.connect(self.openRequested)
        page.evaluateRequested.connect(self.evaluateGroupRequested)
        page.made.connect(lambda _run: self.reload())
        page.shown.connect(lambda: self.show_tab(GROUPS))
        return page

    def _ask_for_several(self, kind: str, runs: object) -> None:
        self.page(GROUPS).ask(kind, runs)  # type: ignore[attr-defined]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.bar.setAccessibleName(self.tr("Runs and what is made of them"))
        for index, tab in enumerate(self._tabs):
            self.bar.setTabText(index, tab.words())
