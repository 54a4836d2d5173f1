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
    """From logits ``[N, B, classes]`` and labels ``[N, B]`` to the loss of each member ``[N]``, and its gradient.

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

    def __call__(self, logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """The losses, and the gradient of each by its own logits ``[N, B, classes]``, in their precision."""
        given = logits.detach().float()
        if self._plain:
            losses, gradient = _cross_entropy(given, labels, self._smoothing)
            return losses, gradient.to(logits.dtype)
        given.requires_grad_()
        sizes = [size for _, _, size in self._parts]
        parts = zip(self._parts, torch.split(given, sizes), torch.split(labels, sizes), strict=True)
        losses = torch.cat([_of_part(loss, weighs, own, right) for (loss, weighs, _), own, right in parts])
        (gradient,) = torch.autograd.grad(losses.sum(), given)
        return losses.detach(), gradient.to(logits.dtype)


@torch.no_grad()
def _cross_entropy(logits: Tensor, labels: Tensor, smoothing: Tensor | None) -> tuple[Tensor, Tensor]:
    """Losses ``[N]`` and their gradient ``(p - y) / B``, where ``y`` has ``smoothing`` (``[N, 1]``) spread out.

    Left to autograd, the many small operations of the way back take as long as a small network's products.
    """
    classes, places = logits.shape[2], labels.unsqueeze(2)
    log_p = functional.log_softmax(logits, dim=2)
    right = log_p.gather(2, places).squeeze(2)
    if smoothing is None:
        losses, p_right = right.mean(dim=1).neg_(), right.exp_().sub_(1)
        gradient = log_p.exp_()
    else:
        losses = torch.lerp(right, log_p.mean(dim=2), smoothing).mean(dim=1).neg_()
        spread = smoothing / classes
        p_right = right.exp_().sub_(1 - smoothing + spread)
        gradient = log_p.exp_().sub_(spread.unsqueeze(2))
    return losses, gradient.scatter_(2, places, p_right.unsqueeze(2)).div_(labels.shape[1])


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
