"""Modules for what torch has none of, or whose answer is more than the layer gives: with torch's own names of weights.

Each does in ``forward`` what the layer type writes as code; the tests hold the two together.
"""

from typing import Any, Literal

import torch
from torch import Tensor, nn

Answer = Literal["sequence", "last"]


class PatchEmbedding(nn.Conv2d):
    """Images ``[N, C, H, W]`` to tokens ``[N, T, D]``, row by row."""

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input).flatten(2).transpose(1, 2)


class _Table(nn.Embedding):
    """An embedding that starts as zeros: on the meta device drawing weights imports all of torch's compiler."""

    def __init__(self, rows: int, features: int) -> None:
        super().__init__(rows, features, _weight=torch.zeros(rows, features))


class PositionalEmbedding(_Table):
    """Adds one learned row to each place of ``[N, T, D]``."""

    def forward(self, input: Tensor) -> Tensor:
        return input + self.weight


class ClassToken(_Table):
    """Puts one learned token before the others: ``[N, T, D]`` to ``[N, 1 + T, D]``."""

    def forward(self, input: Tensor) -> Tensor:
        return torch.cat([self.weight.expand(input.shape[0], 1, -1), input], dim=1)


class TakeToken(nn.Module):
    """One step of ``[N, T, D]``."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index

    def forward(self, x: Tensor) -> Tensor:
        return x[:, self.index]


class MeanOverTokens(nn.Module):
    """The mean over the steps of ``[N, T, D]``."""

    def forward(self, x: Tensor) -> Tensor:
        return x.mean(1)


class MultiheadAttention(nn.MultiheadAttention):
    """Attention of ``[N, T, D]`` to itself, to one sequence, or to keys and values apart."""

    def forward(self, query: Tensor, key: Tensor | None = None, value: Tensor | None = None) -> Tensor:  # type: ignore[override]
        key = query if key is None else key
        return super().forward(query, key, key if value is None else value, need_weights=False)[0]


class _Recurrent(nn.RNNBase):
    """The answer after every step, ``[N, T, H]``, or what is remembered at the end, ``[N, H]``."""

    answer: Answer

    def _picked(self, answers: Tensor, hidden: Tensor) -> Tensor:
        if self.answer == "sequence":
            return answers
        return hidden[-2:].transpose(0, 1).flatten(1) if self.bidirectional else answers[:, -1]


class LSTM(nn.LSTM, _Recurrent):
    """:class:`torch.nn.LSTM` with one answer."""

    def __init__(self, *arguments: Any, answer: Answer, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.answer = answer

    def forward(self, input: Tensor) -> Tensor:  # type: ignore[override]
        answers, (hidden, _) = super().forward(input)
        return self._picked(answers, hidden)


class GRU(nn.GRU, _Recurrent):
    """:class:`torch.nn.GRU` with one answer."""

    def __init__(self, *arguments: Any, answer: Answer, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.answer = answer

    def forward(self, input: Tensor) -> Tensor:  # type: ignore[override]
        return self._picked(*super().forward(input))


class RNN(nn.RNN, _Recurrent):
    """:class:`torch.nn.RNN` with one answer."""

    def __init__(self, *arguments: Any, answer: Answer, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.answer = answer

    def forward(self, input: Tensor) -> Tensor:  # type: ignore[override]
        return self._picked(*super().forward(input))


class GlobalAvgPool2d(nn.Module):
    """The mean of each channel: ``[N, C, H, W]`` to ``[N, C]`` or ``[N, C, 1, 1]``."""

    def __init__(self, keepdim: bool) -> None:
        super().__init__()
        self.keepdim = keepdim

    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3), keepdim=self.keepdim)


class GlobalMaxPool2d(nn.Module):
    """The largest of each channel: ``[N, C, H, W]`` to ``[N, C]`` or ``[N, C, 1, 1]``."""

    def __init__(self, keepdim: bool) -> None:
        super().__init__()
        self.keepdim = keepdim

    def forward(self, x: Tensor) -> Tensor:
        return x.amax((2, 3), keepdim=self.keepdim)


class GaussianNoise(nn.Module):
    """Adds normal noise while training."""

    def __init__(self, std: float) -> None:
        super().__init__()
        self.std = std

    def forward(self, x: Tensor) -> Tensor:
        return x + self.std * torch.randn_like(x) if self.training else x


class Reshape(nn.Module):
    """The same numbers of each example under other sizes."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        super().__init__()
        self.sizes = sizes

    def forward(self, x: Tensor) -> Tensor:
        return x.reshape(x.shape[0] if -1 in self.sizes else -1, *self.sizes)


class Permute(nn.Module):
    """The axes of each example in another order."""

    def __init__(self, order: tuple[int, ...]) -> None:
        super().__init__()
        self.dimensions = (0, *(axis + 1 for axis in order))

    def forward(self, x: Tensor) -> Tensor:
        return x.permute(self.dimensions)


class Rows(nn.Module):
    """Images ``[N, C, H, W]`` as sequences of rows ``[N, H, C·W]`` or of columns ``[N, W, C·H]``."""

    def __init__(self, along: Literal["rows", "columns"]) -> None:
        super().__init__()
        self.dimensions = (0, 2, 1, 3) if along == "rows" else (0, 3, 1, 2)

    def forward(self, x: Tensor) -> Tensor:
        return x.permute(self.dimensions).flatten(2)


class Add(nn.Module):
    """The sum of its inputs."""

    def forward(self, first: Tensor, *others: Tensor) -> Tensor:
        return sum(others, first)


class Multiply(nn.Module):
    """The product of its inputs."""

    def forward(self, first: Tensor, *others: Tensor) -> Tensor:
        for other in others:
            first = first * other
        return first


class Concatenate(nn.Module):
    """Its inputs side by side along one dimension."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, *inputs: Tensor) -> Tensor:
        return torch.cat(inputs, dim=self.dim)
