"""The two ends of every network: what comes in and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import field_validator

from engine.fields import Settings, setting
from engine.model.layer_type import Category, LayerType, shape_text
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn


class InputParams(Settings):
    """The shape of one example."""

    shape: tuple[int, ...] = setting(
        (1, 28, 28),
        label=QT_TRANSLATE_NOOP("engine", "Shape"),
        doc=QT_TRANSLATE_NOOP("engine", "Sizes of one example: channels, height and width of an image."),
    )

    @field_validator("shape")
    @classmethod
    def _sizes_are_sensible(cls, shape: tuple[int, ...]) -> tuple[int, ...]:
        if not 1 <= len(shape) <= 4 or not all(1 <= size <= 65_536 for size in shape):
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected one to four sizes between 1 and 65536"))
        return shape


class _Port(LayerType):
    """Computes nothing: what comes in leaves it."""

    category: ClassVar[Category] = "ports"

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        return inputs[0]

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def activation_values(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return 0

    def module(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from torch import nn

        return nn.Identity()

    def code(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> str:
        return ""


class Input(_Port):
    """Where an example enters."""

    name = "Input"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Where an example enters the network. Pixels arrive normalised: the training images' mean is subtracted "
        "and the result divided by their standard deviation.",
    )
    formula = "x = (pixel − μ) / σ"
    Params = InputParams
    least_inputs = most_inputs = 0
    id_stem = "input"

    def output_shape(self, params: InputParams, inputs: tuple[Shape, ...]) -> Shape:
        return params.shape

    def summary(self, params: InputParams) -> str:
        return shape_text(params.shape)


class BlockInput(_Port):
    """A port of a block: what comes in from the network around it. Its shape is found by :func:`analyse`."""

    name = "BlockInput"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "What comes into the block from the network around it. Its shape is whatever is linked to the port there.",
    )
    formula = "x"
    least_inputs = most_inputs = 0
    id_stem = "x"


class Output(_Port):
    """What the network answers."""

    name = "Output"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "What the network answers: one number per class. The loss is taken on the logits, "
        "a Softmax right before it only turns them into probabilities for you.",
    )
    formula = "argmax"
    id_stem = "output"
