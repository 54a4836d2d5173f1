"""From the arguments of a ``torch.nn`` class to a layer type and its params: the way back from what layers write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import ValidationError

from engine.fields import Settings
from engine.model.code.reader_arithmetic import is_plain
from engine.model.code.reader_values import UNKNOWN, Module, Path, Value
from engine.model.layer_type import LayerType, Unreadable
from engine.model.registry import layer_type, layer_types
from engine.model.serial import validation_sentence
from engine.text import QT_TRANSLATE_NOOP, Text

_WITHOUT_EFFECT = ("inplace", "device", "dtype", "return_indices")
"""Arguments that change nothing about what the network computes."""

_USUAL: Mapping[str, tuple[Value, ...]] = {
    "dilation": (1, (1, 1)),
    "groups": (1,),
    "padding_mode": ("zeros",),
    "padding": (0, (0, 0)),
    "output_padding": (0, (0, 0)),
    "ceil_mode": (False,),
    "count_include_pad": (True,),
    "divisor_override": (None,),
    "affine": (True,),
    "elementwise_affine": (True,),
    "track_running_stats": (True,),
    "add_bias_kv": (False,),
    "add_zero_attn": (False,),
    "kdim": (None,),
    "vdim": (None,),
    "proj_size": (0,),
    "bias": (True,),
}
"""Values at which an argument may be left out, so that a layer type need not know it."""


@dataclass(slots=True)
class Understood:
    """A layer type with its params. ``pinned`` has the sizes of what comes in as the code says them, where it does."""

    kind: LayerType
    params: Settings
    pinned: Settings | None = None
    complaints: list[Text] = field(default_factory=list)
    """Why arguments were left out."""
    remarks: list[Text] = field(default_factory=list)
    """What is different here though nothing was left out."""


@cache
def types_of_torch() -> Mapping[str, tuple[LayerType, ...]]:
    """The layer types that each class of torch may stand for, the special ones first."""
    found: dict[str, list[LayerType]] = {}
    for kind in layer_types():
        if kind.torch_name and (kind.torch_name == kind.name or type(kind).call is LayerType.call):
            found.setdefault(kind.torch_name, []).append(kind)
    return {
        name: tuple(sorted(kinds, key=lambda kind: kind.name == name and len(kinds) > 1))
        for name, kinds in found.items()
    }


def understand(module: Module) -> Understood | None:
    """The layer that a module is; ``None`` where there is no such layer type."""
    kinds = types_of_torch().get(module.kind)
    if kinds is None:
        return None
    refusals: list[Understood] = []
    for kind in kinds:
        found = _as_kind(kind, module)
        if not found.complaints:
            return found
        refusals.append(found)
    return min(refusals, key=lambda found: (len(found.complaints), found.kind.name != module.kind))


def as_patches(module: Module) -> Settings | None:
    """The params of a PatchEmbedding that computes the same windows; ``None`` where they overlap or leave gaps."""
    found = _as_kind(layer_type("PatchEmbedding"), module)
    return None if found.complaints else found.params


def argument(module: Module, name: str) -> Value:
    """One argument of a module by its name; unknown where it is not given."""
    if name in module.keywords:
        return module.keywords[name]
    for kind in types_of_torch().get(module.kind, ()):
        named = dict(zip(kind.torch_arguments, module.arguments, strict=False))
        if name in named:
            return named[name]
    return UNKNOWN


def first_size(module: Module) -> int | None:
    """The number of channels or features that a module is written for."""
    for name in ("in_features", "in_channels", "num_features", "input_size", "embed_dim", "d_model"):
        size = argument(module, name)
        if isinstance(size, int) and not isinstance(size, bool) and size > 0:
            return size
    return None


def is_coarse(module: Module) -> bool:
    """Whether a module is a convolution with a large window and step, as networks for large photographs begin."""
    window, step = argument(module, "kernel_size"), argument(module, "stride")
    return isinstance(window, int) and isinstance(step, int) and ((window >= 7 and step >= 2) or step >= 8)


def _as_kind(kind: LayerType, module: Module) -> Understood:
    complaints: list[Text] = []
    given, keywords = _given(kind, module, complaints)
    remarks = _with_batch_first(kind, given)
    found, left_out = _read(kind, given, keywords)
    complaints += left_out
    params = _validated(kind, found, complaints)
    pinned = None
    if not left_out:
        try:
            every = kind.read_call(given, frozenset(given))
            pinned = kind.Params.model_validate(every) if every != found else None
        except (Unreadable, ValidationError, TypeError, ValueError, ArithmeticError):
            pinned = None
    return Understood(kind, params, pinned, complaints, remarks)


def _with_batch_first(kind: LayerType, given: dict[str, Value]) -> list[Text]:
    if "batch_first" not in kind.torch_arguments or given.get("batch_first") is True:
        return []
    given["batch_first"] = True
    return [Text(QT_TRANSLATE_NOOP("engine", "the batch comes first here, as with batch_first=True"))]


def _given(kind: LayerType, module: Module, complaints: list[Text]) -> tuple[dict[str, Value], frozenset[str]]:
    names = kind.torch_arguments
    given: dict[str, Value] = dict(zip(names, module.arguments, strict=False))
    if not all(isinstance(extra, bool) for extra in module.arguments[len(names) :]):
        complaints.append(Text(QT_TRANSLATE_NOOP("engine", "{kind} takes fewer arguments"), {"kind": module.kind}))
    given |= module.keywords
    # A function that is handed over counts by its name.
    given = {name: value.last if isinstance(value, Path) else value for name, value in given.items()}
    for name, value in list(given.items()):
        if name in _WITHOUT_EFFECT:
            del given[name]
        elif not is_plain(value):
            complaints.append(Text(QT_TRANSLATE_NOOP("engine", "the value of {name} is not known"), {"name": name}))
            del given[name]
    return given, frozenset(name for name in module.keywords if name in given)


def _read(
    kind: LayerType, given: Mapping[str, Value], keywords: frozenset[str]
) -> tuple[dict[str, object], list[Text]]:
    """Params from the arguments; those that the layer type cannot express are left out, each with its reason."""
    left = dict(given)
    reasons: list[Text] = []
    while True:
        try:
            return kind.read_call(left, keywords & left.keys()), reasons
        except Unreadable as error:
            reason = error.text
        except (TypeError, ValueError, ArithmeticError, LookupError):
            reason = Text(QT_TRANSLATE_NOOP("engine", "the arguments are not those of {kind}"), {"kind": kind.name})
        fields = kind.Params.model_fields
        usual = {name for name, value in left.items() if name not in fields and value in _USUAL.get(name, ())}
        if usual:
            left = {name: value for name, value in left.items() if name not in usual}
            continue
        reasons.append(reason)
        culprit = _culprit(kind, left, keywords, reason)
        if culprit is None:
            return {}, reasons
        del left[culprit]


def _culprit(kind: LayerType, given: Mapping[str, Value], keywords: frozenset[str], reason: Text) -> str | None:
    """The argument without which the rest can be read, or at least another one is complained about."""
    for name in _by_suspicion(given, reason):
        rest = {other: value for other, value in given.items() if other != name}
        try:
            kind.read_call(rest, keywords & rest.keys())
        except Unreadable as error:
            if error.text == reason:
                continue
        except (TypeError, ValueError, ArithmeticError, LookupError):
            continue
        return name
    return None


def _by_suspicion(given: Mapping[str, Value], reason: Text) -> Sequence[str]:
    named = reason.values.get("name")
    return sorted(given, key=lambda name: name != named)


def _validated(kind: LayerType, found: Mapping[str, object], complaints: list[Text]) -> Settings:
    """The params; a value out of its range gives way to the default."""
    values = {name: _one_for_all(value) for name, value in found.items()}
    while True:
        try:
            return kind.Params.model_validate(values)
        except ValidationError as error:
            complaints.append(Text("{reason}", {"reason": validation_sentence(error)}))
            culprits = {str(entry["loc"][0]) for entry in error.errors(include_url=False) if entry["loc"]}
            if not culprits & values.keys():
                return kind.Params()
            values = {name: value for name, value in values.items() if name not in culprits}


def _one_for_all(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
