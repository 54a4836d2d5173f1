"""What classes and functions of torch make when no tensor goes into them: modules, containers, weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.code.reader_classes import container_of
from engine.model.code.reader_modules import types_of_torch
from engine.model.code.reader_values import UNKNOWN, Container, Literal, Module, Path, Value, Weight, is_module
from engine.model.pretrained.families import families
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_interpreter import Interpreter

CONTAINERS = ("Sequential", "ModuleList", "ModuleDict")
OTHERS = ("Parameter", "TransformerEncoder", "Module")
_LITERALS = frozenset(["zeros", "ones", "empty", "randn", "rand", "full", "tensor", "normal"])
_WRAPPERS = frozenset(
    ["weight_norm", "spectral_norm", "DataParallel", "DistributedDataParallel", "compile", "script", "checkpoint"]
)
MAXIMUM_STACKED = 200
_HEADS = {"resnet": "fc", "vit": "heads"}
"""The last layer of torchvision's families where it is no ``classifier``."""


def make(
    interpreter: Interpreter, path: Path, arguments: list[Value], keywords: dict[str, Value], line: int
) -> Value | None:
    """What the call of something imported makes; ``None`` where it is nothing that networks are built from."""
    home, _, name = path.dotted.rpartition(".")
    if name in _WRAPPERS and arguments and is_module(arguments[0]):
        interpreter.note(line, QT_TRANSLATE_NOOP("engine", "{name} is left out"), name=name)
        return arguments[0]
    if name in _LITERALS and home == "torch":
        return Literal(_sizes(arguments, keywords))
    if name == "Parameter" and arguments + list(keywords.values()):
        data = arguments[0] if arguments else keywords.get("data")
        return Weight(data.sizes if isinstance(data, Literal) else (), line)
    if home.startswith("torchvision.models") and name in families():
        return _pretrained(name, arguments, keywords, line)
    if not _is_module_home(home, name):
        return None
    if name in CONTAINERS:
        given = arguments or ([keywords["modules"]] if "modules" in keywords else [])
        return container_of(name, given, line)
    if name == "TransformerEncoder":
        return _stacked(interpreter, arguments, keywords, line)
    if name.startswith("Lazy") and name[4:] in types_of_torch():
        return Module(name[4:], (None, *arguments), dict(keywords), line)
    return Module(name, tuple(arguments), dict(keywords), line)


def _pretrained(name: str, arguments: list[Value], keywords: dict[str, Value], line: int) -> Container:
    """``models.resnet18(weights=…)``: a backbone and a head, which code often replaces by one of its own."""
    weights = keywords.get("weights", keywords.get("pretrained", arguments[0] if arguments else None))
    settings: dict[str, Value] = {
        "builder": name,
        "weights": "pretrained" if weights else None,
        "trainable": "all",
        "grey_to_rgb": False,
        "normalise": False,
    }
    head = next((head for family, head in _HEADS.items() if name.startswith(family)), "classifier")
    made = Container("Sequential", {}, line)
    made.add(Module("PretrainedBackbone", (), settings, line), "backbone")
    classes = keywords.get("num_classes", 1000)
    made.add(Module("Linear", (families()[name].features, classes), {}, line), head)
    return made


def _is_module_home(home: str, name: str) -> bool:
    """Whether a class of this name is a module. Names of torch count whatever they were imported from."""
    if home in ("torch.nn", "torch.nn.modules") or home.startswith("torch.nn.modules."):
        return True
    if home in ("torch", "torch.nn.functional"):
        return False
    known = name in types_of_torch() or name in CONTAINERS
    return (known and home.startswith("torch")) or home.startswith("torchvision.models")


def _sizes(arguments: list[Value], keywords: dict[str, Value]) -> tuple[Value, ...]:
    sizes = arguments or [keywords.get("size", ())]
    if len(sizes) >= 1 and isinstance(sizes[0], list | tuple):
        return tuple(sizes[0])
    return tuple(sizes)


def _stacked(interpreter: Interpreter, arguments: list[Value], keywords: dict[str, Value], line: int) -> Value:
    """``nn.TransformerEncoder(layer, n)``: as many copies of the layer, one behind the other."""
    layer = keywords.get("encoder_layer", arguments[0] if arguments else UNKNOWN)
    count = keywords.get("num_layers", arguments[1] if len(arguments) > 1 else UNKNOWN)
    norm = keywords.get("norm", arguments[2] if len(arguments) > 2 else None)
    if not isinstance(count, int) or not 1 <= count <= MAXIMUM_STACKED or not interpreter.budget.fits(count):
        interpreter.note(line, QT_TRANSLATE_NOOP("engine", "how many layers are stacked is not known; one is taken"))
        count = 1
    made = Container("Sequential", {}, line)
    for number in range(count):
        copy = Module(layer.kind, layer.arguments, layer.keywords, layer.line) if isinstance(layer, Module) else layer
        made.add(copy, str(number))
    if is_module(norm):
        made.add(norm, "norm")
    return made
