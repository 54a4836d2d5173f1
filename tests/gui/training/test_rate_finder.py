"""Finding a learning rate: the search as it goes, choosing on the curve, taking the rate."""

import queue

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QProgressBar
from pytestqt.qtbot import QtBot

from engine.model.edits import disconnect
from engine.project import Project
from engine.text import Text
from engine.training.config import TrainingConfig
from engine.training.events import Failure
from engine.training.rate_finder import RateFound, RatePoint
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.hyperparameters import HyperparameterPanel
from gui.training.rate_finder import RateFinderDialog
from gui.training.rate_plot import RatePlot, rounded_rate

TOTAL = 36


class ScriptedFinder:
    """Tells what a test puts into its queue."""

    made: "list[ScriptedFinder]"

    def __init__(self, project: Project) -> None:
        self.project = project
        self.events: queue.SimpleQueue[RatePoint | RateFound] = queue.SimpleQueue()
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def cancel(self) -> None:
        self.calls.append("cancel")

    def join(self, timeout: float | None = None) -> bool:
        self.calls.append("join")
        return True

    def tell_points(self, count: int = TOTAL) -> None:
        """Rates from 1e-6 to 10; the loss falls to its lowest at 0.1 and runs away after it."""
        for number in range(count):
            rate = 10 ** (-6 + 7 * number / (TOTAL - 1))
            loss = 2.3 - 0.25 * number / 5 if rate < 0.1 else 0.5 + 30 * (rate - 0.1)
            self.events.put(RatePoint(rate, loss, number + 1, TOTAL))


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def finders() -> list[ScriptedFinder]:
    return []


@pytest.fixture
def panel(document: ProjectDocument, finders: list[ScriptedFinder], qtbot: QtBot) -> HyperparameterPanel:
    panel = HyperparameterPanel(document)
    qtbot.addWidget(panel)

    def make(project: Project) -> ScriptedFinder:
        finders.append(ScriptedFinder(project))
        return finders[-1]

    panel.find_rate.make_finder = make
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def dialog(panel: HyperparameterPanel) -> RateFinderDialog:
    """The search, just begun by the button."""
    press(panel, "findRateButton")
    assert panel.find_rate.dialog is not None
    return panel.find_rate.dialog


def press(parent: HyperparameterPanel | RateFinderDialog, name: str) -> None:
    button = parent.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def is_enabled(dialog: RateFinderDialog, name: str) -> bool:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    return button.isEnabled()


def test_the_button_opens_a_search_for_the_documents_project_that_holds_nothing_up(
    panel: HyperparameterPanel, dialog: RateFinderDialog, document: ProjectDocument, finders: list[ScriptedFinder]
) -> None:
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert finders[0].project is document.project
    assert finders[0].calls == ["start"]
    assert dialog.is_searching
    assert dialog.status() == "Trying rates…"
    assert not is_enabled(dialog, "acceptRateButton")


def test_points_are_drawn_as_they_come_with_their_progress(
    dialog: RateFinderDialog, finders: list[ScriptedFinder], qtbot: QtBot
) -> None:
    finders[0].tell_points(10)
    qtbot.waitUntil(lambda: len(dialog.plot.points) == 10)
    progress = dialog.findChild(QProgressBar, "rateProgress")
    assert progress is not None
    assert (progress.value(), progress.maximum()) == (10, TOTAL)
    assert progress.isVisible()


def test_the_suggestion_is_chosen_and_taken_as_one_undo_step(
    panel: HyperparameterPanel,
    dialog: RateFinderDialog,
    document: ProjectDocument,
    finders: list[ScriptedFinder],
    qtbot: QtBot,
) -> None:
    finders[0].tell_points()
    finders[0].events.put(RateFound(0.0123))
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert dialog.plot.rate == 0.012
    assert dialog.status() == "Chosen: 0.012 (now 0.001). Click in the curve to choose another."
    press(dialog, "acceptRateButton")
    assert not dialog.isVisible()
    assert document.training == TrainingConfig(learning_rate=0.012)
    assert panel.form.editor("learning_rate").value() == 0.012
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.training.learning_rate == 0.001


