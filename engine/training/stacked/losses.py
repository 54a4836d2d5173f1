"""The losses of all members, each the mean over its own batch."""

from collections.abc import Sequence
from itertools import groupby

import torch
from torch import Tensor
from torch.nn import functional

from engine.training.config import TrainingConfig
from engine.training.config.loss import LossFields
from engine.training.losses import Loss

_LEAST_WEIGHT = torch.finfo(torch.float32).tiny


class StackedLoss:
    """From logits ``[N, B, classes]`` and labels ``[N, B]`` to the loss of each member ``[N]``.

    Plain cross-entropy is one computation for all, whatever each one's label smoothing is. Otherwise members with the
    same loss, as they stand one after the other, are taken together.
    """

    def __init__(self, configs: Sequence[TrainingConfig], losses: Sequence[Loss], device: torch.device) -> None:
        self._smoothing: Tensor | None = None
        self._plain = all(config.loss == "cross_entropy" and config.class_weights == "none" for config in configs)
        if self._plain and any(config.label_smoothing for config in configs):
            shares = [[config.label_smoothing] for config in configs]
            self._smoothing = torch.tensor(shares, device=device)
        keys = [_key(config, number) for number, config in enumerate(configs)]
        self._parts: list[tuple[Loss, bool, int]] = []
        """Loss, whether classes weigh differently, and how many members have it."""
        for _, group in groupby(range(len(configs)), key=keys.__getitem__):
            alike = list(group)
            first = alike[0]
            self._parts.append((losses[first], configs[first].class_weights != "none", len(alike)))

    def __call__(self, logits: Tensor, labels: Tensor) -> Tensor:
        logits = logits.float()
        if not self._plain:
            sizes = [size for _, _, size in self._parts]
            parts = zip(self._parts, torch.split(logits, sizes), torch.split(labels, sizes), strict=True)
            return torch.cat([_of_part(loss, weighs, own, right) for (loss, weighs, _), own, right in parts])
        members, size = labels.shape
        if self._smoothing is None:
            flat = functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="none")
            return flat.view(members, size).mean(dim=1)
        log_p = functional.log_softmax(logits, dim=2)
        right = log_p.gather(2, labels.unsqueeze(2)).squeeze(2)
        return -torch.lerp(right, log_p.mean(dim=2), self._smoothing).mean(dim=1)


def _key(config: TrainingConfig, number: int) -> tuple[object, ...]:
    """What decides a member's loss. Balanced weights follow from its own images, so that it has them alone."""
    own = number if config.class_weights == "balanced" else None
    return (*(getattr(config, name) for name in LossFields.model_fields), own)


def _of_part(loss: Loss, weighs: bool, logits: Tensor, labels: Tensor) -> Tensor:
    members, size = labels.shape
    losses = loss.by_image(logits.flatten(0, 1), labels.flatten()).view(members, size)
    if not weighs:
        return losses.mean(dim=1)
    weights = loss.image_weights(labels.flatten()).view(members, size)
    return losses.sum(dim=1) / weights.sum(dim=1).clamp_min(_LEAST_WEIGHT)
