"""The values of one forward pass, in torch's layout or oneDNN's, each converted at most once."""

import math
from collections.abc import Collection, Iterable

import torch
from torch import Tensor, nn


class Values:
    """Values by name. ``guarded`` are the layers that are computed in oneDNN's layout.

    oneDNN's max pooling and ReLU turn NaN into a number, where torch's keep it. So that a diverged run cannot look
    healthy, what comes out of oneDNN's layout is NaN wherever something not finite went in: weights, or values but
    those called ``finite``.
    """

    def __init__(self, dense: dict[str, Tensor], guarded: Iterable[nn.Module], finite: Collection[str] = ()) -> None:
        self._dense = dense
        self._blocked: dict[str, Tensor] = {}
        self._guarded, self._finite = guarded, finite
        self._entered: list[Tensor] = []

    def dense(self, name: str) -> Tensor:
        """A value in torch's layout."""
        value = self._dense.get(name)
        if value is None:
            value = self._dense[name] = self._blocked[name].to_dense()
            if not self._all_finite():
                with torch.no_grad():
                    value.fill_(math.nan)
        return value

    def blocked(self, name: str, given: Tensor | None = None) -> Tensor:
        """A value in oneDNN's layout; ``given`` is a part of it, which takes its place."""
        value = self._blocked.get(name)
        if value is None or given is not None:
            dense = self._dense[name] if given is None else given
            if name not in self._finite:
                self._entered.append(dense.detach())
            value = dense.to_mkldnn()
            if given is None:
                self._blocked[name] = value
        return value

    def set(self, name: str, value: Tensor) -> None:
        """Keep a layer's answer."""
        if value.is_mkldnn:
            self._blocked[name] = value
        else:
            self._dense[name] = value

    def _all_finite(self) -> bool:
        weights = [weight.detach() for module in self._guarded for weight in module.parameters(recurse=False)]
        # A sum also overflows for finite numbers beyond 1e33, of which no healthy network has any.
        sums = [tensor.sum() for tensor in (*self._entered, *weights)]
        return not sums or math.isfinite(torch.stack(sums).sum().item())
