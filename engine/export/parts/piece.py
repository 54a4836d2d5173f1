"""What one subject – the schedule, clipping, an average – adds to a script: definitions, and lines of its loop."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines for each place of a script, without the indentation that they have there.

    The loop's places come in this order: ``prepared`` before the first epoch, ``epoch`` at the beginning of each,
    ``gradients`` when a step's gradients are there, ``step`` right before the optimizer's step, ``stepped`` after it,
    ``trained`` when all steps of an epoch are done, and ``validated`` after its validation.
    """

    imports: Lines = ()
    constants: Lines = ()
    """Hyperparameters."""
    tables: Lines = ()
    """Other constants, each one's text."""
    sources: Lines = ()
    """Functions and classes, each one's text."""
    prepared: Lines = ()
    epoch: Lines = ()
    gradients: Lines = ()
    step: Lines = ()
    stepped: Lines = ()
    trained: Lines = ()
    validated: Lines = ()


NOTHING = Piece()


def together(pieces: Collection[Piece]) -> Piece:
    """All of them as one, each place's lines in the order of the pieces; nothing is defined twice."""
    merged = {
        field.name: tuple(line for piece in pieces for line in getattr(piece, field.name)) for field in fields(Piece)
    }
    for name in ("imports", "constants", "tables", "sources"):
        merged[name] = tuple(dict.fromkeys(merged[name]))
    return Piece(**merged)


def indented(lines: Iterable[str], depth: int) -> str:
    """Lines as source, so many levels deep."""
    return "".join("    " * depth + line + "\n" for line in lines)
