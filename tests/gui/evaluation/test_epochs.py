"""Dragging back through the epochs of a run: what is shown is what the weights of that epoch give."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from engine.evaluation.classification import confusion_matrix
from engine.evaluation.predictor import Predictor
from engine.evaluation.split import images_of_split
from engine.project import Project
from engine.runs.history import read_history
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.epoch_files import epoch_files
from gui.evaluation.epochs_pane import EpochsPane
from gui.evaluation.page import EvaluatePage
from gui.main_window import MainWindow
from tests.gui.drawing.pens import SEVEN, draw
from tests.gui.evaluation.conftest import QUICK, SMALL, show, train
from tests.gui.shouting import shouting


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three epochs of 480 images of MNIST, with 120 to validate."""
    training = QUICK.model_copy(update={"epochs": 3, "learning_rate": 0.01})
    project = replace(Project.from_template("softmax-regression"), model=SMALL, training=training)
    return train(project, RunStore(tmp_path_factory.mktemp("trained")), "digits")


def settle(pane: EpochsPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.is_settled and not pane._timer.isActive(), timeout=60_000)
    qtbot.waitUntil(lambda: not pane.map._timer.isActive())


def open_epochs(page: EvaluatePage, qtbot: QtBot) -> EpochsPane:
    """Choose all epochs by a click, and wait until they were looked at."""
    qtbot.waitUntil(lambda: page.bar.epochs_way.width() > 0)
    QTest.mouseClick(page.bar.epochs_way, Qt.MouseButton.LeftButton)
    settle(page.epochs, qtbot)
    return page.epochs


def predictor_of(run: Run, epoch: int) -> Predictor:
    kept = next(one for one in read_history(run).epochs if one.epoch == epoch)
    return Predictor(run.project().model, run.metadata().preprocessing, kept.weights(run))


def confusion_of(run: Run, epoch: int) -> NDArray[np.int64]:
    images = images_of_split(run, None, "validation")
    return confusion_matrix(images.labels, predictor_of(run, epoch).predict(images.images).argmax(axis=1), 10)


def matrix_in(pane: EpochsPane) -> NDArray[np.int64]:
    return pane.matrix.matrix._confusion


def test_dragging_replays_matrix_filters_map_and_the_answer_to_the_drawing(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    window.go_to("evaluate")
    page = window.others.evaluate_page
    qtbot.waitUntil(lambda: page.bar.run_box.count() == 1, timeout=10_000)
    pane = open_epochs(page, qtbot)
    assert "Draw a digit" in pane.drawing.words.text()
    assert not pane.drawing.bars.isVisible()
    QTest.mouseClick(pane.drawing.button, Qt.MouseButton.LeftButton)
    assert window.place == "draw"
    qtbot.waitUntil(lambda: window.draw_panel.canvas.width() > 200)
    draw(window.draw_panel.canvas, SEVEN)
    qtbot.waitUntil(lambda: window.draw_panel.image() is not None, timeout=10_000)
    image = window.draw_panel.image()
    assert image is not None
    window.go_to("evaluate")
    settle(pane, qtbot)

    track = pane.head.track
    seen: dict[int, tuple[tuple[float, ...], NDArray[np.float32], list[bytes]]] = {}
    assert track.epoch == 3, "one begins at the end of the run"
    for place in (0, 1, 2, 3):
        # Dragged with the mouse, from wherever the handle is.
        QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x_of(track.value())), 20))
        QTest.mouseMove(track, QPoint(round(track.x_of(place)) + 2, 30))
        QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x_of(place)) + 2, 30))
        assert track.epoch == place
        assert np.array_equal(matrix_in(pane), confusion_of(run, place)), "what was seen is there at once"
        settle(pane, qtbot)
        answer = pane.drawing.bars.probabilities()
        assert answer is not None
        assert np.allclose(answer, predictor_of(run, place).predict(image[None])[0], atol=1e-6)
        assert pane.map.target is not None
        seen[place] = (answer, pane.map.target, [bytes(picture.constBits()) for picture in pane.filters.grid.images])
    assert len({answer for answer, _, _ in seen.values()}) == 4
    assert len({str(pictures) for _, _, pictures in seen.values()}) == 4
    assert all(not np.array_equal(seen[place][1], seen[place + 1][1]) for place in (0, 1, 2))
    figures = read_history(run).epochs[2].figures
    assert figures is not None
    QTest.keyClick(track, Qt.Key.Key_Left)
    assert pane.head.accuracy.value.text() == f"{100 * (figures.validation_accuracy or 0):.2f} %"
    assert pane.head.loss.value.text() == f"{figures.validation_loss:.4f}"


