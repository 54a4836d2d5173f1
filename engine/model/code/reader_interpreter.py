"""Reads expressions and statements of Python by walking their syntax, with values that stand for what they make.

Nothing is executed: numbers are worked out within bounds, a module is remembered with its arguments, and a call on a
tensor becomes a layer of the graph. What is not understood becomes ``UNKNOWN`` and, where it matters, a note.
"""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.model.code import reader_arithmetic as arithmetic
from engine.model.code import reader_calls as calls
from engine.model.code import reader_classes as classes
from engine.model.code import reader_subscripts as subscripts
from engine.model.code.reader_budget import Budget
from engine.model.code.reader_graph import Graph
from engine.model.code.reader_modules import first_size
from engine.model.code.reader_values import (
    TRAINING,
    UNKNOWN,
    Class,
    Container,
    Function,
    Instance,
    Literal,
    Module,
    Path,
    Tensor,
    Value,
)
from engine.model.code.reading import NoteBook
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP

Scope = ChainMap[str, Value]


@dataclass(frozen=True, slots=True)
class Clue:
    """A size stated in the code: by a module's class (``Linear``), or by a reshape (``Flatten``)."""

    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """An instance of a class of the text, made outside of any other."""

    network: Class
    arguments: tuple[Value, ...]
    keywords: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Example:
    """A tensor of this shape, with the batch, that a module of the text is called with."""

    module: Value
    sizes: tuple[Value, ...]


@dataclass(slots=True)
class Frame:
    """Where a piece of code stands: its names, the graph it grows (if any), and ``self``."""

    names: Scope
    graph: Graph | None = None
    instance: Instance | None = None
    home: Class | None = None
    prefix: str = ""
    written_once: frozenset[str] = frozenset()
    """Variables that are assigned in one place only: their names say what they hold."""

    def inside(self, instance: Instance, graph: Graph, prefix: str) -> Frame:
        """Where the methods of a module are read that is called from here."""
        return Frame(self.names, graph, instance, instance.made_by, prefix)

    def outside_of_graph(self, instance: Instance) -> Frame:
        """Where the constructor of a module is read: nothing is computed there."""
        return Frame(self.names, None, instance, instance.made_by)


class Returned(Exception):
    """Carries the value of a ``return``."""

    def __init__(self, value: Value, line: int) -> None:
        super().__init__()
        self.value, self.line = value, line


