"""One optimizer step: gather, augment, forward, loss, backward, penalties, clipping, weights, averages, figures.

Nothing in it waits for the device, but the scaler of float16.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.clipping import clip_gradients
from engine.training.failures import is_out_of_memory
from engine.training.layer_learning import add_penalties
from engine.training.precision import autocast
from engine.training.setup import TrainingSetup
from engine.training.step_buffer import StepBuffer

LEAST_WEIGHT = torch.finfo(torch.float32).tiny
"""Where all classes of a batch weigh nothing, its loss is 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What a step needs to know of its images: their positions (int64 ``[B]``, on the device), how each is changed
    (``[B, k]``) and how they are mixed (``[m]``), where they are at all."""

    indices: Tensor
    changes: Tensor | None = None
    mixture: Tensor | None = None


class TrainingStep:
    """Takes the steps of one :class:`TrainingSetup`; ``buffer`` gets each one's figures.

    ``images_at_once`` is how many images are computed together; it is halved where memory runs out, which ``warn`` is
    told, and the step is taken again: gradients of parts add up to the gradient of the batch.
    """

    halves_when_full = True
    """Whether a batch that memory has no room for is computed in parts."""

    def __init__(self, setup: TrainingSetup, buffer: StepBuffer, warn: Callable[[Text], None]) -> None:
        self._setup = setup
        self._buffer = buffer
        self._warn = warn
        config = setup.config
        self.images_at_once = setup.config.images_at_once
        self._learning = [weight for weight in setup.network.parameters() if weight.requires_grad]
        self._clips = config.clip_norm is not None or config.clip_value is not None

    def take(self, batch: Batch, step: int, rate_factor: float) -> None:
        """Take the step of that number (from 1) with the learning rate times ``rate_factor``."""
        setup = self._setup
        loss, right = self._gradients(batch, step)
        scaler = setup.scaler
        if scaler is not None:
            for member in setup.optimizers.members:
                scaler.unscale_(member)
        self._learn(rate_factor)
        self._buffer.record(loss, right, len(batch.indices))

    def gather(self, indices: Tensor, changes: Tensor | None) -> tuple[Tensor, Tensor]:
        """The images at those positions, changed and normalised, and their labels."""
        augmenter = self._setup.augmenter
        if augmenter is None or changes is None:
            return self._setup.train.gather(indices)
        return self._setup.train.gather(indices, lambda images: augmenter(images, changes))

    def compute(
        self, images: Tensor, labels: Tensor, mixture: Tensor | None, rate_factor: float | Tensor
    ) -> tuple[Tensor, Tensor]:
        """The whole step of gathered images at once, nothing but work for the device; returns the loss and the logits.

        Without a scaler; random layers are not seeded.
        """
        self._setup.optimizers.zero_grad()
        loss, logits = self._gradient_of_batch(*self._mixed(images, labels, mixture))
        self._learn(rate_factor)
        return loss, logits

    def _learn(self, rate_factor: float | Tensor) -> None:
        """From gradients to weights and their averages."""
        setup, scaler = self._setup, self._setup.scaler
        add_penalties(setup.penalties)
        if self._clips:
            clip_gradients(self._learning, setup.config)
        setup.optimizers.set_rate(rate_factor)
        if scaler is None:
            setup.optimizers.step()
        else:
            setup.optimizers.step_scaled(scaler)
        if setup.average is not None:
            setup.average.update(setup.network)

    def _gradients(self, batch: Batch, step: int) -> tuple[Tensor, Tensor]:
        """Leave the gradient of the batch's mean loss in the weights; returns the loss and the right answers."""
        while True:
            self._setup.optimizers.zero_grad()
            self._setup.randomness.begin(step)
            try:
                return self._gradients_of_parts(batch)
            except Exception as error:
                at_once = min(self.images_at_once or len(batch.indices), len(batch.indices))
                wished = self._setup.config.micro_batch is not None or not self.halves_when_full
                if not is_out_of_memory(error) or wished or at_once < 2:
                    raise
            self._compute_at_once((at_once + 1) // 2)  # after the error, which holds on to what was computed

    def _compute_at_once(self, images: int) -> None:
        self.images_at_once = images
        if self._setup.device.type == "cuda":
            torch.cuda.empty_cache()
        self._warn(
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Memory ran out: each batch is now computed in parts of {images} images, with the same gradient "
                    "(batch normalisation sees one part at a time).",
                ),
                {"images": images},
            )
        )

    def _gradients_of_parts(self, batch: Batch) -> tuple[Tensor, Tensor]:
        setup = self._setup
        images, labels, others, share = self._mixed(*self.gather(batch.indices, batch.changes), batch.mixture)
        size = self.images_at_once
        if size is None or size >= len(labels):
            loss, logits = self._gradient_of_batch(images, labels, others, share)
            return loss, right_answers(logits, labels)
        sums: list[tuple[Tensor, Tensor, Tensor]] = []
        for part, own, other in zip(
            torch.split(images, size),
            torch.split(labels, size),
            itertools.repeat(None) if others is None else torch.split(others, size),
            strict=False,
        ):
            with autocast(setup.config, setup.device):
                logits = setup.network(part)
                total, weight = self._total(logits, own, other, share)
            self._scaled(total).backward()  # type: ignore[no-untyped-call]
            sums.append((total.detach(), weight.detach(), right_answers(logits, own)))
        loss, weights, right = (torch.stack(column).sum() for column in zip(*sums, strict=True))
        gradients = [weight.grad for weight in self._learning if weight.grad is not None]
        weights = weights.clamp_min(LEAST_WEIGHT)
        torch._foreach_div_(gradients, weights)
        return loss / weights, right

    def _mixed(
        self, images: Tensor, labels: Tensor, mixture: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor | None, Tensor | None]:
        """Images, their labels, and where they are mixed the labels of the others and the weight of the own ones."""
        if self._setup.mixing is None or mixture is None:
            return images, labels, None, None
        images, share = self._setup.mixing.apply(images, mixture)
        return images, labels, labels.flip(0), share

    def _gradient_of_batch(
        self, images: Tensor, labels: Tensor, others: Tensor | None, share: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        setup = self._setup
        with autocast(setup.config, setup.device):
            logits = setup.network(images)
            if others is None:
                loss = setup.loss(logits, labels)
            else:
                total, weight = self._total(logits, labels, others, share)
                loss = total / weight.clamp_min(LEAST_WEIGHT)
        self._scaled(loss).backward()  # type: ignore[no-untyped-call]
        return loss.detach(), logits.detach()

    def _total(
        self, logits: Tensor, labels: Tensor, others: Tensor | None, share: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """The summed loss and the sum of the weights; where images are mixed, of both labels by their share."""
        total, weight = self._setup.loss.total(logits, labels)
        if others is None or share is None:
            return total, weight
        other_total, other_weight = self._setup.loss.total(logits, others)
        return share * total + (1 - share) * other_total, share * weight + (1 - share) * other_weight

    def _scaled(self, loss: Tensor) -> Tensor:
        scaler = self._setup.scaler
        return loss if scaler is None else scaler.scale(loss)


@torch.no_grad()
def right_answers(logits: Tensor, labels: Tensor) -> Tensor:
    return (logits.argmax(dim=1) == labels).sum()
