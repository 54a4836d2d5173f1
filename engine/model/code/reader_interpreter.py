"""Reads expressions and statements of Python by walking their syntax, with values that stand for what they make.

Nothing is executed: numbers are worked out within bounds, a module is remembered with its arguments, and a call on a
tensor becomes a layer of the graph. What is not understood becomes ``UNKNOWN`` and, where it matters, a note.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from engine.model.code import reader_classes as classes
from engine.model.code import reader_learning as learning
from engine.model.code import reader_moved as moved
from engine.model.code import reader_subscripts as subscripts
from engine.model.code.reader_budget import Budget
from engine.model.code.reader_expressions import EXPRESSIONS
from engine.model.code.reader_frame import Clue, Example, Frame, LoopLeft, Made, Raised, Returned
from engine.model.code.reader_modules import Understood, first_size, is_coarse, understand
from engine.model.code.reader_statements import STATEMENTS
from engine.model.code.reader_values import (
    UNKNOWN,
    Class,
    Container,
    Function,
    Instance,
    Literal,
    Module,
    Moved,
    Tensor,
    Value,
    Weight,
    is_module,
)
from engine.model.code.reading import NoteBook
from engine.model.spec import ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP

MAXIMUM_NAME = 50


@dataclass(slots=True)
class Interpreter:
    """What is shared while one text is read. ``loud`` is on while the network itself is read, not what is around it."""

    book: NoteBook
    budget: Budget
    loud: bool = False
    own_code: bool = False
    """Netwright wrote the code, so that what could be read in two ways is what the writer means by it."""
    class_names: frozenset[str] = frozenset()
    definitions: dict[str, ModelSpec] = field(default_factory=dict)
    """The blocks found so far, by name."""
    mismatches: dict[int, Shape] = field(default_factory=dict)
    """Lines whose written sizes do not fit, and the shape that arrives there."""
    answers: dict[Instance, Tensor] = field(default_factory=dict)
    """What the network itself answers, once its ``forward`` is read."""
    sized: list[Clue] = field(default_factory=list)
    """Sizes that the code states for what comes in, in the order in which it is used."""
    made: list[Made] = field(default_factory=list)
    """The networks that the code around the classes makes."""
    examples: list[Example] = field(default_factory=list)
    """What that code feeds to them."""
    _understood: dict[Module, Understood | None] = field(default_factory=dict)
    _once: dict[ast.AST, frozenset[str]] = field(default_factory=dict)

    def note(self, node: ast.AST | int, template: str, **values: object) -> None:
        """Note something about the network's code; silent elsewhere."""
        if self.loud:
            line = node if isinstance(node, int) else getattr(node, "lineno", 0)
            self.book.add(line, template, **values)

    def mismatch(self, line: int, arrives: Shape) -> None:
        """Remember that the sizes written on a line do not fit the shape that arrives."""
        self.mismatches.setdefault(line, arrives)

    def understood(self, module: Module) -> Understood | None:
        """The layer that a module is, worked out once."""
        if module not in self._understood:
            self._understood[module] = understand(module)
        return self._understood[module]

    def clue(self, module: Module) -> None:
        """Remember the size that a module states for what comes in."""
        if module.kind == "PretrainedBackbone":
            self.sized.append(Clue(module.kind, 3))
        if module.kind in ("Flatten", "Unflatten"):
            self.flattened(0)
        size = first_size(module)
        if size is not None:
            self.sized.append(Clue(module.kind, size, is_coarse(module)))

    def flattened(self, size: int) -> None:
        """Remember that the code reshapes what comes in; the size of an example where it says so, else 0."""
        self.sized.append(Clue("Flatten", max(size, 0)))

    def remember(self, network: Class, arguments: list[Value], keywords: dict[str, Value]) -> None:
        """Remember an instance that the code around the classes makes."""
        self.made.append(Made(network, tuple(arguments), dict(keywords)))

    def fed(self, module: Value, arguments: list[Value]) -> None:
        """Remember what the code around the classes calls a module with."""
        if arguments and isinstance(arguments[0], Literal):
            self.examples.append(Example(module, arguments[0].sizes))

    def define(self, name: str, network: ModelSpec) -> str:
        """The name of a block with this inside: its class's, or a numbered one where that means another inside."""
        taken, name = self.definitions, name[:MAXIMUM_NAME]
        for found in (name, *(f"{name}{number}" for number in range(2, len(taken) + 3))):
            if found not in taken and (found == name or found not in self.class_names):
                taken[found] = network
            if taken.get(found) == network:
                return found
        return name

    # --- reading

    def run(self, body: list[ast.stmt], frame: Frame) -> None:
        """Read statements one after the other."""
        for statement in body:
            self.budget.step()
            reader = STATEMENTS.get(type(statement))
            if reader is not None:
                reader(self, statement, frame)
            else:
                self.note(
                    statement,
                    QT_TRANSLATE_NOOP("engine", "a statement of this kind is not understood and was left out"),
                )

    def assign(self, target: ast.expr, value: Value, frame: Frame) -> None:
        """Give a value to a name, an attribute of a module of the text, an item, or several at once."""
        match target:
            case ast.Name(id=name):
                frame.names[name] = value
            case ast.Attribute(value=owner, attr=name):
                self._assign_attribute(self.evaluate(owner, frame), name, value)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                self._unpack(targets, value, frame)
            case ast.Starred(value=inner):
                self.assign(inner, value, frame)
            case ast.Subscript(value=owner, slice=index):
                subscripts.assign_item(self.evaluate(owner, frame), self.evaluate(index, frame), value)
            case _:
                pass

    def _assign_attribute(self, owner: Value, name: str, value: Value) -> None:
        match owner:
            case Instance():
                classes.keep(owner, name, value)
            case Container() if is_module(value):
                owner.add(value, name)
                classes.name_child(owner, name)
            case Weight() if name == "requires_grad" and owner.module is not None:
                learning.freeze(owner.module, value is not False)

    def _unpack(self, targets: list[ast.expr], value: Value, frame: Frame) -> None:
        if isinstance(value, Moved):
            found = moved.parts(value, targets[0], frame)
        else:
            found = subscripts.items_of(value, len(targets))
        starred = next((place for place, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
        if found is not None and starred is not None and len(found) >= len(targets) - 1:
            behind = len(targets) - starred - 1
            middle = list(found[starred : len(found) - behind])
            found = [*found[:starred], middle, *found[len(found) - behind :]]
        if found is None or len(found) != len(targets):
            found = [UNKNOWN] * len(targets)
        for target, item in zip(targets, found, strict=True):
            self.assign(target, item, frame)

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:
        """What an expression stands for."""
        self.budget.step()
        reader = EXPRESSIONS.get(type(node))
        return reader(self, node, frame) if reader is not None else UNKNOWN

    def items(self, nodes: list[ast.expr], frame: Frame) -> list[Value]:
        items: list[Value] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                found = subscripts.items_of(self.evaluate(node.value, frame))
                if found is None:
                    self.note(node, QT_TRANSLATE_NOOP("engine", "what is unpacked here is not known; it is left out"))
                elif self.budget.fits(len(items) + len(found)):
                    items += found
            else:
                items.append(self.evaluate(node, frame))
        return items

    def arguments(self, node: ast.Call, frame: Frame) -> tuple[list[Value], dict[str, Value]]:
        """The positional and the keyword arguments of a call."""
        keywords: dict[str, Value] = {}
        positional = self.items(node.args, frame)
        for keyword in node.keywords:
            value = self.evaluate(keyword.value, frame)
            if keyword.arg is not None:
                keywords[keyword.arg] = value
            elif isinstance(value, dict) and self.budget.fits(len(value)):
                keywords |= {str(name): inner for name, inner in value.items()}
        return positional, keywords

    # --- functions of the text

    def call_function(
        self, function: Function, arguments: list[Value], keywords: dict[str, Value], frame: Frame, node: ast.AST
    ) -> Value:
        """Read a function's body in place of its call."""
        if not self.budget.enter():
            self.note(
                node, QT_TRANSLATE_NOOP("engine", "functions call each other too deep here; the call is left out")
            )
            return UNKNOWN
        try:
            return self._called(function, arguments, keywords, frame)
        finally:
            self.budget.leave()

    def _called(self, function: Function, arguments: list[Value], keywords: dict[str, Value], frame: Frame) -> Value:
        if function.bound is not None and not classes.is_static(function):
            arguments = [function.bound, *arguments]
        inner = Frame(
            function.names.new_child(),
            frame.graph,
            function.bound or frame.instance,
            function.home,
            frame.prefix,
            self._written_once(function.node),
        )
        self._bind(function.node.args, arguments, keywords, inner)
        if isinstance(function.node, ast.Lambda):
            return self.evaluate(function.node.body, inner)
        try:
            self.run(function.node.body, inner)
        except Returned as returned:
            return returned.value
        except (LoopLeft, Raised):
            return UNKNOWN
        return None

    def _bind(self, given: ast.arguments, arguments: list[Value], keywords: dict[str, Value], frame: Frame) -> None:
        names = [found.arg for found in (*given.posonlyargs, *given.args)]
        defaults = dict(zip(reversed(names), reversed(given.defaults), strict=False))
        defaults |= {
            found.arg: value
            for found, value in zip(given.kwonlyargs, given.kw_defaults, strict=True)
            if value is not None
        }
        for name, value in zip(names, arguments, strict=False):
            frame.names[name] = value
        bound = set(names[: len(arguments)])
        if given.vararg is not None:
            frame.names[given.vararg.arg] = tuple(arguments[len(names) :])
        every = [*names, *(found.arg for found in given.kwonlyargs)]
        for name in every:
            if name in bound:
                continue
            if name in keywords:
                frame.names[name] = keywords[name]
            elif name in defaults:
                frame.names[name] = self.evaluate(defaults[name], frame)
            else:
                frame.names[name] = UNKNOWN
        if given.kwarg is not None:
            frame.names[given.kwarg.arg] = {name: value for name, value in keywords.items() if name not in every}

    def _written_once(self, node: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
        if node not in self._once:
            self._once[node] = _written_once(node)
        return self._once[node]


def _written_once(node: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    parameters = {found.arg for found in ast.walk(node.args) if isinstance(found, ast.arg)}
    counts: dict[str, int] = {}
    for found in ast.walk(node):
        if isinstance(found, ast.Name) and isinstance(found.ctx, ast.Store):
            counts[found.id] = counts.get(found.id, 0) + 1
    return frozenset(name for name, written in counts.items() if written == 1 and name not in parameters)
