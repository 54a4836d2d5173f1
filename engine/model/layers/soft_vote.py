"""Soft voting: the branches are networks of their own, and the answer is the mean of their probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, ClassVar

from pydantic import field_validator

from engine.fields import Settings, setting
from engine.model import module_source
from engine.model.layer_type import Category, LayerType, ShapeMismatch, shape_text
from engine.model.layers.merge import MOST_INPUTS, unequal
from engine.model.layers.writing import literal, read_arguments, same_names
from engine.model.reach import EVERYWHERE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn

MOST_SHARE = 1_000_000
_SHOWN = 6


class SoftVoteParams(Settings):
    """Params of :class:`SoftVote`."""

    shares: tuple[int, ...] = setting(
        (),
        label=QT_TRANSLATE_NOOP("engine", "Shares"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "How much each branch counts, as whole numbers in the order of the inputs; empty: all alike."
        ),
    )

    @field_validator("shares")
    @classmethod
    def _positive(cls, shares: tuple[int, ...]) -> tuple[int, ...]:
        if any(not 1 <= share <= MOST_SHARE for share in shares):
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected whole numbers from 1 on"))
        return shares


class SoftVote(LayerType):
    """The mean of several networks' probabilities, as logits (Hansen and Salamon, 1990, on committees of networks)."""

    name = torch_name = "SoftVote"
    category: ClassVar[Category] = "merge"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Lets several networks answer as one: the mean of the probabilities that their logits stand for. "
        "Put it right before the Softmax at the end; errors of single networks are outvoted.",
    )
    formula = "y = log Σ wₖ · softmax(xₖ)"
    Params = SoftVoteParams
    least_inputs = 2
    most_inputs = MOST_INPUTS
    torch_arguments = ("shares",)
    id_stem = "vote"

    def output_shape(self, params: SoftVoteParams, inputs: tuple[Shape, ...]) -> Shape:
        if len(inputs[0]) != 1:
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "expects {expected}, receives {found}"),
                expected=QT_TRANSLATE_NOOP("engine", "the answers of networks"),
                found=shape_text(inputs[0]),
                remedy="insert_flatten",
            )
        for port, shape in enumerate(inputs[1:], start=2):
            if shape != inputs[0]:
                raise unequal(inputs[0], shape, port)
        if params.shares and len(params.shares) != len(inputs):
            raise ShapeMismatch(
                QT_TRANSLATE_NOOP("engine", "has {found} shares, expects {expected}: one for each input"),
                expected=str(len(inputs)),
                found=str(len(params.shares)),
                field="shares",
                remedy="equal_shares",
            )
        return inputs[0]

    def multiply_adds(self, params: SoftVoteParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return len(inputs) * prod(output)

    def activation_values(self, params: SoftVoteParams, inputs: tuple[Shape, ...], output: Shape) -> int:
        return (len(inputs) + 1) * prod(output)

    def reach(self, params: SoftVoteParams, inputs: tuple[Shape, ...]) -> Reach:
        return EVERYWHERE

    def summary(self, params: SoftVoteParams) -> str:
        return " : ".join(map(str, params.shares)) if len(params.shares) <= _SHOWN else f"{len(params.shares)} : …"

    def module(self, params: SoftVoteParams, inputs: tuple[Shape, ...], output: Shape) -> nn.Module:
        from engine.model.soft_vote import SoftVote as Module

        return Module(params.shares)

    def code(self, params: SoftVoteParams, inputs: tuple[Shape, ...], output: Shape) -> str:
        return f"{self.torch_name}({literal(params.shares) if params.shares else ''})"

    def support(self, params: SoftVoteParams) -> tuple[str, ...]:
        return module_source.pieces(module_source.SOFT_VOTE)

    def every_support(self) -> tuple[str, ...]:
        return module_source.pieces(module_source.SOFT_VOTE)

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        return read_arguments(given, names=same_names("shares"))
