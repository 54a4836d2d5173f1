"""The layer that stands for a whole sub-network. Whoever needs its definition looks it up in the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import field_validator

from engine.fields import Settings, setting
from engine.model.layer_type import Category, LayerType
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn

MAXIMUM_PORTS = 64


class BlockParams(Settings):
    """Params of :class:`BlockLayer`."""

    block: str = setting(
        "Block",
        label=QT_TRANSLATE_NOOP("engine", "Block"),
        doc=QT_TRANSLATE_NOOP("engine", "Name of the block that stands here."),
    )
    repeat: int = setting(
        1,
        ge=1,
        le=200,
        unit="×",
        label=QT_TRANSLATE_NOOP("engine", "Repeat"),
        doc=QT_TRANSLATE_NOOP("engine", "How many copies stand one behind the other, each with weights of its own."),
    )

    @field_validator("block")
    @classmethod
    def _is_a_class_name(cls, name: str) -> str:
        if not name.isidentifier() or len(name) > 60:
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected a name of letters and digits"))
        return name


class BlockLayer(LayerType):
    """A use of a block. Analysis, builder and code look its definition up; the methods here are never asked."""

    name = "Block"
    category: ClassVar[Category] = "block"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "A network of its own that stands here as one layer. Double-click opens it; every place that uses it changes.",
    )
    formula = "y = f(x)"
    Params = BlockParams
    most_inputs = MAXIMUM_PORTS
    id_stem = "block"

    def output_shape(self, params: BlockParams, inputs: tuple[Shape, ...]) -> Shape:
        raise TypeError("the shape of a block follows from its definition")

    def summary(self, params: BlockParams) -> str:
        return f"{params.block} ×{params.repeat}" if params.repeat > 1 else params.block

    def module(self, params: BlockParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        raise TypeError("the module of a block follows from its definition")

    def code(self, params: BlockParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        raise TypeError("the code of a block follows from its definition")
