"""Opens a file that holds a network in another form, by its suffix."""

from collections.abc import Callable
from pathlib import Path

from engine.model.code.reader import read_code
from engine.model.code.reading import Reading
from engine.model.code.syntax import MAXIMUM_CHARACTERS
from engine.model.foreign.keras_json import read_keras
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


def _read_python(path: Path) -> Reading:
    return read_code(text_of(path))


def _read_onnx(path: Path) -> Reading:
    from engine.model.foreign.onnx_graph import read_onnx

    return read_onnx(path)


_READERS: dict[str, Callable[[Path], Reading]] = {
    ".py": _read_python,
    ".txt": _read_python,
    ".onnx": _read_onnx,
    ".json": read_keras,
    ".keras": read_keras,
}

SUFFIXES = tuple(_READERS)
"""The suffixes of files that can be opened."""


def open_model_file(path: Path) -> Reading:
    """Read the network in a file: PyTorch code (``.py``) or another program's model.

    Raises :class:`NetwrightError` where the file cannot be read, is of no known kind, or holds no network.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} is no file that holds a network."),
            QT_TRANSLATE_NOOP("engine", "Known are: {known}."),
            file=path.name,
            known=", ".join(SUFFIXES),
        )
    return reader(path)


def text_of(path: Path) -> str:
    """The text of a file of code; raises :class:`NetwrightError` where it cannot be read or is far too large."""
    try:
        if path.stat().st_size > 4 * MAXIMUM_CHARACTERS:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is larger than any network's code."), file=path.name
            )
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."),
            file=str(path),
            reason=error.strerror or str(error),
        ) from None
