"""The window that walks through forward pass, backward pass and update: made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.lesson.window import LessonWindow
    from gui.main_window import MainWindow


class LessonOpening(QObject):
    """Opens it beside the window, with the example that the canvas shows and what is drawn."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lesson: LessonWindow | None = None

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self._lesson is None:
            self._lesson = self._make()
        self._lesson.open()

    def stop(self) -> None:
        """End its threads; for closing the window."""
        if self._lesson is not None:
            self._lesson.stop()

    def _make(self) -> LessonWindow:
        from gui.lesson.window import LessonWindow

        window, build_page = self._window, self._window.build_page
        lesson = LessonWindow(window.document, lambda: build_page.outputs.weights, window)
        example = lesson.own.example
        example.index = build_page.example.index
        example.set_drawing(build_page.example.drawing)
        window.draw_panel.imageChanged.connect(example.set_drawing)
        return lesson
