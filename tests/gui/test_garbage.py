"""The collector of the GUI thread: garbage goes, and what is imported later is not walked again and again."""

import gc
import sys
import types
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui import garbage


class Knot:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.self = self


def test_later_modules_are_frozen_and_garbage_is_collected_all_the_same(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "INTERVAL_MS", 20)
    owner = QObject()
    collector = garbage.GarbageCollector(owner)
    collector.begin()
    living: list[object] = [[]]

    def is_walked() -> bool:
        return any(found is living for found in gc.get_objects())

    knot = weakref.ref(Knot())
    qtbot.waitUntil(lambda: knot() is None)
    assert is_walked(), "nothing was imported"
    for number in range(100):
        monkeypatch.setitem(sys.modules, f"imported_later_{number}", types.ModuleType("later"))
    qtbot.waitUntil(lambda: not is_walked())
    knot = weakref.ref(Knot())
    qtbot.waitUntil(lambda: knot() is None)
    collector.stop()
