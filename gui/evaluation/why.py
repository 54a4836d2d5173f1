"""Why a network answers as it does: an image beside five maps of what speaks for a class and against it."""

from __future__ import annotations

import queue
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.evaluation.explaining.explanation import METHODS, Method
from engine.evaluation.explaining.service import (
    Answered,
    ExplainService,
    Mapped,
    Question,
    Source,
    Told,
    Unanswered,
    run_source,
)
from engine.text import NetwrightError, Text
from gui import theme
from gui.evaluation.why_choices import WhyChoices
from gui.evaluation.why_tile import LEAST_SIDE, WhyTile
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.runs.run import Run

LOOK_MS = 30
_SPACING = 14
_TILE_WIDTH = 150
_NAMES: dict[Method, str] = {
    "gradient": "whyGradient",
    "smoothgrad": "whySmoothGrad",
    "integrated-gradients": "whyIntegratedGradients",
    "grad-cam": "whyGradCam",
    "occlusion": "whyOcclusion",
}


class WhyView(QWidget):
    """Explains one image at a time; the newest request wins. :meth:`stop` ends its thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whyView")
        self._service = ExplainService()
        self._run: Run | None = None
        self._source: Source | None = None
        self._classes: tuple[str, ...] = ()
        self._image: NDArray[np.uint8] | None = None
        self._label: int | None = None
        self._question: Question | None = None
        self._answered: Answered | None = None
        self._error: Text | None = None
        self._left: set[Method] = set()
        """The maps that are still to come."""
        self.choices = WhyChoices()
        self.sentence = QLabel()
        self.sentence.setObjectName("whyAnswer")
        self.sentence.setWordWrap(True)
        self.original = WhyTile("whyImage")
        self.tiles = {method: WhyTile(_NAMES[method]) for method in METHODS}
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._collect)
        self._lay_out()
        self.choices.changed.connect(self._ask)
        self.choices.layerChanged.connect(self._ask_grad_cam)
        self.choices.opacityChanged.connect(self._set_opacity)
        self._set_opacity(self.choices.opacity.value() / 100)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    # What others use.

    def explain(self, run: Run, image: NDArray[np.uint8], label: int | None) -> None:
        """Explain what a stored run's best weights make of an image uint8 ``[C, H, W]`` of the class ``label``."""
        if run is not self._run or self._source is None:
            try:
                self._classes = tuple(run.metadata().classes)
            except NetwrightError as error:
                self.clear()
                self._tell_error(error.text)
                return
            self._run, self._source = run, run_source(run)
        self._begin(image, label)

    def explain_with(
        self, source: Source, classes: Sequence[str], image: NDArray[np.uint8], label: int | None = None
    ) -> None:
        """The same for a network that is no stored run, such as one that is learning."""
        self._run, self._source, self._classes = None, source, tuple(classes)
        self._begin(image, label)

    def clear(self) -> None:
        """Show nothing, and give up what is being computed."""
        self._service.drop()
        self._look.stop()
        self._question = self._answered = self._image = self._error = None
        self._left.clear()
        for tile in (self.original, *self.tiles.values()):
            tile.show_image(None)
        self._say()

    def stop(self) -> None:
        """End the thread; for closing the window."""
        self._look.stop()
        self._service.close()

    @property
    def is_busy(self) -> bool:
        """Whether maps are still to come."""
        return bool(self._left)

    # Asking

    def _begin(self, image: NDArray[np.uint8], label: int | None) -> None:
        self._image, self._label = image, label
        self.choices.set_classes(self._classes, label)
        self.original.show_image(image)
        for tile in self.tiles.values():
            tile.show_image(image, waiting=True)
        self._ask()

    def _ask(self) -> None:
        self._answered = self._error = None
        self._submit(METHODS)

    def _ask_grad_cam(self) -> None:
        # What is still to come would be given up for this question, so it belongs to it.
        self._submit(tuple(method for method in METHODS if method == "grad-cam" or method in self._left))

    def _submit(self, methods: tuple[Method, ...]) -> None:
        if self._source is None or self._image is None:
            return
        wanted = self.choices.wanted()
        target = {"answer": None, "label": self._label}[wanted] if isinstance(wanted, str) else wanted
        self._left = set(methods)
        for method in methods:
            self.tiles[method].wait()
        self._question = Question(self._source, self._image, target, self.choices.layer(), methods)
        self._service.submit(self._question)
        self._look.start()
        self._say()

    def _collect(self) -> None:
        while True:
            try:
                told = self._service.told.get_nowait()
            except queue.Empty:
                return
            if told.question is self._question:
                self._take(told)

    def _take(self, told: Told) -> None:
        match told:
            case Answered():
                self._answered = told
                self.choices.set_answer(int(told.probabilities.argmax()), told.layers)
            case Mapped(method=method, explanation=found, error=error):
                self._left.discard(method)
                if found is not None:
                    self.tiles[method].show_explanation(found)
                elif error is not None:
                    self.tiles[method].show_error(error)
            case Unanswered(error=error):
                for method in self._left:
                    self.tiles[method].show_image(self._image)
                self._left.clear()
                self._tell_error(error)
        if not self._left:
            self._look.stop()
        self._say()

    def _tell_error(self, error: Text) -> None:
        self._error = error
        self._say()

    # Looks

    def _lay_out(self) -> None:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self._columns = 0
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.sentence)
        column.addWidget(self.choices)
        column.addWidget(self._area, 1)
        self._place(6)

    def _place(self, columns: int) -> None:
        """The image and its maps in so many columns, all of one width."""
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, tile in enumerate((self.original, *self.tiles.values())):
            self._grid.addWidget(tile, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(self.tiles) // columns + 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        fitting = (event.size().width() - 24 + _SPACING) // (_TILE_WIDTH + _SPACING)
        self._place(next((columns for columns in (6, 3, 2) if columns <= fitting), 1))
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(6 * (_TILE_WIDTH + 30 + _SPACING), 2 * LEAST_SIDE + 220)

    def _set_opacity(self, opacity: float) -> None:
        for tile in self.tiles.values():
            tile.picture.set_opacity(opacity)

    def refresh(self) -> None:
        """Take the theme's colours."""
        self.choices.refresh()
        for tile in (self.original, *self.tiles.values()):
            tile.refresh()

    # Words

    def _say(self) -> None:
        known = self._label is not None and self._image is not None
        self.original.set_caption(
            self.tr("True class: {name}").format(name=self._classes[self._label or 0]) if known else ""
        )
        theme.set_role(self.sentence, "error" if self._error is not None else "")
        answered = self._answered
        if self._error is not None:
            self.sentence.setText(say(self._error))
        elif self._image is None:
            self.sentence.setText(self.tr("Choose an image to see what in it speaks for the answer."))
        elif answered is None:
            self.sentence.setText(self.tr("Asking the network…"))
        else:
            best = int(answered.probabilities.argmax())
            words = self.tr("The network answers {name}, {percent} % sure.").format(
                name=self._classes[best], percent=f"{100 * answered.probabilities[best]:.1f}"
            )
            if answered.target != best:
                words += " " + self.tr("The maps are about {name}, {percent} %.").format(
                    name=self._classes[answered.target], percent=f"{100 * answered.probabilities[answered.target]:.1f}"
                )
            self.sentence.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Explanation of the answer"))
        self.sentence.setAccessibleName(self.tr("Answer"))
        self.original.set_title(self.tr("Image"))
        titles: dict[Method, str] = {
            "gradient": self.tr("Gradient"),
            "smoothgrad": self.tr("SmoothGrad"),
            "integrated-gradients": self.tr("Integrated gradients"),
            "grad-cam": self.tr("Grad-CAM"),
            "occlusion": self.tr("Occlusion"),
        }
        for method, tile in self.tiles.items():
            tile.set_title(titles[method])
            tile.retranslate()
        self._say()
