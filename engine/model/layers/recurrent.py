"""Recurrent layers: they read a sequence step by step and remember."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from engine.fields import Settings, setting
from engine.model.layer_type import Category, Unreadable
from engine.model.layers import window_fields
from engine.model.layers.sliding import require_sequence
from engine.model.layers.writing import Arguments, TorchLayer, read_arguments, same_names, unusual
from engine.model.reach import EVERYWHERE, Reach
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


class RecurrentParams(Settings):
    """Params of LSTM and GRU."""

    hidden_size: int = setting(
        128,
        ge=1,
        le=65_536,
        label=QT_TRANSLATE_NOOP("engine", "Hidden features"),
        doc=QT_TRANSLATE_NOOP("engine", "How many numbers the layer remembers from step to step, and answers."),
    )
    num_layers: int = setting(
        1,
        ge=1,
        le=32,
        label=QT_TRANSLATE_NOOP("engine", "Layers"),
        doc=QT_TRANSLATE_NOOP("engine", "How many such layers are stacked, each reading the answers of the one below."),
    )
    bidirectional: bool = setting(
        False,
        label=QT_TRANSLATE_NOOP("engine", "Both directions"),
        doc=QT_TRANSLATE_NOOP("engine", "Read the sequence backwards as well; the answer is twice as wide."),
    )
    output: Literal["sequence", "last"] = setting(
        "last",
        label=QT_TRANSLATE_NOOP("engine", "Answer"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "last answers what is remembered at the end, sequence answers after every step."
        ),
    )
    dropout: float = setting(
        0.0,
        ge=0,
        lt=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Share hidden"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The chance that a number between stacked layers is hidden at a training step."
        ),
    )
    bias: bool = window_fields.bias()


class RNNParams(RecurrentParams):
    """Params of :class:`RNN`."""

    nonlinearity: Literal["tanh", "relu"] = setting(
        "tanh",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Activation"),
        doc=QT_TRANSLATE_NOOP("engine", "The bend applied at each step."),
    )


class _Recurrent(TorchLayer):
    category: ClassVar[Category] = "recurrent"
    Params: ClassVar[type[Settings]] = RecurrentParams
    torch_arguments: ClassVar[tuple[str, ...]] = (
        "input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout", "bidirectional", "proj_size",
    )  # fmt: skip
    gates: ClassVar[int]
    hidden_state: ClassVar[str] = "[1]"
    """What picks the hidden state ``[layers · directions, N, hidden]`` out of torch's answer."""

    def output_shape(self, params: Any, inputs: tuple[Shape, ...]) -> Shape:
        steps, _ = require_sequence(inputs[0])
        features = params.hidden_size * (1 + params.bidirectional)
        return (steps, features) if params.output == "sequence" else (features,)

    def _weights_per_step(self, params: Any, inputs: tuple[Shape, ...]) -> int:
        directions, hidden = 1 + params.bidirectional, params.hidden_size
        read = inputs[0][1] + (params.num_layers - 1) * directions * hidden
        weights: int = directions * self.gates * hidden * (read + params.num_layers * hidden)
        return weights

    def parameter_count(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        biases = 2 * self.gates * params.hidden_size * params.num_layers * (1 + params.bidirectional) * params.bias
        return self._weights_per_step(params, inputs) + int(biases)

    def multiply_adds(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        return inputs[0][0] * self._weights_per_step(params, inputs)

    def activation_values(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> int:
        values = (self.gates + 2) * params.hidden_size * params.num_layers * (1 + params.bidirectional)
        return inputs[0][0] * int(values)

    def reach(self, params: Any, inputs: tuple[Shape, ...]) -> Reach:
        if params.output != "sequence" or (params.bidirectional and params.num_layers > 1):
            return EVERYWHERE
        # One layer both ways: half of a token's values see what came before, the other half what comes after.
        return Reach("gathered") if params.bidirectional else Reach("past")

    def summary(self, params: Any) -> str:
        return f"{params.hidden_size}{f' ×{params.num_layers}' if params.num_layers > 1 else ''}"

    def arguments(self, params: Any, inputs: tuple[Shape, ...], output: Shape) -> Arguments:
        keywords = unusual(
            num_layers=(params.num_layers, 1),
            nonlinearity=(getattr(params, "nonlinearity", "tanh"), "tanh"),
            bias=(params.bias, True),
            dropout=(params.dropout, 0.0),
            bidirectional=(params.bidirectional, False),
        )
        return Arguments((inputs[0][1], params.hidden_size), keywords | {"batch_first": True})

    def options(self, params: Any) -> dict[str, object]:
        return {"answer": params.output}

    def call(
        self, params: Any, inputs: tuple[Shape, ...], output: Shape, module: str, arguments: tuple[str, ...]
    ) -> str:
        answer = f"{module}({arguments[0]})"
        if params.output == "sequence":
            return f"{answer}[0]"
        if not params.bidirectional:
            return f"{answer}[0][:, -1]"
        return f"{answer}{self.hidden_state}[-2:].transpose(0, 1).flatten(1)"

    def read_call(self, given: Mapping[str, object], keywords: frozenset[str]) -> dict[str, object]:
        """As for every layer, but for ``output``: which it is, the call says, and who reads it compares the two."""
        if given.get("batch_first") is not True:
            raise Unreadable(QT_TRANSLATE_NOOP("engine", "expects the batch first (batch_first=True)"))
        names = same_names(*(name for name in self.Params.model_fields if name != "output"))
        return read_arguments(given, names=names, ignored=("input_size", "batch_first"), fixed={"proj_size": (0,)})


class LSTM(_Recurrent):
    """Long short-term memory (Hochreiter & Schmidhuber, 1997)."""

    name = torch_name = module_name = "LSTM"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Reads a sequence step by step and decides by gates what to remember, forget and answer. "
        "It keeps what it saw many steps ago.",
    )
    formula = "c = f·c + i·g,  h = o · tanh(c)"
    id_stem = "lstm"
    gates = 4
    hidden_state = "[1][0]"


class GRU(_Recurrent):
    """Gated recurrent unit (Cho et al., 2014)."""

    name = torch_name = module_name = "GRU"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Reads a sequence step by step with two gates, one for what to forget and one for what to take over. "
        "Smaller than LSTM and often as good.",
    )
    formula = "h = (1 − z)·n + z·h"
    id_stem = "gru"
    gates = 3


class RNN(_Recurrent):
    """The simple recurrent layer (Elman, 1990)."""

    name = torch_name = module_name = "RNN"
    doc = QT_TRANSLATE_NOOP(
        "engine",
        "Reads a sequence step by step, mixing each step with what it remembers. "
        "Without gates it soon forgets, which is why LSTM and GRU were invented.",
    )
    formula = "h = tanh(W·x + U·h + b)"
    Params = RNNParams
    torch_arguments = (
        "input_size", "hidden_size", "num_layers", "nonlinearity", "bias", "batch_first", "dropout", "bidirectional",
    )  # fmt: skip
    id_stem = "rnn"
    gates = 1
