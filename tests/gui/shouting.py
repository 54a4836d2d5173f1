"""A language in which every word is told apart from English: capitals."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator


class Shouting(QTranslator):
    """Translates everything into capitals, but for the names in braces."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        parts = source.replace("{", "\0{").replace("}", "}\0").split("\0")
        return "".join(part if "}" in part else part.upper() for part in parts)


@contextmanager
def shouting() -> Iterator[None]:
    """Change the language for a while; every widget has heard of it."""
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    QCoreApplication.processEvents()
    try:
        yield
    finally:
        QCoreApplication.removeTranslator(translator)
        QCoreApplication.processEvents()
