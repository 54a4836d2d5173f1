"""What is recorded of a training: a few steps of one batch size, which find their images by a number on the device."""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.training.epoch import EpochInputs, steps_per_epoch
from engine.training.runners import FactorAt
from engine.training.setup import TrainingSetup
from engine.training.step import TrainingStep


class StaticEpoch:
    """What the steps of an epoch read, at places on the device that stay the same: its order and random numbers, each
    step's rate factor (float64), and ``cursor``, the position in the order of the next replay's first image."""

    def __init__(self, setup: TrainingSetup, inputs: EpochInputs) -> None:
        self.images_per_step = setup.config.images_per_step
        self.inputs = inputs.to(setup.device)
        self._steps = steps_per_epoch(setup) + 1  # one more where an epoch goes on between two batches
        self.rates = torch.ones(self._steps, dtype=torch.float64, device=setup.device)
        self.cursor = torch.zeros((), dtype=torch.int64, device=setup.device)
        self._factors: list[float] = []

    def fill(self, inputs: EpochInputs, factor_at: FactorAt) -> None:
        """Go over to another epoch."""
        for own, given in zip(self.inputs, inputs, strict=True):
            if own is not None and given is not None:
                own.copy_(given)
        self._factors = [factor_at(index) for index in range(self._steps)]
        self.rates.copy_(torch.tensor(self._factors, dtype=torch.float64))

    def factor_at(self, position: int) -> float:
        """What the learning rate is multiplied by at the step that begins with the image at that position."""
        return self._factors[position // self.images_per_step]


class Portion:
    """``steps`` steps of batches of ``size`` images each, from the cursor on. ``figures`` (float32 ``[2, steps]``) gets
    each one's loss and right answers."""

    def __init__(self, setup: TrainingSetup, step: TrainingStep, static: StaticEpoch, steps: int, size: int) -> None:
        self.sizes: Sequence[int] = (size,) * steps
        self.figures = torch.zeros(2, steps, dtype=torch.float32, device=setup.device)
        self._step, self._static, self._size = step, static, size
        # The augmentation is a product of matrices, whose last digits depend on how many images it is for.
        self._at_once = setup.augmenter is None
        self._offsets = torch.arange(steps * size, device=setup.device)
        self._rows = torch.arange(steps, device=setup.device)

    def take(self) -> None:
        """Take the steps; nothing here waits for the device."""
        static, inputs = self._static, self._static.inputs
        positions = static.cursor + self._offsets
        rows = torch.div(static.cursor, static.images_per_step, rounding_mode="floor") + self._rows
        rates = static.rates.index_select(0, rows)
        mixtures = None if inputs.mixtures is None else inputs.mixtures.index_select(0, rows)
        order = inputs.order.index_select(0, positions)
        changes = None if inputs.changes is None else inputs.changes.index_select(0, positions)
        losses: list[Tensor] = []
        answers: list[Tensor] = []
        own_labels: list[Tensor] = []
        gathered = self._step.gather(order, changes) if self._at_once else None
        for number in range(len(self.sizes)):
            own = slice(number * self._size, (number + 1) * self._size)
            if gathered is None:
                images, labels = self._step.gather(order[own], None if changes is None else changes[own])
            else:
                images, labels = gathered[0][own], gathered[1][own]
            mixture = None if mixtures is None else mixtures[number]
            loss, logits = self._step.compute(images, labels, mixture, rates[number])
            losses.append(loss)
            answers.append(logits)
            own_labels.append(labels)
        self.figures[0].copy_(torch.stack(losses))
        self.figures[1].copy_((torch.stack(answers).argmax(dim=2) == torch.stack(own_labels)).sum(dim=1))


class KeptState:
    """A copy, on the device, of everything that steps change, to undo them."""

    def __init__(self, setup: TrainingSetup) -> None:
        self._average = setup.average
        tensors = [*setup.network.parameters(), *setup.network.buffers(), *setup.optimizers.state()[0].values()]
        if setup.average is not None:
            tensors += [*setup.average.state()[0].values(), *setup.average.network.buffers()]
            self._begun = setup.average.begun
        self._pairs = [(tensor.detach(), tensor.detach().clone()) for tensor in tensors]

    @torch.no_grad()
    def restore(self) -> None:
        """Put everything back, at its own place."""
        for own, copy in self._pairs:
            own.copy_(copy)
        if self._average is not None:
            self._average.begun = self._begun
