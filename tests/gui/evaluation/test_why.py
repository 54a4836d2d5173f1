"""The explanation of an answer: maps that come one by one, choices by hand, errors in place, the newest image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.evaluation.explaining.explain import explain
from engine.evaluation.explaining.explanation import METHODS, Settings
from engine.evaluation.explaining.service import weights_source
from engine.evaluation.explaining.subject import Subject
from engine.evaluation.probing import no_weights
from engine.model.build import build
from engine.model.templates import template
from engine.model.templates.assembly import chain
from engine.project import Project
from engine.runs.store import Run, RunStore
from engine.training.config import TrainingConfig
from engine.training.events import RunFinished
from engine.training.job import TrainingJob
from gui import theme
from gui.evaluation.why import WhyView
from tests.gui.drawing.pens import SEVEN, draw

if TYPE_CHECKING:
    from gui.main_window import MainWindow

MNIST = load_dataset("mnist")

SMALL = chain(
    ("Conv2d", {"out_channels": 2, "kernel_size": 3}),
    ("ReLU", {}),
    ("MaxPool2d", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 10}),
)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of :data:`SMALL` on 600 images of MNIST."""
    training = TrainingConfig(epochs=2, limit_train=600, device="cpu", learning_rate=0.01)
    project = replace(Project.from_template("softmax-regression"), model=SMALL, training=training)
    job = TrainingJob(project, RunStore(tmp_path_factory.mktemp("runs")))
    job.start()
    while not isinstance(job.events.get(timeout=120), RunFinished):
        pass
    assert job.join(10)
    assert job.run is not None
    return job.run


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[WhyView]:
    made = WhyView()
    qtbot.addWidget(made)
    made.resize(1200, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.stop()


def settle(view: WhyView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.is_busy, timeout=60_000)


def choose(box: QComboBox, data: object) -> None:
    """By keyboard, as a person does."""
    box.setFocus()
    wanted = box.findData(data)
    assert wanted >= 0
    while box.currentIndex() != wanted:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if wanted > before else Qt.Key.Key_Up)
        assert box.currentIndex() != before


def targets(view: WhyView) -> set[int]:
    return {tile.explanation.target for tile in view.tiles.values() if tile.explanation is not None}


