"""A field's value as words: for forms, summaries and lists."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QLocale

from engine.fields import FieldDescription, Settings
from gui.forms.words import real_text
from gui.translation import say

ChoiceTitle = Callable[[str, str], str]
"""Field's name and value → the value's title in the language of now."""
AbsentWord = Callable[[str], str]
"""Field's name → what ``None`` is called there."""


def value_text(field: FieldDescription, value: object, choice_title: ChoiceTitle, absent_word: AbsentWord) -> str:
    """A value as a person reads it, without its unit: ``on``, ``0.001``, ``48,000``, ``5, 8``, ``One cycle``."""
    if value is None:
        return absent_word(field.name)
    if isinstance(value, bool):
        return switch_text(value)
    if isinstance(value, int):
        return QLocale().toString(value)
    if isinstance(value, float):
        return real_text(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return choice_title(field.name, str(value))


def default_text(field: FieldDescription, choice_title: ChoiceTitle, absent_word: AbsentWord) -> str:
    """What the field is by default, as a sentence; empty where that says nothing."""
    if field.default is None and not field.optional:
        return ""
    shown = value_text(field, field.default, choice_title, absent_word)
    return QCoreApplication.translate("SettingsForm", "Default: {value}").format(value=shown) if shown else ""


def switch_text(on: bool) -> str:
    """What a switch says."""
    translate = QCoreApplication.translate
    return translate("SettingsForm", "on") if on else translate("SettingsForm", "off")


def with_unit(field: FieldDescription, text: str) -> str:
    """The text with the field's unit behind it, where it has one and the text is a number."""
    if not field.unit or not text[:1].isdigit():
        return text
    unit = say(field.unit)
    return f"{text}{unit}" if unit == "°" else f"{text} {unit}"


def differences(
    fields: Iterable[FieldDescription], settings: Settings, choice_title: ChoiceTitle, absent_word: AbsentWord
) -> list[str]:
    """What is not as by default, each in a few words: ``Cosine``, ``Warm-up epochs 1``, ``AMSGrad``."""
    found = []
    for field in fields:
        value = getattr(settings, field.name)
        if value == field.default:
            continue
        text = with_unit(field, value_text(field, value, choice_title, absent_word))
        if field.kind == "choice":
            found.append(text)
        elif value is True and not field.optional:
            found.append(say(field.label))
        else:
            found.append(f"{say(field.label)} {text}")
    return found