def test_keys_go_to_epochs_and_the_best_one_is_named(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    pane = open_epochs(page, qtbot)
    head, track = pane.head, pane.head.track
    assert track.hasFocus()
    QTest.keyClick(track, Qt.Key.Key_Home)
    assert (track.epoch, head.epoch.value.text()) == (0, "Start")
    assert head.accuracy.value.text() == f"{100 * confusion_of(run, 0).trace() / 120:.2f} %"
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert (track.epoch, head.epoch.value.text()) == (1, "1 / 3")
    QTest.keyClick(track, Qt.Key.Key_End)
    assert track.epoch == 3
    best = run.metadata().best
    assert best is not None
    track.go_to(0)
    qtbot.waitUntil(lambda: head.best_button.width() > 0)
    QTest.mouseClick(head.best_button, Qt.MouseButton.LeftButton)
    assert track.epoch == best.epoch
    assert head.epoch.value.text() == f"★ {best.epoch} / 3"
    assert head.epoch.label.text() == "Best epoch"
    assert not head.best_button.isEnabled()


def test_space_plays_from_the_start_to_the_end_and_a_drag_stops_it(
    page: EvaluatePage, run: Run, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.evaluation.epoch_head._SLOWEST_MS", 40)
    show(page, qtbot)
    pane = open_epochs(page, qtbot)
    head = pane.head
    passed: list[int] = []
    head.moved.connect(passed.append)
    QTest.keyClick(head.track, Qt.Key.Key_Space)
    assert head.play_button.text() == "Pause"
    qtbot.waitUntil(lambda: not head.is_playing, timeout=10_000)
    assert passed == [0, 1, 2, 3]
    QTest.keyClick(head.track, Qt.Key.Key_Space)
    QTest.mousePress(head.track, Qt.MouseButton.LeftButton, pos=QPoint(round(head.track.x_of(1)), 20))
    QTest.mouseRelease(head.track, Qt.MouseButton.LeftButton, pos=QPoint(round(head.track.x_of(1)), 20))
    assert head.play_button.text() == "Play"
    assert head.track.epoch == 1


def test_epochs_that_came_meanwhile_are_there_when_the_place_is_shown_again(
    page: EvaluatePage, run: Run, qtbot: QtBot
) -> None:
    curves = run.metrics_file.read_bytes()
    run.truncate_metrics(epoch_files(run.folder)[2].step, 2)
    show(page, qtbot)
    pane = open_epochs(page, qtbot)
    assert [one.epoch for one in pane.head.track.epochs] == [0, 1, 2]
    places = pane.map.target
    page.hide()
    run.metrics_file.write_bytes(curves)
    page.show()
    settle(pane, qtbot)
    assert [one.epoch for one in pane.head.track.epochs] == [0, 1, 2, 3]
    assert pane.head.track.epoch == 3, "who looks at the newest goes on with it"
    QTest.keyClick(pane.head.track, Qt.Key.Key_Left)
    settle(pane, qtbot)
    assert pane.map.target is not None
    assert places is not None
    assert np.array_equal(pane.map.target, places), "the axes stay"


# What cannot be seen


def test_an_epoch_whose_file_is_cut_short_says_so_in_its_place(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    file = epoch_files(run.folder)[1].file
    file.write_bytes(file.read_bytes()[:-100])
    show(page, qtbot)
    pane = open_epochs(page, qtbot)
    assert pane.words() == ""
    pane.head.track.go_to(1)
    assert "The weights of epoch 1 cannot be read" in pane.words()
    assert "The other epochs and the run itself are as they were." in pane.words()
    pane.head.track.go_to(2)
    assert pane.words() == ""
    assert np.array_equal(matrix_in(pane), confusion_of(run, 2))


def test_a_run_of_before_says_that_its_epochs_were_not_kept_and_shows_the_best(
    page: EvaluatePage, run: Run, store: RunStore, qtbot: QtBot
) -> None:
    shutil.rmtree(run.folder / "history")
    without = Run(Path(shutil.copytree(run.folder, store.root / "without")))
    without.best_weights.unlink()
    show(page, qtbot, runs=2)
    page.show_run(run)
    pane = open_epochs(page, qtbot)
    assert [one.epoch for one in pane.head.track.epochs] == [run.metadata().best.epoch]  # type: ignore[union-attr]
    assert "no weights were kept" in pane._note.text()
    assert not pane.head.play_button.isEnabled()
    page.show_run(without)
    settle(pane, qtbot)
    assert "No weights of single epochs were kept of without" in pane.words()


def words_in(pane: EpochsPane) -> list[str]:
    found = [label.text() for label in pane.findChildren(QLabel) if label.text()]
    found += [button.text() for button in pane.findChildren(QAbstractButton) if button.text()]
    widgets = (pane, pane.head.track, pane.map.points, pane.map.legend, pane.filters.grid, pane.drawing.button)
    return found + [widget.accessibleName() for widget in widgets]


def test_every_word_follows_a_change_of_language(page: EvaluatePage, run: Run, qtbot: QtBot) -> None:
    show(page, qtbot)
    pane = open_epochs(page, qtbot)
    pane.head.track.go_to(0)
    english = words_in(pane)
    assert all(english)
    with shouting():
        shouted = words_in(pane)
        page.grab()
    assert [text for text in shouted if text != text.upper().replace("CONV1", "conv1")] == []
    assert words_in(pane) == english
