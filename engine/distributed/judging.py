"""Whole splits measured by several processes: each takes every so many-th batch, the sums are added up."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.modules.batchnorm import _BatchNorm

from engine.data.batches import Images
from engine.distributed.group import Group
from engine.evaluation.evaluate import Metrics, metrics_of, sum_over
from engine.model.build import Network
from engine.training.averaging import Average
from engine.training.batch_statistics import refresh_batch_norm
from engine.training.events import Event, Split
from engine.training.judging import Judge
from engine.training.setup import TrainingSetup


class SharedJudge(Judge):
    """Batches are the same as in one process, and so are their figures; everybody gets the whole split's."""

    def __init__(
        self, emit: Callable[[Event], None], heed: Callable[[], None], clock: Callable[[], float], group: Group
    ) -> None:
        super().__init__(emit, heed, clock)
        self._group = group

    def evaluate(self, setup: TrainingSetup, network: Network, split: Split, images: Images) -> Metrics:
        self._heed()  # a process without a batch, too
        if not setup.config.sync_batch_norm:
            self._group.share_buffers(network)
        starts, told = self._own(len(images), setup), self._telling(split)
        totals = sum_over(network, images, setup.evaluation_batch, starts, self._stops, told, setup.loss.total)
        told(len(images), len(images))
        return metrics_of(self._group.sum(totals), len(images))

    @torch.no_grad()
    def refresh_batch_norm(self, setup: TrainingSetup, average: Average) -> None:
        self._heed()
        starts = self._own(len(setup.train), setup)
        refresh_batch_norm(average.network, self._plain_images(setup, starts))
        seen = sum(min(setup.evaluation_batch, len(setup.train) - start) for start in starts)
        for norm in average.network.modules():
            if isinstance(norm, _BatchNorm) and norm.running_mean is not None and norm.running_var is not None:
                for statistic in (norm.running_mean, norm.running_var):
                    self._group.sum(statistic.mul_(seen / len(setup.train)))

    def _load(self, best_file: Path) -> dict[str, Tensor]:
        return self._group.tell_tensors(super()._load(best_file) if self._group.world.leads else None)

    def _own(self, images: int, setup: TrainingSetup) -> range:
        world = self._group.world
        return range(world.rank * setup.evaluation_batch, images, world.size * setup.evaluation_batch)
