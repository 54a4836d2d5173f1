"""Forms derived from typed settings, driven as a person drives them."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.model.learning import LayerLearning
from engine.training.config import TrainingConfig
from gui.forms import SettingsForm
from gui.forms.words import parse_real, real_text
from tests.gui.form_examples import Example, retype


@pytest.fixture
def form(qtbot: QtBot) -> SettingsForm:
    form = SettingsForm(TrainingConfig(), choices={"device": ("auto", "cpu")})
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


@pytest.fixture
def example(qtbot: QtBot) -> SettingsForm:
    form = SettingsForm(Example())
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


def wheel_over(widget: QWidget) -> None:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        widget.mapToGlobal(centre),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_every_field_has_a_named_control_an_accessible_name_and_its_doc_as_tooltip(form: SettingsForm) -> None:
    for name in TrainingConfig.model_fields:
        control = form.editor(name)
        assert control.objectName().endswith("Field")
        assert control.accessibleName()
        assert control.toolTip()
    assert form.editor("epochs").objectName() == "epochsField"
    assert form.editor("label_smoothing").objectName() == "labelSmoothingField"
    assert form.editor("l1").objectName() == "l1Field"
    assert "Range: 1 to 65,536" in form.editor("batch_size").toolTip()
    assert "Default: 64" in form.editor("batch_size").toolTip()


def test_the_controls_are_ordinary_widgets_that_other_programs_can_drive(form: SettingsForm) -> None:
    assert isinstance(form.editor("epochs"), QSpinBox)
    assert isinstance(form.editor("learning_rate"), QDoubleSpinBox)
    assert isinstance(form.editor("optimizer"), QComboBox)
    assert isinstance(form.editor("device"), QComboBox)
    form.editor("epochs").setValue(3)
    form.editor("learning_rate").setValue(0.01)
    form.editor("optimizer").setCurrentText("SGD")
    form.editor("device").setCurrentText("cpu")
    config = form.settings
    assert (config.epochs, config.learning_rate, config.optimizer, config.device) == (3, 0.01, "sgd", "cpu")


@pytest.mark.parametrize(
    ("typed", "meant"), [("1e-4", 1e-4), ("0.05", 0.05), ("3E-2", 0.03), ("0,002", 0.002), (".5", 0.5)]
)
def test_a_learning_rate_may_be_typed_in_any_notation(form: SettingsForm, typed: str, meant: float) -> None:
    retype(form.editor("learning_rate"), typed)
    QTest.keyClick(form.editor("learning_rate"), Qt.Key.Key_Return)
    assert form.settings.learning_rate == meant
    assert form.error("learning_rate") == ""


def test_changes_are_told_live_while_typing(form: SettingsForm) -> None:
    told = []
    form.changed.connect(lambda name, value: told.append((name, value)))
    retype(form.editor("batch_size"), "128")
    assert told[-1] == ("batch_size", 128)
    assert form.settings.batch_size == 128


def test_a_value_out_of_range_is_explained_beside_its_field_and_not_taken(form: SettingsForm) -> None:
    retype(form.editor("batch_size"), "99999")
    assert form.settings.batch_size == 9999
    QTest.keyClick(form.editor("batch_size"), Qt.Key.Key_Return)
    assert form.error("batch_size") == "Must be 65,536 or less. 9,999 is kept."
    assert form.editor("batch_size").value() == 9999
    assert form.editor("batch_size").property("invalid") is True


def test_a_refused_zero_learning_rate_returns_to_the_value_before(form: SettingsForm) -> None:
    retype(form.editor("learning_rate"), "0")
    assert form.error("learning_rate") == ""
    QTest.keyClick(form.editor("learning_rate"), Qt.Key.Key_Return)
    assert form.error("learning_rate") == "Must be more than 0. 0.001 is kept."
    assert form.settings.learning_rate == 0.001
    assert form.editor("learning_rate").text() == "0.001"


def test_an_error_shows_by_itself_when_typing_pauses(form: SettingsForm, qtbot: QtBot) -> None:
    retype(form.editor("learning_rate"), "11")
    qtbot.waitUntil(lambda: form.error("learning_rate") == "Must be 10 or less.", timeout=3000)


def test_the_next_valid_entry_clears_the_error(form: SettingsForm) -> None:
    retype(form.editor("learning_rate"), "50")
    QTest.keyClick(form.editor("learning_rate"), Qt.Key.Key_Return)
    assert form.error("learning_rate")
    retype(form.editor("learning_rate"), "0.5")
    assert form.error("learning_rate") == ""
    assert form.settings.learning_rate == 0.5


def test_the_arrows_of_a_logarithmic_field_go_in_quarters_of_a_decade(form: SettingsForm) -> None:
    box = form.editor("learning_rate")
    seen = []
    for _ in range(4):
        QTest.keyClick(box, Qt.Key.Key_Up)
        seen.append(form.settings.learning_rate)
    assert seen == [0.0018, 0.0032, 0.0056, 0.01]
    decay = form.editor("weight_decay")
    QTest.keyClick(decay, Qt.Key.Key_Up)
    assert form.settings.weight_decay == 1e-6
    QTest.keyClick(decay, Qt.Key.Key_Down)
    assert form.settings.weight_decay == 0


def test_the_wheel_changes_nothing_while_the_field_has_no_focus(form: SettingsForm) -> None:
    form.editor("epochs").setFocus()
    wheel_over(form.editor("batch_size"))
    wheel_over(form.editor("learning_rate"))
    wheel_over(form.editor("optimizer"))
    assert form.settings == TrainingConfig()
    wheel_over(form.editor("epochs"))
    assert form.settings.epochs == 11


def test_a_field_without_meaning_is_hidden_until_its_condition_holds(form: SettingsForm) -> None:
    assert not form.editor("momentum").isVisible()
    form.editor("optimizer").setCurrentText("sgd")
    assert form.editor("momentum").isVisible()


def test_an_optional_field_is_none_until_its_box_is_unticked(qtbot: QtBot) -> None:
    form = SettingsForm(TrainingConfig(), absent_words=lambda _name: "all", when_present={"limit_train": 1000})
    qtbot.addWidget(form)
    form.show()
    form.focus_field("limit_train")
    spin = form.editor("limit_train")
    tick = spin.parentWidget().findChild(QCheckBox)
    assert tick is not None
    assert tick.text() == "all"
    assert tick.isChecked()
    assert not spin.isEnabled()
    tick.click()
    assert form.settings.limit_train == 1000
    assert spin.isEnabled()
    spin.setValue(500)
    assert form.settings.limit_train == 500
    tick.click()
    assert form.settings.limit_train is None
    tick.click()
    assert form.settings.limit_train == 500


def test_advanced_fields_stay_folded_until_asked_for(qtbot: QtBot) -> None:
    form = SettingsForm(LayerLearning())
    qtbot.addWidget(form)
    form.show()
    assert form.editor("trainable").isVisible()
    assert not form.editor("rate_factor").isVisible()
    form.focus_field("rate_factor")
    assert form.editor("rate_factor").isVisible()


def test_an_error_over_several_fields_stands_at_the_one_edited(example: SettingsForm) -> None:
    example.editor("mode").setCurrentText("valid")
    example.editor("padding").setValue(2)
    assert example.error("padding") == "Padding must be at most half of the size."
    assert example.settings.padding == 0


def test_whole_numbers_in_a_row_are_read_from_text(example: SettingsForm) -> None:
    line = example.editor("axes")
    assert isinstance(line, QLineEdit)
    assert line.text() == "1, 2"
    retype(line, "2 x 3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert example.settings.axes == (2, 3)
    retype(line, "2, q")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert example.error("axes") == "Expected whole numbers such as 3, 3."
    assert example.settings.axes == (2, 3)
    assert line.text() == "2, 3"


def test_showing_a_value_tells_nobody(form: SettingsForm) -> None:
    told = []
    form.changed.connect(lambda *change: told.append(change))
    form.show_settings(TrainingConfig(epochs=3, optimizer="sgd", device="cuda:1", limit_train=64))
    assert form.editor("epochs").value() == 3
    assert form.editor("device").currentText() == "cuda:1"
    assert form.editor("momentum").isVisible()
    assert told == []


def test_showing_settings_of_another_class_rebuilds_the_form(form: SettingsForm) -> None:
    form.show_settings(Example())
    assert isinstance(form.editor("bias"), QCheckBox)
    form.editor("bias").click()
    assert form.settings == Example(bias=False)


def test_a_gesture_settles_when_editing_is_finished(example: SettingsForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(example.settled, timeout=100) as settled:
        retype(example.editor("size"), "5")
        QTest.keyClick(example.editor("size"), Qt.Key.Key_Return)
    assert settled.args == ["size"]


def test_problems_of_the_owner_stand_below_their_fields(example: SettingsForm) -> None:
    example.show_problems({"size": "Larger than the image."})
    assert example.error("size") == "Larger than the image."
    example.show_problems({})
    assert example.error("size") == ""


def test_offered_devices_may_change_while_the_present_one_stays(form: SettingsForm) -> None:
    form.show_settings(TrainingConfig(device="cuda:0"))
    form.set_choices("device", ("auto", "cpu"))
    assert form.settings.device == "cuda:0"
    assert form.editor("device").currentText() == "cuda:0"


def test_a_field_called_as_its_section_needs_no_label(form: SettingsForm) -> None:
    form.section("Schedule").set_open(True)
    shown = [label.text() for label in form.section("Schedule").body.findChildren(QLabel) if label.isVisible()]
    assert "Warm-up epochs" in shown
    assert "Schedule" not in shown
    assert form.editor("schedule").accessibleName() == "Schedule"


def test_a_language_change_fetches_the_words_again(example: SettingsForm) -> None:
    example.editor("size").setAccessibleName("")
    QCoreApplication.sendEvent(example, QEvent(QEvent.Type.LanguageChange))
    assert example.editor("size").accessibleName() == "Size"


@pytest.mark.parametrize("value", [0.001, 1e-5, 10.0, 0.9, 1.25e-7, 123456.75, 0.1 + 0.2])
def test_a_number_reads_back_as_it_is_shown(value: float) -> None:
    assert parse_real(real_text(value)) == value


@pytest.mark.parametrize("text", ["", "nan", "inf", "1_0", "one", "1e", "--3"])
def test_what_is_no_finite_number_is_not_read_as_one(text: str) -> None:
    assert parse_real(text) is None
