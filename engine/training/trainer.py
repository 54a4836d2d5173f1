"""The loop: batches, loss on logits, weights, validation, the best weights, and the test at the end.

Nothing here waits for the device but the read-back of the step buffer, once per 50 ms, and the evaluations.
"""

import math
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from engine.data.batches import ResidentImages
from engine.data.splits import epoch_order
from engine.evaluation.evaluate import Metrics, evaluate_resident
from engine.training.checkpoint import BEST_FILE, LAST_FILE, save_checkpoint
from engine.training.control import Control
from engine.training.events import (
    CheckpointSaved,
    EpochCompleted,
    EvaluationProgressed,
    Event,
    Split,
    StateChanged,
    StepsCompleted,
)
from engine.training.failures import Cancelled, NotFiniteError
from engine.training.layer_learning import add_penalties
from engine.training.live import LiveWeights
from engine.training.progress import Progress
from engine.training.setup import TrainingSetup
from engine.training.step_buffer import StepBuffer
from engine.weights import copy_state, load_weights, save_weights

REPORT_SECONDS = 0.05
"""At most so often are losses read back from the device and told."""


class Trainer:
    """Trains one :class:`TrainingSetup` in the calling thread, telling ``emit`` and writing weights to ``folder``."""

    def __init__(
        self,
        setup: TrainingSetup,
        folder: Path,
        emit: Callable[[Event], None],
        control: Control,
        live: LiveWeights,
    ) -> None:
        self.progress = Progress()
        self.test: Metrics | None = None
        self._setup = setup
        self._network = setup.network
        self._best_file = folder / BEST_FILE
        self._last_file = folder / LAST_FILE
        self._emit = emit
        self._control = control
        self._live = live
        self._buffer = StepBuffer(setup.device)
        self._last_report = 0.0

    def train(self) -> None:
        """Train all epochs, then measure the best weights on the test set.

        Raises :class:`Cancelled` (the weights of that moment are kept), :class:`NotFiniteError`, :class:`OSError` and
        whatever torch raises.
        """
        self._live.publish(0, lambda: copy_state(self._network))
        try:
            for epoch in range(1, self._setup.config.epochs + 1):
                self._train_epoch(epoch)
        except Cancelled:
            self._report()
            self._keep_weights_of_cancelled_run()
            raise
        self._measure_best()

    def _train_epoch(self, epoch: int) -> None:
        progress = self.progress
        progress.begin_epoch(epoch)
        began = self._last_report = self._clock()
        order = torch.from_numpy(epoch_order(len(self._setup.train), self._setup.config.seed, epoch))
        order = order.to(self._setup.device)
        self._network.train()
        self._heed()
        for start, stop in self._setup.batches:
            self._step(order[start:stop])
            self._after_step()
        self._report()
        trained = self._clock()
        validation = self._validate()
        best = progress.is_best(validation)
        if best:
            self._save_best()
        progress.end_epoch(validation)  # after the save: what is called the best must be on the disk
        self._save_last()
        self._emit(
            EpochCompleted(
                epoch=epoch,
                step=progress.step,
                train_loss=progress.train_loss,
                train_accuracy=progress.train_accuracy,
                validation_loss=None if validation is None else validation.loss,
                validation_accuracy=None if validation is None else validation.accuracy,
                seconds=self._clock() - began,
                images_per_second=len(self._setup.train) / max(trained - began, 1e-9),
                best=best,
            )
        )
        if best:
            self._emit(CheckpointSaved(epoch, self._best_file, best=True))
        self._emit(CheckpointSaved(epoch, self._last_file, best=False))

    def _step(self, indices: Tensor) -> None:
        images, labels = self._setup.train.gather(indices)
        logits = self._network(images)
        loss = functional.cross_entropy(logits, labels)
        self._setup.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        add_penalties(self._setup.penalties)
        self._setup.optimizer.step()
        self._buffer.record(loss, logits, labels)

    def _after_step(self) -> None:
        self.progress.step += 1
        self.progress.epoch_step += 1
        if self._live.due:
            self._publish()
        if self._buffer.is_full or self._clock() - self._last_report >= REPORT_SECONDS:
            self._report()
        self._heed()

    def _report(self) -> None:
        """Read the finished steps back, look for NaN, and tell them."""
        if not len(self._buffer):
            return
        losses, right, sizes = self._buffer.read_back()
        now = self._clock()
        first = self.progress.step - len(losses) + 1
        self.progress.add(losses, right, sizes)
        self._emit(
            StepsCompleted(
                epoch=self.progress.epoch,
                first_step=first,
                losses=losses,
                accuracies=(right / sizes).astype("float32"),
                images_per_second=float(sizes.sum()) / max(now - self._last_report, 1e-9),
            )
        )
        self._last_report = now
        for number, loss in enumerate(losses.tolist()):
            if not math.isfinite(loss):
                raise NotFiniteError(loss, first + number)

    def _validate(self) -> Metrics | None:
        if self._setup.validation is None:
            return None
        metrics = self._evaluate("validation", self._setup.validation)
        if not math.isfinite(metrics.loss):
            raise NotFiniteError(metrics.loss, self.progress.step, validation=True)
        return metrics

    def _evaluate(self, split: Split, images: ResidentImages) -> Metrics:
        last_told = self._clock()

        def heed() -> bool:
            self._heed()  # raises on a cancel
            return False

        def tell(done: int, total: int) -> None:
            nonlocal last_told
            if done == total or self._clock() - last_told >= REPORT_SECONDS:
                last_told = self._clock()
                self._emit(EvaluationProgressed(split, done, total))

        return evaluate_resident(self._network, images, self._setup.evaluation_batch, heed, tell)

    def _measure_best(self) -> None:
        """The test set is touched here and nowhere else, with the best epoch's weights as they were saved."""
        self._network.load_state_dict(load_weights(self._best_file))
        dataset = self._setup.dataset
        images = ResidentImages(
            dataset.test_images, dataset.test_labels, dataset.info.preprocessing, self._setup.device
        )
        self.test = self._evaluate("test", images)

    def _keep_weights_of_cancelled_run(self) -> None:
        if self.progress.step == 0:
            return
        if self.progress.best_epoch is None:  # stopped in the first epoch: these are the best there are
            self._save_best()
            self._emit(CheckpointSaved(self.progress.epoch, self._best_file, best=True))
        self._save_last()
        self._emit(CheckpointSaved(self.progress.epoch, self._last_file, best=False))

    def _save_best(self) -> None:
        notes = {"epoch": str(self.progress.epoch), "step": str(self.progress.step)}
        save_weights(self._best_file, copy_state(self._network), notes)

    def _save_last(self) -> None:
        save_checkpoint(self._last_file, self._network, self._setup.optimizer, self.progress.to_data())

    def _heed(self) -> None:
        """Do what a person asked for meanwhile: pause, or stop by raising :class:`Cancelled`."""
        if self._control.attention:
            self._control.check(self._stand_still, lambda: self._emit(StateChanged("running")))

    def _stand_still(self) -> None:
        self._report()
        self._publish()
        self._emit(StateChanged("paused"))

    def _publish(self) -> None:
        self._live.publish(self.progress.step, lambda: copy_state(self._network))

    def _clock(self) -> float:
        """Seconds in which the training was not paused."""
        return time.perf_counter() - self._control.paused_seconds
