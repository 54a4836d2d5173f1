"""The window that walks through forward pass, backward pass and update: made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.lesson.own_page import OwnPage
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

        outputs = self._window.build_page.outputs
        lesson = LessonWindow(self._window.document, lambda: outputs.weights, self._window)
        lesson.ownMade.connect(self._give_example)
        return lesson

    def _give_example(self, page: OwnPage) -> None:
        shown = self._window.build_page.example
        page.example.index = shown.index
        page.example.set_drawing(shown.drawing)
        self._window.draw_panel.imageChanged.connect(page.example.set_drawing)
