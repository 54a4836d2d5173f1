"""The whole window with real events: train on real MNIST, draw, close, come back."""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.model.edits import delete_layers
from engine.model.templates import template
from engine.project import Project, load_project, save_project
from engine.runs.store import RunStore
from gui import theme, translation
from gui.main_window import MainWindow
from gui.window.places import PLACES

W = TypeVar("W", bound=QWidget)
ONE = [(0.5, 0.2), (0.5, 0.8)]
NAMES = (
    *("trainButton", "pauseButton", "stopButton", "trainProgress", "statusLabel", "lossPlot", "accuracyPlot"),
    *("layerPalette", "modelCanvas", "layerInspector", "problemList", "runList"),
    *("digitCanvas", "digitPreview", "predictionBars", "predictedDigit", "clearCanvasButton"),
    *("epochsField", "batchSizeField", "learningRateField", "optimizerField", "deviceField"),
)


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def make(argument: str | None = None) -> MainWindow:
        window = MainWindow(argument=argument)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        made.append(window)
        return window

    yield make
    for window in made:
        window.session.stop_and_wait()
        window.document.undo_stack.setClean()
        window.close()


def part(window: MainWindow, name: str, kind: type[W]) -> W:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def draw(window: MainWindow, points: list[tuple[float, float]]) -> None:
    pad = part(window, "digitCanvas", QWidget)
    places = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in points]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
    for start, end in pairwise(places):
        for step in range(1, 11):
            QTest.mouseMove(pad, start + (end - start) * step / 10)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])


def make_it_quick(window: MainWindow, epochs: int = 1, images: int = 6_000) -> None:
    training = window.document.training.model_copy(update={"limit_train": images, "epochs": epochs})
    window.document.apply("quick", training=training)


