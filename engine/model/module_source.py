"""The source of the modules here, for the written code of networks; read as text, so that torch is not needed."""

import ast
from functools import cache
from pathlib import Path

ADAPTED = "pretrained/adapted.py"
LITE = "pretrained/efficientnet_lite.py"
SOFT_VOTE = "soft_vote.py"
_ALWAYS_THERE = ("import torch", "from torch import nn")


@cache
def pieces(file_name: str) -> tuple[str, ...]:
    """The import lines of that file of this folder beyond ``torch`` and ``nn``, then its classes and functions."""
    text = (Path(__file__).parent / file_name).read_text(encoding="utf-8")
    statements = ast.parse(text).body[1:]  # without the docstring
    return tuple(_segment(text, found) for found in statements if ast.unparse(found) not in _ALWAYS_THERE)


def _segment(text: str, statement: ast.stmt) -> str:
    return ast.get_source_segment(text, statement) or ""
