"""Drawing place: the pad, what the network sees of it, and what it thinks."""

# ruff: noqa: N815 - signals are named as Qt names them

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QEnterEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.text import NetwrightError
from gui import theme
from gui.drawing.answer_card import UNLIMITED, AnswerCard
from gui.drawing.bars import ROW_MAXIMUM, BarsArea, PredictionBars
from gui.drawing.camera import CameraOpening
from gui.drawing.canvas import DigitCanvas
from gui.drawing.ink_loader import InkLoader
from gui.drawing.neighbours import NeighbourStrip
from gui.drawing.pad_box import PadBox
from gui.drawing.photo import PhotoReader, holds_picture, place_on_pad
from gui.drawing.preview import SIDE
from gui.drawing.reading import Reading
from gui.drawing.second_choice import SecondChoiceCard
from gui.drawing.strokes import PenStroke
from gui.drawing.tools import PadTools
from gui.translation import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.fitting import InkFit
    from engine.data.photo import Photo
    from engine.data.reading import ReadDigit
    from engine.evaluation.insight import DigitAnswer

WIDE = 600
"""From this width on, and where there is more width than height, pad and answer stand side by side."""
ANSWER_WIDTH = (240, 640)
SCALES = (3, 8)
"""How large a pixel of what the network sees is shown, at least and at most."""
PAD_SHARE = 0.45
"""Of the height the pad takes no more where the answer stands below it."""
COMFORTABLE = 900
"""From this height on the most similar training images are larger as well."""
PICTURE_SHARE = 0.4
"""Of the answer's width the picture takes no more."""
MARGIN, SPACING = 12, 10


