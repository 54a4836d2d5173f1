"""The formulas of the glossary are right: derivatives against differences, gradients against the lesson's numbers."""

import math
from collections.abc import Callable

import pytest

from engine.lesson.formula import Formula, plain
from engine.lesson.glossary import ENTRIES, Entry
from tests.engine.lesson.formula_values import Names, computed, sides

STEP = 1e-5
BY_NAME = {entry.name: entry for entry in ENTRIES}


def sigmoid(number: float) -> float:
    return 1 / (1 + math.exp(-number))


def right_side(entry: Entry, place: int) -> Formula:
    return sides(entry.formulas[place])[-1]


def slope(function: Callable[[float], float], at: float) -> float:
    return (function(at + STEP) - function(at - STEP)) / (2 * STEP)


@pytest.mark.parametrize("number", [-2.5, -0.25, 0.75, 3.0])
@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_derivatives_of_activations_are_their_slopes(name: str, number: float) -> None:
    entry = BY_NAME[name]

    def names(z: float) -> Names:
        return {"z": z, "σ": sigmoid}

    expected = slope(lambda z: computed(right_side(entry, 0), names(z)), number)
    assert computed(right_side(entry, 1), names(number)) == pytest.approx(expected, rel=1e-6)
    known = {"sigmoid": sigmoid, "tanh": math.tanh}[name]
    assert computed(right_side(entry, 0), names(number)) == pytest.approx(known(number))


@pytest.mark.parametrize("target", [0.0, 1.0, 0.25])
@pytest.mark.parametrize("number", [-1.5, 0.5])
def test_binary_cross_entropy_has_the_gradients_it_says(number: float, target: float) -> None:
    entry = BY_NAME["binary"]

    def cost(estimate: float) -> float:
        return computed(right_side(entry, 0), {"y": target, "y_hat": estimate})

    answer: Names = {"y": target, "y_hat": sigmoid(number)}
    assert computed(right_side(entry, 1), answer) == pytest.approx(slope(cost, sigmoid(number)), rel=1e-6)
    through = slope(lambda z: cost(sigmoid(z)), number)
    assert computed(right_side(entry, 2), answer) == pytest.approx(through, rel=1e-6)


def test_the_form_in_which_the_gradient_is_no_difference_is_named() -> None:
    lines = [plain(formula) for formula in BY_NAME["categorical"].formulas]
    assert "with softmax: ∂L/∂zₖ = ŷₖ − yₖ" in lines
    assert "with sigmoid: ∂L/∂zₖ = −yₖ(1 − ŷₖ)" in lines


def test_a_bias_has_the_gradient_of_its_sum() -> None:
    assert "∂L/∂bⱼ = ∂L/∂zⱼ" in [plain(formula) for formula in BY_NAME["chain"].formulas]
