"""A language for tests: everything in capitals, so that a sentence which does not follow a change of language shows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication


class Shouting(QTranslator):
    """Translates everything into capitals, but for the names in braces."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return "".join(part if part.startswith("{") else part.upper() for part in re.split(r"(\{[^}]*\})", source))


@contextmanager
def shouting() -> Iterator[None]:
    """Speak that language for a while; every widget has heard of it inside, and of its end afterwards."""
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        QApplication.processEvents()
        yield
    finally:
        QCoreApplication.removeTranslator(translator)
        QApplication.processEvents()
