"""The network that is explained: a copy of its own, in evaluation mode, with pixels as its inputs."""

from collections.abc import Callable, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.data.catalog import Preprocessing
from engine.evaluation.evaluate import evaluation_batch_size
from engine.evaluation.explaining.explanation import ExplanationStopped, ShouldStop
from engine.evaluation.predictor import Predictor
from engine.model.analysis import analyse
from engine.model.spec import ModelSpec

_BACKWARD = 3
"""Forward and backward pass together cost about three times the forward pass."""

Scores = Callable[[Tensor], Tensor]
"""From pixels float32 ``[N, C, H, W]`` between 0 and 1 to logits ``[N, classes]``."""


class Subject(Predictor):
    """A predictor that can be asked why. Preprocessing is part of the function that is explained.

    Maps are therefore about brightness, 0 being black whatever the mean of the dataset. Its weights take no gradients.
    """

    def __init__(self, spec: ModelSpec, preprocessing: Preprocessing, state: Mapping[str, Tensor]) -> None:
        super().__init__(spec, preprocessing, state)
        self.spec = spec
        self._network.requires_grad_(False)
        multiply_adds = analyse(spec).multiply_adds
        self.forward_chunk = evaluation_batch_size(multiply_adds, torch.device("cpu"))
        """Images whose logits are computed in some 20 ms."""
        self.backward_chunk = max(1, self.forward_chunk // _BACKWARD)
        """Images whose gradients are."""

    def pixels(self, image: NDArray[np.uint8]) -> Tensor:
        """An image uint8 ``[C, H, W]`` or ``[H, W]`` as float32 ``[1, C, H, W]``; raises :class:`NetwrightError`."""
        batch = self.checked(image[None])
        return torch.from_numpy(np.array(batch)).to(torch.float32) / 255

    def scores(self, should_stop: ShouldStop) -> Scores:
        """The logits as a function, which asks before each chunk and raises :class:`ExplanationStopped`."""

        def logits(pixels: Tensor) -> Tensor:
            if should_stop():
                raise ExplanationStopped
            found: Tensor = self._network(self._normalise.normalised(pixels * 255))
            return found

        return logits

    def layer(self, layer_id: str) -> nn.Module:
        """The module of a layer outside blocks."""
        return dict(self._network.named_children())[layer_id]
