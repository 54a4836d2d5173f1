"""Names in written code: classes, and comments that keep to one line."""

import keyword
import re
from collections.abc import Collection

MAXIMUM_LINE = 88
"""Characters in a line, as the formatters of Python code have it."""
MAXIMUM_COMMENT = 78
USED = frozenset(
    (
        "EfficientNetLite0",
        "PretrainedBackbone",
        "copy",
        "models",
        "nn",
        "print",
        "range",
        "self",
        "super",
        "torch",
        "zip",
    )
)
"""Names that written code uses for something else, so that no variable and no class may take them."""


def class_name(title: str, taken: Collection[str]) -> str:
    """A class name made of a project's title: ``mnist-cnn`` gives ``MnistCnn``."""
    words = re.findall(r"[^\W_]+", title)
    name = "".join(word[:1].upper() + word[1:] for word in words) or "Network"
    if not name.isidentifier() or keyword.iskeyword(name) or not name.isascii():
        name = "Network"
    if name in ("Module", "Sequential") or name in USED:
        name += "Network"
    while name in taken:
        name += "Network"
    return name


def variable_name(name: str) -> str:
    """The name of the variable that holds a layer's value: its id, unless that would hide what the code needs."""
    return f"{name}_value" if name in USED else name


def wrapped(line: str, indent: str) -> list[str]:
    """A line ``target = call(…)`` with its indentation, broken as formatters do where it is too long."""
    whole = indent + line
    if len(whole) <= MAXIMUM_LINE or not whole.endswith(")") or line.lstrip().startswith("#"):
        return [whole]
    opening = line.index("(")
    arguments = line[opening + 1 : -1]
    inside = f"{indent}    {arguments}"
    if len(inside) <= MAXIMUM_LINE:
        return [f"{indent}{line[: opening + 1]}", inside, f"{indent})"]
    parts = _split(arguments)
    return [f"{indent}{line[: opening + 1]}", *(f"{indent}    {part}," for part in parts), f"{indent})"]


def _split(arguments: str) -> list[str]:
    """Arguments one by one: split at the commas outside of brackets and strings."""
    parts, depth, start, quote = [], 0, 0, ""
    for position, character in enumerate(arguments):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append(arguments[start:position].strip())
            start = position + 1
    return [*parts, arguments[start:].strip()]


def one_line(text: str) -> str:
    """The text without line ends and control characters, so that it cannot leave its line."""
    return " ".join("".join(found if found.isprintable() else " " for found in text).split())


def comment(text: str) -> str:
    """The text as a comment of one line."""
    flat = one_line(text)
    return f"# {flat}" if len(flat) <= MAXIMUM_COMMENT else f"# {flat[: MAXIMUM_COMMENT - 1]}…"
