"""The teaching network, step by step: the picture, the operation of now, and everything that can be changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from engine.fields import FieldDescription, describe
from engine.lesson.formula import number_text
from engine.lesson.lesson import Lesson, can_be_given
from engine.lesson.network import LOSS_FORMS
from engine.lesson.quantity import Quantity, Value
from engine.text import NetwrightError
from engine.training.config import TrainingConfig
from gui import theme
from gui.forms.boxes import ChoiceBox, RealBox
from gui.lesson.growing import grow_with
from gui.lesson.loss_curve import LossCurve
from gui.lesson.network_picture import NetworkPicture
from gui.lesson.step_panel import StepPanel
from gui.lesson.transport import Transport
from gui.lesson.words import loss_words
from gui.translation import say

_REPEAT_MS = 120
_PICTURE_SHARE = 56
"""Percent of the width."""


class TeachingPage(QWidget):
    """Walks through one iteration of gradient descent after the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("teachingPage")
        self._lesson = Lesson()
        self._losses: tuple[float, ...] = (self._lesson.mean_loss,)
        self.picture, self.panel, self.transport, self.curve = NetworkPicture(), StepPanel(), Transport(), LossCurve()
        self.sample, self.loss = ChoiceBox(), ChoiceBox()
        self.rate = RealBox(_rate_field())
        self.rate.setValue(self._lesson.learning_rate)
        self.apply_button, self.reset_button = QPushButton(), QPushButton()
        self._labels = {name: QLabel() for name in ("sample", "loss", "rate")}
        for widget, name in (
            (self.sample, "lessonSample"),
            (self.loss, "lessonLoss"),
            (self.rate, "lessonRate"),
            (self.apply_button, "lessonApplyButton"),
            (self.reset_button, "lessonResetButton"),
        ):
            widget.setObjectName(name)
        for place, _ in enumerate(self._lesson.samples):
            self.sample.addItem("", place)
        for form in LOSS_FORMS:
            self.loss.addItem("", form)
        self.apply_button.setAutoRepeat(True)
        self.apply_button.setAutoRepeatInterval(_REPEAT_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._take(self._lesson)

    @property
    def lesson(self) -> Lesson:
        """What is walked through."""
        return self._lesson

    def _lay_out(self) -> None:
        settings = QGridLayout()
        settings.setHorizontalSpacing(12)
        settings.setVerticalSpacing(2)
        for place, (name, control) in enumerate((("sample", self.sample), ("loss", self.loss), ("rate", self.rate))):
            label = self._labels[name]
            theme.set_role(label, "muted")
            label.setBuddy(control)
            settings.addWidget(label, 0, place)
            settings.addWidget(control, 1, place)
        settings.setColumnStretch(0, 3)
        settings.setColumnStretch(1, 4)
        settings.addWidget(self.reset_button, 1, 3)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.picture, 1)
        column.addWidget(self.curve)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setSizes([_PICTURE_SHARE, 100 - _PICTURE_SHARE])
        split.setStretchFactor(0, _PICTURE_SHARE)
        split.setStretchFactor(1, 100 - _PICTURE_SHARE)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(self.transport, 1)
        bottom.addWidget(self.apply_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(14, 12, 14, 12)
        page.setSpacing(10)
        page.addLayout(settings)
        page.addWidget(split, 1)
        page.addLayout(bottom)

    def _connect(self) -> None:
        self.transport.moved.connect(self._show)
        self.picture.changed.connect(self._change)
        self.panel.chosen.connect(self._choose)
        for source in (self.picture, self.panel):
            source.pointed.connect(self._point_at)
        self.sample.currentIndexChanged.connect(lambda place: self._follow(replace(self._lesson, chosen=place)))
        self.loss.currentIndexChanged.connect(lambda place: self._follow(replace(self._lesson, loss=LOSS_FORMS[place])))
        self.rate.valueChanged.connect(lambda rate: self._follow(self._lesson.with_learning_rate(rate)))
        self.apply_button.clicked.connect(self._apply)
        self.reset_button.clicked.connect(self._reset)
        self.transport.listen_to_keys(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a large window, such as before a class, the picture and the formulas are larger, too."""
        super().resizeEvent(event)
        grow_with(self, self.picture, self.panel)

    # Changes

    def _change(self, quantity: Quantity, value: float) -> None:
        try:
            changed = self._lesson.with_number(quantity, value)
        except NetwrightError as error:
            self.picture.field.refuse(say(error.text))
            return
        self._follow(changed)

    def _follow(self, lesson: Lesson) -> None:
        """Show the same step of another lesson; the loss of now is another one."""
        if lesson != self._lesson:
            self._losses = (*self._losses[:-1], lesson.mean_loss)
            self._take(lesson)

    def _apply(self) -> None:
        """Take the update and begin the next iteration."""
        lesson = self._lesson.after_update()
        self._losses = (*self._losses, lesson.mean_loss)
        self._take(lesson)
        self.transport.go_to(0)

    def _reset(self) -> None:
        """Back to the first weights and samples, under the loss and the learning rate of now."""
        self.transport.pause()
        first = Lesson()
        lesson = replace(self._lesson, network=first.network, samples=first.samples)
        self._losses = (lesson.mean_loss,)
        self._take(lesson)
        self.transport.go_to(0)

    def _take(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self.transport.set_phases([step.phase for step in lesson.steps])
        self._show(self.transport.index)
        self.curve.show_losses(self._losses)
        self._say_samples()

    def _show(self, index: int) -> None:
        self.picture.show_step(self._lesson, index)
        self.panel.show_step(self._lesson, index)

    def _point_at(self, value: Value | None) -> None:
        self.picture.point_at(value.by if not isinstance(value, Quantity) and value is not None else value)
        self.panel.point_at(value)

    def _choose(self, value: Value) -> None:
        """A click on a number in a formula changes it where it stands in the picture."""
        if isinstance(value, Quantity) and can_be_given(value):
            self.picture.choose(value)
            self.picture.edit()

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words = {"sample": self.tr("Sample"), "loss": self.tr("Loss"), "rate": self.tr("Learning rate α")}
        for name, control in (("sample", self.sample), ("loss", self.loss), ("rate", self.rate)):
            self._labels[name].setText(words[name])
            control.setAccessibleName(words[name])
        for place, form in enumerate(LOSS_FORMS):
            self.loss.setItemText(place, loss_words(form))
        self.apply_button.setText(self.tr("Apply update"))
        self.apply_button.setAccessibleName(self.apply_button.text())
        self.apply_button.setToolTip(self.tr("Take the new weights and begin the next iteration; held down, many."))
        self.reset_button.setText(self.tr("Start anew"))
        self.reset_button.setAccessibleName(self.reset_button.text())
        self.reset_button.setToolTip(self.tr("Back to the first weights and samples"))
        self._say_samples()

    def _say_samples(self) -> None:
        for place, sample in enumerate(self._lesson.samples):
            inputs = ", ".join(number_text(value, 3) for value in sample.inputs)
            targets = ", ".join(number_text(value, 3) for value in sample.targets)
            words = self.tr("{number}: x = ({inputs}), y = ({targets})")
            self.sample.setItemText(place, words.format(number=place + 1, inputs=inputs, targets=targets))


def _rate_field() -> FieldDescription:
    return next(field for field in describe(TrainingConfig) if field.name == "learning_rate")
