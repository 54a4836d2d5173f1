"""A pretrained network as a layer that gives features, fed with images as it knows them.

This file from the class on is also part of the written code of networks that use it.
"""

from collections.abc import Callable

import torch
from torch import nn


class PretrainedBackbone(nn.Module):
    """Images ``[N, C, H, W]`` to the features of a network without its head, ``[N, features]``.

    Images are resized to ``size`` pixels a side (``None``: not at all), grey ones repeated
    as red, green and blue, and brought from the mean and spread they come with to those the
    network knows. ``trainable`` is "frozen", "last blocks" (as many as ``blocks``) or "all".
    What does not learn computes as in use while the rest is trained.
    """

    def __init__(
        self,
        builder: Callable[..., nn.Module],
        weights: str | None = "IMAGENET1K_V1",
        trainable: str = "frozen",
        blocks: int = 1,
        size: int | None = None,
        grey_to_rgb: bool = True,
        normalise: bool = True,
        mean: float = 0.1307,
        std: float = 0.3081,
        known_mean: tuple[float, ...] = (0.485, 0.456, 0.406),
        known_std: tuple[float, ...] = (0.229, 0.224, 0.225),
    ) -> None:
        super().__init__()
        self.model = builder(weights=weights)
        for head in ("fc", "classifier", "heads"):
            if hasattr(self.model, head):
                setattr(self.model, head, nn.Identity())
        self.size, self.grey_to_rgb = size, grey_to_rgb
        known = zip(known_mean, known_std, strict=True)
        self.colours = [(std / s, (mean - m) / s) for m, s in known] if normalise else []
        self.model.requires_grad_(trainable == "all")
        if trainable == "last blocks":
            for block in self.parts()[-blocks:]:
                block.requires_grad_(True)
        self.train()

    def parts(self) -> list[nn.Module]:
        """The blocks of the network, from the first to the last."""
        for path in ("features", "encoder.layers"):
            try:
                return list(self.model.get_submodule(path).children())
            except AttributeError:
                continue
        return [self.model.get_submodule(f"layer{number}") for number in (1, 2, 3, 4)]

    def train(self, mode: bool = True) -> "PretrainedBackbone":
        """As ever, but parts of which nothing learns stay as in use: their statistics do not move."""
        super().train(mode)
        for part in self.model.modules():
            weights = list(part.parameters())
            if weights and not any(weight.requires_grad for weight in weights):
                part.eval()
        return self

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.size is not None and tuple(x.shape[-2:]) != (self.size, self.size):
            smaller = self.size < max(x.shape[-2:])
            sides = (self.size, self.size)
            x = nn.functional.interpolate(x, sides, mode="bilinear", antialias=smaller)
        if self.grey_to_rgb and x.shape[1] == 1:
            x = x.expand(-1, 3, -1, -1)
        if self.colours:
            planes = [x[:, c : c + 1] * a + b for c, (a, b) in enumerate(self.colours)]
            x = torch.cat(planes, dim=1)
        features: torch.Tensor = self.model(x)
        return features
