"""Sections of a form: folded, told in short, unfolded, locked."""

from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.fields import Settings, setting
from engine.training.config import TrainingConfig
from gui.forms import SettingsForm
from tests.gui.form_examples import Example, retype


class Sectioned(Settings):
    """A plain field, one section that depends on it and one that does not."""

    kind: Literal["plain", "fancy"] = setting("plain", label="Kind", doc="What it is.")
    pace: float = setting(0.5, ge=0, le=1, label="Pace", doc="How fast.", section="Fine points", unit="km")
    steady: bool = setting(False, label="Steady", doc="Whether it holds its pace.", section="Fine points")
    rest: int = setting(
        2, ge=1, label="Rest", doc="How long.", section="Fine points", only_if={"steady": (True,), "kind": ("fancy",)}
    )
    careful: bool | None = setting(None, label="Careful", doc="Whether to look twice.", section="Fine points")
    colour: Literal["red", "blue"] = setting(
        "red", label="Colour", doc="Its colour.", section="Looks", only_if={"kind": ("fancy",)}
    )
    stops: tuple[int, ...] = setting((5, 8), label="Stops", doc="Where it stops.", section="Looks")


@pytest.fixture
def sectioned(qtbot: QtBot) -> SettingsForm:
    form = SettingsForm(Sectioned())
    qtbot.addWidget(form)
    form.resize(320, 400)
    form.show()
    qtbot.waitExposed(form)
    return form


def heading(form: SettingsForm, name: str) -> QAbstractButton:
    button = form.findChild(QAbstractButton, name)
    assert button is not None
    return button


def test_a_section_is_folded_until_its_heading_is_pressed_with_mouse_or_keys(sectioned: SettingsForm) -> None:
    button = heading(sectioned, "finePointsSectionButton")
    assert button.accessibleName() == "Fine points"
    assert not sectioned.editor("pace").isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sectioned.editor("pace").isVisible()
    for key, shown in (
        (Qt.Key.Key_Space, False),
        (Qt.Key.Key_Return, True),
        (Qt.Key.Key_Left, False),
        (Qt.Key.Key_Left, False),
        (Qt.Key.Key_Right, True),
    ):
        QTest.keyClick(button, key)
        assert sectioned.editor("pace").isVisible() is shown


def test_editors_of_a_folded_section_are_made_when_it_is_unfolded(qtbot: QtBot) -> None:
    form = SettingsForm(Sectioned())
    qtbot.addWidget(form)
    assert form.findChild(QWidget, "paceField") is None
    form.section("Fine points").set_open(True)
    assert form.findChild(QWidget, "paceField") is not None
    assert form.findChild(QWidget, "stopsField") is None


def test_the_other_sections_are_made_once_the_form_is_seen_and_nobody_waits(
    sectioned: SettingsForm, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: sectioned.findChild(QWidget, "stopsField") is not None)
    assert not sectioned.editor("stops").isVisible()


def test_a_folded_section_says_what_is_not_as_usual(sectioned: SettingsForm) -> None:
    button = sectioned.section("Fine points").button
    assert button.summary() == ""
    sectioned.show_settings(Sectioned(pace=0.25, steady=True))
    assert button.accessibleDescription() == "Pace 0.25 km · Steady"
    assert button.summary() == "Pace 0.25 km · Steady"
    button.resize(215, button.height())
    assert button.summary() == "Pace 0.25 km +1"
    button.resize(150, button.height())
    assert button.summary() == "2 changed"
    button.setChecked(True)
    assert button.summary() == ""


def test_a_section_without_any_relevant_field_is_hidden(qtbot: QtBot) -> None:
    form = SettingsForm(Sectioned())
    form.hide_fields(["stops"])
    qtbot.addWidget(form)
    form.show()
    assert not form.section("Looks").isVisible()
    form.editor("kind").setCurrentText("fancy")
    assert form.section("Looks").isVisible()


