"""What a training makes small: losses on logits, with class weights, as means over a batch or as sums of its parts.

Every loss is ``Σ w·l / Σ w`` over the images, where ``l`` is an image's own loss and ``w`` the weight of its class, as
in torch's cross-entropy. Nothing waits for the device, so that a step can be captured into a CUDA graph.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from engine.text import QT_TRANSLATE_NOOP
from engine.training.config import TrainingConfig
from engine.training.config.loss import listed_weights
from engine.training.failures import BadModelError

ImageLosses = Callable[[Tensor, Tensor], Tensor]
"""From float32 logits ``[B, classes]`` and labels (int64 ``[B]``) to the loss of each image ``[B]``."""

_LEAST_DOUBT = 1e-12
"""A power below 1 has no gradient at 0; so small a difference from certainty is no information in float32."""


class Loss:
    """Cross-entropy as torch computes it; the other losses replace what an image's loss is.

    ``weights`` (float32 ``[classes]``, on the device) is how much each class counts, ``None`` alike. Logits of any
    precision are computed with in float32.
    """

    def __init__(self, weights: Tensor | None, label_smoothing: float = 0.0) -> None:
        self._weights = weights
        self._smoothing = label_smoothing

    def __call__(self, logits: Tensor, labels: Tensor) -> Tensor:
        """The mean over the batch; 0 where all its classes have the weight 0."""
        if self._weights is None:
            return functional.cross_entropy(logits.float(), labels, label_smoothing=self._smoothing)
        total, weight = self.total(logits, labels)
        return total / weight.clamp(min=torch.finfo(torch.float32).tiny)

    def total(self, logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """The weighted sum and the sum of weights: over all parts of a batch, their ratio is the mean of the batch."""
        total = functional.cross_entropy(
            logits.float(), labels, weight=self._weights, label_smoothing=self._smoothing, reduction="sum"
        )
        return total, self.image_weights(labels).sum()

    def by_image(self, logits: Tensor, labels: Tensor) -> Tensor:
        """What each image adds to the weighted sum, ``[B]``."""
        return functional.cross_entropy(
            logits.float(), labels, weight=self._weights, label_smoothing=self._smoothing, reduction="none"
        )

    def image_weights(self, labels: Tensor) -> Tensor:
        """How much each image counts, ``[B]``: the weight of its class."""
        if self._weights is None:
            return torch.ones_like(labels, dtype=torch.float32)
        return self._weights.index_select(0, labels)


class _PerImage(Loss):
    """A loss that says what each image's is."""

    def __init__(self, weights: Tensor | None, of_images: ImageLosses) -> None:
        super().__init__(weights)
        self._of_images = of_images

    def __call__(self, logits: Tensor, labels: Tensor) -> Tensor:
        if self._weights is None:
            return self._of_images(logits.float(), labels).mean()
        return super().__call__(logits, labels)

    def total(self, logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        losses, weight = self._of_images(logits.float(), labels), self.image_weights(labels)
        return (losses * weight).sum(), weight.sum()

    def by_image(self, logits: Tensor, labels: Tensor) -> Tensor:
        return self._of_images(logits.float(), labels) * self.image_weights(labels)


def build_loss(config: TrainingConfig, classes: int, class_counts: Sequence[int], device: torch.device) -> Loss:
    """The loss of ``config`` for so many classes, of which there are ``class_counts`` training images.

    Raises :class:`BadModelError` where weights are listed for another number of classes.
    """
    numbers = class_weights(config, classes, class_counts)
    weights = None if numbers is None else torch.tensor(numbers, dtype=torch.float32, device=device)
    every = torch.arange(classes, device=device)
    match config.loss:
        case "cross_entropy":
            return Loss(weights, config.label_smoothing)
        case "nll":
            return _PerImage(weights, _negative_log_likelihood)
        case "focal":
            return _PerImage(weights, lambda logits, labels: _focal(logits, labels, config.focal_gamma))
        case "bce":
            return _PerImage(weights, lambda logits, labels: _binary(logits, _one_hot(labels, every)))
        case "mse":
            return _PerImage(weights, lambda logits, labels: (_difference(logits, labels, every) ** 2).mean(dim=1))
        case "l1":
            return _PerImage(weights, lambda logits, labels: _difference(logits, labels, every).abs().mean(dim=1))


def class_weights(config: TrainingConfig, classes: int, class_counts: Sequence[int]) -> tuple[float, ...] | None:
    """How much each class counts, ``None`` for alike.

    Balanced are images / (classes · images of the class), so that all classes count the same and the mean weight of an
    image is 1 (King and Zeng, 2001); a class without images weighs 0.
    """
    if config.class_weights == "none":
        return None
    listed = listed_weights(config.class_weights)
    if listed is None:
        images = sum(class_counts)
        return tuple(images / (classes * count) if count else 0.0 for count in class_counts)
    if len(listed) != classes:
        raise BadModelError(
            QT_TRANSLATE_NOOP("engine", "There are {found} class weights, but the dataset has {expected} classes."),
            QT_TRANSLATE_NOOP("engine", "Give a number for each class, or choose balanced or none."),
            found=len(listed),
            expected=classes,
        )
    return listed


def _negative_log_likelihood(logits: Tensor, labels: Tensor) -> Tensor:
    return functional.nll_loss(functional.log_softmax(logits, dim=1), labels, reduction="none")


def _focal(logits: Tensor, labels: Tensor, gamma: float) -> Tensor:
    """``-(1 - p)^γ · log p`` of the right class's probability (Lin et al., 2017); class weights are their α."""
    surprise = _negative_log_likelihood(logits, labels)
    return (-torch.expm1(-surprise)).clamp(min=_LEAST_DOUBT) ** gamma * surprise


def _binary(logits: Tensor, targets: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits, targets, reduction="none").mean(dim=1)


def _difference(logits: Tensor, labels: Tensor, every: Tensor) -> Tensor:
    return torch.softmax(logits, dim=1) - _one_hot(labels, every)


def _one_hot(labels: Tensor, every: Tensor) -> Tensor:
    # functional.one_hot would look at the labels, and wait for the device.
    return (labels.unsqueeze(1) == every).float()
