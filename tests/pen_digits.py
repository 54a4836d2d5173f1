"""Real digits: what people wrote with a pen on a tablet."""

from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "resources" / "pen" / "uji_digits.txt"


@dataclass(frozen=True)
class PenDigit:
    """One digit as strokes of points in hundredths of a millimetre, right and down."""

    digit: int
    strokes: list[list[tuple[float, float]]]


def pen_digits(file: Path | None = None) -> list[PenDigit]:
    """The digits in a file of UJI Pen Characters, version 2; without one those in ``tests/resources/pen``."""
    found: list[PenDigit] = []
    wanted = False
    for line in (file or _FILE).read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == ["WORD"]:
            wanted = words[1] in "0123456789"
            if wanted:
                found.append(PenDigit(int(words[1]), []))
        elif wanted and words[:1] == ["POINTS"]:
            numbers = [float(word) for word in words[words.index("#") + 1 :]]
            found[-1].strokes.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found