class DrawPanel(QWidget):
    """Shows a drawing pad and, beside or below it, the network's answer, which others supply.

    The panel turns strokes into digits and says ``imagesChanged`` (uint8 ``[N, 28, 28]``, or ``None`` without any) and
    of the chosen one ``imageChanged`` (uint8 ``[28, 28]`` or ``None``); after :meth:`set_fit` as that says. Whoever
    predicts answers with :meth:`show_answers`, which says ``answered`` once they stand there. ``whyRequested`` asks for
    an explanation of the answer on show.
    """

    imageChanged = Signal(object)
    imagesChanged = Signal(object)
    answered = Signal()
    whyRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = self._note = ""
        self._note_is_error = False
        self._loader = InkLoader(self)
        self._reading = Reading()
        self._image: NDArray[np.uint8] | None = None
        """What was told last of the chosen digit."""
        self.canvas = DigitCanvas()
        self.tools = PadTools(self.canvas)
        self.card = AnswerCard()
        self.preview, self.digit, self.message = self.card.preview, self.card.digit, self.card.message
        self.reading_line, self.label = self.card.reading, self.card.label
        self.bars = PredictionBars()
        self.second = SecondChoiceCard()
        self.neighbours = NeighbourStrip()
        self.why = QPushButton()
        self.why.setObjectName("whyButton")
        self.why.clicked.connect(self.whyRequested)
        self.source = QLabel()
        self.source.setObjectName("predictionSource")
        self._pad_box = PadBox(self.canvas, self.tools)
        self._arrange()
        self.canvas.strokesChanged.connect(self._strokes_changed)
        self.canvas.markChosen.connect(self._choose)
        self.canvas.nextMark.connect(self._choose_next)
        self.canvas.copyRequested.connect(self.reading_line.copy_text)
        self._loader.loaded.connect(self._strokes_changed)
        self._photos = PhotoReader(self)
        self._photos.started.connect(self._photo_begins)
        self._photos.read.connect(self._show_photo)
        self._photos.failed.connect(self._photo_failed)
        self.camera = CameraOpening(self)
        self.camera.looking.connect(lambda: self.show_note(self.tr("Looking for a camera…")))
        self.camera.found.connect(self._camera_found)
        self.camera.captured.connect(self._photos.read_pixels)
        self.camera.failed.connect(self._photo_failed)
        self.tools.open_camera.clicked.connect(self.camera.open)
        self.canvas.pasteRequested.connect(self._paste)
        self.tools.open_photo.clicked.connect(self._ask_for_photo)
        self.setAcceptDrops(True)
        self.retranslate()

    # What others use.

    def image(self) -> NDArray[np.uint8] | None:
        """What the network sees of the chosen digit: uint8 ``[28, 28]``, or ``None`` while the pad is empty."""
        return self._reading.image

    @property
    def fit(self) -> InkFit | None:
        """How digits are shown to the network that answers; ``None`` for MNIST's way."""
        return self._reading.fit

    def set_fit(self, fit: InkFit) -> None:
        """Show digits as the images of the answering network's training show theirs."""
        if fit == self._reading.fit:
            return
        self._reading.set_fit(fit)
        self._show_answer()
        self.imagesChanged.emit(self._reading.images())

    @property
    def answer(self) -> DigitAnswer | None:
        """What the network makes of the chosen digit; ``None`` while that is not known or an error is told instead."""
        return None if self._error else self._reading.answer

    def set_classes(self, classes: Sequence[str]) -> None:
        """The names of the classes that the answering network tells apart."""
        if tuple(classes) != self.bars.classes():
            self._reading.forget_answers()
        self.bars.set_classes(classes)
        self._scroll.setMaximumHeight(ROW_MAXIMUM * max(len(classes), 4))
        self._show_answer()

    def set_source_text(self, text: str, more: str = "") -> None:
        """Say whose weights answer: "Untrained network", "Live: step 1,240 of 7,500", "Run first-try, epoch 3".

        ``more`` is shown where somebody points at it.
        """
        self.source.setText(text)
        self.source.setToolTip(more)
        self.bars.setToolTip(more)
        self.source.setVisible(bool(text))

    def show_answers(self, answers: Sequence[DigitAnswer], classes: Sequence[str] | None = None) -> None:
        """Show what the network makes of each digit, or nothing; answers to other digits than those of now are late."""
        if classes is not None:
            self.set_classes(classes)
        self._error = ""
        self._reading.set_answers(answers)
        self._show_answer()
        self.answered.emit()

    def show_probabilities(
        self, probabilities: Sequence[float] | NDArray[np.floating] | None, classes: Sequence[str] | None = None
    ) -> None:
        """:meth:`show_answers` to one digit, of which no more is known than one probability for each class."""
        from engine.evaluation.insight import DigitAnswer

        self.show_answers(() if probabilities is None else (DigitAnswer(probabilities),), classes)  # type: ignore[arg-type]

    def show_note(self, text: str) -> None:
        """Say something in the place of the answer, until the drawing changes."""
        self._note = text
        self._note_is_error = False
        self._show_answer()

    def chosen_strokes(self) -> list[PenStroke]:
        """The strokes of the digit that is looked at; none of a photograph's."""
        strokes = self.canvas.pen_strokes()
        return [strokes[number] for number in self._reading.strokes if number < len(strokes)]

    def show_error(self, text: str) -> None:
        """Say why there is no answer; the next answer takes it away."""
        self._error = text
        self._reading.forget_answers()
        self._show_answer()

    def retranslate(self) -> None:
        """Set every text anew, in the window's language."""
        self.why.setText(self.tr("Why?"))
        self.why.setAccessibleName(self.tr("Explain the answer"))
        self.why.setToolTip(self.tr("Show what in the drawing speaks for the answer and what against it"))
        self.source.setAccessibleName(self.tr("Whose weights answer"))
        self._scroll.setAccessibleName(self.tr("Probabilities"))
        self._show_answer()

    # From strokes to the answer.

    def _strokes_changed(self) -> None:
        self._photos.give_up()
        if self._note:
            self.show_note("")
        if not self._loader.ready():
            self._loader.start()
            self._show_answer()
            return
        self._take_digits(self._loader.read(self.canvas.strokes()))

    def _take_digits(self, digits: list[ReadDigit]) -> None:
        if self._reading.set_digits(digits):
            if not digits:
                self._error = ""
            self._show_answer()
            self.imagesChanged.emit(self._reading.images())
        else:
            self._show_marks()  # the ink may have moved, though the network sees the same

    # Photographs.

    def stop(self) -> None:
        """End the threads that read pictures; for closing the window."""
        self._photos.stop()
        self.camera.stop()

    def read_photo(self, path: Path) -> None:
        """Read the digits in the file of a picture and show it on the pad."""
        self._photos.read_file(path)

    def _ask_for_photo(self) -> None:
        from engine.data.pictures import SUFFIXES

        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        pictures = self.tr("Pictures")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Read a picture"), "", f"{pictures} ({kinds})")
        if chosen:
            self.read_photo(Path(chosen))

    def _paste(self) -> None:
        self._photos.read_from(QGuiApplication.clipboard().mimeData())

    def _camera_found(self, found: bool) -> None:
        self.show_note("")
        self.tools.tell_cameras(found=found)

    def _photo_begins(self) -> None:
        self.show_note(self.tr("Reading the picture…"))

    def _show_photo(self, photo: Photo) -> None:
        self._note = ""
        self.canvas.show_photo(photo)
        self._take_digits([replace(digit, box=place_on_pad(photo, digit.box)) for digit in photo.digits])
        self._show_answer()

    def _photo_failed(self, error: Exception) -> None:
        text = error.text if isinstance(error, NetwrightError) else str(error)
        hint = say(error.hint) if isinstance(error, NetwrightError) and error.hint else ""
        self._note, self._note_is_error = f"{say(text)} {hint}".strip(), True
        self._show_answer()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._photos.read_from(event.mimeData()):
            event.acceptProposedAction()

    def _choose(self, number: int) -> None:
        self._reading.choose(number)
        self._show_answer()

    def _choose_next(self, step: int) -> None:
        self._choose(self._reading.chosen + step)

    def _show_answer(self) -> None:
        image = self._reading.image
        answer = self._reading.answer
        self.preview.set_image(image)
        self.bars.set_probabilities(None if answer is None else list(map(float, answer.probabilities)))
        self.neighbours.show_neighbours(() if answer is None else answer.neighbours, self.bars.classes())
        values = self.bars.probabilities()
        self.why.setEnabled(image is not None and answer is not None and not self._error)
        self.label.allow(labels=bool(self._reading.strokes))
        if self._note and (answer is None or self._note_is_error):
            self.card.say("", self._note, error=self._note_is_error)
        elif self._error:
            self.card.say("", self._error, error=True)
        elif image is None and not self.canvas.strokes():
            self.card.say("", self.tr("Draw a digit to see what the network thinks"))
        elif answer is None or values is None:
            self.card.say("", self.tr("Waiting for the network…"))
        else:
            self.card.answer(self.bars.classes(), values, answer.doubt, self._note)
        self.reading_line.show_text(self._reading.text(self.bars.classes()))
        self._show_marks()
        if image is not self._image:
            self._image = image
            self.imageChanged.emit(image)

    def _show_marks(self) -> None:
        self.canvas.set_marks(self._reading.marks(self.bars.classes()))

    # Layout.

    def _arrange(self) -> None:
        self.source.setWordWrap(True)
        theme.set_role(self.source, "muted")
        self.source.setVisible(False)
        self._scroll = BarsArea(self.bars)
        self._side = QWidget()
        self._column = column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        head = QHBoxLayout()
        head.addWidget(self.source, 1)
        head.addWidget(self.why, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(head)
        column.addWidget(self.card)
        column.addWidget(self.second)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.neighbours)
        column.addStretch(0)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._columns.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)  # what is least is said below
        self._columns.addWidget(self._pad_box, 1)
        self._columns.addWidget(self._side, 0)

    def _fit(self, size: QSize) -> None:
        """Side by side where there is room, else one below the other; in the middle of a very wide place."""
        wide = size.width() >= WIDE and size.width() > 0.9 * size.height()
        inner = size.shrunkBy(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
        across = MARGIN
        if wide:
            answer = min(max(round(0.36 * inner.width()), ANSWER_WIDTH[0]), ANSWER_WIDTH[1])
            pad = self._pad_box.width_for(inner.height())
            across += max(0, (inner.width() - pad - SPACING * 2 - answer) // 2)
            self._side.setFixedWidth(answer)
            self._pad_box.setMaximumHeight(UNLIMITED)
            self._share_out(inner.height(), answer)
        else:
            below = min(self._pad_box.height_for(inner.width()), round(PAD_SHARE * inner.height()))
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(UNLIMITED)
            self._pad_box.setMaximumHeight(below)
            self._share_out(inner.height() - below - SPACING, inner.width())
        self._columns.setContentsMargins(across, MARGIN, across, MARGIN)
        self._columns.setSpacing(SPACING * 2 if wide else SPACING)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _share_out(self, height: int, width: int) -> None:
        """Show what there is room for beside bars that can be read, and pictures as large as that leaves them."""
        self.neighbours.set_room(width if height > COMFORTABLE else 0)
        beside = self.why.sizeHint().height() + 4 * SPACING + self._scroll.sizeHint().height()
        rest = height - beside - self.neighbours.sizeHint().height()
        largest = (min(rest // 2, round(PICTURE_SHARE * width)) - 2 * SPACING) // SIDE
        scale = min(max(largest, SCALES[0]), SCALES[1])
        self.preview.set_scale(scale)
        self.second.preview.set_scale(scale)
        rest = height - beside - self.card.sizeHint().height() - self.second.height_within(width)
        self.second.setVisible(rest >= 0)
        self.neighbours.setVisible(rest >= self.neighbours.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(320, 640)

    def minimumSizeHint(self) -> QSize:
        """As one above the other with the smallest pictures, so that a large panel can become a small one again."""
        larger = self.preview.sizeHint().height() - SCALES[0] * SIDE
        card = self.card.minimumSizeHint() - QSize(larger, larger)
        parts = [card, *(part.minimumSizeHint() for part in (self._pad_box, self._scroll, self.why))]
        height = sum(part.height() + SPACING for part in parts)
        return QSize(max(part.width() for part in parts), height).grownBy(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size())
        self._column.invalidate()  # it would give the cards the height that their pictures had before
        self._columns.activate()  # at once: the layout had its turn before, in the direction that was right until now
        super().resizeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._loader.start()
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
