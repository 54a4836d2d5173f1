"""Values of a report in words; the reader's language comes as a function."""

from __future__ import annotations

import math
from collections.abc import Callable

from engine.fields import FieldDescription
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.config.titles import ABSENT_TITLES, AUTOMATIC, choice_title

Say = Callable[[Text | str], str]
"""A sentence, or a template without values, in the language of the reader; ``str`` leaves English."""
NOTHING = "–"


def percent(share: float | None, digits: int = 2) -> str:
    """A share as ``98.71 %``; a dash where it is not known or not defined."""
    return NOTHING if share is None or math.isnan(share) else f"{100 * share:.{digits}f} %"


def figure(value: float | None) -> str:
    """A loss in four digits behind the point; a dash where there is none."""
    return NOTHING if value is None or math.isnan(value) else f"{value:.4f}"


def duration(seconds: float, say: Say) -> str:
    """A duration in its two largest units."""
    if seconds < 60:
        return say(Text(QT_TRANSLATE_NOOP("engine", "{seconds} s"), {"seconds": f"{seconds:.1f}"}))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        template = QT_TRANSLATE_NOOP("engine", "{minutes} min {seconds} s")
        return say(Text(template, {"minutes": minutes, "seconds": rest}))
    hours, minutes = divmod(minutes, 60)
    return say(Text(QT_TRANSLATE_NOOP("engine", "{hours} h {minutes} min"), {"hours": hours, "minutes": minutes}))


def value_words(field: FieldDescription, value: object, say: Say) -> str:
    """A hyperparameter's value with its unit."""
    if value is None:
        return say(ABSENT_TITLES.get(field.name, AUTOMATIC))
    if isinstance(value, bool):
        return say(QT_TRANSLATE_NOOP("engine", "on") if value else QT_TRANSLATE_NOOP("engine", "off"))
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or NOTHING
    if isinstance(value, int | float):
        number = f"{value:,}" if isinstance(value, int) else f"{value:.10g}"
        return f"{number} {say(field.unit)}" if field.unit else number
    return say(choice_title(field.name, str(value))) or NOTHING
