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
_FROM_A_RUN = re.compile(r"^\s*# self\.(\w+) starts from the weights (?:of|that (\S+) has in) the run (.+?)\s*$")


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


def instances_inside(instance: Instance) -> Iterator[Instance]:
    """An instance and those that it holds, each once."""
    stack: list[Value] = [instance]
    seen: set[int] = set()
    while stack:
        found = stack.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, Instance):
            yield found
            stack += found.attributes.values()
        elif isinstance(found, Container):
            stack += found.children.values()


def read_groups(network: Instance) -> None:
    """The methods ``parameter_groups``: layers with a rate or penalties of their own."""
    for instance in instances_inside(network):
        method = names_of(instance.made_by).get("parameter_groups")
        if not isinstance(method, Function) or not isinstance(method.node, ast.FunctionDef):
            continue
        for statement in method.node.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id="own")], value=ast.List(elts=entries)):
                    for entry in entries:
                        _read_entry(instance, entry)


def _read_entry(instance: Instance, entry: ast.expr) -> None:
    match entry:
        case ast.Dict():
            owner = next(
                (
                    _attribute(instance, value)
                    for key, value in zip(entry.keys, entry.values, strict=True)
                    if _is(key, "params")
                ),
                None,
            )
            set_learning(owner, **_settings(entry))
        case ast.Starred(value=ast.Call() as call):
            _read_block(instance, call, None, {})
        case ast.Starred(
            value=ast.GeneratorExp(elt=elt, generators=[*copies, ast.comprehension(iter=ast.Call() as call)])
        ):
            _read_block(
                instance, call, copies[0].iter if copies else None, _settings(elt) if isinstance(elt, ast.Dict) else {}
            )


def _read_block(instance: Instance, call: ast.Call, copies: ast.expr | None, settings: dict[str, object]) -> None:
    """``self.block1.parameter_groups(0.5 * learning_rate)``: what is said of a block whose layers have own groups."""
    match call:
        case ast.Call(func=ast.Attribute(attr="parameter_groups") as called, args=[rate]):
            factor = _factor(rate)
            if factor is not None:
                settings = settings | {"rate_factor": factor}
            set_learning(_attribute(instance, copies or called), **settings)


def _settings(entry: ast.Dict) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, given in zip(entry.keys, entry.values, strict=True):
        match given:
            case ast.BinOp(left=value, op=ast.Add()):  # ``0.1 + group.get("l1", 0)``
                pass
            case value:
                pass
        match key, value:
            case ast.Constant(value="lr"), _ if (factor := _factor(value)) is not None:
                found["rate_factor"] = factor
            case ast.Constant(value="weight_decay"), ast.Constant(value=int() | float() as penalty):
                found["l2"] = min(max(float(penalty), 0.0), 1.0)
            case ast.Constant(value="l1"), ast.Constant(value=int() | float() as penalty):
                found["l1"] = min(max(float(penalty), 0.0), 1.0)
    return found


def _factor(rate: ast.expr) -> float | None:
    match rate:
        case ast.BinOp(left=ast.Constant(value=int() | float() as factor), op=ast.Mult()):
            return min(max(float(factor), 0.0), 1000.0)
    return None


def _is(key: ast.expr | None, word: str) -> bool:
    return isinstance(key, ast.Constant) and key.value == word


def _attribute(instance: Instance, expression: ast.expr) -> Value:
    """The module that ``self.conv1``, ``self.conv1.parameters()`` or ``self.block1.parameter_groups`` names."""
    found = expression.func if isinstance(expression, ast.Call) else expression
    for walked in ast.walk(found):
        match walked:
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                return instance.attributes.get(name)
    return None


def read_runs(network: Instance, lines: tuple[str, ...]) -> None:
    """Comments of Netwright's that say which run a layer's first weights come from."""
    for instance in instances_inside(network):
        node = instance.made_by.node
        for line in lines[node.lineno - 1 : node.end_lineno]:
            found = _FROM_A_RUN.match(line)
            if found is not None:
                child = instance.attributes.get(found[1])
                set_learning(child, initialisation="run", run=found[3], run_layer=found[2] or "")
