"""What dimensions, measures and states of a sweep are called."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from engine.fields import FieldDescription
from engine.project import Project
from engine.sweeps.dimension import Dimension, Value
from engine.sweeps.targets import field_of
from engine.text import NetwrightError
from gui.forms.values import value_text, with_unit
from gui.forms.words import real_text
from gui.training.estimate import duration_text
from gui.training.words import absent_word, choice_word
from gui.translation import say

if TYPE_CHECKING:
    from engine.sweeps.sweep import Constraint, Measure, Objective
    from engine.sweeps.trials import SweepStatus, TrialState


def _field(project: Project, name: str) -> FieldDescription | None:
    try:
        return field_of(project, name)
    except NetwrightError:
        return None


def dimension_title(project: Project, name: str) -> str:
    """``Learning rate``, or ``conv1 · Output channels``; the name itself where the project has no such thing."""
    field = _field(project, name)
    if field is None:
        return name
    place = name.rpartition(".")[0]
    return f"{place} · {say(field.label)}" if place else say(field.label)


def dimension_value_text(project: Project, name: str, value: Value) -> str:
    """A value of a dimension as the form of its field shows it."""
    field = _field(project, name)
    if field is None:
        return str(value)
    of_training = "." not in name
    title = choice_word if of_training else (lambda _name, chosen: say(chosen))
    absent = absent_word if of_training else (lambda _name: QCoreApplication.translate("SettingsForm", "auto"))
    return with_unit(field, value_text(field, value, title, absent)) or "–"


def range_words(project: Project, dimension: Dimension) -> str:
    """The values of a dimension: ``0.0001 – 0.1, logarithmic``, ``8 – 64 by 8``, ``AdamW, SGD``."""
    if dimension.kind == "choice":
        return ", ".join(dimension_value_text(project, dimension.name, choice) for choice in dimension.choices)
    low, high = (_number(dimension, number) for number in (dimension.low, dimension.high))
    translate = QCoreApplication.translate
    if dimension.log:
        return translate("Sweeps", "{low} – {high}, logarithmic").format(low=low, high=high)
    if dimension.step is not None:
        step = _number(dimension, dimension.step)
        return translate("Sweeps", "{low} – {high} by {step}").format(low=low, high=high, step=step)
    return translate("Sweeps", "{low} – {high}").format(low=low, high=high)


def _number(dimension: Dimension, number: float) -> str:
    return QLocale().toString(int(number)) if dimension.kind == "integer" else real_text(number)


def measure_title(measure: Measure) -> str:
    """What a trial is judged by, in words."""
    translate = QCoreApplication.translate
    titles: dict[Measure, str] = {
        "validation_accuracy": translate("Sweeps", "Validation accuracy"),
        "validation_loss": translate("Sweeps", "Validation loss"),
        "parameters": translate("Sweeps", "Parameters"),
        "multiply_adds": translate("Sweeps", "Multiply-adds"),
        "seconds": translate("Sweeps", "Training time"),
    }
    return titles[measure]


def measure_text(measure: Measure, value: float | None) -> str:
    """A figure in words; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    match measure:
        case "validation_accuracy":
            return QLocale().toString(value * 100, "f", 2) + " %"
        case "validation_loss":
            return real_text(float(f"{value:.4g}"))
        case "parameters" | "multiply_adds":
            return QLocale().toString(round(value))
        case "seconds":
            return duration_text(value)


def objective_words(objective: Objective) -> str:
    """``Validation accuracy as large as possible``."""
    translate, title = QCoreApplication.translate, measure_title(objective.measure)
    if objective.direction == "maximize":
        return translate("Sweeps", "{measure} as large as possible").format(measure=title)
    return translate("Sweeps", "{measure} as small as possible").format(measure=title)


def constraint_words(constraint: Constraint) -> str:
    """``Parameters at most 50,000``."""
    values = {
        "measure": measure_title(constraint.measure),
        "bound": measure_text(constraint.measure, constraint.bound),
    }
    if constraint.relation == "<=":
        return QCoreApplication.translate("Sweeps", "{measure} at most {bound}").format(**values)
    return QCoreApplication.translate("Sweeps", "{measure} at least {bound}").format(**values)


def search_word(name: str, value: str) -> str:
    """The title of a sampler or a pruner."""
    translate = QCoreApplication.translate
    titles = {
        "grid": translate("Sweeps", "Grid"),
        "random": translate("Sweeps", "Random"),
        "tpe": translate("Sweeps", "TPE"),
        "cmaes": translate("Sweeps", "CMA-ES"),
        "none": translate("Sweeps", "None"),
        "median": translate("Sweeps", "Median"),
        "hyperband": translate("Sweeps", "Hyperband"),
    }
    return titles.get(value, value)


def aim_word(name: str, value: str) -> str:
    """The title of an objective that can be chosen."""
    if value == "none":
        return QCoreApplication.translate("Sweeps", "None")
    measure: Measure = value  # type: ignore[assignment]
    return measure_title(measure)


def state_text(state: TrialState) -> str:
    """A trial's state in a word."""
    translate = QCoreApplication.translate
    words: dict[TrialState, str] = {
        "waiting": translate("Sweeps", "Waiting"),
        "running": translate("Sweeps", "Running"),
        "completed": translate("Sweeps", "Completed"),
        "pruned": translate("Sweeps", "Pruned"),
        "failed": translate("Sweeps", "Failed"),
        "infeasible": translate("Sweeps", "Beyond a limit"),
    }
    return words[state]


STATE_COLOURS: dict[TrialState, str] = {
    "waiting": "text_muted",
    "running": "accent",
    "completed": "success",
    "pruned": "text_muted",
    "failed": "error",
    "infeasible": "warning",
}


def status_text(status: SweepStatus) -> str:
    """A sweep's status in a word."""
    translate = QCoreApplication.translate
    words: dict[SweepStatus, str] = {
        "starting": translate("Sweeps", "Starting"),
        "running": translate("Sweeps", "Running"),
        "paused": translate("Sweeps", "Paused"),
        "stopped": translate("Sweeps", "Stopped"),
        "completed": translate("Sweeps", "Completed"),
        "failed": translate("Sweeps", "Failed"),
    }
    return words[status]


def trial_name(number: int) -> str:
    """What a trial is called."""
    return QCoreApplication.translate("Sweeps", "Trial {number}").format(number=number)
