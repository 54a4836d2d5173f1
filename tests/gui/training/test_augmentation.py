"""Augmentation as a list with a preview: rows come and go, each by an undo step, and the images follow."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.data.catalog import MNIST
from engine.project import Project
from engine.training.augmented import augmented_images
from engine.training.config import TrainingConfig
from engine.training.device import DeviceInfo
from gui.model.document import ProjectDocument
from gui.training.augmentation import AugmentationList
from gui.training.augmentation_preview import AugmentationPreview
from gui.training.hyperparameters import HyperparameterPanel
from gui.training.words import FIELDS


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def panel(document: ProjectDocument, qtbot: QtBot) -> Iterator[HyperparameterPanel]:
    widget = HyperparameterPanel(document)
    qtbot.addWidget(widget)
    widget.resize(320, 900)
    widget.show()
    qtbot.waitExposed(widget)
    widget.form.section("Augmentation").set_open(True)
    yield widget
    widget.stop()


def field(panel: QWidget, name: str) -> QAbstractSpinBox:
    found = panel.findChild(QAbstractSpinBox, name)
    assert found is not None, name
    return found


def shown_rows(panel: HyperparameterPanel) -> list[str]:
    return [name for name in FIELDS if name.startswith("augment_") and panel.form.editor(name).isVisible()]


def add_menu(panel: HyperparameterPanel) -> QMenu:
    menu = push_button(panel, "addAugmentationButton").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def add(panel: HyperparameterPanel, operation: str) -> None:
    action = next(action for action in add_menu(panel).actions() if action.objectName() == f"add-{operation}")
    action.trigger()


def push_button(panel: HyperparameterPanel, name: str) -> QPushButton:
    button = panel.findChild(QPushButton, name)
    assert button is not None
    return button


def remove_button(panel: HyperparameterPanel, operation: str) -> QToolButton:
    found = panel.findChild(QToolButton, f"remove-{operation}")
    assert found is not None
    return found


def preview(panel: HyperparameterPanel) -> AugmentationPreview:
    found = panel.findChild(AugmentationPreview, "augmentationPreview")
    assert found is not None
    return found


def values(image: QImage) -> "np.typing.NDArray[np.uint8]":
    return np.array([[image.pixelColor(x, y).red() for x in range(image.width())] for y in range(image.height())])


def test_only_what_is_on_has_a_row_and_the_menu_has_the_rest(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    assert shown_rows(panel) == []
    document.apply("x", training=TrainingConfig(augment_rotation=5, augment_erase=0.5))
    assert shown_rows(panel) == ["augment_rotation", "augment_erase", "augment_erase_area"]
    offered = {action.objectName() for action in add_menu(panel).actions()}
    assert "add-augment_noise" in offered
    assert offered.isdisjoint({"add-augment_rotation", "add-augment_erase", "add-augment_erase_area"})


def test_adding_gives_a_row_with_a_usual_strength_and_the_keyboard_as_one_undo_step(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    add(panel, "augment_shift")
    assert document.training.augment_shift == 2.0
    assert shown_rows(panel) == ["augment_shift"]
    assert field(panel, "augmentShiftField").hasFocus()
    assert document.undo_stack.undoText() == "Add Shift"
    document.undo_stack.undo()
    assert document.training == TrainingConfig()
    assert shown_rows(panel) == []


def test_the_button_removes_an_operation_with_its_details_and_hands_the_keyboard_on(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    document.apply("x", training=TrainingConfig(augment_shift=1, augment_erase=0.5, augment_erase_area=0.9))
    QTest.mouseClick(remove_button(panel, "augment_erase"), Qt.MouseButton.LeftButton)
    assert document.training == TrainingConfig(augment_shift=1)
    assert shown_rows(panel) == ["augment_shift"]
    assert remove_button(panel, "augment_shift").hasFocus()
    document.undo_stack.undo()
    assert (document.training.augment_erase, document.training.augment_erase_area) == (0.5, 0.9)


def test_delete_removes_at_the_button_and_in_a_field_whose_number_is_selected(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    add(panel, "augment_shift")
    add(panel, "augment_noise")
    QTest.keyClick(field(panel, "augmentNoiseField"), Qt.Key.Key_Delete)
    assert shown_rows(panel) == ["augment_shift"]
    QTest.keyClick(remove_button(panel, "augment_shift"), Qt.Key.Key_Delete)
    assert document.training == TrainingConfig()
    assert shown_rows(panel) == []
    assert push_button(panel, "addAugmentationButton").hasFocus()


def test_delete_within_a_number_edits_the_number(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    document.apply("x", training=TrainingConfig(augment_rotation=25))
    box = field(panel, "augmentRotationField")
    box.setFocus()
    box.lineEdit().deselect()
    box.lineEdit().setCursorPosition(0)
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert document.training.augment_rotation == 5


def test_a_row_stays_while_a_number_that_begins_with_0_is_typed_and_goes_when_it_is_left_at_0(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    add(panel, "augment_noise")
    box = field(panel, "augmentNoiseField")
    QTest.keyClicks(box, "0")
    assert document.training.augment_noise == 0
    assert box.isVisible()
    QTest.keyClicks(box, ".25")
    assert document.training.augment_noise == 0.25
    box.selectAll()
    QTest.keyClicks(box, "0")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert shown_rows(panel) == []


def warning(panel: HyperparameterPanel, name: str) -> str:
    return panel.form.error(name)


def test_mirroring_digits_is_warned_of_at_its_row_and_other_classes_are_not(
    panel: HyperparameterPanel, document: ProjectDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.apply("x", training=TrainingConfig(augment_flip_horizontal=0.5, augment_rotation=5))
    assert "digits or letters" in warning(panel, "augment_flip_horizontal")
    assert warning(panel, "augment_rotation") == ""
    assert not field(panel, "augmentFlipHorizontalField").property("invalid")
    clothes = replace(MNIST, classes=("coat", "bag", "boot"))
    monkeypatch.setattr("gui.model.document.known_info", lambda name: clothes)
    document.apply("x", training=TrainingConfig(augment_flip_horizontal=0.4))
    assert warning(panel, "augment_flip_horizontal") == ""


def test_what_is_wrong_comes_before_a_warning(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    add(panel, "augment_flip_vertical")
    box = field(panel, "augmentFlipVerticalField")
    QTest.keyClicks(box, "7")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "Must be 1 or less" in warning(panel, "augment_flip_vertical")
    assert box.property("invalid")
    QTest.keyClicks(box, "1")
    assert "digits or letters" in warning(panel, "augment_flip_vertical")
    assert not box.property("invalid")


def test_nothing_is_computed_before_torch_is_loaded(panel: HyperparameterPanel, qtbot: QtBot) -> None:
    qtbot.wait(150)
    assert preview(panel).images == ()
    panel.set_devices([DeviceInfo("cpu", "CPU", 0)])
    qtbot.waitUntil(lambda: len(preview(panel).images) == 8, timeout=60_000)


def test_the_preview_shows_what_the_engine_trains_on_and_follows_every_change(
    panel: HyperparameterPanel, document: ProjectDocument, qtbot: QtBot
) -> None:
    def agrees() -> bool:
        expected = augmented_images(document.project, preview(panel).epoch, 8)[:, 0]
        found = preview(panel).images
        return len(found) == 8 and all((values(a) == b).all() for a, b in zip(found, expected, strict=True))

    panel.set_devices([DeviceInfo("cpu", "CPU", 0)])
    qtbot.waitUntil(agrees, timeout=60_000)
    plain = preview(panel).images
    add(panel, "augment_rotation")
    qtbot.waitUntil(agrees, timeout=20_000)
    assert preview(panel).images[0] != plain[0]
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: preview(panel).images == plain, timeout=20_000)
    QTest.mouseClick(push_button(panel, "augmentAgainButton"), Qt.MouseButton.LeftButton)
    assert preview(panel).epoch == 2
    qtbot.waitUntil(agrees, timeout=20_000)
    assert preview(panel).images != plain
    assert "epoch 2" in preview(panel).accessibleDescription()


def test_a_dataset_that_cannot_be_read_is_said_in_the_preview(
    panel: HyperparameterPanel, document: ProjectDocument, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.text import NetwrightError

    def broken(project: Project, epoch: int, count: int) -> None:
        raise NetwrightError("The file {file} is gone.", file="images.bin")

    monkeypatch.setattr("engine.training.augmented.augmented_images", broken)
    panel.set_devices([DeviceInfo("cpu", "CPU", 0)])
    qtbot.waitUntil(lambda: "images.bin is gone" in preview(panel).toolTip(), timeout=60_000)
    monkeypatch.undo()
    document.apply("x", training=TrainingConfig(augment_shift=1))
    qtbot.waitUntil(lambda: len(preview(panel).images) == 8, timeout=20_000)


def test_while_a_run_computes_the_list_can_only_be_seen(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    document.apply("x", training=TrainingConfig(augment_shift=1))
    panel.set_mode("running")
    assert not remove_button(panel, "augment_shift").isEnabled()
    assert not push_button(panel, "addAugmentationButton").isEnabled()
    panel.set_mode("paused")
    assert remove_button(panel, "augment_shift").isEnabled()


def test_every_control_has_a_name_for_assistive_tools(panel: HyperparameterPanel) -> None:
    found = panel.findChild(AugmentationList, "augmentationList")
    assert found is not None
    document_names = [action.text() for action in add_menu(panel).actions() if isinstance(action, QAction)]
    assert all(document_names)
    for widget in (preview(panel), *found.findChildren(QPushButton), remove_button(panel, "augment_shift")):
        assert widget.accessibleName()
        assert widget.toolTip()
