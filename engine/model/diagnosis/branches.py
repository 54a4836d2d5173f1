"""Making the branches of a merge fit each other."""

from collections.abc import Sequence
from math import prod

from pydantic import ValidationError

from engine.model import fixes
from engine.model.fixes import Step
from engine.model.layer_type import shape_text
from engine.model.problems import Fix
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, Text

_KEEP_SIDES = (
    "ReLU", "LeakyReLU", "PReLU", "ELU", "GELU", "SiLU", "Mish", "Hardswish", "ReLU6", "Softplus", "Sigmoid", "Tanh",
    "BatchNorm2d", "GroupNorm", "InstanceNorm2d", "LayerNorm", "Dropout", "Dropout2d", "GaussianNoise", "Identity",
)  # fmt: skip
_MOST_WEIGHTS = 10_000_000
"""A Linear layer that would need more weights than this is no repair."""


def fit(spec: ModelSpec, layer: LayerSpec, port: int, inputs: Sequence[Shape]) -> tuple[Fix, ...]:
    """Repairs of a merge whose input ``port`` (counted from 0) does not agree with those before it, the best first."""
    source, first = layer.inputs[port], layer.inputs[0]
    offered = [_same_padding(spec, layer, port, inputs)]
    for branch, shape, wanted in ((source, inputs[port], inputs[0]), (first, inputs[0], inputs[port])):
        target = _target(layer, shape, wanted)
        steps = steps_between(shape, target) if target is not None else None
        if steps:
            offered.append(_insertion(branch, layer.id, steps, target or wanted))
        if port != 1:  # the first branch also fits the second one, so it stays as it is
            break
    if _grows(inputs[0], inputs[port]) and port == 1:  # make the larger branch smaller rather than the other larger
        offered[1:] = reversed(offered[1:])
    return (*(found for found in offered if found is not None), fixes.take_off(source, layer.id))


def steps_between(shape: Shape, target: Shape) -> tuple[Step, ...] | None:
    """Layers that turn one shape into another; ``None`` where that would be absurd."""
    steps = _steps(shape, target)
    if steps is None:
        return None
    try:
        for type_name, params in steps:
            kind = layer_type(type_name)
            checked = kind.Params.model_validate(params)
            after = kind.output_shape(checked, (shape,))
            if kind.parameter_count(checked, (shape,), after) > _MOST_WEIGHTS:
                return None
            shape = after
    except ValidationError:
        return None
    return steps if shape == target else None


def _steps(shape: Shape, target: Shape) -> tuple[Step, ...] | None:
    match shape, target:
        case (_, _, _), (_, _, _):
            return _image_to_image(shape, target)
        case (_, _, _), (classes,):
            return ("GlobalAvgPool2d", {}), *_linear(shape[0], classes)
        case (_, height, _), (_, _):
            return ("Rows", {}), *(_steps((height, shape[0] * shape[2]), target) or ())
        case (steps, features), (wanted, width):
            mixed: tuple[Step, ...] = ()
            if steps != wanted:
                mixed = ("Permute", {"order": (1, 0)}), *_linear(steps, wanted), ("Permute", {"order": (1, 0)})
            return *mixed, *_linear(features, width)
        case (_, features), (width,):
            return ("MeanOverTokens", {}), *_linear(features, width)
        case (features,), (width,):
            return _linear(features, width)
        case (features,), (channels, height, width):
            spread: tuple[Step, ...] = (("AdaptiveAvgPool2d", {"height": height, "width": width}),)
            pixel: Step = ("Unflatten", {"sizes": (channels, 1, 1)})
            return *_linear(features, channels), pixel, *(spread if height * width > 1 else ())
        case (features,), _:
            return *_linear(features, prod(target)), ("Unflatten", {"sizes": target})
        case (tokens, features), _:
            return ("Flatten", {}), *(_steps((tokens * features,), target) or ())
        case _:
            return ("Flatten", {}), *(_steps((prod(shape),), target) or ())


