"""Attributes, operators and calls: what is built in, what torch has, and what the text defines itself."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from engine.model.code import reader_arithmetic as arithmetic
from engine.model.code import reader_attention as attention
from engine.model.code import reader_builtins as built_in
from engine.model.code import reader_classes as classes
from engine.model.code import reader_layers as layers
from engine.model.code import reader_learning as learning
from engine.model.code import reader_members as members
from engine.model.code import reader_noting as noting
from engine.model.code import reader_operations as operations
from engine.model.code import reader_torch as torch_names
from engine.model.code.reader_modules import argument, types_of_torch
from engine.model.code.reader_values import (
    IGNORED,
    TRAINING,
    UNKNOWN,
    Attended,
    Class,
    Container,
    Function,
    Instance,
    Literal,
    Method,
    Module,
    Moved,
    Noise,
    Partial,
    Path,
    Scores,
    Super,
    Tensor,
    Value,
    Weight,
    is_module,
)
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

_USUAL_NAMES = {
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "torch": "torch",
    "math": "math",
    "np": "numpy",
    "OrderedDict": "collections.OrderedDict",
    "partial": "functools.partial",
    "torchvision": "torchvision",
    "models": "torchvision.models",
}


_PYTHON = ("math.", "collections.", "functools.", "itertools.", "copy.", "numpy.", "typing.")
_NEVER = ("is_scripting", "is_tracing", "is_exporting", "is_available", "is_compiling")
"""Questions about how the code is run; their answer is no."""


def well_known(name: str) -> Value:
    """What a name stands for that the text does not define: pasted code often comes without its imports."""
    if name in _USUAL_NAMES:
        return Path(_USUAL_NAMES[name])
    if name in types_of_torch() or name in torch_names.CONTAINERS or name in torch_names.OTHERS:
        return Path(f"torch.nn.{name}")
    return Path(f"builtins.{name}") if hasattr(builtins, name) else UNKNOWN


def attribute(interpreter: Interpreter, owner: Value, name: str, node: ast.Attribute, frame: Frame) -> Value:
    """``owner.name``."""
    match owner:
        case Path(dotted=dotted):
            return Path(f"{dotted}.{name}"[:300])
        case Instance():
            return _of_instance(interpreter, owner, name, node, frame)
        case Class():
            found = classes.names_of(owner).get(name, UNKNOWN)
            return owner.name if name == "__name__" else found
        case Tensor():
            return operations.sizes_of(owner) if name == "shape" else _of_tensor(owner, name)
        case Moved() | Attended() | Scores():
            return operations.sizes_of(owner) if name == "shape" else Method(owner, name)
        case Weight() | Literal():
            return owner.sizes if name == "shape" else owner if name == "data" else Method(owner, name)
        case Module():
            return _of_module(owner, name)
        case tuple() if name in ("values", "indices") and len(owner) == 2:
            return owner[name == "indices"]
        case int() | float() if name == "item":
            return Method(owner, name)
        case Container() if name in owner.children:
            return owner.children[name]
        case Super() | Container() | list() | dict() | tuple() | str():
            return Method(owner, name)
    return UNKNOWN


def _of_instance(interpreter: Interpreter, owner: Instance, name: str, node: ast.Attribute, frame: Frame) -> Value:
    if name in owner.attributes:
        return owner.attributes[name]
    found = classes.names_of(owner.made_by).get(name, UNKNOWN)
    if isinstance(found, Function):
        bound = classes.method(owner, name) or found
        if classes.is_property(found):
            return interpreter.call_function(bound, [], {}, frame, node)
        return bound
    if found is not UNKNOWN:
        return found
    if name == "training":
        return TRAINING
    if name == "__class__":
        return owner.made_by
    return Method(owner, name) if name in members.INSTANCE_METHODS else UNKNOWN


def _of_tensor(owner: Tensor, name: str) -> Value:
    if name in ("data", "real"):
        return owner
    return UNKNOWN if name in ("device", "dtype", "is_cuda", "requires_grad", "grad") else Method(owner, name)


def _of_module(owner: Module, name: str) -> Value:
    if name in ("weight", "bias"):
        sizes = owner.arguments if owner.kind == "Embedding" else ()
        return Weight(tuple(sizes), owner.line, module=owner) if name == "weight" else UNKNOWN
    if name in owner.keywords or name.startswith(("in_", "out_", "num_", "hidden_", "embed_", "kernel_")):
        return argument(owner, name)
    return Method(owner, name)


# --- operators


def operate(
    interpreter: Interpreter, operation: ast.operator, operands: list[Value], node: ast.AST, frame: Frame
) -> Value:
    """``a + b`` and its kin; a sum of several tensors is one layer."""
    if any(isinstance(found, Scores) for found in operands):
        return attention.arithmetic(interpreter, operation, operands, node, frame)
    if any(isinstance(found, Tensor) for found in operands):
        if isinstance(operation, ast.MatMult):
            return operations.matrix_product(interpreter, "MatMult", operands, node, frame)
        if isinstance(operation, ast.Add):
            return operations.add_or_multiply(interpreter, "Add", operands, node, frame)
        if isinstance(operation, ast.Mult):
            return operations.add_or_multiply(interpreter, "Multiply", operands, node, frame)
        divisor = operands[1] if len(operands) == 2 and isinstance(operation, ast.Div) else None
        if isinstance(divisor, int | float) and divisor and isinstance(operands[0], Tensor) and frame.graph is not None:
            return operations.multiplied_by(operands[0], 1 / divisor, node, frame)
        if len(noting.tensors_among(operands)) == 1 and isinstance(operation, ast.Sub | ast.Div):
            return operations.add_or_multiply(interpreter, "Multiply", operands, node, frame)
        return noting.not_a_layer(interpreter, type(operation).__name__, operands, node, frame)
    if isinstance(operation, ast.Mult) and len(operands) == 2:
        noise = next((found for found in operands if isinstance(found, Noise)), None)
        factor = next((found for found in operands if isinstance(found, int | float)), None)
        if noise is not None and factor is not None:
            return Noise(abs(noise.std * min(max(factor, -1e6), 1e6)))
    if any(isinstance(found, Weight | Literal) for found in operands):
        return next(found for found in operands if isinstance(found, Weight | Literal))
    result = operands[0]
    for right in operands[1:]:
        result = arithmetic.binary(operation, result, right, interpreter.budget)
    return result


def sign(interpreter: Interpreter, node: ast.UnaryOp, value: Value, frame: Frame) -> Value:
    """``-x`` and ``not x``."""
    if isinstance(value, Tensor) and not isinstance(node.op, ast.Not):
        return noting.not_a_layer(interpreter, type(node.op).__name__, [value], node, frame)
    return arithmetic.unary(node.op, value)


# --- calls


def call_node(interpreter: Interpreter, node: ast.Call, frame: Frame) -> Value:
    """A call as it stands in the text."""
    function = interpreter.evaluate(node.func, frame)
    if function == Path("builtins.super"):
        return Super(frame.instance, frame.home) if frame.instance is not None and frame.home is not None else UNKNOWN
    positional, keywords = interpreter.arguments(node, frame)
    result = call(interpreter, function, positional, keywords, node, frame)
    if result is UNKNOWN and function is UNKNOWN and frame.graph is not None:
        found = [*positional, *keywords.values()]
        if noting.tensors_among(found):
            return noting.stand_in(
                interpreter,
                found,
                _name_of(node.func),
                node,
                frame,
                QT_TRANSLATE_NOOP("engine", "{kind} is not known; an Identity stands in its place"),
                kind=_name_of(node.func) or "?",
            )
    return result


def _name_of(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def call(
    interpreter: Interpreter,
    function: Value,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    """What calling a value gives."""
    match function:
        case Path():
            return _call_path(interpreter, function, arguments, keywords, node, frame)
        case Function():
            return interpreter.call_function(function, arguments, keywords, frame, node)
        case Class():
            return classes.instantiate(interpreter, function, arguments, keywords, node, frame)
        case Partial():
            together = function.keywords | keywords
            return call(interpreter, function.function, [*function.arguments, *arguments], together, node, frame)
        case Method():
            return _call_method(interpreter, function, arguments, keywords, node, frame)
    if is_module(function):
        return layers.call_module(interpreter, function, arguments, keywords, node, frame)
    return UNKNOWN


def _call_path(
    interpreter: Interpreter,
    path: Path,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    home, _, name = path.dotted.rpartition(".")
    line = noting.line_of(node)
    if home == "builtins" or path.dotted.startswith(_PYTHON):
        return built_in.call(interpreter, path, arguments, keywords, node, frame)
    if home.startswith("torch") and name in _NEVER:
        return False
    tensors = noting.tensors_among([*arguments, *keywords.values()])
    if arguments and isinstance(arguments[0], Scores | Attended | Moved):
        return operations.operate_on(interpreter, name, list(arguments), dict(keywords), node, frame)
    if home.endswith("nn.init"):
        learning.initialise(name, arguments[0] if arguments else None)
        return IGNORED
    if path.dotted in ("torch.linspace", "torch.arange"):
        return built_in.spaced(interpreter, name, arguments)
    made = torch_names.make(interpreter, path, arguments, keywords, line)
    if made is not None and not tensors:
        return made
    if home in ("torch", "torch.nn.functional", "torch.special", "torch._C._nn") or (
        tensors and frame.graph is not None
    ):
        return operations.operate_on(interpreter, name, list(arguments), dict(keywords), node, frame)
    return UNKNOWN


def _call_method(
    interpreter: Interpreter,
    bound: Method,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    owner, name = bound.owner, bound.name
    match owner:
        case Tensor() | Weight() | Literal() | Moved() | Scores() | Attended():
            return operations.operate_on(interpreter, name, [owner, *arguments], dict(keywords), node, frame)
        case Super():
            return _call_super(interpreter, owner, name, arguments, keywords, node, frame)
        case Module() | Container() | Instance():
            if name == "apply" and arguments:
                for found in members.modules_within(owner):
                    call(interpreter, arguments[0], [found], {}, node, frame)
                return owner
            return members.call_method(interpreter, owner, name, arguments, keywords, node, frame)
        case int() | float():
            return owner
        case list() | dict() | tuple() | str():
            return built_in.call_method(interpreter, owner, name, arguments, keywords)
    return UNKNOWN


def _call_super(
    interpreter: Interpreter,
    above: Super,
    name: str,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    found = classes.method(above.instance, name, above.home)
    if found is not None:
        return interpreter.call_function(found, arguments, keywords, frame, node)
    if name == "__init__" and "Sequential" in classes.foreign_bases(above.instance.made_by):
        classes.hold_children(above.instance, arguments)
    elif name == "__init__":
        for base in above.home.bases:
            if isinstance(base, Class):
                classes.hold_fields(above.instance, base, arguments, keywords)
    inner = above.instance.attributes.get("")
    if name == "forward" and isinstance(inner, Container) and frame.graph is not None:
        return layers.chain(interpreter, inner, arguments, node, frame)
    return None
