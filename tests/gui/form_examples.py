"""Settings with one field of each kind, and typing into a field."""

from typing import Literal

from pydantic import model_validator
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QWidget,
)

from engine.fields import Settings, setting


class Example(Settings):
    """One field of each kind."""

    size: int = setting(3, ge=1, le=11, unit="px", label="Size", doc="The side of the window.")
    mode: Literal["same", "valid"] = setting("same", label="Mode", doc="How the border is treated.")
    bias: bool = setting(True, label="Bias", doc="Whether a constant is learned.")
    axes: tuple[int, ...] = setting((1, 2), label="Axes", doc="Which axes are taken.")
    padding: int = setting(0, ge=0, label="Padding", doc="Zeros around.", only_if={"mode": ("valid",)})

    @model_validator(mode="after")
    def _padding_is_small(self) -> "Example":
        if self.padding * 2 > self.size:
            raise ValueError("padding must be at most half of the size")
        return self


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)