class _LoopLeft(Exception):
    def __init__(self, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


class _Raised(Exception):
    pass


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
    sized: list[Clue] = field(default_factory=list)
    """Sizes that the code states for what comes in, in the order in which it is used."""
    made: list[Made] = field(default_factory=list)
    """The networks that the code around the classes makes."""
    examples: list[Example] = field(default_factory=list)
    """What that code feeds to them."""
    _once: dict[ast.AST, frozenset[str]] = field(default_factory=dict)

    def note(self, node: ast.AST | int, template: str, **values: object) -> None:
        """Note something about the network's code; silent elsewhere."""
        if self.loud:
            line = node if isinstance(node, int) else getattr(node, "lineno", 0)
            self.book.add(line, template, **values)

    def mismatch(self, line: int, arrives: Shape) -> None:
        """Remember that the sizes written on a line do not fit the shape that arrives."""
        self.mismatches.setdefault(line, arrives)

    def clue(self, module: Module) -> None:
        """Remember the size that a module states for what comes in."""
        if module.kind in ("Flatten", "Unflatten"):
            self.flattened(0)
        size = first_size(module)
        if size is not None:
            self.sized.append(Clue(module.kind, size))

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
        taken = self.definitions
        for found in (name, *(f"{name}{number}" for number in range(2, len(taken) + 3))):
            if found not in taken and (found == name or found not in self.class_names):
                taken[found] = network
            if taken.get(found) == network:
                return found
        return name

    # --- statements

    def run(self, body: list[ast.stmt], frame: Frame) -> None:
        """Read statements one after the other."""
        for statement in body:
            self.budget.step()
            reader = _STATEMENTS.get(type(statement))
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
        if isinstance(owner, Instance):
            classes.keep(owner, name, value)

    def _unpack(self, targets: list[ast.expr], value: Value, frame: Frame) -> None:
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

    def _assignment(self, statement: ast.Assign, frame: Frame) -> None:
        value = settled(self.evaluate(statement.value, frame))
        for target in statement.targets:
            self._name_after(target, value, statement, frame)
            self.assign(target, value, frame)

    def _name_after(self, target: ast.expr, value: Value, statement: ast.stmt, frame: Frame) -> None:
        """A layer that is an expression alone, such as a sum, takes the name of the variable for its id."""
        if not (isinstance(value, Tensor) and isinstance(target, ast.Name) and target.id in frame.written_once):
            return
        last = frame.graph.nodes[-1] if frame.graph is not None and frame.graph.nodes else None
        made_here = value.node is last and value.node.line >= statement.lineno
        if made_here and value.node.variable is None and not layer_type(value.node.type).torch_name:
            value.node.variable = frame.prefix + target.id

    def _annotated(self, statement: ast.AnnAssign, frame: Frame) -> None:
        if statement.value is not None:
            value = settled(self.evaluate(statement.value, frame))
            self._name_after(statement.target, value, statement, frame)
            self.assign(statement.target, value, frame)

    def _augmented(self, statement: ast.AugAssign, frame: Frame) -> None:
        before = self.evaluate(_loaded(statement.target), frame)
        operation = ast.BinOp(_loaded(statement.target), statement.op, statement.value)
        ast.copy_location(operation, statement)
        if isinstance(before, list) and isinstance(statement.op, ast.Add):
            added = self.evaluate(statement.value, frame)
            items = subscripts.items_of(added)
            if items is not None and self.budget.fits(len(before) + len(items)):
                before.extend(items)
            return
        if isinstance(before, Container) and isinstance(statement.op, ast.Add):
            calls.extend(self, before, self.evaluate(statement.value, frame))
            return
        self.assign(statement.target, self.evaluate(operation, frame), frame)

    def _expression(self, statement: ast.Expr, frame: Frame) -> None:
        self.evaluate(statement.value, frame)

    def _return(self, statement: ast.Return, frame: Frame) -> None:
        value = self.evaluate(statement.value, frame) if statement.value is not None else None
        raise Returned(value, statement.lineno)

    def _if(self, statement: ast.If, frame: Frame) -> None:
        condition = self.evaluate(statement.test, frame)
        known = arithmetic.truth(condition)
        if known is None:
            known = self._take_unknown_branch(statement, condition, frame)
        self.run(statement.body if known else statement.orelse, frame)

    def _take_unknown_branch(self, statement: ast.If, condition: Value, frame: Frame) -> bool:
        if _leaves(statement.body):
            if frame.graph is not None and not all(isinstance(found, ast.Raise) for found in statement.body):
                self.note(
                    statement,
                    QT_TRANSLATE_NOOP("engine", "the condition is not known; the branch that leaves is not taken"),
                )
            return False
        if condition is TRAINING:
            self.note(
                statement,
                QT_TRANSLATE_NOOP("engine", "“if self.training” is left out: the layers in it always stand here"),
            )
        elif frame.graph is not None:
            self.note(statement, QT_TRANSLATE_NOOP("engine", "the condition is not known; the first branch is taken"))
        return True

    def _for(self, statement: ast.For, frame: Frame) -> None:
        items = subscripts.items_of(self.evaluate(statement.iter, frame))
        if items is None:
            self.note(statement, QT_TRANSLATE_NOOP("engine", "what the loop goes over is not known; it is left out"))
            return
        self.budget.step(len(items) // 50)
        for item in list(items):
            self.budget.step()
            self.assign(statement.target, item, frame)
            try:
                self.run(statement.body, frame)
            except _LoopLeft as left:
                if left.for_good:
                    return
        self.run(statement.orelse, frame)

    def _while(self, statement: ast.While, frame: Frame) -> None:
        while (known := arithmetic.truth(self.evaluate(statement.test, frame))) is True:
            self.budget.step()
            try:
                self.run(statement.body, frame)
            except _LoopLeft as left:
                if left.for_good:
                    return
        if known is None:
            self.note(statement, QT_TRANSLATE_NOOP("engine", "the loop's condition is not known; it is left out"))

    def _with(self, statement: ast.With, frame: Frame) -> None:
        self.run(statement.body, frame)

    def _try(self, statement: ast.Try, frame: Frame) -> None:
        self.run([*statement.body, *statement.orelse, *statement.finalbody], frame)

    def _raise(self, statement: ast.Raise, frame: Frame) -> None:
        raise _Raised

    def _assert(self, statement: ast.Assert, frame: Frame) -> None:
        if frame.graph is not None:
            self.note(statement, QT_TRANSLATE_NOOP("engine", "the check is left out"))

    def _function(self, statement: ast.FunctionDef, frame: Frame) -> None:
        frame.names[statement.name] = Function(statement, frame.names, home=frame.home)

    def _class(self, statement: ast.ClassDef, frame: Frame) -> None:
        bases = tuple(self.evaluate(base, frame) for base in statement.bases)
        names: dict[str, Value] = {}
        made = Class(statement, bases, names)
        inner = Frame(ChainMap(names, *frame.names.maps), home=made)
        for found in statement.body:
            if isinstance(found, ast.FunctionDef):
                names[found.name] = Function(found, frame.names, home=made)
            elif isinstance(found, ast.Assign | ast.AnnAssign):
                self.run([found], inner)
        frame.names[statement.name] = made

    def _import(self, statement: ast.Import, frame: Frame) -> None:
        for name in statement.names:
            if name.asname:
                frame.names[name.asname] = Path(name.name)
            else:
                top = name.name.partition(".")[0]
                frame.names[top] = Path(top)

    def _import_from(self, statement: ast.ImportFrom, frame: Frame) -> None:
        for name in statement.names:
            frame.names[name.asname or name.name] = Path(f"{statement.module or ''}.{name.name}")

    def _delete(self, statement: ast.Delete, frame: Frame) -> None:
        for target in statement.targets:
            if isinstance(target, ast.Name):
                frame.names.maps[0].pop(target.id, None)

    def _pass(self, statement: ast.stmt, frame: Frame) -> None:
        """Nothing to do."""

    def _break(self, statement: ast.Break, frame: Frame) -> None:
        raise _LoopLeft(for_good=True)

    def _continue(self, statement: ast.Continue, frame: Frame) -> None:
        raise _LoopLeft(for_good=False)

    # --- expressions

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:
        """What an expression stands for."""
        self.budget.step()
        reader = _EXPRESSIONS.get(type(node))
        return reader(self, node, frame) if reader is not None else UNKNOWN

    def _constant(self, node: ast.Constant, frame: Frame) -> Value:
        value = node.value
        if value is None or isinstance(value, bool | int | float | str):
            return arithmetic.bounded(value)
        return subscripts.ELLIPSIS if value is Ellipsis else UNKNOWN

    def _name(self, node: ast.Name, frame: Frame) -> Value:
        found = frame.names.get(node.id, UNKNOWN)
        return found if found is not UNKNOWN or node.id in frame.names else calls.well_known(node.id)

    def _attribute(self, node: ast.Attribute, frame: Frame) -> Value:
        return calls.attribute(self, self.evaluate(node.value, frame), node.attr, node, frame)

    def _tuple(self, node: ast.Tuple | ast.List, frame: Frame) -> Value:
        items = self._items(node.elts, frame)
        return tuple(items) if isinstance(node, ast.Tuple) else items

    def _items(self, nodes: list[ast.expr], frame: Frame) -> list[Value]:
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

    def _dict(self, node: ast.Dict, frame: Frame) -> Value:
        made: dict[Value, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                inner = self.evaluate(value, frame)
                if isinstance(inner, dict) and self.budget.fits(len(inner)):
                    made |= inner
                continue
            found = self.evaluate(key, frame)
            item = self.evaluate(value, frame)
            if isinstance(found, str | int | float):
                made[found] = item
        return made

    def _binary(self, node: ast.BinOp, frame: Frame) -> Value:
        operands = [self.evaluate(found, frame) for found in _operands(node)]
        if len(operands) > 2 and not all(isinstance(found, Tensor) for found in operands):
            total = operands[0]
            for right in operands[1:]:
                total = calls.operate(self, node.op, [total, right], node, frame)
            return total
        return calls.operate(self, node.op, operands, node, frame)

    def _unary(self, node: ast.UnaryOp, frame: Frame) -> Value:
        return calls.sign(self, node, self.evaluate(node.operand, frame), frame)

    def _boolean(self, node: ast.BoolOp, frame: Frame) -> Value:
        value: Value = UNKNOWN
        uncertain = False
        for found in node.values:
            value = self.evaluate(found, frame)
            known = arithmetic.truth(value)
            if known is None:
                uncertain = True
            elif known is isinstance(node.op, ast.Or):
                return value
        return UNKNOWN if uncertain else value

    def _compare(self, node: ast.Compare, frame: Frame) -> Value:
        left = self.evaluate(node.left, frame)
        result: Value = UNKNOWN
        for operation, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.evaluate(right_node, frame)
            result = arithmetic.compare(operation, left, right, self.budget)
            if result is not True:
                return result
            left = right
        return result

    def _conditional(self, node: ast.IfExp, frame: Frame) -> Value:
        condition = self.evaluate(node.test, frame)
        known = arithmetic.truth(condition)
        if known is None and condition is not TRAINING:
            self.note(node, QT_TRANSLATE_NOOP("engine", "the condition is not known; the first branch is taken"))
        return self.evaluate(node.orelse if known is False else node.body, frame)

    def _subscript(self, node: ast.Subscript, frame: Frame) -> Value:
        return subscripts.subscript(self, self.evaluate(node.value, frame), node, frame)

    def _slice(self, node: ast.Slice, frame: Frame) -> Value:
        parts = [
            self.evaluate(found, frame) if found is not None else None for found in (node.lower, node.upper, node.step)
        ]
        if all(part is None or isinstance(part, int) for part in parts):
            return slice(*parts)
        return UNKNOWN

    def _call(self, node: ast.Call, frame: Frame) -> Value:
        return calls.call_node(self, node, frame)

    def arguments(self, node: ast.Call, frame: Frame) -> tuple[list[Value], dict[str, Value]]:
        """The positional and the keyword arguments of a call."""
        keywords: dict[str, Value] = {}
        positional = self._items(node.args, frame)
        for keyword in node.keywords:
            value = self.evaluate(keyword.value, frame)
            if keyword.arg is not None:
                keywords[keyword.arg] = value
            elif isinstance(value, dict) and self.budget.fits(len(value)):
                keywords |= {str(name): inner for name, inner in value.items()}
        return positional, keywords

    def _lambda(self, node: ast.Lambda, frame: Frame) -> Value:
        return Function(node, frame.names, bound=None, home=frame.home)

    def _formatted(self, node: ast.JoinedStr, frame: Frame) -> Value:
        text = ""
        for part in node.values:
            value = self.evaluate(part.value if isinstance(part, ast.FormattedValue) else part, frame)
            if not isinstance(value, str | int | float):
                return UNKNOWN
            text += str(value)[:200]
            if len(text) > 1000:
                return UNKNOWN
        return text

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, frame: Frame) -> Value:
        made: list[Value] = []
        for inner in self._rounds(node.generators, frame):
            if not self.budget.fits(len(made) // 100 + 1):
                break
            made.append(self.evaluate(node.elt, inner))
        return made

    def _dict_comprehension(self, node: ast.DictComp, frame: Frame) -> Value:
        made: dict[Value, Value] = {}
        for inner in self._rounds(node.generators, frame):
            key, value = self.evaluate(node.key, inner), self.evaluate(node.value, inner)
            if isinstance(key, str | int | float):
                made[key] = value
        return made

    def _rounds(self, generators: list[ast.comprehension], frame: Frame) -> Iterator[Frame]:
        if not generators:
            yield frame
            return
        first, *others = generators
        items = subscripts.items_of(self.evaluate(first.iter, frame))
        if items is None:
            self.note(first.iter, QT_TRANSLATE_NOOP("engine", "what the loop goes over is not known; it is left out"))
            return
        for item in list(items):
            self.budget.step()
            inner = _inner(frame)
            self.assign(first.target, item, inner)
            if all(arithmetic.truth(self.evaluate(test, inner)) is not False for test in first.ifs):
                yield from self._rounds(others, inner)

    def _named(self, node: ast.NamedExpr, frame: Frame) -> Value:
        value = self.evaluate(node.value, frame)
        self.assign(node.target, value, frame)
        return value

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
        except (_LoopLeft, _Raised):
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


def settled(value: Value) -> Value:
    """A sequence that is kept under a name is meant as a whole, whatever is taken of it later."""
    if isinstance(value, Tensor) and value.pick == "steps":
        return Tensor(value.node)
    return value


def _loaded(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    return target


def _operands(node: ast.BinOp) -> list[ast.expr]:
    """The operands of a chain of one operator that may take many (``a + b + c``), from left to right."""
    operands: list[ast.expr] = [node.right]
    left = node.left
    while isinstance(node.op, ast.Add | ast.Mult) and isinstance(left, ast.BinOp) and type(left.op) is type(node.op):
        operands.append(left.right)
        left = left.left
    return [left, *reversed(operands)]


def _leaves(body: list[ast.stmt]) -> bool:
    return any(isinstance(found, ast.Return | ast.Raise | ast.Break | ast.Continue) for found in body)


def _inner(frame: Frame) -> Frame:
    return Frame(frame.names.new_child(), frame.graph, frame.instance, frame.home, frame.prefix)


def _written_once(node: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    parameters = {found.arg for found in ast.walk(node.args) if isinstance(found, ast.arg)}
    counts: dict[str, int] = {}
    for found in ast.walk(node):
        if isinstance(found, ast.Name) and isinstance(found.ctx, ast.Store):
            counts[found.id] = counts.get(found.id, 0) + 1
    return frozenset(name for name, written in counts.items() if written == 1 and name not in parameters)


_STATEMENTS: dict[type[ast.stmt], Callable[[Interpreter, Any, Frame], None]] = {
    ast.Assign: Interpreter._assignment,
    ast.AnnAssign: Interpreter._annotated,
    ast.AugAssign: Interpreter._augmented,
    ast.Expr: Interpreter._expression,
    ast.Return: Interpreter._return,
    ast.If: Interpreter._if,
    ast.For: Interpreter._for,
    ast.While: Interpreter._while,
    ast.With: Interpreter._with,
    ast.Try: Interpreter._try,
    ast.Raise: Interpreter._raise,
    ast.Assert: Interpreter._assert,
    ast.FunctionDef: Interpreter._function,
    ast.ClassDef: Interpreter._class,
    ast.Import: Interpreter._import,
    ast.ImportFrom: Interpreter._import_from,
    ast.Delete: Interpreter._delete,
    ast.Pass: Interpreter._pass,
    ast.Global: Interpreter._pass,
    ast.Nonlocal: Interpreter._pass,
    ast.Break: Interpreter._break,
    ast.Continue: Interpreter._continue,
}

_EXPRESSIONS: dict[type[ast.expr], Callable[[Interpreter, Any, Frame], Value]] = {
    ast.Constant: Interpreter._constant,
    ast.Name: Interpreter._name,
    ast.Attribute: Interpreter._attribute,
    ast.Tuple: Interpreter._tuple,
    ast.List: Interpreter._tuple,
    ast.Set: Interpreter._tuple,
    ast.Dict: Interpreter._dict,
    ast.BinOp: Interpreter._binary,
    ast.UnaryOp: Interpreter._unary,
    ast.BoolOp: Interpreter._boolean,
    ast.Compare: Interpreter._compare,
    ast.IfExp: Interpreter._conditional,
    ast.Subscript: Interpreter._subscript,
    ast.Slice: Interpreter._slice,
    ast.Call: Interpreter._call,
    ast.Lambda: Interpreter._lambda,
    ast.JoinedStr: Interpreter._formatted,
    ast.ListComp: Interpreter._comprehension,
    ast.SetComp: Interpreter._comprehension,
    ast.GeneratorExp: Interpreter._comprehension,
    ast.DictComp: Interpreter._dict_comprehension,
    ast.NamedExpr: Interpreter._named,
}
