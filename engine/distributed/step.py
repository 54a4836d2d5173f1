"""One optimizer step of several processes: each computes its piece of the batch, the gradients are added up.

Gradients travel by torch's ``DistributedDataParallel``, while the backward pass goes on. It gives everybody the mean
over the processes; each one's loss is its images' part of the batch's mean times the number of processes, so that the
mean of gradients is the gradient of the batch, whatever the pieces' sizes and weights are.
"""

import contextlib
import itertools
from collections.abc import Callable
from functools import cache

import torch
from torch import Tensor
from torch.nn.parallel import DistributedDataParallel

from engine.distributed.share import Piece, Pieces
from engine.distributed.world import World
from engine.text import Text
from engine.training.eager import compiler_spared
from engine.training.precision import autocast
from engine.training.setup import TrainingSetup
from engine.training.step import LEAST_WEIGHT, Batch, TrainingStep, right_answers
from engine.training.step_buffer import StepBuffer


class SharedStep(TrainingStep):
    """Takes the steps of one process; its figures are those of its own images, to be summed over the processes."""

    halves_when_full = False
    """The others compute on with the parts that they began."""

    def __init__(
        self, setup: TrainingSetup, buffer: StepBuffer, warn: Callable[[Text], None], world: World, pieces: Pieces
    ) -> None:
        super().__init__(setup, buffer, warn)
        self._world, self._pieces = world, pieces
        with compiler_spared(DistributedDataParallel):
            self._network = DistributedDataParallel(
                setup.network,
                process_group=pieces.group,
                forward_sync_buffers=not setup.config.sync_batch_norm,
                gradient_as_bucket_view=True,
            )
        self._rows = cache(self._rows_of)
        self._settle()

    def _settle(self) -> None:
        """Let torch put the gradients together in the order in which they come, as it does after a first step.

        Then each step of a resumed run adds them up as an undisturbed one does, to the last bit.
        """
        network = self._setup.network
        learning = network.training
        network.eval()  # nothing is drawn, and no statistics move
        for _ in range(2):
            with autocast(self._setup.config, self._setup.device):
                answer = self._network(self._setup.train.batch(0, 1)[0])
            (answer.float().sum() * 0).backward()
            self._setup.optimizers.zero_grad()
        network.train(learning)

    def _rows_of(self, count: int, at_once: int) -> tuple[Tensor, tuple[Piece, ...]]:
        """This process's images of a batch of so many, of which so many are computed at once, and its pieces."""
        rows: list[int] = []
        pieces: list[Piece] = []
        for low in range(0, count, at_once):
            piece = self._pieces.of(min(at_once, count - low))
            pieces.append(piece)
            rows += range(low + piece.start, low + piece.stop)
        return torch.tensor(rows, device=self._setup.device), tuple(pieces)

    def _gradients_of_parts(self, batch: Batch) -> tuple[Tensor, Tensor]:
        setup, count = self._setup, len(batch.indices)
        rows, pieces = self._rows(count, min(self.images_at_once or count, count))
        images, labels = self._gathered(batch, rows)
        others, share = None, None
        if setup.mixing is not None and batch.mixture is not None:
            partners, others = self._gathered(batch, count - 1 - rows)
            images, share = setup.mixing.blend(images, partners, batch.mixture)
        weight = setup.loss.image_weights(setup.train.labels(batch.indices)).sum().clamp_min(LEAST_WEIGHT)
        sizes = [piece.stop - piece.start for piece in pieces]
        losses: list[Tensor] = []
        right: list[Tensor] = []
        for number, (piece, part, own, other) in enumerate(
            zip(
                pieces,
                torch.split(images, sizes),
                torch.split(labels, sizes),
                itertools.repeat(None) if others is None else torch.split(others, sizes),
                strict=False,
            ),
            start=1,
        ):
            self._pieces.current = piece
            last = number == len(pieces)
            with contextlib.nullcontext() if last else self._network.no_sync():
                with autocast(setup.config, setup.device):
                    logits = self._network(part)
                    loss = self._total(logits, own, other, share)[0] * piece.weight / weight
                self._scaled(loss * self._world.size).backward()  # type: ignore[no-untyped-call]
            losses.append(loss.detach())
            right.append(right_answers(logits, own) * piece.weight)
        return torch.stack(losses).sum(), torch.stack(right).sum()

    def _gathered(self, batch: Batch, rows: Tensor) -> tuple[Tensor, Tensor]:
        return self.gather(batch.indices[rows], None if batch.changes is None else batch.changes[rows])
