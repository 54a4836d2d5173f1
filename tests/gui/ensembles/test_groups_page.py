"""From a run to its repeats and back to one model: asked for by clicks, trained in other processes, shown."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.ensembles.held_out import held_out
from engine.ensembles.plan import Origin, make_plan, plans
from engine.evaluation.predictor import Predictor
from engine.runs.run import Run
from engine.runs.store import RunStore, default_root
from engine.training.job import TrainingJob
from engine.training.splitting import split_of
from gui.ensembles.ensemble_dialog import EnsembleDialog
from gui.ensembles.group_dialog import GroupDialog
from gui.ensembles.page import GroupsPage
from gui.main_window import MainWindow
from gui.runs.place import GROUPS
from tests.engine.ensembles.conftest import project_of, trained
from tests.gui.drawing.pens import SEVEN, draw
from tests.gui.shouting import shouting

PATIENCE = 90_000


@pytest.fixture
def store() -> RunStore:
    return RunStore(default_root())


@pytest.fixture
def run(store: RunStore) -> Run:
    return trained(store, project_of("softmax-regression", epochs=1, limit_train=600), "digits")


@pytest.fixture
def page(store: RunStore, qtbot: QtBot) -> Iterator[GroupsPage]:
    widget = GroupsPage(store)
    qtbot.addWidget(widget)
    widget.resize(1000, 600)
    yield widget
    widget.stop()


def press(widget: object, name: str) -> None:
    found = widget.findChild(QPushButton, name)  # type: ignore[attr-defined]
    assert found is not None
    assert found.isEnabled(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def dialog_of(window: MainWindow, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    def there() -> bool:
        return any(found.isVisible() for found in window.findChildren(kind))

    qtbot.waitUntil(there, timeout=10_000)
    return next(found for found in window.findChildren(kind) if found.isVisible())


def test_a_run_is_repeated_by_one_click_and_its_repeats_become_one_model(
    run: Run, store: RunStore, window: MainWindow, qtbot: QtBot
) -> None:
    window.go_to("runs")
    place = window.others.runs_place
    qtbot.waitUntil(lambda: place.runs.is_loaded and place.runs.table.selected() is not None, timeout=10_000)
    actions = {action.objectName(): action for action in place.runs.actions_row.several_button.menu().actions()}
    actions["several-seed"].trigger()
    dialog = dialog_of(window, GroupDialog, qtbot)
    assert "About" in dialog.time.text()  # type: ignore[attr-defined]
    count = dialog.findChild(QSpinBox, "groupCount")
    assert count is not None
    count.setValue(2)
    press(dialog, "startGroupButton")
    page = place.page(GROUPS)
    assert isinstance(page, GroupsPage)
    qtbot.waitUntil(lambda: place.shown == GROUPS, timeout=10_000)
    qtbot.waitUntil(lambda: "2 seeds" in page.card.words.text(), timeout=PATIENCE)
    assert page.card.table.rowCount() == 2
    test = page.card.table.item(1, 3)
    assert test is not None
    assert "%" in test.text()
    assert not page.card.on_button.isVisible()
    press(page, "ensembleOfGroupButton")
    chooser = dialog_of(window, EnsembleDialog, qtbot)
    assert isinstance(chooser, EnsembleDialog)
    assert len(chooser.folders()) == 2
    assert chooser.list.count() == 3
    press(chooser, "makeEnsembleButton")
    qtbot.waitUntil(lambda: "They are the run" in page.note.text(), timeout=PATIENCE)
    place.show_tab("runs")
    qtbot.waitUntil(lambda: any(one.name.startswith("ensemble-") for one in place.runs.table.runs), timeout=10_000)
    made = next(one for one in place.runs.table.runs if one.name.startswith("ensemble-"))
    window.open_run(Run(made.folder))
    assert window.document.model.types.count("SoftVote") == 1
    with shouting():
        assert page.title.text() == "REPEATS AND ENSEMBLES"
        assert place.runs.actions_row.several_button.text() == "SEVERAL RUNS"
    window.go_to("draw")
    panel = window.draw_panel
    qtbot.waitUntil(lambda: panel.canvas.width() > 200)
    draw(panel.canvas, SEVEN)
    qtbot.waitUntil(lambda: "calibrated" in panel.source.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(panel.neighbours.classes()) == 5, timeout=10_000)
    assert panel.answer is not None
    window.go_to("evaluate")
    evaluation = window.others.evaluate_page
    evaluation.evaluate_run(Run(made.folder))
    qtbot.waitUntil(lambda: evaluation.shown is not None and not evaluation.is_active, timeout=PATIENCE)
    assert evaluation.shown is not None
    assert evaluation.shown.report.accuracy == pytest.approx(Run(made.folder).metadata().test_accuracy)


def test_what_folds_say_of_images_new_to_them_is_a_view_of_evaluate(
    run: Run, store: RunStore, window: MainWindow, qtbot: QtBot
) -> None:
    plan = make_plan(store, Origin.of(run), "fold", 2)
    for index in range(2):
        job = TrainingJob(plan.member(index, ()), store, plan.run_name(index), lineage=plan.lineage(index))
        job.start()
        assert job.join(120)
    window.go_to("runs")
    place = window.others.runs_place
    place.show_tab(GROUPS)
    page = place.page(GROUPS)
    assert isinstance(page, GroupsPage)
    qtbot.waitUntil(page.card.evaluate_button.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: page.card.evaluate_button.width() > 0)
    press(page, "evaluateGroupButton")
    assert window.place == "evaluate"
    evaluation = window.others.evaluate_page
    qtbot.waitUntil(lambda: evaluation.shown is not None and evaluation.words() == "", timeout=PATIENCE)
    shown = evaluation.shown
    assert shown is not None
    report = held_out(store, plan).report
    assert shown.report.confusion.tolist() == report.confusion.tolist()
    bar, results = evaluation.bar, evaluation.results
    assert bar.run_box.currentText() == f"Out of fold: {plan.name}"
    assert not bar.split_box.isVisible()
    assert not bar.epochs_way.isVisible()
    assert "of 600 training images are answered right, each by the one of 2 runs" in results.headline.sentence.text()
    assert not results.headline.compare_button.isVisible()

    matrix = results.matrix.matrix  # the most frequent confusion, by the mouse
    wrong = report.confusion - np.diag(report.confusion.diagonal())
    truth, answer = (int(place) for place in np.unravel_index(wrong.argmax(), wrong.shape))
    qtbot.waitUntil(lambda: matrix.viewport().width() > 100)
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.cell_rect(truth, answer).center())
    assert results.gallery.isVisible()
    assert results.gallery.images is not None
    assert len(results.gallery.images) == wrong.max()
    index = int(results.gallery.images.indices[0])
    judge = shown.answered_by(index)
    assert judge is not None
    facts = results.detail.facts.text()
    assert f"Answered by {judge.name}, which did not learn from it" in facts
    assert shown.places.rows is not None
    row = int(shown.places.rows[index])
    assert row in split_of(load_dataset("mnist"), judge.project().training).validation
    assert f"Training image {row + 1:,}" in facts
    tabs, why = results.detail.tabs.tabBar(), window.others.why
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    qtbot.waitUntil(lambda: not why.is_busy and "answers" in why.sentence.text(), timeout=PATIENCE)
    said = Predictor.from_run(judge).predict(shown.image(index)[None])[0]
    assert f"answers {report.classes[answer]}, {100 * said[answer]:.1f} % sure" in why.sentence.text()
    with shouting():
        assert bar.run_box.currentText().startswith("OUT OF FOLD")
        assert "OUT OF FOLD" in results.headline.sentence.text()
    bar.run_box.setFocus()
    QTest.keyClick(bar.run_box, Qt.Key.Key_Down)  # to a run and back: what the group said is remembered
    qtbot.waitUntil(lambda: "Press Evaluate" in evaluation.words(), timeout=10_000)
    assert bar.split_box.isVisible()
    QTest.keyClick(bar.run_box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: evaluation.words() == "", timeout=10_000)
    assert evaluation.shown is shown


def test_a_group_that_was_cut_off_stands_in_the_list_and_can_be_taken_off_it(
    run: Run, store: RunStore, page: GroupsPage, qtbot: QtBot
) -> None:
    page.show()
    qtbot.waitUntil(lambda: page.is_loaded, timeout=10_000)
    assert page._stack.currentIndex() == 1, "at first a sentence says how to make one"
    make_plan(store, Origin.of(run), "fold", 3)
    page.reload()
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=10_000)
    assert "0 of 3 runs" in page.list.item(0).text()
    assert page.card.on_button.isVisible()
    assert not page.card.held_out_button.isVisible()
    press(page, "forgetGroupButton")
    qtbot.waitUntil(lambda: page.list.count() == 0, timeout=10_000)
    assert plans(store) == []
    assert run.folder.is_dir()


def test_runs_that_do_not_go_together_are_told_and_the_page_lives_on(
    run: Run, store: RunStore, page: GroupsPage, qtbot: QtBot
) -> None:
    other = trained(store, project_of("mlp", epochs=1, limit_train=600, split_seed=4), "other")
    page.show()
    page.maker._make([run.folder, other.folder], True, False)
    qtbot.waitUntil(lambda: "different networks" in page.note.text(), timeout=PATIENCE)
    page.maker._make([run.folder, other.folder], False, True)
    qtbot.waitUntil(lambda: "different images aside" in page.note.text(), timeout=PATIENCE)
    assert page.card.ensemble_button.isEnabled()
