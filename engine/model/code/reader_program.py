"""The code around the classes: constants, functions, and which networks the text holds."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.model.code import reader_classes as classes
from engine.model.code.reader_frame import Frame, Made, Returned
from engine.model.code.reader_interpreter import Interpreter
from engine.model.code.reader_known import is_known
from engine.model.code.reader_values import BATCH, UNKNOWN, Class, Container, Function, Instance, Literal, Module, Value
from engine.text import NetwrightError

MAXIMUM_STEPS_AROUND = 20_000
"""How much of each statement outside of classes is followed; training loops are left after that."""
MAXIMUM_FACTORIES = 30
"""How many functions are asked whether they make the network."""


@dataclass(slots=True)
class Program:
    """What the top of the text defines. ``networks`` are its classes and sequences by name, in order."""

    frame: Frame
    networks: dict[str, Value] = field(default_factory=dict)


def read_program(interpreter: Interpreter, tree: ast.Module) -> Program:
    """Read everything outside of the network, quietly: it matters only for the constants and sizes in it."""
    frame = Frame(ChainMap({"__name__": "__main__"}))
    loose: list[Value] = []
    for statement in tree.body:
        value = _read_statement(interpreter, statement, frame)
        if isinstance(value, Container | Module):
            loose.append(value)
    program = Program(frame)
    for name, value in frame.names.items():
        if (isinstance(value, Class) and classes.is_network(value) and not is_known(value.node)) or isinstance(
            value, Container
        ):
            program.networks[name] = value
    if not program.networks and not loose:
        loose = _made_by_functions(interpreter, frame)
    for value in loose:
        if value not in program.networks.values():
            program.networks.setdefault("Sequential", value)
    for value in program.networks.values():
        if isinstance(value, Container):
            classes.give_name(value, None)
    return program


def _made_by_functions(interpreter: Interpreter, frame: Frame) -> list[Value]:
    """Sequences that functions of the text return, where the text holds no other network."""
    found: list[Value] = []
    for name, function in list(frame.names.items()):
        if isinstance(function, Function) and not required(function, method=False):
            value = _call_by_name(interpreter, name, function, frame)
            found += [value] if isinstance(value, Container) else []
    return found


def _read_statement(interpreter: Interpreter, statement: ast.stmt, frame: Frame) -> Value:
    """One statement, with only so much work; what it gives where it is an expression."""
    budget = interpreter.budget
    saved = budget.steps_left
    budget.steps_left = min(saved, MAXIMUM_STEPS_AROUND)
    allowed, depth = budget.steps_left, budget.depth
    result: Value = None
    try:
        if isinstance(statement, ast.Expr):
            result = interpreter.evaluate(statement.value, frame)
        else:
            interpreter.run([statement], frame)
    except NetwrightError:
        if saved <= MAXIMUM_STEPS_AROUND:
            raise
        budget.depth = depth
    except Returned:
        pass
    finally:
        budget.steps_left = saved - (allowed - max(budget.steps_left, 0))
    return result


def default_name(program: Program, interpreter: Interpreter) -> str | None:
    """The network that is meant where the text holds several: one that is made, else the last that no other uses."""
    names = list(program.networks)
    used = {inner for name in names for inner in _parts(program.networks[name]) if inner != name}
    roots = [name for name in names if name not in used] or names
    made = [found.network.name for found in interpreter.made if found.network.name in roots]
    if made:
        return made[-1]
    of_classes = [name for name in roots if isinstance(program.networks[name], Class)]
    return (of_classes or roots)[-1] if roots else None


def _parts(value: Value, depth: int = 0) -> Iterator[str]:
    """Names of the classes that a network has as parts, or may have because it mentions them."""
    if isinstance(value, Container) and depth < 20:
        for child in value.children.values():
            yield from _parts(child, depth + 1)
    elif isinstance(value, Instance):
        yield value.made_by.name
        for child in value.attributes.values() if depth < 20 else ():
            yield from _parts(child, depth + 1)
    elif isinstance(value, Class):
        for statement in value.node.body:
            yield from (found.id for found in ast.walk(statement) if isinstance(found, ast.Name))


def how_it_is_made(interpreter: Interpreter, program: Program, network: Class) -> Made:
    """The arguments that the text makes the network with, else those of a function that returns one."""
    for found in reversed(interpreter.made):
        if found.network is network:
            return found
    constructor = classes.names_of(network).get("__init__")
    if not isinstance(constructor, Function) or not required(constructor):
        return Made(network, (), {})
    functions = [
        (name, found)
        for name, found in program.frame.names.items()
        if isinstance(found, Function) and not required(found, method=False)
    ]
    functions.sort(key=lambda pair: not _mentions(pair[1], network.name))
    for name, function in functions[:MAXIMUM_FACTORIES]:
        count = len(interpreter.made)
        _call_by_name(interpreter, name, function, program.frame)
        for found in interpreter.made[count:]:
            if found.network is network:
                return found
    return Made(network, (), {})


def _call_by_name(interpreter: Interpreter, name: str, function: Function, frame: Frame) -> Value:
    called = ast.Expr(ast.Call(ast.Name(name, ast.Load()), [], []))
    return _read_statement(interpreter, ast.fix_missing_locations(ast.copy_location(called, function.node)), frame)


def _mentions(function: Function, name: str) -> bool:
    return any(isinstance(found, ast.Name) and found.id == name for found in ast.walk(function.node))


def required(function: Function, method: bool = True) -> list[str]:
    """The parameters that have no default, without the ``self`` of a method."""
    given = function.node.args
    names = [found.arg for found in (*given.posonlyargs, *given.args)]
    without = names[: len(names) - len(given.defaults)]
    keyword_only = [
        found.arg for found, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if default is None
    ]
    return [*without[int(method) :], *keyword_only]


def example_shape(interpreter: Interpreter, network: Value) -> tuple[int, ...] | None:
    """The shape, without the batch, that the text feeds to the network."""
    for example in reversed(interpreter.examples):
        made_by = getattr(example.module, "made_by", None)
        if example.module is network or made_by is network:
            sizes = _of_example(Literal(example.sizes))
            if sizes is not None:
                return sizes
    return None


def _of_example(example: Literal) -> tuple[int, ...] | None:
    sizes = [size for size in example.sizes[1:] if isinstance(size, int) and 1 <= size <= 65_536]
    first = example.sizes[0] if example.sizes else UNKNOWN
    known = isinstance(first, int) or first is BATCH or first is UNKNOWN
    return tuple(sizes) if known and 1 <= len(sizes) == len(example.sizes) - 1 <= 4 else None