def test_all_five_maps_are_those_of_the_run(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    image, label = MNIST.test_images[0], int(MNIST.test_labels[0])
    view.explain(learned, image, label)
    assert view.tiles["occlusion"].words.text() == "Computing…"
    settle(view, qtbot)
    subject = Subject.from_run(learned)
    answer = int(subject.predict(image[None])[0].argmax())
    assert view.sentence.text().startswith(f"The network answers {answer}, ")
    assert view.original.words.text() == "True class: 7"
    for method in METHODS:
        found = view.tiles[method].explanation
        assert found is not None
        np.testing.assert_allclose(found.values, explain(subject, image, answer, method).values, atol=1e-4)
        shown = view.tiles[method].picture.map
        assert shown is not None
        strongest = np.unravel_index(np.abs(found.values).argmax(), found.values.shape)
        empty = found.scale == 0  # Grad-CAM's may be, for no channel need speak for the class
        assert shown.pixelColor(int(strongest[1]), int(strongest[0])).alpha() == (0 if empty else 255)
        assert ("The map is empty" if empty else "Strongest: ") in view.tiles[method].words.text()


def test_signs_have_the_themes_two_colours(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    view.explain(learned, MNIST.test_images[1], None)
    settle(view, qtbot)
    theme.set_theme("dark")
    tile, now = view.tiles["gradient"], theme.current()
    assert tile.explanation is not None
    assert tile.picture.map is not None
    for row, column in ((14, 14), (10, 17), (18, 9)):
        value, pixel = tile.explanation.values[row, column], tile.picture.map.pixelColor(column, row)
        assert pixel.name() == (now.evidence_for if value >= 0 else now.evidence_against)


def test_another_class_is_explained_when_it_is_chosen(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    wrong = next(index for index in range(200) if _answer(learned, index) != MNIST.test_labels[index])
    label, answer = int(MNIST.test_labels[wrong]), _answer(learned, wrong)
    view.explain(learned, MNIST.test_images[wrong], label)
    settle(view, qtbot)
    assert targets(view) == {answer}
    choose(view.choices.target, "label")
    settle(view, qtbot)
    assert targets(view) == {label}
    assert f"The maps are about {label}, " in view.sentence.text()
    third = next(index for index in range(10) if index not in (label, answer))
    choose(view.choices.target, third)
    settle(view, qtbot)
    assert targets(view) == {third}
    view.explain(learned, MNIST.test_images[0], None)  # whose true class is not known
    settle(view, qtbot)
    assert targets(view) == {third}
    assert view.choices.target.findData("label") == -1


def _answer(run: Run, index: int) -> int:
    return int(Subject.from_run(run).predict(MNIST.test_images[index : index + 1])[0].argmax())


def test_another_layer_renews_grad_cam_alone(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    view.explain(learned, MNIST.test_images[2], None)
    settle(view, qtbot)
    before = {method: tile.explanation for method, tile in view.tiles.items()}
    choose(view.choices.layers, "conv1")
    settle(view, qtbot)
    after = {method: tile.explanation for method, tile in view.tiles.items()}
    assert [method for method in METHODS if after[method] is not before[method]] == ["grad-cam"]
    assert after["grad-cam"] is not None
    assert after["grad-cam"].layer == "conv1"
    alone = explain(
        Subject.from_run(learned), MNIST.test_images[2], after["grad-cam"].target, "grad-cam", Settings(layer="conv1")
    )
    np.testing.assert_allclose(after["grad-cam"].values, alone.values, atol=1e-4)


def test_the_newest_image_wins(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    for index in range(8):
        view.explain(learned, MNIST.test_images[index], None)
        qtbot.wait(5)
    settle(view, qtbot)
    subject = Subject.from_run(learned)
    found = view.tiles["gradient"].explanation
    assert found is not None
    np.testing.assert_allclose(
        found.values, explain(subject, MNIST.test_images[7], found.target, "gradient").values, atol=1e-4
    )


def test_opacity_covers_and_uncovers_the_image(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    view.explain(learned, MNIST.test_images[0], None)
    settle(view, qtbot)
    slider, picture = view.choices.opacity, view.tiles["gradient"].picture
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    bare = picture.grab().toImage()
    grey = (bare.pixelColor(x, y) for x in range(20, 160) for y in range(20, 160))
    assert all(pixel.red() == pixel.green() == pixel.blue() for pixel in grey)
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert picture.grab().toImage() != bare


def test_a_network_without_height_and_width_says_so_below_grad_cam_alone(view: WhyView, qtbot: QtBot) -> None:
    state = build(template("mlp"), seed=0).state_dict()
    source = weights_source(template("mlp"), MNIST.info.preprocessing, lambda: (1, state))
    view.explain_with(source, MNIST.info.classes, MNIST.test_images[0])
    settle(view, qtbot)
    assert view.tiles["grad-cam"].words.property("role") == "error"
    assert "height and width" in view.tiles["grad-cam"].words.text()
    assert not view.choices.layers.isEnabled()
    assert [method for method, tile in view.tiles.items() if tile.explanation is None] == ["grad-cam"]


def test_a_run_without_weights_and_a_damaged_one_are_told_and_the_next_is_explained(
    view: WhyView, qtbot: QtBot, learned: Run
) -> None:
    empty = RunStore().create(Project.from_template())
    view.explain(empty, MNIST.test_images[0], None)
    settle(view, qtbot)
    assert "best.safetensors" in view.sentence.text()
    assert view.sentence.property("role") == "error"
    empty.metadata_file.write_text("{")
    view.explain(empty, MNIST.test_images[0], None)
    view.explain(Run(empty.folder), MNIST.test_images[0], None)
    assert "metadata.json" in view.sentence.text()
    view.explain(learned, MNIST.test_images[0], None)
    settle(view, qtbot)
    assert targets(view)


def test_words_follow_the_language_and_the_columns_the_width(view: WhyView, qtbot: QtBot, learned: Run) -> None:
    view.explain(learned, MNIST.test_images[0], None)
    settle(view, qtbot)
    view.resize(600, 700)
    qtbot.waitUntil(lambda: view.tiles["occlusion"].y() > view.tiles["gradient"].y())
    view.resize(1200, 500)
    qtbot.waitUntil(lambda: view.tiles["occlusion"].y() == view.original.y())
    view.clear()
    assert view.sentence.text() == "Choose an image to see what in it speaks for the answer."
    assert targets(view) == set()


def test_a_drawing_is_explained_by_the_weights_that_answer_it(window: MainWindow, qtbot: QtBot, learned: Run) -> None:
    window.answering.follow_run(learned)
    window.go_to("draw")
    panel = window.draw_panel
    qtbot.waitUntil(lambda: panel.canvas.width() > 0)
    button = panel.findChild(QPushButton, "whyButton")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    draw(panel.canvas, SEVEN)
    qtbot.waitUntil(button.isEnabled, timeout=30_000)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = window.others.explaining.dialog
    assert dialog is not None
    settle(dialog.view, qtbot)
    image = panel.image()
    assert image is not None
    first = dialog.view.tiles["gradient"].explanation
    assert first is not None
    subject = Subject.from_run(learned)
    assert first.target == int(subject.predict(image[None])[0].argmax())
    np.testing.assert_allclose(first.values, explain(subject, image, first.target, "gradient").values, atol=1e-4)

    draw(panel.canvas, [(0.2, 0.8), (0.8, 0.8)])  # the explanation follows the pad
    settle(dialog.view, qtbot)
    changed = panel.image()
    assert changed is not None
    second = dialog.view.tiles["gradient"].explanation
    assert second is not None
    np.testing.assert_allclose(second.values, explain(subject, changed, second.target, "gradient").values, atol=1e-4)
    QTest.mouseClick(panel.tools.clear, Qt.MouseButton.LeftButton)
    assert targets(dialog.view) == set()
    dialog.reject()
    draw(panel.canvas, SEVEN)
    assert not dialog.view.is_busy


def test_a_run_that_begins_is_waited_for_without_an_error(view: WhyView, qtbot: QtBot) -> None:
    later = [None, None, (1, build(template("mlp"), seed=0).state_dict())]
    source = weights_source(template("mlp"), MNIST.info.preprocessing, lambda: later.pop(0) if later else no_weights())
    view.explain_with(source, MNIST.info.classes, MNIST.test_images[0])
    assert view.sentence.text() == "Asking the network…"
    settle(view, qtbot)
    assert view.sentence.text().startswith("The network answers ")
