"""Finding runs by words and simple conditions: ``cnn -failed tag:baseline accuracy > 0.98 learning_rate<=1e-3``.

    query     = term { term }                          all of them hold
    term      = [ "-" ] ( word | name op value )       "-": it does not
    op        = ":" | "=" | "!=" | "<" | "<=" | ">" | ">="
    value     = word, or words in double quotes

A word stands somewhere in the run's names, tags, note, network, dataset, group, device or status. With ``:`` the value
is a part of what the run has, with ``=`` all of it. Numbers may be ``98%``, ``50k``, ``1.5M``, ``20MB``, ``5min``, and
moments ``2026-11-30``. ``star`` alone finds the runs with a star.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.runs.columns import Value, check_column, value_of
from engine.runs.summary import RunSummary
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_OTHER_NAMES = {
    "tag": "tags",
    "accuracy": "validation",
    "val_accuracy": "validation",
    "val": "validation",
    "test_accuracy": "test",
    "val_loss": "loss",
    "best": "best_epoch",
    "epoch": "epochs",
    "time": "duration",
    "seconds": "duration",
    "params": "parameters",
    "data": "dataset",
    "title": "network",
    "model": "network",
    "date": "created",
    "notes": "note",
    "is": "status",
}
_MOMENTS = ("created",)
_SHARES = ("validation", "test")
_UNITS = {
    "%": 0.01,
    "k": 1e3,
    "m": 1e6,
    "kb": 1e3,
    "mb": 1e6,
    "gb": 1e9,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
}
_DURATION_UNITS = {"m": 60.0}
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    ":": operator.eq,
    "!=": operator.ne,
}

_TERM = re.compile(
    r"""(?P<minus>-)?
        (?: (?P<name>[A-Za-z_]\w*) \s* (?P<operator><=|>=|!=|=|<|>|:(?!\s)) \s*
            (?: "(?P<quoted>[^"]*)"? | (?P<value>[^\s"]+) )
          | "(?P<words>[^"]*)"?
          | (?P<word>[^\s"]+) )""",
    re.VERBOSE,
)
_UNFINISHED = re.compile(r"-?[A-Za-z_]\w*\s*[<>=:!]+\s*\Z")
"""A condition that is being typed."""
_NUMBER = re.compile(r"(?P<number>[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(?P<unit>%|[a-z]*)", re.IGNORECASE)

Test = Callable[[RunSummary], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    tests: tuple[Test, ...]

    def matches(self, run: RunSummary) -> bool:
        """Whether all that was asked for holds of the run."""
        return all(test(run) for test in self.tests)

    def among(self, runs: Iterable[RunSummary]) -> list[RunSummary]:
        """The runs that match, in their order."""
        if not self.tests:
            return list(runs)
        return [run for run in runs if self.matches(run)]


def parse_query(text: str) -> Query:
    """Read what is looked for; raises :class:`NetwrightError` for a condition that cannot be understood."""
    return Query(tuple(_test(found) for found in _TERM.finditer(_UNFINISHED.sub("", text))))


def _test(found: re.Match[str]) -> Test:
    test = _positive(found)
    return (lambda run: not test(run)) if found["minus"] else test


def _positive(found: re.Match[str]) -> Test:
    if found["name"] is None:
        words = (found["words"] if found["word"] is None else found["word"]).casefold()
        if words in ("star", "★"):
            return lambda run: run.star
        return lambda run: words in _all_words(run)
    name = found["name"].casefold()
    name = _OTHER_NAMES.get(name, name)
    check_column(name)
    value = found["value"] if found["quoted"] is None else found["quoted"]
    if name == "tags":
        return _of_tags(found["operator"], value.casefold())
    if name == "star":
        wanted = value.casefold() not in ("no", "false", "0")
        return lambda run: run.star == wanted
    return _condition(name, found["operator"], value, found["name"])


def _of_tags(how: str, wanted: str) -> Test:
    if how == "!=":
        return lambda run: all(tag.casefold() != wanted for tag in run.tags)
    return lambda run: any(tag.casefold() == wanted for tag in run.tags)


def _condition(name: str, how: str, value: str, as_written: str) -> Test:
    number = _number(name, value)
    if number is None and how not in (":", "=", "!="):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "“{name} {operator} {value}” cannot be understood: expected a number."),
            QT_TRANSLATE_NOOP("engine", "Write it as in accuracy > 0.98, duration < 5min, parameters <= 50k."),
            name=as_written,
            operator=how,
            value=value,
        )
    words = value.casefold()

    def holds(run: RunSummary) -> bool:
        found: Value = value_of(run, name)
        if found is None:
            return how == "!="
        if isinstance(found, str):
            text = found.casefold()
            if how == ":":
                return words in text
            return how in ("=", "!=") and (text == words) == (how == "=")
        if number is None:
            return how == "!="
        if name in _MOMENTS and how in (":", "="):  # of that day
            return number <= found < number + 86_400
        return _OPERATORS[how](found, number)

    return holds


def _number(name: str, value: str) -> float | None:
    if name in _MOMENTS:
        try:
            return datetime.fromisoformat(value).timestamp()
        except (ValueError, OverflowError, OSError):
            return None
    if value.casefold() in ("true", "false"):
        return float(value.casefold() == "true")
    found = _NUMBER.fullmatch(value)
    if found is None:
        return None
    unit = found["unit"].casefold()
    if unit and unit not in _UNITS:
        return None
    units = {**_UNITS, **_DURATION_UNITS} if name == "duration" else _UNITS
    number = float(found["number"].replace(",", "")) * (units[unit] if unit else 1.0)
    if name in _SHARES and (unit == "%" or number > 1):  # as whole decimals: 98.9 % is 0.989
        return round(float(found["number"].replace(",", "")) / 100, 12)
    return number


def _all_words(run: RunSummary) -> str:
    status = "damaged" if run.damaged else run.status
    parts = (run.name, run.given_name, *run.tags, run.note, run.title, run.dataset, run.group, run.device, status)
    return "\n".join(parts).casefold()
