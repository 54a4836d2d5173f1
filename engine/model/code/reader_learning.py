"""How single layers learn, as code says it: frozen ones, other first weights, groups for the optimizer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from engine.model.code.reader_classes import names_of
from engine.model.code.reader_values import Container, Function, Instance, Module, Value, Weight

INITIALISERS = {
    "kaiming_normal_": "kaiming",
    "kaiming_uniform_": "kaiming",
    "xavier_normal_": "xavier",
    "xavier_uniform_": "xavier",
    "orthogonal_": "orthogonal",
    "normal_": "normal",
    "trunc_normal_": "normal",
    "zeros_": "zeros",
}
_FROM_A_RUN = re.compile(r"^\s*# self\.(\w+) starts from the weights of the run (.+?)\s*$")


def learners(value: Value) -> Iterator[Module | Instance]:
    """The modules that a setting of a module applies to: all that a container holds."""
    if isinstance(value, Module | Instance):
        yield value
    elif isinstance(value, Container):
        for child in value.children.values():
            yield from learners(child)


def set_learning(value: Value, **changes: object) -> None:
    """Change how a module learns."""
    for found in learners(value):
        learning = found.learning.model_dump() | changes
        found.learning = type(found.learning).model_validate(learning)


def freeze(value: Value, trainable: bool) -> None:
    """``module.requires_grad_(…)``."""
    set_learning(value, trainable=trainable)


def initialise(name: str, weight: Value) -> None:
    """``nn.init.…(weight)``."""
    known = INITIALISERS.get(name)
    if known is not None and isinstance(weight, Weight) and weight.module is not None:
        set_learning(weight.module, initialisation=known)


def read_groups(instance: Instance) -> None:
    """The method ``parameter_groups``: layers with a rate or penalties of their own."""
    method = names_of(instance.made_by).get("parameter_groups")
    if not isinstance(method, Function) or not isinstance(method.node, ast.FunctionDef):
        return
    for statement in method.node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="own")], value=ast.List(elts=entries)):
                for entry in entries:
                    if isinstance(entry, ast.Dict):
                        _read_group(instance, entry)


def _read_group(instance: Instance, entry: ast.Dict) -> None:
    owner: Value = None
    changes: dict[str, object] = {}
    for key, value in zip(entry.keys, entry.values, strict=True):
        match key, value:
            case (
                ast.Constant(value="params"),
                ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(id="self"), attr=name))),
            ):
                owner = instance.attributes.get(name)
            case ast.Constant(value="lr"), ast.BinOp(left=ast.Constant(value=int() | float() as factor), op=ast.Mult()):
                changes["rate_factor"] = min(max(float(factor), 0.0), 1000.0)
            case ast.Constant(value="weight_decay"), ast.Constant(value=int() | float() as penalty):
                changes["l2"] = min(max(float(penalty), 0.0), 1.0)
            case ast.Constant(value="l1"), ast.Constant(value=int() | float() as penalty):
                changes["l1"] = min(max(float(penalty), 0.0), 1.0)
    set_learning(owner, **changes)


def read_runs(instance: Instance, lines: tuple[str, ...]) -> None:
    """Comments of Netwright's that say which run a layer's first weights come from."""
    node = instance.made_by.node
    for line in lines[node.lineno - 1 : node.end_lineno]:
        found = _FROM_A_RUN.match(line)
        if found is not None:
            set_learning(instance.attributes.get(found[1]), initialisation="run", run=found[2])
