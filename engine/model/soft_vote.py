"""The module that lets several networks answer as one. Its source also stands in written code."""

import math

import torch
from torch import nn


class SoftVote(nn.Module):
    """Logits of several networks, each ``[N, classes]``, to those of their weighted mean."""

    def __init__(self, shares: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.shares = shares

    def forward(self, *logits: torch.Tensor) -> torch.Tensor:
        shares = self.shares or (1,) * len(logits)
        said = [
            torch.log_softmax(one, 1) + math.log(share / sum(shares)) for one, share in zip(logits, shares, strict=True)
        ]
        return torch.logsumexp(torch.stack(said), 0)
