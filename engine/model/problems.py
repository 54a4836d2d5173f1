"""What can be wrong with a network, as typed findings with the repairs that are known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.model.spec import ModelSpec
from engine.text import Text

Severity = Literal["error", "warning", "hint"]

SEVERITY_ORDER: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: what it does in words, and the pure edit that does it."""

    label: Text
    apply: Callable[[ModelSpec], ModelSpec]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``layer`` is the id of the layer it stands on, ``field`` the param that is to blame.

    What is wrong inside a block stands on the layer that uses the block: ``scope`` names the blocks from there on
    inwards, ``inner`` the layer in the innermost of them (``None`` for the block as a whole).
    """

    code: str
    severity: Severity
    text: Text
    layer: str | None = None
    field: str | None = None
    expected: str = ""
    found: str = ""
    fixes: tuple[Fix, ...] = ()
    scope: tuple[str, ...] = ()
    inner: str | None = None
