"""What a person may change in a run that is paused, and how it is told."""

from collections.abc import Collection

from engine.fields import describe
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text, listed
from engine.training.config import TrainingConfig
from engine.training.events import Change


class Changed(Exception):
    """The trainer goes on with another setup; unwinds the epoch that it was in."""


def check_change(before: Project, after: Project) -> None:
    """Raise :class:`NetwrightError` where something was changed that decides what the run has been from its start."""
    fixed = [field for field in describe(TrainingConfig) if field.fixed]
    changed = [
        Text(field.label)
        for field in fixed
        if getattr(before.training, field.name) != getattr(after.training, field.name)
    ]
    if before.dataset != after.dataset:
        changed.append(Text(QT_TRANSLATE_NOOP("engine", "Dataset")))
    if changed:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "A run that has begun keeps its {fields}."),
            QT_TRANSLATE_NOOP("engine", "Put them back as they were, or stop the run and train anew."),
            fields=listed(changed),
        )


def judged_otherwise(before: Project, after: Project) -> bool:
    """Whether figures of before say nothing about which epoch is best from now on."""
    return any(getattr(before.training, name) != getattr(after.training, name) for name in ("loss", "watched"))


def changes_between(before: Project, after: Project, anew: Collection[str]) -> tuple[Change, ...]:
    """Every hyperparameter and layer that differs; ``anew`` are names of weights that start anew."""
    found = []
    for field in describe(TrainingConfig):
        old, new = getattr(before.training, field.name), getattr(after.training, field.name)
        if old != new:
            found.append(Change(field.name, _text(old), _text(new)))
    for layer_id in dict.fromkeys((*before.model.order, *after.model.order)):
        old_layer, new_layer = before.model.by_id.get(layer_id), after.model.by_id.get(layer_id)
        if old_layer != new_layer or any(name.startswith(f"{layer_id}.") for name in anew):
            found.append(
                Change(
                    layer_id,
                    "" if old_layer is None else old_layer.type,
                    "" if new_layer is None else new_layer.type,
                )
            )
    return tuple(found)


def _text(value: object) -> str:
    if value is None:
        return "auto"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
