"""The hyperparameter form: bound to the document, derived from the config, honest about devices and locked when due."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.data.splits import batch_bounds, split_images
from engine.training.config import TrainingConfig
from engine.training.device import DeviceInfo
from gui.model.document import ProjectDocument
from gui.training.hyperparameters import HyperparameterPanel, split_sizes, steps_per_epoch

CPU = DeviceInfo("cpu", "AMD EPYC 7763", 0)
GPU = DeviceInfo("cuda:0", "NVIDIA H200", 2**37)


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def panel(document: ProjectDocument, qtbot: QtBot) -> HyperparameterPanel:
    widget = HyperparameterPanel(document)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def device_field(panel: HyperparameterPanel) -> QComboBox:
    field = panel.findChild(QComboBox, "deviceField")
    assert field is not None
    return field


def titles(field: QComboBox) -> list[str]:
    return [field.itemText(index) for index in range(field.count())]


def test_every_hyperparameter_has_a_field_with_its_name_and_an_accessible_name(panel: HyperparameterPanel) -> None:
    for name in (
        "epochsField",
        "batchSizeField",
        "learningRateField",
        "optimizerField",
        "deviceField",
        "validationSplitField",
        "seedField",
        "momentumField",
        "weightDecayField",
        "limitTrainField",
    ):
        field = panel.findChild(QWidget, name)
        assert field is not None, name
        assert field.accessibleName(), name


def test_an_edit_reaches_the_document_and_can_be_undone(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    epochs = panel.findChild(QSpinBox, "epochsField")
    assert epochs is not None
    epochs.setValue(3)
    assert document.training.epochs == 3
    assert "Epochs" in document.undo_stack.undoText()
    document.undo_stack.undo()
    assert document.training.epochs == 10
    assert epochs.value() == 10


def test_turning_one_field_is_one_undo_step_and_two_fields_are_two(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    epochs = panel.findChild(QSpinBox, "epochsField")
    rate = panel.findChild(QDoubleSpinBox, "learningRateField")
    assert epochs is not None
    assert rate is not None
    for value in (11, 12, 13):
        epochs.setValue(value)
    rate.setValue(0.01)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert (document.training.epochs, document.training.learning_rate) == (13, 0.001)


def test_a_change_from_elsewhere_is_shown(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    document.apply("elsewhere", training=TrainingConfig(optimizer="sgd", batch_size=128))
    optimizer = panel.findChild(QComboBox, "optimizerField")
    momentum = panel.findChild(QDoubleSpinBox, "momentumField")
    assert optimizer is not None
    assert momentum is not None
    assert optimizer.currentText() == "SGD"
    assert momentum.isVisible()


def test_the_summary_says_what_the_numbers_amount_to(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    assert panel.summary() == "48,000 training · 12,000 validation images, 750 steps per epoch"
    document.apply("x", training=TrainingConfig(validation_split=0, limit_train=1000, batch_size=100))
    assert panel.summary() == "1,000 training images, no validation, 10 steps per epoch"


def test_devices_are_offered_with_their_names_once_torch_was_asked(panel: HyperparameterPanel) -> None:
    assert titles(device_field(panel)) == ["Auto", "CPU"]
    panel.set_devices([CPU, GPU])
    assert titles(device_field(panel)) == ["Auto (NVIDIA H200)", "CPU · AMD EPYC 7763", "CUDA 0 · NVIDIA H200"]
    panel.set_devices([CPU])
    assert titles(device_field(panel)) == ["Auto (CPU)", "CPU · AMD EPYC 7763"]


def test_a_device_can_be_chosen_by_its_id_or_its_title(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    panel.set_devices([CPU, GPU])
    device_field(panel).setCurrentText("cpu")
    assert document.training.device == "cpu"
    device_field(panel).setCurrentText("CUDA 0 · NVIDIA H200")
    assert document.training.device == "cuda:0"


def test_a_projects_device_that_is_not_on_this_machine_is_kept_and_shown(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    panel.set_devices([CPU])
    project = replace(document.project, training=TrainingConfig(device="cuda:3"))
    document.replace_project(project)
    assert device_field(panel).currentText() == "CUDA 3 (not on this machine)"
    assert document.training.device == "cuda:3"
    panel.set_devices([CPU, GPU])
    assert device_field(panel).currentText() == "CUDA 3 (not on this machine)"
    assert document.is_clean


def test_a_locked_form_says_why_and_takes_no_edits(panel: HyperparameterPanel) -> None:
    panel.set_locked(True)
    assert not panel.form.isEnabled()
    assert panel.lock_note() == "A run keeps the hyperparameters it began with. Stop it to change them."
    panel.set_locked(False)
    assert panel.form.isEnabled()
    assert panel.lock_note() == ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(2, 3_000),
    st.floats(0, 0.9),
    st.integers(1, 500),
    st.one_of(st.none(), st.integers(2, 4_000)),
)
def test_the_sizes_shown_are_those_of_the_engine(
    images: int, validation_split: float, batch_size: int, limit: int | None
) -> None:
    config = TrainingConfig(validation_split=validation_split, batch_size=batch_size, limit_train=limit)
    split = split_images(images, validation_split, 0, limit)
    assert split_sizes(images, config) == (len(split.train), len(split.validation))
    assert steps_per_epoch(len(split.train), batch_size) == len(batch_bounds(len(split.train), batch_size))
