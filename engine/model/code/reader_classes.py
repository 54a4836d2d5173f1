"""Classes of the text: their methods along the bases, their instances, and the names that modules get there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.model.code.reader_values import (
    Class,
    Container,
    Function,
    Instance,
    Module,
    Path,
    Value,
    Weight,
)

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter

_MAXIMUM_BASES = 50


def lineage(made: Class) -> Iterator[Class]:
    """The class and those of the text above it, depth first."""
    stack, seen = [made], 0
    while stack and seen < _MAXIMUM_BASES:
        found = stack.pop(0)
        seen += 1
        yield found
        stack = [base for base in found.bases if isinstance(base, Class)] + stack


def foreign_bases(made: Class) -> tuple[str, ...]:
    """The names of the classes above that are not in the text, such as ``Module``."""
    return tuple(base.last for found in lineage(made) for base in found.bases if isinstance(base, Path))


def is_network(made: Class) -> bool:
    """Whether a class describes a module."""
    return "forward" in names_of(made) or any(base.endswith(("Module", "Sequential")) for base in foreign_bases(made))


def names_of(made: Class) -> dict[str, Value]:
    """Everything that the bodies of a class and its bases define."""
    names: dict[str, Value] = {}
    for found in reversed(list(lineage(made))):
        names |= found.names
    return names


def method(instance: Instance, name: str, above: Class | None = None) -> Function | None:
    """A method bound to an instance; with ``above`` the next one over that class, as ``super()`` finds it."""
    passed = above is None
    for made in lineage(instance.made_by):
        found = made.names.get(name)
        if passed and isinstance(found, Function):
            return replace(found, bound=instance)
        passed = passed or made is above
    return None


def is_static(function: Function) -> bool:
    """Whether a method takes no ``self``."""
    return isinstance(function.node, ast.FunctionDef) and "staticmethod" in _decorators(function.node)


def is_property(function: Function) -> bool:
    """Whether a method is read like an attribute."""
    return isinstance(function.node, ast.FunctionDef) and bool(
        {"property", "cached_property"} & set(_decorators(function.node))
    )


def _decorators(node: ast.FunctionDef) -> list[str]:
    return [found.id for found in node.decorator_list if isinstance(found, ast.Name)]


def instantiate(
    interpreter: Interpreter,
    made: Class,
    arguments: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    frame: Frame,
) -> Value:
    """An instance of a class of the text; its ``__init__`` is read."""
    instance = Instance(made, getattr(node, "lineno", made.node.lineno))
    if frame.graph is None and frame.instance is None:
        interpreter.remember(made, arguments, keywords)
    constructor = method(instance, "__init__")
    if constructor is not None:
        interpreter.call_function(constructor, arguments, keywords, frame.outside_of_graph(instance), node)
        return instance
    if "Sequential" in foreign_bases(made):
        hold_children(instance, arguments)
        return instance
    hold_fields(instance, made, arguments, keywords)
    return instance


def hold_fields(instance: Instance, made: Class, arguments: list[Value], keywords: dict[str, Value]) -> None:
    """A class whose fields are declared, such as a ``dataclass``: its constructor keeps what it is given."""
    fields = [
        found.target.id
        for found in made.node.body
        if isinstance(found, ast.AnnAssign) and isinstance(found.target, ast.Name)
    ]
    instance.attributes |= dict(zip(fields, arguments, strict=False)) | keywords


def hold_children(instance: Instance, arguments: list[Value]) -> None:
    """A class derived from ``nn.Sequential``: what its constructor was given is called one after the other."""
    instance.attributes[""] = container_of("Sequential", arguments, instance.line)


def container_of(kind: str, arguments: list[Value], line: int) -> Container:
    """``nn.Sequential(a, b)``, ``nn.Sequential(OrderedDict(…))``, ``nn.ModuleList([…])`` or ``nn.ModuleDict({…})``."""
    made = Container(kind, {}, line)
    items: object = arguments
    if len(arguments) == 1 and isinstance(arguments[0], list | tuple | dict | Container):
        items = arguments[0].children if isinstance(arguments[0], Container) else arguments[0]
    if isinstance(items, dict):
        for key, value in items.items():
            made.add(value, str(key))
    elif isinstance(items, list | tuple):
        for value in items:
            made.add(value)
    return made


def keep(owner: Instance, name: str, value: Value) -> None:
    """``self.name = value``: a module, or a list of modules, takes the name if it has none yet."""
    if isinstance(value, list | tuple) and value and all(_can_be_named(item) for item in value):
        value = container_of("ModuleList", [list(value)], owner.line)
    elif isinstance(value, dict) and value and all(_can_be_named(item) for item in value.values()):
        value = container_of("ModuleDict", [value], owner.line)
    owner.attributes[name] = value
    give_name(value, name)
    chain = owner.attributes.get("")
    if name and isinstance(chain, Container) and isinstance(value, Module | Container | Instance):
        chain.add(value, name)


def give_name(value: Value, name: str | None, depth: int = 0) -> None:
    """Name a module, and its children after it.

    Plain layers in an ``nn.Sequential`` stay without a name (they get ``conv1``, ``relu1`` and so on) unless the code
    names them.
    """
    if depth > 20:
        return
    if isinstance(value, Module | Instance | Weight):
        if value.name is None:
            value.name = name
        return
    if not isinstance(value, Container) or value.name is not None:
        return
    value.name = name
    for index, (key, child) in enumerate(value.children.items()):
        if isinstance(child, Instance) and child.origin is None:
            child.origin = (value, index)
        give_name(child, _child_name(value, key, child, name), depth + 1)


def name_child(container: Container, key: str) -> None:
    """Name a module that was added to a container which has its name already."""
    child = container.children[key]
    if container.name is not None:
        if isinstance(child, Instance) and child.origin is None:
            child.origin = (container, len(container.children) - 1)
        give_name(child, _child_name(container, key, child, container.name))


def _child_name(container: Container, key: str, child: Value, name: str | None) -> str | None:
    if not key.isdigit():
        return key
    plain = isinstance(child, Module) or (isinstance(child, Container) and child.kind == "Sequential")
    if name is None or (plain and container.kind == "Sequential"):
        return None
    return f"{name}_{key}"


def _can_be_named(value: Value) -> bool:
    return isinstance(value, Module | Container | Instance)
