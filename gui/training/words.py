"""Hyperparameters in words: what their values are called, in the form, in lists and in the details of runs."""

from engine.fields import FieldDescription, describe, is_relevant
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from engine.training.config.titles import ABSENT_TITLES, AUTOMATIC, choice_title
from engine.training.splitting import check_fold
from gui.forms.values import value_text, with_unit
from gui.translation import say

FIELDS: dict[str, FieldDescription] = {field.name: field for field in describe(TrainingConfig)}


def choice_word(name: str, value: str) -> str:
    """The title of a choice's value in the language of now."""
    return say(choice_title(name, value))


def absent_word(name: str) -> str:
    """What ``None`` means for that hyperparameter, in the language of now."""
    return say(ABSENT_TITLES.get(name, AUTOMATIC))


def hyperparameter_text(name: str, value: object) -> str:
    """A hyperparameter's value with its unit; a dash where the text is empty."""
    field = FIELDS[name]
    return with_unit(field, value_text(field, value, choice_word, absent_word)) or "–"


def relevant_fields(training: TrainingConfig) -> list[FieldDescription]:
    """The hyperparameters that have a meaning beside the others' values, in the order of the form."""
    return [field for field in FIELDS.values() if is_relevant(field, training)]


def split_problems(training: TrainingConfig) -> dict[str, str]:
    """What the split's fields ask for that cannot be, as a sentence for the field's name."""
    try:
        check_fold(training)
    except NetwrightError as error:
        return {"fold": say(error.text)}
    return {}
