"""Functions and classes of the engine as source that stands by itself, with the imports and constants that it needs."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

from engine.export.parts.piece import Piece

_ROLE = re.compile(r":\w+:`([^`]+)`")
"""What documentation tools make a link of."""
_FOR_CHECKERS = re.compile(r"  # type: ignore\S*")


def embedded(*wanted: Callable[..., Any], without: Collection[str] = ()) -> Piece:
    """The source of functions and classes, and of what they use of the engine, each once and after what it uses.

    Classes lose the methods named in ``without``.
    """
    imports: dict[str, None] = {}
    sources: dict[str, bool] = {}
    for found in wanted:
        _add(_Module(found.__module__, without), found.__name__, imports, sources)
    return Piece(
        imports=tuple(imports),
        tables=tuple(source.rstrip("\n") for source, is_constant in sources.items() if is_constant),
        sources=tuple(source for source, is_constant in sources.items() if not is_constant),
    )


class _Module:
    """What a module defines and imports at its top level."""

    def __init__(self, name: str, without: Collection[str]) -> None:
        self.without = without
        self.defined: dict[str, tuple[ast.stmt, str]] = {}
        self.imported: dict[str, str] = {}
        text = inspect.getsource(importlib.import_module(name))
        body, self._lines = ast.parse(text).body, text.splitlines()
        for node, following in pairwise((*body, ast.Pass())):
            match node:
                case ast.Import() | ast.ImportFrom():
                    self._imports(node)
                case ast.FunctionDef() | ast.ClassDef():
                    self.defined[node.name] = node, self._definition(node)
                case ast.Assign(targets=targets):
                    source = self._comment(following) + self._text(node.lineno, node)
                    names = [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
                    self.defined |= {name.id: (node, source) for name in names}

    def _definition(self, node: ast.FunctionDef | ast.ClassDef) -> str:
        text = self._text(_first_line(node), node)
        for part in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(part, ast.FunctionDef) and part.name in self.without:
                text = text.replace("\n" + self._text(_first_line(part), part), "")
                node.body = [other for other in node.body if other is not part]
        return text

    def _text(self, first: int, node: ast.stmt) -> str:
        return "\n".join(self._lines[first - 1 : node.end_lineno]) + "\n"

    @staticmethod
    def _comment(node: ast.stmt) -> str:
        """What a string says of the constant above it, as a comment, unless it speaks of other modules."""
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))) if not _ROLE.search(text):
                return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
        return ""

    def _imports(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            name = alias.name + (f" as {alias.asname}" if alias.asname else "")
            line = f"from {node.module} import {name}" if isinstance(node, ast.ImportFrom) else f"import {name}"
            self.imported[alias.asname or alias.name.partition(".")[0]] = line


def _first_line(node: ast.FunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _add(module: _Module, name: str, imports: dict[str, None], sources: dict[str, bool]) -> None:
    node, source = module.defined[name]
    source = _FOR_CHECKERS.sub("", _ROLE.sub(r"`\1`", source))
    if source in sources:
        return
    loaded = [part for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    for used in dict.fromkeys(part.id for part in loaded):
        if used in module.defined:
            if used != name:
                _add(module, used, imports, sources)
        elif (line := module.imported.get(used)) is not None:
            home = line.split()[1]
            if home.startswith("engine."):
                _add(_Module(home, module.without), used, imports, sources)
            else:
                imports[line] = None
    sources[source] = isinstance(node, ast.Assign)
