"""The lesson's window, shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.lesson.window import LessonWindow


@pytest.fixture
def lesson_window(qtbot: QtBot) -> Iterator[LessonWindow]:
    from engine.evaluation.probing import no_weights
    from gui.lesson.window import LessonWindow
    from gui.model.document import ProjectDocument

    window = LessonWindow(ProjectDocument(), lambda: no_weights)
    qtbot.addWidget(window)
    window.open()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.teaching.picture.width() > 300)
    yield window
    window.stop()
