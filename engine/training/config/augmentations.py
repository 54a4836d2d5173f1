"""Augmentation as a list: which hyperparameters are operations, what belongs to each, how strong one usually is."""

from collections.abc import Mapping
from functools import cache

from engine.fields import FieldDescription, describe
from engine.training.config import TrainingConfig
from engine.training.config.pixels import SECTION

_USUAL: Mapping[str, float] = {
    "augment_shift": 2.0,
    "augment_rotation": 10.0,
    "augment_scale": 0.1,
    "augment_shear": 10.0,
    "augment_elastic": 1.0,
    "augment_crop": 2,
    "augment_flip_horizontal": 0.5,
    "augment_flip_vertical": 0.5,
    "augment_blur": 1.0,
    "augment_brightness": 0.2,
    "augment_contrast": 0.2,
    "augment_noise": 0.1,
    "augment_erase": 0.25,
    "augment_random": 2,
}


@cache
def operations() -> dict[str, FieldDescription]:
    """The strengths of all operations, by name, in the order of the form; 0 is off."""
    return {field.name: field for field in describe(TrainingConfig) if field.section == SECTION and not field.only_if}


def details(operation: str) -> tuple[str, ...]:
    """Further hyperparameters of an operation, which have a meaning while it is on."""
    return tuple(field.name for field in describe(TrainingConfig) if operation in field.only_if)


def usual_strength(operation: str) -> float:
    """How strong an operation is when it is added: an effect that is seen, and a digit that is still one."""
    field = operations()[operation]
    if operation in _USUAL:
        return _USUAL[operation]
    return 1 if field.kind == "integer" else (field.maximum or 1.0) / 10


def active_operations(config: TrainingConfig) -> tuple[str, ...]:
    """The operations that are on."""
    return tuple(name for name in operations() if getattr(config, name))


def with_operation(config: TrainingConfig, operation: str) -> TrainingConfig:
    """The hyperparameters with that operation on, as strong as usual."""
    return config.model_copy(update={operation: usual_strength(operation)})


def without_operation(config: TrainingConfig, operation: str) -> TrainingConfig:
    """The hyperparameters with that operation off and its details as by default."""
    fields = TrainingConfig.model_fields
    return config.model_copy(update={name: fields[name].default for name in (operation, *details(operation))})
