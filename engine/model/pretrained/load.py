"""Makes the module of a backbone and brings its weights: from the installed package, or the file downloaded before."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn

from engine.model.initialise import initialise
from engine.model.pretrained.adapted import PretrainedBackbone
from engine.model.pretrained.download import checked_file
from engine.model.pretrained.efficientnet_lite import efficientnet_lite0, efficientnet_lite0_weights
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


class Backbone(PretrainedBackbone):
    """A :class:`PretrainedBackbone` whose weights come later, through :meth:`bring_weights`."""

    def __init__(self, family: str, pretrained: bool, **settings: Any) -> None:
        super().__init__(builder(family), weights=None, **settings)
        self.family, self.pretrained = family, pretrained

    @torch.no_grad()
    def bring_weights(self, generator: torch.Generator) -> None:
        """The weights learned from ImageNet, or random ones from ``generator``; raises :class:`NetwrightError`."""
        if self.pretrained:
            self.model.load_state_dict(weights_of(self.family, list(self.model.state_dict())))
        else:
            draw(self.model, generator)


def builder(family: str) -> Callable[..., nn.Module]:
    """The function that makes the family's network."""
    if family == "efficientnet_lite0":
        return efficientnet_lite0
    from torchvision.models import get_model_builder  # type: ignore[import-untyped]

    made: Callable[..., nn.Module] = get_model_builder(family)
    return made


def weights_of(family: str, names: list[str]) -> Mapping[str, Tensor]:
    """The state of those names as learned from ImageNet; raises :class:`NetwrightError` where it is not here."""
    if family == "efficientnet_lite0":
        return dict(zip(names, _lite_weights(), strict=True))
    loaded = torch.load(checked_file(family), map_location="cpu", weights_only=True)
    # Files from before 2018 do not count batches; the head is not wanted.
    return {name: loaded.get(name, torch.tensor(0)) if name.endswith("_tracked") else loaded[name] for name in names}


@torch.no_grad()
def draw(model: nn.Module, generator: torch.Generator) -> None:
    """Random weights as the papers draw them: He et al. (2015) by fan-out for convolutions, 0.02 for all else."""
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight, mode="fan_out", nonlinearity="relu", generator=generator)
            if part.bias is not None:
                part.bias.zero_()
        elif isinstance(part, nn.Linear):
            nn.init.xavier_uniform_(part.weight, generator=generator)
            if part.bias is not None:
                part.bias.zero_()
        elif isinstance(part, nn.MultiheadAttention):
            initialise(part, generator)
        elif isinstance(part, nn.BatchNorm2d | nn.LayerNorm):
            part.reset_parameters()
    for name, parameter in model.named_parameters():
        if name == "class_token":
            parameter.zero_()
        elif name == "encoder.pos_embedding":
            parameter.normal_(0, 0.02, generator=generator)


@cache
def _lite_weights() -> list[Tensor]:
    try:
        return efficientnet_lite0_weights()
    except (ImportError, OSError, ValueError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The weights of efficientnet_lite0 cannot be used: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Install Netwright's packages again, or start from random weights."),
            reason=str(error),
        ) from error
