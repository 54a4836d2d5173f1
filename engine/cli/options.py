"""Hyperparameters and layer params as options: declared, checked and explained by the settings classes."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, make_dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from cyclopts import Parameter
from pydantic import ValidationError

from engine.cli.output import WrongArguments
from engine.distributed.places import PLACES
from engine.fields import FieldDescription, Settings, describe
from engine.model.edits import set_params
from engine.model.spec import ModelSpec
from engine.training.config import TrainingConfig
from engine.training.config.split import SplitFields

S = TypeVar("S", bound=Settings)

NOTHING = ("none", "")
"""What stands for “automatic” in a field that may be left open."""


def allowed(field: FieldDescription) -> str:
    """What a field takes, in words: ``a whole number from 1 to 65536``."""
    match field.kind:
        case "choice":
            words = "one of " + ", ".join(field.choices)
        case "switch":
            words = "true or false"
        case "integer" | "real":
            words = ("a whole number" if field.kind == "integer" else "a number") + _range(field)
        case "integers":
            words = "whole numbers separated by commas"
        case "text":
            words = "auto, cpu, cuda or cuda:N" if field.name == "device" else "a text"
    return f"{words}, or none" if field.optional else words


def _range(field: FieldDescription) -> str:
    low = "" if field.minimum is None else f"{field.minimum:.12g}"
    high = "" if field.maximum is None else f"{field.maximum:.12g}"
    if low and high and not field.minimum_excluded and not field.maximum_excluded:
        return f" from {low} to {high}"
    parts = []
    if low:
        parts.append(f"above {low}" if field.minimum_excluded else f"of at least {low}")
    if high:
        parts.append(f"below {high}" if field.maximum_excluded else f"of at most {high}")
    return " " + " and ".join(parts) if parts else ""


def _flag(field: FieldDescription) -> Any:
    kind = bool if field.kind == "switch" else str
    name = "--" + field.name.replace("_", "-")
    text = f"{field.doc} Takes {allowed(field)}."
    # The default stands in the project or the recipe, so that the option itself has none.
    return Annotated[kind | None, Parameter(name=name, help=text, allow_leading_hyphen=True, show_default=False)]


def _options(name: str, fields: Iterable[FieldDescription]) -> Any:
    return make_dataclass(
        name,
        [(field.name, _flag(field), None) for field in fields],
        namespace={"__module__": __name__},  # cyclopts takes a class of the module “types” for a built-in one
        frozen=True,
        kw_only=True,
    )


if TYPE_CHECKING:
    HyperparameterOptions = Any
    SplitOptions = Any
    PlaceOptions = Any
else:
    HyperparameterOptions = _options("HyperparameterOptions", describe(TrainingConfig))
    _OF_SPLIT = {*SplitFields.model_fields, "seed", "limit_train"}
    SplitOptions = _options("SplitOptions", [field for field in describe(TrainingConfig) if field.name in _OF_SPLIT])
    _OF_PLACES = {field.name: field for place in PLACES for field in describe(place)}
    PlaceOptions = _options("PlaceOptions", _OF_PLACES.values())


def with_options(config: TrainingConfig, options: HyperparameterOptions | SplitOptions | None) -> TrainingConfig:
    """The config with every option that was given; raises :class:`WrongArguments` for a value out of range."""
    if options is None:
        return config
    given = {field.name: getattr(options, field.name) for field in fields(options)}
    return _changed(config, {name: value for name, value in given.items() if value is not None})


def place_with(place: S, options: PlaceOptions | None) -> S:
    """The place with every option that was given; raises :class:`WrongArguments` for one that is not of its kind."""
    known = {field.name for field in describe(type(place))}
    given = {} if options is None else {field.name: getattr(options, field.name) for field in fields(options)}
    given = {name: value for name, value in given.items() if value is not None}
    for name in given:
        if name not in known:
            option = "--" + name.replace("_", "-")
            raise WrongArguments(f"{option}: it has no meaning there; expected one of {', '.join(sorted(known))}")
    return _changed(place, given)


def with_settings(
    config: TrainingConfig, model: ModelSpec, settings: Iterable[str]
) -> tuple[TrainingConfig, ModelSpec]:
    """Apply ``learning_rate=0.01`` and ``conv1.out_channels=64``; raises :class:`WrongArguments` naming the key."""
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            raise WrongArguments(f"--set: expected key=value, found “{setting}”")
        layer_id, dot, param = key.strip().rpartition(".")
        if dot:
            model = _with_param(model, layer_id, param, value.strip())
        else:
            config = _changed(config, {param: value.strip()}, option=f"--set {param}")
    return config, model


def _changed(config: S, given: Mapping[str, str | bool], option: str = "") -> S:
    fields = {field.name: field for field in describe(type(config))}
    for name in given:
        if name not in fields:
            raise WrongArguments(f"{option}: there is no such hyperparameter; known are {', '.join(fields)}")
    values = {name: _value(fields[name], value) for name, value in given.items()}
    try:
        return type(config).model_validate(config.model_dump() | values)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        option = option or "--" + name.replace("_", "-")
        raise WrongArguments(_complaint(option, fields[name], given[name], error)) from None


def _with_param(model: ModelSpec, layer_id: str, param: str, value: str) -> ModelSpec:
    option = f"--set {layer_id}.{param}"
    if layer_id not in model:
        raise WrongArguments(f"{option}: there is no layer “{layer_id}”; the layers are {', '.join(model.order)}")
    layer = model[layer_id]
    fields = {field.name: field for field in describe(type(layer.params))}
    if param not in fields:
        known = f"its params are {', '.join(fields)}" if fields else "it has no params"
        raise WrongArguments(f"{option}: {layer_id} is a {layer.type} and has no such param; {known}")
    try:
        return set_params(model, layer_id, **{param: _value(fields[param], value)})
    except ValidationError as error:
        raise WrongArguments(_complaint(option, fields[param], value, error)) from None


def _value(field: FieldDescription, text: str | bool) -> object:
    """The value that stands in the text, still to be validated."""
    if isinstance(text, bool):
        return text
    if field.optional and text.lower() in NOTHING:
        return None
    if field.kind == "integers":
        return tuple(part.strip() for part in text.strip("()[]").replace("x", ",").split(",") if part.strip())
    return text


def _complaint(option: str, field: FieldDescription, found: object, error: ValidationError | None = None) -> str:
    first = error.errors()[0] if error else None
    told_by_type = field.kind != "text" or field.name == "device"
    if first and (not first["loc"] or first["loc"][0] != field.name or not told_by_type):
        return f"{option}: {first['msg'].removeprefix('Value error, ')}, found “{found}”"
    return f"{option}: expected {allowed(field)}, found “{found}”"