def test_a_click_in_the_curve_chooses_another_rate_and_keys_move_it(
    dialog: RateFinderDialog, finders: list[ScriptedFinder], qtbot: QtBot
) -> None:
    finders[0].tell_points()
    finders[0].events.put(RateFound(0.01))
    qtbot.waitUntil(lambda: not dialog.is_searching)
    plot = dialog.plot
    area = plot._plot().area
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(round(area.center().x()), plot.height() // 2))
    middle = plot.rate
    assert middle == pytest.approx(10**-2.5, rel=0.05)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.rate is not None
    assert plot.rate > 10**-2.5
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.rate == pytest.approx(middle, rel=0.1)
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.rate == 0.01
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(1, plot.height() // 2))
    assert plot.rate == 1e-6


def test_cancel_stops_the_search_and_keeps_what_was_found(
    dialog: RateFinderDialog, finders: list[ScriptedFinder], qtbot: QtBot
) -> None:
    finders[0].tell_points(20)
    qtbot.waitUntil(lambda: len(dialog.plot.points) == 20)
    press(dialog, "cancelRateButton")
    assert finders[0].calls == ["start", "cancel"]
    assert dialog.status() == "Stopping…"
    assert not is_enabled(dialog, "cancelRateButton")
    finders[0].events.put(RateFound(None, reason=Text("The loss fell at no learning rate.")))
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert dialog.status() == "The loss fell at no learning rate. Click in the curve to choose one."
    assert not is_enabled(dialog, "acceptRateButton")
    dialog.plot.choose(0.001)
    assert is_enabled(dialog, "acceptRateButton")


def test_a_failure_says_its_cause_and_remedy_and_the_search_can_be_tried_again(
    dialog: RateFinderDialog, finders: list[ScriptedFinder], qtbot: QtBot
) -> None:
    failure = Failure("out_of_memory", Text("Too little memory."), Text("Choose a smaller batch."), "Traceback …")
    finders[0].events.put(RateFound(None, failure))
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert dialog.status() == "Too little memory. Choose a smaller batch."
    press(dialog, "findRateAgainButton")
    assert len(finders) == 2
    assert dialog.status() == "Trying rates…"
    finders[1].tell_points()
    finders[1].events.put(RateFound(0.01))
    qtbot.waitUntil(lambda: dialog.plot.rate == 0.01)


def test_closing_cancels_and_nothing_of_the_old_search_is_told_later(
    panel: HyperparameterPanel, dialog: RateFinderDialog, finders: list[ScriptedFinder], qtbot: QtBot
) -> None:
    dialog.close()
    assert "cancel" in finders[0].calls
    finders[0].tell_points()
    press(panel, "findRateButton")
    qtbot.wait(80)
    assert dialog.plot.points == []
    panel.stop()
    assert "join" in finders[0].calls
    assert "join" in finders[1].calls


def test_a_search_needs_a_network_without_errors_and_no_run_under_way(
    panel: HyperparameterPanel, dialog: RateFinderDialog, document: ProjectDocument, finders: list[ScriptedFinder]
) -> None:
    panel.set_mode("running")
    assert not dialog.isVisible()
    assert not panel.find_rate.isEnabled()
    assert "under way" in panel.find_rate.toolTip()
    panel.set_mode("free")
    assert panel.find_rate.isEnabled()
    document.apply("cut", model=disconnect(document.model, "conv1", "relu1"))
    assert not panel.find_rate.isEnabled()
    assert "errors" in panel.find_rate.toolTip()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_curve_is_painted_with_its_marks(look: theme.ThemeChoice, qtbot: QtBot) -> None:
    theme.set_theme(look)
    plot = RatePlot()
    qtbot.addWidget(plot)
    plot.resize(400, 240)
    blank = plot.grab().toImage()
    finder = ScriptedFinder(Project.from_template())
    finder.tell_points()
    while not finder.events.empty():
        event = finder.events.get_nowait()
        assert isinstance(event, RatePoint)
        plot.add(event.rate, event.loss)
    drawn = plot.grab().toImage()
    assert drawn != blank
    plot.suggest(0.01)
    assert plot.grab().toImage() != drawn
    plot.add(11.0, float("nan"))
    plot.add(12.0, float("inf"))
    assert not plot.grab().isNull()


@pytest.mark.parametrize(("rate", "rounded"), [(0.0123, 0.012), (9.96e-5, 1e-4), (3.0, 3.0)])
def test_a_rate_is_chosen_in_two_figures(rate: float, rounded: float) -> None:
    assert rounded_rate(rate) == rounded
