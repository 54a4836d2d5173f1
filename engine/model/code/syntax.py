"""From text to Python's syntax tree, within limits. Nothing of the text is ever executed."""

import ast
import re
import textwrap
import warnings

from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_CHARACTERS = 512 * 1024
MAXIMUM_NODES = 150_000
MAXIMUM_DEPTH = 150
MAXIMUM_BRACKETS = 100

_FENCE = re.compile(r"^\s*```.*$")
_PROMPT = re.compile(r"^(>>> ?|\.\.\. ?)")
_MAGIC = re.compile(r"^\s*[%!][a-z]")


def parse(text: str) -> tuple[ast.Module, tuple[str, ...]]:
    """The syntax tree of pasted or opened text, and its lines as they stand there.

    Prompts of a terminal, the magic of notebooks, fences of Markdown and a common indentation are taken off first.
    Raises :class:`NetwrightError` for text that is no Python, or too large or too deep to be a network.
    """
    if len(text) > MAXIMUM_CHARACTERS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The code has more than {most} characters, which no network needs."),
            most=MAXIMUM_CHARACTERS,
        )
    lines = tuple(text.splitlines())
    cleaned = _without_wrapping(text)
    _check_brackets(cleaned)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(cleaned)
    except SyntaxError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Line {line}: this is no Python code ({reason})."),
            QT_TRANSLATE_NOOP("engine", "Paste a whole class, or a whole nn.Sequential(…)."),
            line=error.lineno or 1,
            reason=str(error.msg)[:200],
        ) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This is no Python code that can be read ({reason})."),
            reason=str(error)[:200] or type(error).__name__,
        ) from None
    _check_size(tree)
    return tree, lines


def _without_wrapping(text: str) -> str:
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(line.startswith(">>> ") for line in lines):
        lines = [_PROMPT.sub("", line) if _PROMPT.match(line) else "" for line in lines]
    lines = ["" if _FENCE.match(line) or _MAGIC.match(line) else line for line in lines]
    return textwrap.dedent("\n".join(lines))


def _check_brackets(text: str) -> None:
    """Brackets nested so deep are hostile; Python's parser is not asked. Brackets in strings count a little, too."""
    depth = 0
    for found in re.finditer(r"[\[({\])}]", text):
        depth = depth + 1 if found.group() in "[({" else max(0, depth - 1)
        if depth > MAXIMUM_BRACKETS:
            raise _too_deep()


def _check_size(tree: ast.Module) -> None:
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    count = 0
    while stack:
        node, depth = stack.pop()
        count += 1
        if depth > MAXIMUM_DEPTH:
            raise _too_deep()
        if count > MAXIMUM_NODES:
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The code is larger than any network needs."))
        stack += [(child, depth + 1) for child in ast.iter_child_nodes(node)]


def _too_deep() -> NetwrightError:
    return NetwrightError(QT_TRANSLATE_NOOP("engine", "The code is nested deeper than any network needs."))
