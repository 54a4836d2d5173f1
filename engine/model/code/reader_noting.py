"""What stands in a network for code that is no layer, and where in the text it stood."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.model.code.reader_values import UNKNOWN, Tensor, Value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.model.code.reader_frame import Frame
    from engine.model.code.reader_interpreter import Interpreter


def stand_in(
    interpreter: Interpreter,
    received: Sequence[Value],
    name: str | None,
    node: ast.AST,
    frame: Frame,
    template: str,
    **values: object,
) -> Value:
    """An Identity in place of what has no layer type, with a note; it reads the first tensor there is."""
    tensors = tensors_among(received)
    if frame.graph is None:
        return UNKNOWN
    interpreter.note(node, template, **values)
    full = frame.prefix + name if name else None
    return frame.graph.add("Identity", None, tensors[:1], line_of(node), name=full)


def not_a_layer(interpreter: Interpreter, name: str, received: Sequence[Value], node: ast.AST, frame: Frame) -> Value:
    """The same for an operation that no layer does."""
    return stand_in(
        interpreter,
        received,
        None,
        node,
        frame,
        QT_TRANSLATE_NOOP("engine", "there is no layer for {kind}; an Identity stands in its place"),
        kind=name,
    )


def not_understood(
    interpreter: Interpreter, received: Sequence[Value], kind: str, node: ast.AST, frame: Frame
) -> Value:
    """The same for an operation that is known, but not with these arguments."""
    return stand_in(
        interpreter,
        received,
        None,
        node,
        frame,
        QT_TRANSLATE_NOOP("engine", "this {kind} is not understood; an Identity stands in its place"),
        kind=kind,
    )


def tensors_among(values: Sequence[Value]) -> list[Tensor]:
    """The tensors among arguments, those inside lists too."""
    found: list[Tensor] = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += [inner for inner in value if isinstance(inner, Tensor)]
    return found


def line_of(node: ast.AST) -> int:
    line: int = getattr(node, "lineno", 0)
    return line
