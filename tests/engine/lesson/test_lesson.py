"""What a lesson shows: formulas whose numbers give the value, the order of steps, and what the loss forms teach."""

import math
from dataclasses import replace

import pytest

from engine.lesson.formula import Cases, digits_apart, number_text, plain
from engine.lesson.lesson import Lesson
from engine.lesson.network import LOSS_FORMS, LossForm, Sample
from engine.lesson.quantity import SAMPLE_LOSS, Derivative, Quantity, gradient
from engine.lesson.step import Step
from engine.text import NetwrightError
from tests.engine.lesson.formula_values import computed


@pytest.mark.parametrize("loss", LOSS_FORMS)
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_every_formula_with_its_numbers_gives_the_value(loss: LossForm, activation: str) -> None:
    lesson = Lesson(loss=loss)
    lesson = replace(lesson, network=replace(lesson.network, activation=activation))  # type: ignore[arg-type]
    for step in lesson.steps:
        assert computed(step.numeric) == pytest.approx(step.value, rel=1e-9, abs=1e-12), plain(step.symbolic)
        if step.chain is not None:
            assert computed(step.chain.numeric) == pytest.approx(step.value, rel=1e-9, abs=1e-12)


def step_of(lesson: Lesson, about: Quantity | Derivative, phase: str = "backward") -> Step:
    return next(step for step in lesson.steps if step.about == about and step.phase == phase)


def output_sum(unit: int) -> Derivative:
    return gradient(Quantity("sum", 2, unit))


@pytest.mark.parametrize("unit", [0, 1])
@pytest.mark.parametrize("loss", ["binary", "softmax"])
def test_the_gradient_at_the_output_is_answer_minus_target_for_the_binary_form_and_softmax(
    loss: LossForm, unit: int
) -> None:
    lesson = Lesson(loss=loss)
    difference = lesson.values[Quantity("answer", 2, unit)] - lesson.values[Quantity("target", 0, unit)]
    step = step_of(lesson, output_sum(unit))
    assert step.value == pytest.approx(difference)
    assert f" = ŷ{'₁₂'[unit]} − y{'₁₂'[unit]} = " in plain(step.notes[0])


def test_sigmoids_with_the_categorical_form_learn_nothing_where_the_target_is_0() -> None:
    step = step_of(Lesson(loss="categorical"), output_sum(1))
    assert step.value == 0
    assert [plain(note).split(" ")[1] for note in step.notes] == ["=", "≠"]
    assert "not ŷ − y" in str(step.text)


def test_what_is_said_to_differ_does_differ() -> None:
    """Where the target is 1, −y(1 − ŷ) is ŷ − y."""
    assert len(step_of(Lesson(loss="categorical"), output_sum(0)).notes) == 1


def test_a_bias_moves_by_the_gradient_of_its_sum_not_of_its_answer() -> None:
    lesson = Lesson()
    total, answer = Quantity("sum", 2, 0), Quantity("answer", 2, 0)
    bias = step_of(lesson, gradient(Quantity("bias", 2, 0)))
    assert bias.value == step_of(lesson, gradient(total)).value
    assert bias.value != step_of(lesson, gradient(answer)).value


def test_the_teaching_network_is_walked_through_in_55_steps() -> None:
    phases = [step.phase for step in Lesson().steps]
    assert [phases.count(phase) for phase in ("forward", "backward", "update")] == [12, 29, 14]
    assert phases == sorted(phases, key=["forward", "backward", "update"].index)


@pytest.mark.parametrize("loss", LOSS_FORMS)
def test_every_step_reads_only_what_is_known_before(loss: LossForm) -> None:
    lesson = Lesson(loss=loss)
    known = {*lesson.network.parameters()}
    known |= {Quantity("answer", 0, unit) for unit in range(3)} | {Quantity("target", 0, unit) for unit in range(2)}
    found: set[object] = set(known)
    for step in lesson.steps:
        reads = {read for read in step.reads if step.phase != "update" or isinstance(read, Quantity)}
        assert reads <= found, plain(step.symbolic)
        found.add(step.about)
    assert SAMPLE_LOSS in found