def test_a_field_may_depend_on_several_others_and_on_a_switch(sectioned: SettingsForm) -> None:
    sectioned.section("Fine points").set_open(True)
    rest = sectioned.editor("rest")
    sectioned.editor("steady").click()
    assert not rest.isVisible()
    sectioned.editor("kind").setCurrentText("fancy")
    assert rest.isVisible()
    sectioned.editor("steady").click()
    assert not rest.isVisible()


def test_a_switch_that_may_be_left_to_the_program_is_a_choice_of_three(sectioned: SettingsForm) -> None:
    box = sectioned.editor("careful")
    assert isinstance(box, QComboBox)
    assert [box.itemText(index) for index in range(box.count())] == ["auto", "on", "off"]
    assert box.currentText() == "auto"
    for chosen, value in (("off", False), ("on", True), ("auto", None)):
        box.setCurrentText(chosen)
        assert sectioned.settings.careful is value
    sectioned.show_settings(Sectioned(careful=False))
    assert box.currentText() == "off"


def test_a_problem_of_a_folded_field_unfolds_its_section_once(sectioned: SettingsForm) -> None:
    sectioned.show_problems({"pace": "Too fast for this road."})
    assert sectioned.error("pace") == "Too fast for this road."
    assert sectioned.editor("pace").isVisible()
    sectioned.section("Fine points").set_open(False)
    sectioned.show_problems({"pace": "Still too fast."})
    assert not sectioned.section("Fine points").is_open


def test_what_is_unfolded_stays_so_when_the_same_fields_are_shown_anew(sectioned: SettingsForm) -> None:
    sectioned.section("Looks").set_open(True)
    sectioned.show_settings(Example())
    sectioned.show_settings(Sectioned(pace=0.1))
    assert sectioned.editor("stops").isVisibleTo(sectioned)
    assert not sectioned.section("Fine points").is_open


def test_tab_goes_through_a_section_in_the_order_that_is_seen(sectioned: SettingsForm, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(sectioned.section(name).is_built for name in ("Fine points", "Looks")))
    sectioned.section("Fine points").set_open(True)
    sectioned.activateWindow()
    sectioned.editor("kind").setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(sectioned.focusWidget(), Qt.Key.Key_Tab)
        seen.append(sectioned.focusWidget().objectName())
    assert seen == ["finePointsSectionButton", "paceField", "steadyField", "carefulField", "looksSectionButton"]


def test_numbers_in_a_row_may_be_empty_where_that_is_valid(sectioned: SettingsForm) -> None:
    line = sectioned.editor("stops")
    sectioned.section("Looks").set_open(True)
    retype(line, " ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert sectioned.settings.stops == ()
    form = SettingsForm(TrainingConfig(schedule="multistep"))
    line = form.editor("milestones")
    assert line.text() == "5, 8"
    retype(line, "8, 5")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.error("milestones") == "Expected ascending epochs."
    form.deleteLater()


def test_locked_fields_say_why_and_the_others_can_be_edited(sectioned: SettingsForm) -> None:
    sectioned.lock({"kind", "pace"}, "The road is given.")
    sectioned.section("Fine points").set_open(True)
    assert not sectioned.editor("kind").isEnabled()
    assert not sectioned.editor("pace").isEnabled()
    assert sectioned.editor("pace").toolTip().startswith("The road is given.")
    assert sectioned.editor("steady").isEnabled()
    sectioned.lock((), "")
    assert sectioned.editor("kind").isEnabled()
    assert "given" not in sectioned.editor("pace").toolTip()


def test_widgets_of_the_owner_stand_beside_a_field_and_in_a_section(qtbot: QtBot) -> None:
    form = SettingsForm(Sectioned())
    qtbot.addWidget(form)
    picture, button = QLabel("picture"), QPushButton("Find…")
    made: list[QLabel] = []

    def make() -> QLabel:
        made.append(picture)
        return picture

    form.put_into_section("Looks", make)
    form.put_beside("kind", button)
    form.show()
    qtbot.waitExposed(form)
    assert button.isVisible()
    assert button.x() > form.editor("kind").x()
    assert made == []
    form.section("Looks").set_open(True)
    assert made == [picture]
    assert picture.isVisible()