def _linear(features: int, wanted: int) -> tuple[Step, ...]:
    return (("Linear", {"out_features": wanted}),) if features != wanted else ()


def _image_to_image(shape: Shape, target: Shape) -> tuple[Step, ...]:
    (channels, *sides), (wanted, *places) = shape, target
    if channels == wanted:
        return (_resize(sides, places),) if sides != places else ()
    projection: dict[str, object] = {"out_channels": wanted, "kernel_size": 1}
    if sides == places:
        return (("Conv2d", projection),)
    stride = next((step for step in (2, 3, 4, 8) if [(side - 1) // step + 1 for side in sides] == list(places)), None)
    if stride is not None:
        return (("Conv2d", projection | {"stride": stride}),)
    return _resize(sides, places), ("Conv2d", projection)


def _resize(sides: Sequence[int], places: Sequence[int]) -> Step:
    for factor in (2, 3, 4, 8):
        if [side // factor for side in sides] == list(places):
            return "MaxPool2d", {"kernel_size": factor}
        if [side * factor for side in sides] == list(places):
            return "Upsample", {"scale_factor": factor}
    return "AdaptiveAvgPool2d", {"height": places[0], "width": places[1] if places[1] != places[0] else None}


def _target(layer: LayerSpec, shape: Shape, wanted: Shape) -> Shape | None:
    """What a branch should become: for Concatenate it keeps its own size along the axis."""
    if layer.type == "Concatenate":
        axis = layer.params.axis  # type: ignore[attr-defined]
        if len(shape) != len(wanted):
            return (prod(shape),) if len(wanted) == 1 else None
        return tuple(
            own if place == axis % len(shape) else other
            for place, (own, other) in enumerate(zip(shape, wanted, strict=True))
        )
    if layer.type == "Multiply" and len(shape) == 1 and len(wanted) == 3 and shape[0] in (1, wanted[0]):
        return (shape[0], 1, 1)  # a gate for each channel
    if layer.type == "Multiply" and len(shape) == 3 and len(wanted) == 1 and wanted[0] in (1, shape[0]):
        return None
    return wanted


def _insertion(source: str, target: str, steps: tuple[Step, ...], size: Shape) -> Fix:
    kinds = [name for name, _ in steps]
    values = {"source": source, "size": shape_text(size), "types": ", ".join(kinds)}
    if kinds == ["Conv2d"]:
        label = Text(QT_TRANSLATE_NOOP("engine", "Project {source} with a 1×1 Conv2d to {size}"), values)
    else:
        label = Text(QT_TRANSLATE_NOOP("engine", "Bring {source} to {size} with {types}"), values)
    return fixes.insert_chain(source, target, steps, label)


def _grows(first: Shape, other: Shape) -> bool:
    """Whether ``other`` is the smaller image of the two."""
    return len(first) == 3 == len(other) and first[1] * first[2] > other[1] * other[2]


def _same_padding(spec: ModelSpec, layer: LayerSpec, port: int, inputs: Sequence[Shape]) -> Fix | None:
    """Where only the border of a convolution is missing on one branch: let it keep the size."""
    first, other = inputs[0], inputs[port]
    if len(first) != 3 or len(other) != 3 or first[1:] == other[1:]:
        return None
    shrunk, small, large = (port, other, first) if first[1] > other[1] else (0, first, other)
    walked = spec[layer.inputs[shrunk]]
    while walked.type in _KEEP_SIDES and walked.inputs and walked.inputs[0] in spec:
        walked = spec[walked.inputs[0]]
    if walked.type not in ("Conv2d", "DepthwiseConv2d"):
        return None
    params = walked.params
    if params.padding != "valid" or params.stride != 1:  # type: ignore[attr-defined]
        return None
    windows = (params.kernel_size, params.kernel_width or params.kernel_size)  # type: ignore[attr-defined]
    lost = [params.dilation * (window - 1) for window in windows]  # type: ignore[attr-defined]
    if [small[1] + lost[0], small[2] + lost[1]] != list(large[1:]):
        return None
    return fixes.set_field(walked, "padding", "same")
