"""Methods of modules: adding children, walking over them, freezing, copying."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.model.code import reader_classes as classes
from engine.model.code import reader_layers as layers
from engine.model.code import reader_learning as learning
from engine.model.code import reader_noting as noting
from engine.model.code.reader_values import (
    IGNORED,
    UNKNOWN,
    Container,
    Instance,
    Module,
    Value,
    Weight,
    is_module,
)

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

Owner = Module | Container | Instance

SELF_METHODS = (
    *("to", "cuda", "cpu", "float", "double", "half", "compile", "share_memory"),
    *("eval", "train", "apply", "requires_grad_"),
)
"""Methods that return the module itself."""
_ADDING = ("add_module", "register_module", "append", "extend", "insert", "update")
_WALKING = ("children", "named_children", "modules", "items", "keys", "values", "parameters", "named_parameters")
_KEEPING = ("register_buffer", "register_parameter", "__setattr__", "__getattr__")
INSTANCE_METHODS = frozenset(("forward", *SELF_METHODS, *_ADDING, *_WALKING, *_KEEPING))
"""What a module of the text has besides what its class defines."""


def call_method(
    interpreter: Interpreter,
    owner: Owner,
    name: str,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    """A method of a module that its class does not define in the text."""
    if name in ("forward", "__call__"):
        return layers.call_module(interpreter, owner, arguments, keywords, node, frame)
    if name in _ADDING:
        _add_child(interpreter, owner, name, arguments, keywords)
        return owner
    if name in _WALKING:
        return _walk(owner, name, node)
    if name == "requires_grad_":
        learning.freeze(owner, (arguments[0] if arguments else keywords.get("requires_grad", True)) is not False)
        return owner
    match owner, name, arguments:
        case Instance(), "register_buffer", [str(key), *value]:
            owner.attributes[key] = value[0] if value else UNKNOWN
            return IGNORED
        case Instance(), "__getattr__", [str(key)]:
            return owner.attributes.get(key, UNKNOWN)
        case Instance(), ("register_parameter" | "__setattr__"), [str(key), value]:
            classes.keep(owner, key, value)
            return IGNORED
    return owner if name in SELF_METHODS else UNKNOWN


def _walk(owner: Owner, name: str, node: ast.AST) -> Value:
    if name in ("parameters", "named_parameters"):
        weight = Weight((), noting.line_of(node), module=owner)
        return [weight if name == "parameters" else ("weight", weight)]
    if name == "modules":
        return modules_within(owner)
    pairs = [(key, child) for key, child in _inner(owner).items() if is_module(child)]
    if name in ("items", "named_children"):
        return list(pairs)
    return [key if name == "keys" else child for key, child in pairs]


def _inner(owner: Value) -> dict[str, Value]:
    if isinstance(owner, Container):
        return owner.children
    return owner.attributes if isinstance(owner, Instance) else {}


def modules_within(owner: Value) -> list[Value]:
    """A module and all inside it, each once, outer ones first."""
    found: dict[int, Value] = {}
    stack: list[Value] = [owner]
    while stack:
        module = stack.pop()
        if id(module) not in found:
            found[id(module)] = module
            stack += reversed([child for child in _inner(module).values() if is_module(child)])
    return list(found.values())


def _add_child(
    interpreter: Interpreter,
    owner: Owner,
    name: str,
    arguments: list[Value],
    keywords: dict[str, Value],
) -> None:
    if name in ("add_module", "register_module"):
        key, value = (*arguments, keywords.get("name"), keywords.get("module"))[:2]
        if isinstance(owner, Instance) and isinstance(key, str):
            classes.keep(owner, key, value)
        elif isinstance(owner, Container):
            key = key if isinstance(key, str) else str(len(owner.children))
            owner.add(value, key)
            classes.name_child(owner, key)
    elif isinstance(owner, Container) and name == "append" and arguments:
        key = str(len(owner.children))
        owner.add(arguments[0], key)
        classes.name_child(owner, key)
    elif isinstance(owner, Container) and name == "insert" and len(arguments) == 2:
        children = list(owner.children.values())
        place = arguments[0]
        children.insert(place if isinstance(place, int) else len(children), arguments[1])
        owner.children = {str(index): child for index, child in enumerate(children)}
    elif isinstance(owner, Container) and arguments:
        extend(interpreter, owner, arguments[0])


def extend(interpreter: Interpreter, owner: Container, added: Value) -> None:
    """Add all modules of a list, another container or a dict."""
    pairs: list[tuple[str | None, Value]] = []
    match added:
        case Container():
            pairs = [(key if owner.kind == "ModuleDict" else None, child) for key, child in added.children.items()]
        case dict():
            pairs = [(str(key), child) for key, child in added.items()]
        case list() | tuple():
            pairs = [(None, child) for child in added]
    if interpreter.budget.fits(len(pairs)):
        for key, child in pairs:
            known = str(len(owner.children)) if key is None else key
            owner.add(child, known)
            classes.name_child(owner, known)


def copied(value: Value, depth: int = 0) -> Value:
    """``copy.deepcopy`` of a module: the same arguments, weights of its own."""
    if depth > 10:
        return value
    match value:
        case Module():
            return replace(value, name=None)
        case Container():
            children = {key: copied(child, depth + 1) for key, child in value.children.items()}
            return Container(value.kind, children, value.line)
        case Instance():
            attributes = {key: copied(found, depth + 1) for key, found in value.attributes.items()}
            made = Instance(value.made_by, value.line)
            for key, found in attributes.items():
                classes.keep(made, key, found)
            return made
        case list():
            return [copied(found, depth + 1) for found in value]
    return value
