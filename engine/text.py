"""Sentences for people, kept as template and values: the window translates them, the terminal prints them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that Qt's lupdate looks for
    """Mark a literal string for translation; returns it unchanged. The engine's context is always ``"engine"``."""
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence: an English template marked with :func:`QT_TRANSLATE_NOOP` and the values that fill it."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def listed(texts: Sequence[Text]) -> Text:
    """Several words as one list; at least one."""
    found = texts[0]
    for text in texts[1:]:
        found = Text(QT_TRANSLATE_NOOP("engine", "{first}, {second}"), {"first": found, "second": text})
    return found


class NetwrightError(Exception):
    """An error meant for a person: what was expected, what was found, and what to do about it."""

    def __init__(self, template: str, hint: str = "", **values: object) -> None:
        self.text = Text(template, values)
        self.hint = Text(hint, values) if hint else None
        super().__init__(str(self.text) if self.hint is None else f"{self.text} {self.hint}")
