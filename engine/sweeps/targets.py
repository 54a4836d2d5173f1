"""What a dimension stands for: a hyperparameter, a layer's param, or a param of a layer inside a block."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from engine.fields import FieldDescription, Settings, describe
from engine.model.blocks import put_back
from engine.model.edits import set_params
from engine.model.serial import validation_sentence
from engine.model.spec import LayerSpec, ModelSpec
from engine.project import Project
from engine.sweeps.dimension import Dimension, Value, plain
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig


def field_of(project: Project, name: str) -> FieldDescription:
    """The description of what a dimension of this name sets; raises :class:`NetwrightError` where there is none."""
    settings, field = _settings_of(project, name)
    found = next((one for one in describe(type(settings)) if one.name == field), None)
    if found is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{dimension}: there is no “{field}”; known are {known}."),
            dimension=name,
            field=field,
            known=", ".join(one.name for one in describe(type(settings))) or "–",
        )
    return found


def value_of(project: Project, name: str) -> Value:
    """What the project itself has where a dimension of this name stands; raises :class:`NetwrightError`."""
    field = field_of(project, name)
    value: Value = getattr(_settings_of(project, name)[0], field.name)
    return value


def check_dimension(project: Project, dimension: Dimension) -> None:
    """Raise :class:`NetwrightError` where the project has no such field, or it cannot take all of the values."""
    field = field_of(project, dimension.name)
    expected = {"integer": ("integer",), "real": ("integer", "real")}.get(field.kind, ())
    if dimension.kind != "choice" and dimension.kind not in expected:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{dimension} is no number: give choices instead of a range.")
            if not expected
            else QT_TRANSLATE_NOOP("engine", "{dimension} takes whole numbers: give whole numbers as range and step."),
            dimension=dimension.name,
        )
    settings, name = _settings_of(project, dimension.name)
    for value in dimension.choices if dimension.kind == "choice" else (dimension.low, dimension.top):
        whole = int(value) if dimension.kind == "integer" and isinstance(value, float) else value
        _check_value(dimension, settings, name, whole)


def with_values(project: Project, values: Mapping[str, Value]) -> Project:
    """The project with values set, all of one layer or of the hyperparameters at once.

    Raises :class:`NetwrightError` naming the dimension whose value cannot be, alone or beside the others.
    """
    by_place: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    for name, value in values.items():
        field_of(project, name)
        place, field = _parted(name)
        by_place[place][field] = value
    model, training = project.model, project.training
    for (block, layer_id), changes in by_place.items():
        try:
            if not layer_id:
                training = TrainingConfig.model_validate(training.model_dump() | changes)
            elif not block:
                model = set_params(model, layer_id, **changes)
            else:
                model = put_back(model, block, set_params(model.block_named[block], layer_id, **changes))
        except ValidationError as error:
            raise _unfit(error, block, layer_id, changes) from None
    return replace(project, model=model, training=training)


def _parted(name: str) -> tuple[tuple[str, str], str]:
    """``Block/layer.param`` as ((block, layer), param); hyperparameters have neither block nor layer."""
    path, _, field = name.rpartition(".")
    block, _, layer_id = path.rpartition("/")
    return (block, layer_id), field


def _settings_of(project: Project, name: str) -> tuple[Settings, str]:
    (block, layer_id), field = _parted(name)
    if not layer_id:
        return project.training, field
    return _layer(project.model, name, block, layer_id).params, field


def _layer(model: ModelSpec, name: str, block: str, layer_id: str) -> LayerSpec:
    if block and block not in model.block_named:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{dimension}: there is no block “{block}”; known are {known}."),
            dimension=name,
            block=block,
            known=", ".join(model.block_named) or "–",
        )
    network = model.block_named[block] if block else model
    if layer_id not in network:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{dimension}: there is no layer “{layer}”; the layers are {known}."),
            dimension=name,
            layer=layer_id,
            known=", ".join(network.order),
        )
    return network[layer_id]


def _check_value(dimension: Dimension, settings: Settings, field: str, value: Any) -> None:
    """Only the field's own rules count: what it may not be beside others depends on the rest of the point."""
    try:
        type(settings).model_validate(settings.model_dump() | {field: value})
    except ValidationError as error:
        own = [problem for problem in error.errors() if problem["loc"] and problem["loc"][0] == field]
        if own:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{dimension} cannot be {value}: {reason}."),
                dimension=dimension.name,
                value=plain(value) if isinstance(value, float) else str(value),
                reason=own[0]["msg"].removeprefix("Value error, "),
            ) from None


def _unfit(error: ValidationError, block: str, layer_id: str, changes: Mapping[str, Value]) -> NetwrightError:
    path = f"{block}/{layer_id}" if block else layer_id
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{dimension} cannot be so: {reason}."),
        dimension=", ".join(f"{path}.{field}" if path else field for field in changes),
        reason=validation_sentence(error),
    )