def test_the_window_opens_with_the_reference_network_ready_to_train(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    assert window.document.analysis.parameters == 225_034
    assert part(window, "trainButton", QPushButton).isEnabled()
    assert part(window, "epochsField", QSpinBox).value() == 10
    assert window.place == "build"


def test_every_promised_name_is_there_from_the_start_and_has_an_accessible_name(
    make_window: Callable[..., MainWindow],
) -> None:
    window = make_window()
    for name in NAMES:
        widget = part(window, name, QWidget)
        if name not in ("predictedDigit", "statusLabel"):  # these say their own text
            assert widget.accessibleName(), name
    for name in ("undoAction", "redoAction"):
        assert window.findChild(QAction, name) is not None, name


def test_train_draw_close_and_find_the_run_again(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    make_it_quick(window)
    click(part(window, "trainButton", QPushButton))
    assert window.place == "train"
    qtbot.waitUntil(lambda: not window.session.is_active and window.session.state == "completed", timeout=120_000)
    draw(window, ONE)
    answer = part(window, "predictedDigit", QLabel)
    qtbot.waitUntil(lambda: answer.text() == "1", timeout=10_000)
    click(part(window, "clearCanvasButton", QPushButton))
    assert answer.text() == ""
    window.close()

    again = make_window()
    again.go_to("runs")
    table = part(again, "runList", QTableView)
    qtbot.waitUntil(lambda: table.model().rowCount() == 1, timeout=10_000)
    (run,) = RunStore().list()
    assert run.status == "completed"
    assert run.test_accuracy is not None
    assert run.test_accuracy > 0.8
    again.open_run(RunStore().open(run.name))
    draw(again, ONE)
    again_answer = part(again, "predictedDigit", QLabel)
    qtbot.waitUntil(lambda: again_answer.text() == "1", timeout=10_000)
    assert again.document.training.limit_train == 6_000


def test_the_drawing_is_answered_while_the_network_learns(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    make_it_quick(window, epochs=20)
    click(part(window, "trainButton", QPushButton))
    qtbot.waitUntil(lambda: window.session.state == "running", timeout=60_000)
    draw(window, ONE)
    answer = part(window, "predictedDigit", QLabel)
    qtbot.waitUntil(lambda: answer.text() == "1" and window.session.state == "running", timeout=60_000)
    click(part(window, "stopButton", QPushButton))
    qtbot.waitUntil(lambda: not window.session.is_active, timeout=10_000)
    assert window.session.state == "cancelled"


def test_closing_while_training_asks_then_stops_cleanly_and_keeps_the_run(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    make_it_quick(window, epochs=50)
    click(part(window, "trainButton", QPushButton))
    qtbot.waitUntil(lambda: window.session.state == "running", timeout=60_000)
    assert not window.close()
    click(part(window, "keepTrainingButton", QPushButton))
    assert window.isVisible()
    assert window.session.state == "running"
    assert not window.close()
    click(part(window, "stopAndCloseButton", QPushButton))
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    (run,) = RunStore().list()
    assert run.status == "cancelled"


def test_a_failed_training_names_its_cause_and_the_next_one_works(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    linear_only = delete_layers(template("mlp"), ["relu1", "relu2"])  # nothing bounds it, so it explodes
    training = window.document.training.model_copy(
        update={"optimizer": "sgd", "learning_rate": 10.0, "limit_train": 6_000, "epochs": 3}
    )
    window.document.apply("absurd", model=linear_only, training=training)
    window.go_to("build")
    click(part(window, "trainButton", QPushButton))
    qtbot.waitUntil(lambda: window.session.state == "failed", timeout=120_000)
    assert window.isVisible()
    banner = window.train_page.banner
    assert not banner.isHidden()
    window.document.undo_stack.undo()
    make_it_quick(window, images=1_000)
    click(part(window, "trainButton", QPushButton))
    qtbot.waitUntil(lambda: window.session.state == "completed", timeout=120_000)


def test_a_damaged_dataset_file_is_named_and_the_window_stays_up(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from engine.data import catalog, mnist

    folder = tmp_path / "mnist"
    shutil.copytree(mnist.MNIST_FOLDER, folder)
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(b"damaged")
    monkeypatch.setattr(mnist, "MNIST_FOLDER", folder)
    monkeypatch.setattr(catalog, "_loaded", {})
    window = make_window()
    click(part(window, "trainButton", QPushButton))
    qtbot.waitUntil(lambda: window.session.state == "failed", timeout=60_000)
    said = " ".join(label.text() for label in window.train_page.banner.findChildren(QLabel))
    assert "train-labels-idx1-ubyte" in said
    assert window.isVisible()


def test_a_project_file_opens_and_saves_and_a_broken_one_changes_nothing(
    make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    file = tmp_path / "mlp.netwright"
    save_project(Project.from_template("mlp"), file)
    window = make_window(str(file))
    assert window.document.model == Project.from_template("mlp").model
    make_it_quick(window)
    assert window.isWindowModified()
    assert window.files.save()
    assert not window.isWindowModified()
    assert load_project(file).training.limit_train == 6_000
    broken = tmp_path / "broken.netwright"
    broken.write_text(json.dumps({"format": "netwright-project", "version": 77}))
    before = window.document.project
    assert not window.files.open(broken)
    assert "version 77" in window.notices.text()
    assert window.document.project is before


def test_unsaved_work_survives_closing_and_is_offered_again(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.build_page.editor.add("Dropout")
    edited = window.document.model
    window.close()
    for file in (RunStore().root.parent / "unsaved").iterdir():
        file.rename(file.with_name("unsaved-4200000.netwright"))  # of a process that is no more
    again = make_window()
    assert again.document.model != edited
    restore = next(button for button in again.notices.findChildren(QPushButton) if button.text() == "Restore it")
    click(restore)
    assert again.document.model == edited
    again.document.undo_stack.undo()
    assert again.document.analysis.parameters == 225_034


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_shown_in_both_languages_and_themes(
    place: str, make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = make_window()
    click(part(window, f"{place}PlaceButton", QToolButton))
    assert window.place == place
    english = window.places.accessibleName()
    with translation.in_language("zh_CN"):
        qtbot.wait(50)
        assert window.places.accessibleName() != english
        theme.set_theme("dark")
        assert not window.grab().isNull()
    theme.set_theme("light")
    qtbot.wait(50)
    assert window.places.accessibleName() == english


def test_theme_and_language_chosen_in_the_menu_are_remembered(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    for name in ("choose-dark", "choose-zh_CN"):
        action = window.findChild(QAction, name)
        assert action is not None
        action.trigger()
    QTest.qWait(50)  # Qt tells windows of the new language by the event loop
    try:
        assert theme.current().name == "dark"
        assert translation.language() == "zh_CN"
        assert part(window, "trainButton", QPushButton).text() == "训练"
        from gui.preferences import Preferences

        assert (Preferences().theme, Preferences().language) == ("dark", "zh_CN")
    finally:
        theme.set_theme("light")
        translation.set_language("en")


def test_a_hyperparameter_changed_by_keyboard_reaches_the_run(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    make_it_quick(window, images=1_000)
    window.go_to("train")
    field = part(window, "epochsField", QSpinBox)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    part(window, "optimizerField", QComboBox).setCurrentText("AdamW")
    click(part(window, "trainButton", QPushButton))
    qtbot.waitUntil(lambda: window.session.state == "completed", timeout=120_000)
    (run,) = RunStore().list()
    assert run.epochs_done == 2
    assert RunStore().open(run.name).project().training.optimizer == "adamw"
