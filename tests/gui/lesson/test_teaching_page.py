"""The teaching network in its window: walking, playing, changing numbers, learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from engine.lesson.formula import Number, plain
from engine.lesson.quantity import MEAN_LOSS, SAMPLE_LOSS, Quantity, gradient
from gui.lesson.geometry import Geometry, givens
from gui.lesson.window import LessonWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.lesson.teaching_page import TeachingPage
    from gui.main_window import MainWindow

Key = Qt.Key
HEAVIEST = Quantity("weight", 1, 0, 2)


@pytest.fixture
def page(lesson_window: LessonWindow) -> TeachingPage:
    return lesson_window.teaching


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def enter(page: TeachingPage, quantity: Quantity, text: str) -> None:
    """Click a number in the picture and type another one."""
    place = page.picture.field_area(quantity).center().toPoint()
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=place)
    assert page.picture.field.isVisible()
    QTest.keyClicks(page.picture.field, text)
    QTest.keyClick(page.picture.field, Key.Key_Return)


def is_playing(page: TeachingPage) -> bool:
    return page.transport.play_button.text() == "Pause"


def shown_value(page: TeachingPage) -> float:
    """The number behind the last = of the operation on show."""
    last = page.panel.formula.formulas[-1]
    number = last.parts[-1]  # type: ignore[union-attr]
    assert isinstance(number, Number)
    return number.value


def test_next_goes_through_the_whole_pass_and_each_step_shows_its_own_value(page: TeachingPage) -> None:
    for index, step in enumerate(page.lesson.steps):
        assert page.transport.index == index
        assert plain(page.panel.formula.formulas[0]) == plain(step.symbolic)
        assert shown_value(page) == step.value == page.picture.known(step.about)
        assert page.picture.lit == {step.about, *step.reads}
        for later in page.lesson.steps[index + 1 :]:
            if later.phase != "update":
                assert page.picture.known(later.about) is None
        click(page.transport.next_button)
    assert not page.transport.next_button.isEnabled()


def test_a_changed_weight_changes_everything_behind_it(page: TeachingPage) -> None:
    page.transport.go_to(len(page.lesson.steps) - 1)
    before = {quantity: page.picture.known(quantity) for quantity in (SAMPLE_LOSS, MEAN_LOSS, Quantity("sum", 2, 1))}
    loss = page.curve.losses
    enter(page, HEAVIEST, "-1.25")
    assert page.lesson.network[HEAVIEST] == -1.25
    assert not page.picture.field.isVisible()
    assert all(page.picture.known(quantity) != value for quantity, value in before.items())
    assert len(page.curve.losses) == len(loss)
    assert page.curve.losses != loss


@pytest.mark.parametrize("quantity", [Quantity("answer", 0, 1), Quantity("bias", 2, 1), Quantity("target", 0, 0)])
def test_inputs_biases_and_targets_are_changed_the_same_way(page: TeachingPage, quantity: Quantity) -> None:
    page.transport.go_to(11)
    before = page.picture.known(MEAN_LOSS)
    enter(page, quantity, "0.375")
    assert page.lesson.values[quantity] == 0.375
    assert page.picture.known(MEAN_LOSS) != before


def test_a_wrong_number_is_refused_in_its_field_and_nothing_changes(page: TeachingPage) -> None:
    before = page.lesson
    enter(page, HEAVIEST, "1000")
    assert page.picture.field.isVisible()
    assert "between -20 and 20" in page.picture.field.toolTip()
    QTest.keyClick(page.picture.field, Key.Key_Escape)
    enter(page, HEAVIEST, "much")
    assert "not a number" in page.picture.field.toolTip()
    QTest.keyClick(page.picture.field, Key.Key_Escape)
    assert not page.picture.field.isVisible()
    assert page.lesson is before


def test_a_click_on_a_number_in_the_formula_opens_its_field(page: TeachingPage) -> None:
    view = page.panel.formula
    place = next(spot.area.center().toPoint() for spot in view.spots() if spot.of == HEAVIEST)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert page.picture.field.accessibleName() == "w₁₃⁽¹⁾"


def test_keys_walk_play_and_change(page: TeachingPage, lesson_window: LessonWindow, qtbot: QtBot) -> None:
    picture = page.picture
    picture.setFocus()
    QTest.keyClick(picture, Key.Key_Right)
    QTest.keyClick(picture, Key.Key_Right)
    QTest.keyClick(picture, Key.Key_Left)
    assert page.transport.index == 1
    page.transport.speed.setCurrentIndex(3)
    QTest.keyClick(picture, Key.Key_Space)
    assert is_playing(page)
    qtbot.waitUntil(lambda: page.transport.index >= 3)
    QTest.keyClick(picture, Key.Key_Space)
    assert not is_playing(page)
    QTest.keyClick(picture, Key.Key_Down)
    assert "x₁ = 1" in picture.accessibleDescription()
    QTest.keyClick(picture, Key.Key_Return)
    QTest.keyClicks(picture.field, "0.5")
    QTest.keyClick(picture.field, Key.Key_Return)
    assert page.lesson.samples[0].inputs[0] == 0.5


def test_playing_ends_at_the_last_step_and_with_the_window(
    page: TeachingPage, lesson_window: LessonWindow, qtbot: QtBot
) -> None:
    page.transport.speed.setCurrentIndex(3)
    page.transport.go_to(len(page.lesson.steps) - 2)
    click(page.transport.play_button)
    qtbot.waitUntil(lambda: not page.transport.is_playing)
    assert page.transport.index == len(page.lesson.steps) - 1
    click(page.transport.play_button)
    assert page.transport.index == 0
    lesson_window.close()
    assert not page.transport.is_playing


def test_applying_the_update_takes_the_new_weights_and_draws_the_loss(page: TeachingPage) -> None:
    expected = {step.about: step.value for step in page.lesson.steps if step.phase == "update"}
    page.transport.go_to(30)
    click(page.apply_button)
    assert page.transport.index == 0
    assert {parameter: page.lesson.network[parameter] for parameter in page.lesson.network.parameters()} == expected
    for _ in range(4):
        click(page.apply_button)
    losses = page.curve.losses
    assert len(losses) == 6
    assert list(losses) == sorted(losses, reverse=True)
    assert "Iteration 5" in page.curve.accessibleDescription()
    click(page.reset_button)
    assert page.curve.losses == losses[:1]


def test_phases_samples_losses_and_rates_can_be_chosen(page: TeachingPage) -> None:
    click(page.transport.phase_buttons["backward"])
    assert page.lesson.steps[page.transport.index].about == gradient(Quantity("answer", 2, 0))
    page.sample.setCurrentIndex(3)
    assert page.picture.known(Quantity("answer", 0, 0)) == 0.1
    page.loss.setCurrentIndex(1)
    assert page.lesson.loss == "softmax"
    click(page.transport.phase_buttons["update"])
    page.rate.setValue(2.0)
    assert shown_value(page) == page.lesson.after_update().network[Quantity("weight", 1, 0, 0)]
    click(page.transport.phase_buttons["update"])
    assert page.transport.phase_buttons["update"].isChecked()


def test_pointing_at_a_sign_marks_it_everywhere(page: TeachingPage) -> None:
    view = page.panel.formula
    place = next(spot.area.center().toPoint() for spot in view.spots() if spot.of == HEAVIEST)
    before = page.picture.grab().toImage()
    QTest.mouseMove(view, place)
    assert page.picture.grab().toImage() != before


class Marking(QTranslator):
    """Another language: every sentence between «»."""

    def translate(self, context: str, text: str, _disambiguation: str | bytes | None = None, _number: int = -1) -> str:
        return f"«{text}»"

    def isEmpty(self) -> bool:
        return False


def test_every_word_follows_the_language_at_once(lesson_window: LessonWindow, qapp: QApplication) -> None:
    page = lesson_window.teaching
    translator = Marking()
    qapp.installTranslator(translator)
    try:
        qapp.processEvents()
        texts = [label.text() for label in page.findChildren(QLabel) if label.text()]
        assert len(texts) >= 6
        texts += [button.text() for button in page.findChildren(QAbstractButton) if button.text()]
        texts += [page.loss.itemText(place) for place in range(4)] + [lesson_window.windowTitle()]
        texts += [lesson_window.tabs.tabText(place) for place in range(lesson_window.tabs.count())]
        assert [text for text in texts if not text.startswith("«")] == []
    finally:
        qapp.removeTranslator(translator)
    qapp.processEvents()
    assert page.apply_button.text() == "Apply update"


def test_no_two_numbers_of_the_picture_touch_down_to_the_smallest_window(page: TeachingPage) -> None:
    network = page.lesson.network
    for size in ((500, 300), (700, 460), (1400, 1100)):
        geometry = Geometry(network.sizes, *size, line=16.0)
        weights = [quantity for quantity in givens(network) if quantity.kind == "weight"]
        fields = [geometry.label(weight, geometry.lines_of(weight)) for weight in weights]
        fields += [geometry.node(Quantity("answer", 1, unit)) for unit in (0, 1)]
        for place, field in enumerate(fields):
            assert not any(field.intersects(other) for other in fields[place + 1 :])


def test_the_menu_opens_it_on_the_canvas_example(window: MainWindow, qtbot: QtBot) -> None:
    window.build_page.example.index = 4
    action = window.findChild(QAction, "stepByStepAction")
    assert action is not None
    action.trigger()
    lesson = window.findChild(LessonWindow)
    assert lesson is not None
    assert lesson.isVisible()
    assert lesson.own.example.index == 4
    action.trigger()
    assert len(window.findChildren(LessonWindow)) == 1
    window.close()
    assert not lesson.isVisible()