def test_training_makes_the_loss_smaller() -> None:
    lesson = Lesson()
    first = lesson.mean_loss
    for _ in range(30):
        lesson = lesson.after_update()
    assert lesson.mean_loss < first / 5


def test_a_changed_number_gives_another_lesson_and_leaves_this_one() -> None:
    lesson, weight = Lesson(), Quantity("weight", 1, 0, 2)
    changed = lesson.with_number(weight, 1.5).with_number(Quantity("answer", 0, 2), -2.0)
    assert changed.values[Quantity("sum", 1, 0)] == pytest.approx(0.5 - 0.24 + 1.5 * -2.0 + 0.1)
    assert lesson == Lesson()
    assert changed.samples[1:] == lesson.samples[1:]


@pytest.mark.parametrize("value", [21.0, -1e9, math.nan, math.inf])
def test_a_number_out_of_range_is_refused_in_words(value: float) -> None:
    with pytest.raises(NetwrightError, match="between -20 and 20"):
        Lesson().with_number(Quantity("weight", 1, 0, 0), value)


@pytest.mark.parametrize("loss", LOSS_FORMS)
def test_sigmoids_that_are_sure_beyond_the_last_digit_still_learn(loss: LossForm) -> None:
    """1 − ŷ is not 0 where a subtraction would say so, and no step is NaN."""
    lesson = Lesson(loss=loss, samples=(Sample((20.0, 20.0, 20.0), (0.0, 1.0)),))
    for unit in (0, 1):
        lesson = lesson.with_number(Quantity("weight", 1, unit, 0), 20.0)
        lesson = lesson.with_number(Quantity("weight", 2, 0, unit), 20.0)
        lesson = lesson.with_number(Quantity("weight", 2, 1, unit), -20.0)
    assert not any(math.isnan(step.value) for step in lesson.steps)
    assert math.isfinite(lesson.after_update().mean_loss)
    if loss in ("binary", "softmax"):
        assert step_of(lesson, output_sum(0)).value == 1.0
        assert lesson.mean_loss > 1000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.12345, "0.1235"),
        (-3.2e-5, "−3.2×10⁻⁵"),
        (1.0, "1"),
        (-0.0, "0"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (123456.0, "1.235×10⁵"),
    ],
)
def test_numbers_are_short_but_right(value: float, text: str) -> None:
    assert number_text(value) == text


def test_formulas_read_well_in_one_line() -> None:
    steps = Lesson().steps
    assert plain(steps[0].symbolic) == "z₁⁽¹⁾ = w₁₁⁽¹⁾·x₁ + w₁₂⁽¹⁾·x₂ + w₁₃⁽¹⁾·x₃ + b₁⁽¹⁾"
    assert plain(steps[0].numeric) == "0.5·1 + (−0.3)·0.8 + 0.8·0.6 + 0.1"
    assert plain(steps[-1].symbolic) == "b₂⁽²⁾ ← b₂⁽²⁾ − α·∂L̄/∂b₂⁽²⁾"
    cases = step_of(Lesson(), Derivative(Quantity("answer", 1, 0), Quantity("sum", 1, 0))).symbolic
    assert any(isinstance(part, Cases) for part in cases.parts)  # type: ignore[union-attr]


def test_an_update_shows_as_many_digits_as_its_change_needs() -> None:
    lesson = Lesson(learning_rate=1e-6)
    step = next(step for step in lesson.steps if step.phase == "update")
    numeric = plain(step.numeric)
    assert numeric.startswith("0.5 − ")
    assert digits_apart(0.5, step.value) > 6
    assert number_text(step.value, digits_apart(0.5, step.value)) != "0.5"
