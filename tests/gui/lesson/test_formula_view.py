"""Formulas are set, broken, pointed at and read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from engine.lesson.formula import EQUALS, Fraction, Letter, Name, Number, Script, row, sum_of
from engine.lesson.lesson import Lesson
from engine.lesson.network import LOSS_FORMS
from engine.lesson.quantity import Quantity
from gui import theme
from gui.lesson.formula_view import FormulaView
from gui.lesson.typesetting import Typesetter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot) -> FormulaView:
    view = FormulaView()
    qtbot.addWidget(view)
    step = Lesson().steps[0]
    view.show_formulas((step.symbolic, row(EQUALS, step.numeric)))
    view.resize(640, 120)
    view.show()
    qtbot.waitExposed(view)
    return view


def spot_of(view: FormulaView, number: float) -> QPoint:
    return next(spot.area.center().toPoint() for spot in view.spots() if spot.number == number)


def test_a_number_tells_all_its_digits_under_the_pointer(view: FormulaView, qtbot: QtBot) -> None:
    view.show_formulas((Number(1 / 3),))
    place = spot_of(view, 1 / 3)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text() == "0.3333333333333333"
    QToolTip.hideText()


def test_pointing_and_clicking_name_the_value(view: FormulaView, qtbot: QtBot) -> None:
    weight = Quantity("weight", 1, 0, 1)
    with qtbot.waitSignal(view.pointed) as pointed:
        QTest.mouseMove(view, spot_of(view, -0.3))
    assert pointed.args == [weight]
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot_of(view, -0.3))
    assert chosen.args == [weight]


def test_it_is_read_out_as_text(view: FormulaView) -> None:
    assert view.accessibleDescription().startswith("z₁⁽¹⁾ = w₁₁⁽¹⁾·x₁ + ")


def test_a_narrow_view_breaks_the_line_and_grows_higher(view: FormulaView) -> None:
    assert view.heightForWidth(200) > 1.5 * view.heightForWidth(640)
    view.resize(200, 300)
    assert all(spot.area.right() <= 200 for spot in view.spots())


@pytest.mark.parametrize("loss", LOSS_FORMS)
def test_every_formula_of_a_lesson_fits_into_the_narrowest_window(loss: str, qtbot: QtBot) -> None:
    view = FormulaView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    for step in Lesson(loss=loss).steps:  # type: ignore[arg-type]
        chain = () if step.chain is None else (step.chain.symbolic, step.chain.numeric)
        view.show_formulas((step.symbolic, step.numeric, *step.notes, *chain))
        assert all(spot.area.left() >= 0 and spot.area.right() <= 401 for spot in view.spots())


def test_a_fraction_stands_around_the_line_and_indices_are_smaller(qapp: QApplication) -> None:
    setter = Typesetter(qapp.font(), 20)
    letter = setter.box(Letter("x"))
    fraction = setter.box(Fraction(Letter("x"), Letter("y")))
    assert fraction.ascent > letter.ascent
    assert fraction.descent > letter.descent
    script = setter.box(Script(Letter("x"), Name("1"), Name("2")))
    assert script.width < setter.box(row(Letter("x"), Name("1"), Name("2"))).width
    below, above = (part[1] for part in script.parts[1:])
    assert below > 0 > above


def test_long_sums_break_before_a_plus(qapp: QApplication) -> None:
    setter = Typesetter(qapp.font(), 20)
    formula = sum_of(*(Number(float(number)) for number in range(100, 120)))
    lines = setter.broken(setter.pieces(formula), 200)
    assert len(lines) > 3
    assert all(line.width <= 200 for line in lines)


def test_values_keep_their_colours_in_both_themes(view: FormulaView) -> None:
    for look in (theme.LIGHT, theme.DARK):
        theme.set_theme(look.name)
        picture = view.grab().toImage()
        seen = {
            picture.pixelColor(x, y).name() for x in range(0, picture.width()) for y in range(0, picture.height() // 2)
        }
        assert {look.series[0], look.series[2], look.text} <= seen
