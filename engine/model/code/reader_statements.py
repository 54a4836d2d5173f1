"""Reads Python's statements; nothing is executed."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.model.code import reader_arithmetic as arithmetic
from engine.model.code import reader_members as members
from engine.model.code import reader_subscripts as subscripts
from engine.model.code.reader_frame import Frame, LoopLeft, Raised, Returned
from engine.model.code.reader_known import known_statement
from engine.model.code.reader_support import is_written_for_layers
from engine.model.code.reader_values import IN_USE, TRAINING, Class, Container, Function, Path, Tensor, Value
from engine.model.registry import layer_type
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_interpreter import Interpreter


def _assignment(reader: Interpreter, statement: ast.Assign, frame: Frame) -> None:
    value = settled(reader.evaluate(statement.value, frame))
    for target in statement.targets:
        _name_after(reader, target, value, statement, frame)
        reader.assign(target, value, frame)


def _name_after(reader: Interpreter, target: ast.expr, value: Value, statement: ast.stmt, frame: Frame) -> None:
    """A layer that is an expression alone, such as a sum, takes the name of the variable for its id."""
    if not (isinstance(value, Tensor) and isinstance(target, ast.Name) and target.id in frame.written_once):
        return
    last = frame.graph.nodes[-1] if frame.graph is not None and frame.graph.nodes else None
    made_here = value.node is last and value.node.line >= statement.lineno
    if made_here and value.node.variable is None and not layer_type(value.node.type).torch_name:
        value.node.variable = frame.prefix + target.id


def _annotated(reader: Interpreter, statement: ast.AnnAssign, frame: Frame) -> None:
    if statement.value is not None:
        value = settled(reader.evaluate(statement.value, frame))
        _name_after(reader, statement.target, value, statement, frame)
        reader.assign(statement.target, value, frame)


def _augmented(reader: Interpreter, statement: ast.AugAssign, frame: Frame) -> None:
    before = reader.evaluate(_loaded(statement.target), frame)
    operation = ast.BinOp(_loaded(statement.target), statement.op, statement.value)
    ast.copy_location(operation, statement)
    if isinstance(before, list) and isinstance(statement.op, ast.Add):
        added = reader.evaluate(statement.value, frame)
        items = subscripts.items_of(added)
        if items is not None and reader.budget.fits(len(before) + len(items)):
            before.extend(items)
        return
    if isinstance(before, Container) and isinstance(statement.op, ast.Add):
        members.extend(reader, before, reader.evaluate(statement.value, frame))
        return
    reader.assign(statement.target, reader.evaluate(operation, frame), frame)


def _expression(reader: Interpreter, statement: ast.Expr, frame: Frame) -> None:
    reader.evaluate(statement.value, frame)


def _return(reader: Interpreter, statement: ast.Return, frame: Frame) -> None:
    value = reader.evaluate(statement.value, frame) if statement.value is not None else None
    raise Returned(value, statement.lineno)


def _if(reader: Interpreter, statement: ast.If, frame: Frame) -> None:
    condition = reader.evaluate(statement.test, frame)
    known = arithmetic.truth(condition)
    if known is None:
        known = _take_unknown_branch(reader, statement, condition, frame)
    reader.run(statement.body if known else statement.orelse, frame)


def _take_unknown_branch(reader: Interpreter, statement: ast.If, condition: Value, frame: Frame) -> bool:
    if condition is IN_USE:
        reader.note(
            statement,
            QT_TRANSLATE_NOOP("engine", "“if not self.training” is left out: what is computed in use stands here"),
        )
        return True
    if _leaves(statement.body):
        if frame.graph is not None and not all(isinstance(found, ast.Raise) for found in statement.body):
            reader.note(
                statement,
                QT_TRANSLATE_NOOP("engine", "the condition is not known; the branch that leaves is not taken"),
            )
        return False
    if condition is TRAINING:
        reader.note(
            statement,
            QT_TRANSLATE_NOOP("engine", "“if self.training” is left out: the layers in it always stand here"),
        )
    elif frame.graph is not None:
        reader.note(statement, QT_TRANSLATE_NOOP("engine", "the condition is not known; the first branch is taken"))
    return True


def _for(reader: Interpreter, statement: ast.For, frame: Frame) -> None:
    items = subscripts.items_of(reader.evaluate(statement.iter, frame))
    if items is None:
        reader.note(statement, QT_TRANSLATE_NOOP("engine", "what the loop goes over is not known; it is left out"))
        return
    reader.budget.step(len(items) // 50)
    for item in list(items):
        reader.budget.step()
        reader.assign(statement.target, item, frame)
        try:
            reader.run(statement.body, frame)
        except LoopLeft as left:
            if left.for_good:
                return
    reader.run(statement.orelse, frame)


def _while(reader: Interpreter, statement: ast.While, frame: Frame) -> None:
    while (known := arithmetic.truth(reader.evaluate(statement.test, frame))) is True:
        reader.budget.step()
        try:
            reader.run(statement.body, frame)
        except LoopLeft as left:
            if left.for_good:
                return
    if known is None:
        reader.note(statement, QT_TRANSLATE_NOOP("engine", "the loop's condition is not known; it is left out"))


def _with(reader: Interpreter, statement: ast.With, frame: Frame) -> None:
    reader.run(statement.body, frame)


def _try(reader: Interpreter, statement: ast.Try, frame: Frame) -> None:
    reader.run([*statement.body, *statement.orelse, *statement.finalbody], frame)


def _raise(reader: Interpreter, statement: ast.Raise, frame: Frame) -> None:
    raise Raised


def _assert(reader: Interpreter, statement: ast.Assert, frame: Frame) -> None:
    if frame.graph is not None:
        reader.note(statement, QT_TRANSLATE_NOOP("engine", "the check is left out"))


def _function(reader: Interpreter, statement: ast.FunctionDef, frame: Frame) -> None:
    if is_written_for_layers(statement):
        frame.names[statement.name] = Path(f"torch.nn.{statement.name}")
    else:
        frame.names[statement.name] = Function(statement, frame.names, home=frame.home)


def _class(reader: Interpreter, statement: ast.ClassDef, frame: Frame) -> None:
    if is_written_for_layers(statement):
        frame.names[statement.name] = Path(f"torch.nn.{statement.name}")
        return
    bases = tuple(reader.evaluate(base, frame) for base in statement.bases)
    names: dict[str, Value] = {}
    made = Class(statement, bases, names)
    inner = Frame(ChainMap(names, *frame.names.maps), home=made)
    for found in statement.body:
        if isinstance(found, ast.FunctionDef):
            names[found.name] = Function(found, frame.names, home=made)
        elif isinstance(found, ast.Assign | ast.AnnAssign):
            reader.run([found], inner)
    frame.names[statement.name] = made


def _import(reader: Interpreter, statement: ast.Import, frame: Frame) -> None:
    for name in statement.names:
        if name.asname:
            frame.names[name.asname] = Path(name.name)
        else:
            top = name.name.partition(".")[0]
            frame.names[top] = Path(top)


def _import_from(reader: Interpreter, statement: ast.ImportFrom, frame: Frame) -> None:
    for name in statement.names:
        known = known_statement(statement.module or "", name.name, statement.lineno)
        if known is not None:
            reader.run([known], frame)
            frame.names[name.asname or name.name] = frame.names[name.name]
        else:
            frame.names[name.asname or name.name] = Path(f"{statement.module or ''}.{name.name}")


def _delete(reader: Interpreter, statement: ast.Delete, frame: Frame) -> None:
    for target in statement.targets:
        if isinstance(target, ast.Name):
            frame.names.maps[0].pop(target.id, None)


def _pass(reader: Interpreter, statement: ast.stmt, frame: Frame) -> None:
    """Nothing to do."""


def _break(reader: Interpreter, statement: ast.Break, frame: Frame) -> None:
    raise LoopLeft(for_good=True)


def _continue(reader: Interpreter, statement: ast.Continue, frame: Frame) -> None:
    raise LoopLeft(for_good=False)


def settled(value: Value) -> Value:
    """A sequence that is kept under a name is meant as a whole, whatever is taken of it later."""
    if isinstance(value, Tensor) and value.pick == "steps":
        return Tensor(value.node)
    return value


def _loaded(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    return target


def _leaves(body: list[ast.stmt]) -> bool:
    return any(isinstance(found, ast.Return | ast.Raise | ast.Break | ast.Continue) for found in body)


STATEMENTS: dict[type[ast.stmt], Callable[[Interpreter, Any, Frame], None]] = {
    ast.Assign: _assignment,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.With: _with,
    ast.Try: _try,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.FunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Delete: _delete,
    ast.Pass: _pass,
    ast.Global: _pass,
    ast.Nonlocal: _pass,
    ast.Break: _break,
    ast.Continue: _continue,
}
