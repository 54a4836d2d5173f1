"""The hyperparameter form: bound to the document, derived from the config, honest about devices and locked when due."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.data.splits import batch_bounds
from engine.model.templates import template
from engine.training.config import OptimizerName, TrainingConfig
from engine.training.config.titles import CHOICE_TITLES
from engine.training.device import DeviceInfo
from engine.training.recipes import recipe, recipe_names, recipe_template
from gui.model.document import ProjectDocument
from gui.training.hyperparameters import HyperparameterPanel, steps_per_epoch
from gui.training.pending_card import PendingChange
from gui.training.words import FIELDS, hyperparameter_text

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


def test_every_hyperparameter_has_a_field_with_its_name_and_an_accessible_name(
    panel: HyperparameterPanel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: panel.findChild(QWidget, "limitTrainField") is not None)  # the last one, made at idle
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
        "labelSmoothingField",
        "warmupEpochsField",
        "startFromField",
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


def choose_recipe(panel: HyperparameterPanel, name: str) -> None:
    menu = panel.recipes.menu_of_recipes
    menu.aboutToShow.emit()
    action = next(action for action in menu.actions() if action.objectName() == f"recipe-{name}")
    action.trigger()


def test_while_a_run_computes_every_value_can_be_seen_and_none_edited(panel: HyperparameterPanel) -> None:
    panel.set_mode("running")
    assert panel.lock_note() == "Pause the run to change its hyperparameters."
    assert not panel.form.editor("learning_rate").isEnabled()
    assert not panel.recipes.isEnabled()
    panel.form.section("Schedule").set_open(True)
    assert panel.form.editor("warmup_epochs").isVisible()
    assert not panel.form.editor("warmup_epochs").isEnabled()
    panel.set_mode("free")
    assert panel.form.editor("warmup_epochs").isEnabled()
    assert panel.lock_note() == ""


def test_a_paused_run_lets_all_be_edited_but_what_is_fixed_and_says_why(panel: HyperparameterPanel) -> None:
    panel.set_mode("running")
    panel.set_mode("paused")
    assert panel.lock_note() == "Changes apply when the run goes on."
    for name, field in FIELDS.items():
        assert panel.form.editor(name).parentWidget().isEnabled() or field.optional, name
        if not field.optional:
            assert panel.form.editor(name).isEnabled() is not field.fixed, name
    assert panel.form.editor("seed").toolTip().startswith("A run keeps this from its first step to its last.")
    assert not panel.form.editor("limit_train").isEnabled()


def test_edits_of_a_paused_run_are_listed_and_can_be_taken_back(
    panel: HyperparameterPanel, document: ProjectDocument, qtbot: QtBot
) -> None:
    panel.set_mode("running")
    panel.set_mode("paused")
    assert panel.pending_changes() == ()
    with qtbot.waitSignal(panel.pendingChanged, timeout=100):
        panel.form.editor("learning_rate").setValue(0.01)
    assert panel.pending.text() == "1 change will apply on Resume\nLearning rate: 0.001 → 0.01"
    panel.form.editor("schedule").setCurrentText("Cosine")
    assert panel.pending_changes() == (
        PendingChange("learning_rate", 0.001, 0.01),
        PendingChange("schedule", "constant", "cosine"),
    )
    assert "2 changes will apply on Resume" in panel.pending.text()
    assert "Schedule: Constant → Cosine" in panel.pending.text()
    assert document.training == TrainingConfig(learning_rate=0.01, schedule="cosine")
    button = panel.findChild(QPushButton, "takeBackButton")
    assert button is not None
    button.click()
    assert document.training == TrainingConfig()
    assert panel.pending.text() == ""
    document.undo_stack.undo()
    assert len(panel.pending_changes()) == 2


def test_what_applies_is_compared_with_the_run_as_it_is_now(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    panel.set_mode("running")
    panel.set_mode("paused")
    panel.form.editor("epochs").setValue(20)
    panel.set_mode("running", document.training)
    assert panel.pending_changes() == ()
    panel.set_mode("paused")
    assert panel.pending_changes() == ()
    panel.form.editor("epochs").setValue(30)
    assert panel.pending_changes() == (PendingChange("epochs", 20, 30),)


def test_a_fixed_field_that_was_undone_to_another_value_is_not_among_the_changes(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    document.apply("seed", training=TrainingConfig(seed=7))
    panel.set_mode("running")
    panel.set_mode("paused")
    document.undo_stack.undo()
    assert document.training.seed == 0
    assert panel.pending_changes() == ()


def test_another_project_opened_during_a_run_is_edited_freely_and_changes_nothing_of_the_run(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    panel.set_mode("running")
    document.replace_project(replace(document.project, training=TrainingConfig(epochs=99)))
    assert panel.form.editor("seed").isEnabled()
    assert panel.lock_note() == "These belong to the project that is open now; the run keeps its own."
    panel.set_mode("paused")
    assert panel.pending_changes() == ()
    panel.set_mode("free")
    assert panel.lock_note() == ""


def test_many_changes_are_listed_in_part_and_spoken_of_in_full(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    panel.set_mode("running")
    panel.set_mode("paused")
    changed = TrainingConfig(
        optimizer="sgd", learning_rate=0.1, weight_decay=0.01, batch_size=32, epochs=3, schedule="step", loss="mse",
        clip_norm=1, averaging="ema",
    )  # fmt: skip
    document.apply("many", training=changed)
    lines = panel.pending.text().splitlines()
    assert lines[0] == "9 changes will apply on Resume"
    assert lines[-1] == "and 3 more"
    assert "Clip gradient norm: off → 1" in panel.pending.accessibleDescription()


def test_a_recipe_is_taken_in_one_undo_step_and_leaves_the_device(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    document.apply("own", training=TrainingConfig(epochs=3, loss="mse", device="cpu"))
    choose_recipe(panel, "reference")
    assert document.training == recipe("reference").model_copy(update={"device": "cpu"})
    assert "Reference" in document.undo_stack.undoText()
    document.undo_stack.undo()
    assert (document.training.epochs, document.training.loss) == (3, "mse")


def test_the_menu_offers_every_recipe_and_marks_the_one_in_force(panel: HyperparameterPanel) -> None:
    menu = panel.recipes.menu_of_recipes
    menu.aboutToShow.emit()
    names = [action.objectName() for action in menu.actions() if not action.objectName().endswith("-network")]
    assert names == [f"recipe-{name}" for name in recipe_names()]
    assert [action.objectName() for action in menu.actions() if action.isChecked()] == ["recipe-reference"]
    panel.form.editor("epochs").setValue(99)
    menu.aboutToShow.emit()
    assert not any(action.isChecked() for action in menu.actions())


def test_a_recipe_brings_its_network_where_it_is_asked_for(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    before = document.project
    choose_recipe(panel, "mnist-best-network")
    template_name = recipe_template("mnist-best")
    assert template_name is not None
    assert document.network == template(template_name)
    assert document.training == recipe("mnist-best")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.project == before
    choose_recipe(panel, "mnist-best")
    assert document.network == before.model
    panel.set_mode("running")
    panel.set_mode("paused")
    panel.recipes.menu_of_recipes.aboutToShow.emit()
    offered = {action.objectName(): action.isEnabled() for action in panel.recipes.menu_of_recipes.actions()}
    assert offered["recipe-mnist-best"]
    assert not offered["recipe-mnist-best-network"]


def test_a_recipe_taken_during_a_pause_leaves_what_is_fixed(
    panel: HyperparameterPanel, document: ProjectDocument
) -> None:
    document.apply("own", training=TrainingConfig(seed=5, validation_split=0.1, epochs=3))
    panel.set_mode("running")
    panel.set_mode("paused")
    choose_recipe(panel, "reference")
    assert (document.training.seed, document.training.validation_split) == (5, 0.1)
    assert panel.pending_changes() == (PendingChange("epochs", 3, 10),)


def test_what_auto_stands_for_follows_the_optimizer(panel: HyperparameterPanel, document: ProjectDocument) -> None:
    cases: tuple[tuple[OptimizerName, str, float], ...] = (
        ("adam", "beta2", 0.999),
        ("lion", "beta2", 0.99),
        ("adagrad", "epsilon", 1e-10),
    )
    for optimizer, name, value in cases:
        document.apply("x", training=TrainingConfig(optimizer=optimizer))
        assert panel.form.editor(name).value() == value


def test_every_choice_has_a_title_for_people() -> None:
    for name, field in FIELDS.items():
        if field.kind == "choice":
            assert set(CHOICE_TITLES[name]) == set(field.choices), name
    assert hyperparameter_text("schedule", "one_cycle") == "One cycle"
    assert hyperparameter_text("precision", "bf16") == "bfloat16"
    assert hyperparameter_text("limit_train", None) == "all"
    assert hyperparameter_text("clip_norm", None) == "off"
    assert hyperparameter_text("milestones", (5, 8)) == "5, 8"
    assert hyperparameter_text("augment_rotation", 10.0) == "10°"
    assert hyperparameter_text("patience", 5) == "5 epochs"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.integers(1, 3_000), st.integers(1, 500))
def test_the_steps_shown_are_those_of_the_engine(images: int, batch_size: int) -> None:
    assert steps_per_epoch(images, batch_size) == len(batch_bounds(images, batch_size))
