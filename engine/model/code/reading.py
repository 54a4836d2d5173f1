"""What came of reading a network from another form: the network, and what could not be understood."""

from dataclasses import dataclass

from engine.model.spec import ModelSpec
from engine.text import Text

MAXIMUM_SOURCE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not taken over as it stands: the line (from 1; 0 where there is none), why, and its text."""

    line: int
    text: Text
    source: str = ""


@dataclass(frozen=True)
class Reading:
    """A network read from code or from another program's file.

    ``spec`` is ``None`` where nothing could be opened; the notes then say why. ``candidates`` are the names of all
    networks that the text holds, of which ``title`` is the one that was read.
    """

    spec: ModelSpec | None
    title: str
    notes: tuple[Note, ...] = ()
    candidates: tuple[str, ...] = ()


class NoteBook:
    """Collects notes by line, each once."""

    MAXIMUM = 500

    def __init__(self, lines: tuple[str, ...] = ()) -> None:
        self.lines = lines
        self._found: dict[tuple[int, str], Note] = {}

    def add(self, line: int, template: str, **values: object) -> None:
        """Note something about a line; the template is marked for translation."""
        if len(self._found) >= self.MAXIMUM:
            return
        text = Text(template, values)
        source = self.lines[line - 1].strip()[:MAXIMUM_SOURCE_CHARACTERS] if 1 <= line <= len(self.lines) else ""
        self._found.setdefault((line, str(text)), Note(line, text, source))

    def notes(self) -> tuple[Note, ...]:
        """All notes in the order of their lines."""
        return tuple(sorted(self._found.values(), key=lambda note: note.line))
